import Analysis
import Newswire

/// The topics that queries may name, each with the query it stands for.
///
/// Names are the same in any case, spelling of Arabic letters and composition:
/// `topic:putin` is `Putin`. Immutable; `read` makes them of a file.
package struct Topics: Sendable {
    /// No topics: every name is unknown.
    package static let none = Topics()

    /// In the folder of subscribers, at its root.
    package static let fileName = "_topics.yaml"

    /// The most words that one topic may stand for, those of the topics that it
    /// names counted too.
    package static let mostWords = 2_000
    /// How many topics may name one another in a row.
    package static let deepest = 20

    /// What a name stands for.
    enum Lookup {
        /// A `Query.topic`.
        case topic(Query)
        /// The file has mistakes in it, which are reported there.
        case broken
        case unknown(nearest: String?)
    }

    private struct Topic {
        /// As the file has it.
        var name: String
        /// Nil if it is broken.
        var query: Query?
    }

    private var topics: [String: Topic] = [:]

    package init() {}

    /// As the file has them, sorted; of those that can be used.
    package var names: [String] {
        topics.values.filter { $0.query != nil }.map(\.name).sorted()
    }

    /// The query for `topic:name`, a `Query.topic`; nil for a name that is not
    /// known, or broken.
    package func topic(named name: String) -> Query? {
        if case .topic(let query) = lookup(name) { query } else { nil }
    }

    func lookup(_ name: String) -> Lookup {
        guard let topic = topics[Self.key(name)] else {
            return .unknown(nearest: NearMiss.nearest(to: name, among: names))
        }
        return topic.query.map { .topic(.topic(topic.name, $0)) } ?? .broken
    }

    /// Whether any name stands for anything.
    var isEmpty: Bool { topics.isEmpty }

    /// Adds a topic, or with nil one that is broken.
    mutating func define(_ name: String, as query: Query?) {
        topics[Self.key(name)] = Topic(name: name, query: query)
    }

    /// What all spellings of a name have in common; empty for one that holds
    /// no letter and no digit.
    static func key(_ name: String) -> String {
        let text = TokenizedText(name)
        return text.tokens.indices.map { text.folded($0) }.joined(separator: " ")
    }
}

extension Query {
    /// The same query with all its words looked for in one field; nil if it
    /// asks for more than words, or has words in other fields.
    func narrowed(to scope: QueryScope) -> Query? {
        func narrowed(_ parts: [Query]) -> [Query]? {
            let done = parts.compactMap { $0.narrowed(to: scope) }
            return done.count == parts.count ? done : nil
        }
        switch self {
        case .words(let words):
            guard words.scope == .anywhere || words.scope == scope else { return nil }
            return .words(Words(words.text, form: words.form, in: scope))
        case .about, .mentions, .language: return nil
        case .not(let inner): return inner.narrowed(to: scope).map(Query.not)
        case .all(let parts): return narrowed(parts).map(Query.all)
        case .any(let parts): return narrowed(parts).map(Query.any)
        case .near(let near):
            return narrowed(near.parts).map {
                .near(Near(parts: $0, distance: near.distance, isOrdered: near.isOrdered))
            }
        case .atLeast(let count, let parts):
            return narrowed(parts).map { .atLeast(count, of: $0) }
        case .topic(let name, let inner):
            return inner.narrowed(to: scope).map { .topic(name, $0) }
        }
    }
}
