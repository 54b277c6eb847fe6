package import Newswire
package import Storage

extension BulletinEditor.Background {
    /// What the store knows of the stories and articles of some matches, for one
    /// audience of a digest.
    package init(
        of matches: [StoredMatch], for subscriber: SubscriberID, digest: String,
        audience: String, in records: Records
    ) throws {
        let stories = Set(matches.map(\.article.story))
        try self.init(ofAlert: matches, in: records)
        alerted = try records.alerted(subscriber: subscriber, stories: stories)
        told = try records.told(
            subscriber: subscriber, digest: digest, audience: audience, stories: stories)
    }

    /// The same for an alert, which tells whatever was told before.
    init(ofAlert matches: [StoredMatch], in records: Records) throws {
        self.init(
            sources: try records.sources(of: Set(matches.map(\.article.story))),
            references: try records.shortIDs(of: Set(matches.map(\.article.id))))
    }
}
