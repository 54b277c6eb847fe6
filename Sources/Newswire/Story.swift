/// What an article is to the story it belongs to.
package enum StoryRole: String, Hashable, Sendable, Codable, CaseIterable {
    /// The first to tell it.
    case founder
    /// Says what another already said: never brings a second notice.
    case copy
    /// Says something new of it.
    case followUp = "follow-up"
}

/// What an article says at one time: the same again is only a sighting.
package struct Revision: Hashable, Sendable {
    package var article: ArticleID
    /// SHA-256 of everything that a reader would see change.
    package var contentHash: [UInt8]
    package var content: Article

    package init(article: ArticleID, contentHash: [UInt8], content: Article) {
        self.article = article
        self.contentHash = contentHash
        self.content = content
    }
}
