package import Analysis
package import Newswire

/// Finds the stories of articles at hand, without a store: each is compared
/// with those before it that share a band.
package struct StoryIndex: Sendable {
    /// In the order of their coming.
    private var seen: [StoryCandidate] = []
    /// Positions in `seen`.
    private var byBand: [Int64: [Int]] = [:]
    /// Stories that turned out to be part of an older one.
    private var older: [StoryID: StoryID] = [:]
    /// As many of the newest are compared: the store does likewise.
    private static let mostCandidates = 200

    package init() {}

    /// The story the article tells; `now` counts where it has no time.
    package mutating func story(
        of article: AnalyzedArticle, id: ArticleID, at now: Timestamp
    ) -> StoryID {
        let moment = article.article.effectivePublished ?? now
        let story: StoryID
        switch StoryDecision.decide(
            article.signature, at: moment, candidates: candidates(for: article.signature))
        {
        case .found:
            story = StoryID(foundedBy: id)
        case .join(let known, _):
            story = known
        case .link(let first, let others, _):
            story = first
            for other in others { older[other] = first }
        }
        for band in Set(article.signature.bands) { byBand[band, default: []].append(seen.count) }
        seen.append(StoryCandidate(story: story, signature: article.signature, at: moment))
        return story
    }

    private func candidates(for signature: StorySignature) -> [StoryCandidate] {
        var positions: Set<Int> = []
        for band in signature.bands {
            positions.formUnion((byBand[band] ?? []).suffix(Self.mostCandidates))
        }
        return positions.sorted().suffix(Self.mostCandidates).map { position in
            var candidate = seen[position]
            while let first = older[candidate.story] { candidate.story = first }
            return candidate
        }
    }
}
