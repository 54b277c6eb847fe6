package import Newswire
package import Storage

extension StoredMatch {
    /// A match as the store would give it back, of an article that is in no
    /// store.
    package init(
        _ match: Match, of article: Article, story: StoryID, priority: Rule.Priority,
        at now: Timestamp
    ) {
        self.init(
            id: 0,
            article: StoredArticle(
                id: ArticleFingerprint(of: article).id, story: story, role: .founder,
                content: article),
            rule: match.rule, position: match.position, priority: priority,
            evidence: match.evidence, regions: match.regions, matched: now)
    }
}
