package import Newswire

/// One subscriber's file, read: what it says, and everything that is wrong
/// with it.
package struct SubscriberFile: Sendable {
    package let id: SubscriberID
    /// As the user would type it.
    package let path: String
    /// Complete; nil if and only if there is an error of this file among the
    /// diagnostics that were found by reading; what is wrong with rows of a list
    /// of readers is no error of the file. `finds` and `ignores` are checked
    /// elsewhere.
    package let subscriber: Subscriber?
    /// In the file's order; also those of a file that is not accepted, as far
    /// as they could be read.
    package let rules: [ReadRule]
    /// The file's `none`.
    package let none: Query?
    /// The list that `recipients` names.
    package internal(set) var list: ReaderList?
    /// In the file's order, and whether they lead anywhere or not; none that the
    /// file may not use.
    package let references: [PlacedReference]
    /// In the file's order, those of its list behind them.
    package let diagnostics: [Diagnostic]

    package init(
        id: SubscriberID, path: String, subscriber: Subscriber?, rules: [ReadRule], none: Query?,
        list: ReaderList? = nil, references: [PlacedReference] = [], diagnostics: [Diagnostic]
    ) {
        self.id = id
        self.path = path
        self.subscriber = subscriber
        self.rules = rules
        self.none = none
        self.list = list
        self.references = references
        self.diagnostics = diagnostics
    }

    /// One of which nothing could be read.
    init(unread id: SubscriberID, path: String) {
        self.init(id: id, path: path, subscriber: nil, rules: [], none: nil, diagnostics: [])
    }

    /// What the rule book takes; nil if the file is not accepted.
    package var entry: RuleBook.Entry? {
        subscriber.map {
            RuleBook.Entry(subscriber: $0, queries: rules.map(\.query), none: none)
        }
    }
}
