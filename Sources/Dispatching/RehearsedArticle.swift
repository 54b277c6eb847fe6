package import Matching
package import Newswire

/// What two versions of a subscriber's rules say of one recorded article.
package struct RehearsedArticle: Hashable, Sendable {
    package enum Change: String, Hashable, Sendable, CaseIterable {
        /// Only the edited version finds it.
        case gained
        /// Only the version in force finds it.
        case lost
        /// Both find it, and send it to different places.
        case moved
        /// Both find it, and send it to the same places.
        case unchanged
    }

    package var id: ArticleID
    package var title: String
    package var url: String?
    package var received: Timestamp
    /// By the version in force.
    package var before: [Match]
    /// By the edited one.
    package var after: [Match]
    /// For an article that is lost: what the edited version's rules say.
    package var misses: [Miss]

    package init(
        id: ArticleID, title: String, url: String? = nil, received: Timestamp,
        before: [Match], after: [Match], misses: [Miss] = []
    ) {
        self.id = id
        self.title = title
        self.url = url
        self.received = received
        self.before = before
        self.after = after
        self.misses = misses
    }

    /// Nil for an article that neither finds.
    package var change: Change? {
        switch (before.isEmpty, after.isEmpty) {
        case (true, true): nil
        case (true, false): .gained
        case (false, true): .lost
        case (false, false):
            Set(before.flatMap(\.send)) == Set(after.flatMap(\.send)) ? .unchanged : .moved
        }
    }

    /// The matches that a person wants to see of the change.
    package var shown: [Match] { change == .lost ? before : after }
}
