/// A subscriber's id: the path of its file below `subscribers/` without
/// `.yaml`, in NFC.
package struct SubscriberID: TextIdentifier {
    package let id: String

    package init(_ id: String) {
        self.id = id
    }

    package var description: String { id }
}

/// Words of an article that a rule asked for.
package struct Evidence: Hashable, Sendable, Codable {
    /// Where they stand.
    package var field: ArticleField
    /// The article's own characters.
    package var text: String
    /// Where they begin in the field, and how long they are, both counted in
    /// Unicode scalars.
    package var start: Int
    package var length: Int
    /// The rule's own word, phrase or operator form that they answer.
    package var term: String
    /// Those of the words that do not stand as the rule has them, in order; nil
    /// if all do, and in what was stored before this was told.
    package var changes: [WordChange]?

    package init(
        field: ArticleField, text: String, start: Int, length: Int, term: String,
        changes: [WordChange] = []
    ) {
        self.changes = changes.isEmpty ? nil : changes
        self.field = field
        self.text = text
        self.start = start
        self.length = length
        self.term = term
    }
}

/// The fields of an article that words are looked for in.
package enum ArticleField: String, Hashable, Sendable, Codable, CaseIterable {
    case title
    case summary
    case text
    case source
    case author
    case category
    case url
}

/// A rule that fired on an article, and why.
package struct Match: Hashable, Sendable {
    package var subscriber: SubscriberID
    /// The rule's name, unique in its file.
    package var rule: String
    /// The position of the rule in its file, from 0.
    package var position: Int
    /// The digests and channels it goes to, by name.
    package var send: [String]
    /// In reading order; empty for a rule that asks for no words.
    package var evidence: [Evidence]
    /// The regions of the article that the rule's filters asked for.
    package var regions: [RegionTag]

    package init(
        subscriber: SubscriberID, rule: String, position: Int, send: [String],
        evidence: [Evidence], regions: [RegionTag]
    ) {
        self.subscriber = subscriber
        self.rule = rule
        self.position = position
        self.send = send
        self.evidence = evidence
        self.regions = regions
    }
}
