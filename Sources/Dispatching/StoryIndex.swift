package import Analysis
package import Newswire

/// Finds the stories of articles at hand, without a store: each is compared
/// with those before it.
package struct StoryIndex: Sendable {
    private var seen: [StoryCandidate] = []
    /// Stories that turned out to be part of an older one.
    private var older: [StoryID: StoryID] = [:]

    package init() {}

    /// The story the article tells; `now` counts where it has no time.
    package mutating func story(
        of article: AnalyzedArticle, id: ArticleID, at now: Timestamp
    ) -> StoryID {
        let moment = article.article.effectivePublished ?? now
        let bands = Set(article.signature.bands)
        let candidates = seen.filter { !bands.isDisjoint(with: $0.signature.bands) }
        let decision = StoryDecision.decide(
            article.signature, at: moment, candidates: candidates)
        let story: StoryID
        switch decision {
        case .found: story = StoryID(foundedBy: id)
        case .join(let known, _): story = known
        case .link(let first, let others, _):
            story = first
            for other in others { older[other] = first }
            for index in seen.indices {
                seen[index].story = older[seen[index].story] ?? seen[index].story
            }
        }
        seen.append(StoryCandidate(story: story, signature: article.signature, at: moment))
        return story
    }
}
