package import Analysis
package import Matching
package import Newswire
package import Storage

/// Asks every stage about one article and one subscriber. Changes nothing.
package struct Explainer: Sendable {
    /// Of a message to many only so many envelopes are told.
    private static let mostEnvelopes = 20

    private let store: Store?
    private let analyzer: Analyzer
    private let places: Gazetteer
    private let reader: SubscriberFileReader

    /// Without a store only the rules are asked.
    package init(
        store: Store?, analyzer: Analyzer, places: Gazetteer, reader: SubscriberFileReader
    ) {
        self.store = store
        self.analyzer = analyzer
        self.places = places
        self.reader = reader
    }

    /// `given` is the article where it is not the recorded one that is asked
    /// about; without it the article must be recorded, else the answer is nil.
    /// `file` holds the rules in force, and must be accepted.
    package func explain(
        _ id: ArticleID, given: Article? = nil, to file: SubscriberFile
    ) async throws -> Explanation? {
        let (trace, recorded) = try await recorded(id, file.id)
        guard let content = given ?? trace?.article.content, let entry = file.entry else {
            return nil
        }
        let article = analyzer.analyze(content)
        let past = try await pastEntry(of: file.id, trace, recorded)
        var rules: [RuleExplanation] = []
        for (position, read) in file.rules.enumerated() {
            guard let version = RuleVersion(entry, at: position) else { continue }
            let match = recorded.first { $0.rule == read.rule.name }
            var explanation = RuleExplanation(
                rule: read.rule, verdict: version.verdict(on: article, places: places),
                recorded: match)
            if let past { explanation.past = Self.past(of: version, in: past) }
            explanation.messages = try await messages(of: match?.tellings ?? [])
            let edits = EditSearch(
                version, examples: read.examples, on: article, analyzer: analyzer,
                places: places
            ).alternatives()
            explanation.edits = edits.map { $0.map(\.message) }
            explanation.cost = edits.first.map { $0.reduce(0) { $0 + $1.cost } } ?? .max
            rules.append(explanation)
        }
        let names = Set(file.rules.map(\.rule.name))
        return Explanation(
            subscriber: file.id, id: id, article: article.article, trace: trace, rules: rules,
            former: recorded.filter { !names.contains($0.rule) })
    }

    private func recorded(
        _ id: ArticleID, _ subscriber: SubscriberID
    ) async throws -> (ArticleTrace?, [RecordedMatch]) {
        guard let store else { return (nil, []) }
        return try await store.read { records in
            (
                try records.trace(of: id),
                try records.recordedMatches(of: subscriber, article: id)
            )
        }
    }

    private func messages(of tellings: [Telling]) async throws -> [[SentMessage]] {
        guard let store else { return [] }
        return try await store.read { records in
            try tellings.map { telling in
                try records.envelopes(of: telling.carrier, limit: Self.mostEnvelopes).map {
                    SentMessage(
                        envelope: $0, deliveries: try records.deliveries(ofEnvelope: $0.id))
                }
            }
        }
    }

    /// The subscriber's rules when its first match of the article was recorded,
    /// else when the article's newest revision came.
    private func pastEntry(
        of id: SubscriberID, _ trace: ArticleTrace?, _ recorded: [RecordedMatch]
    ) async throws -> RuleBook.Entry? {
        guard let store, let trace else { return nil }
        let moment = recorded.first?.matched ?? trace.revisions.last ?? trace.received
        guard let version = try await store.read({ try $0.lastAccepted(id, at: moment) }) else {
            return nil
        }
        return reader.read(version, id: id, path: id.id).entry
    }

    private static func past(
        of version: RuleVersion, in entry: RuleBook.Entry
    ) -> RuleExplanation.Past {
        guard
            let position = entry.subscriber.rules.firstIndex(where: {
                $0.name == version.rule.name
            }), var old = RuleVersion(entry, at: position)
        else { return .absent }
        // Where it sends to and in which order changes no verdict.
        old.rule.send = version.rule.send
        old.rule.priority = version.rule.priority
        return old == version ? .same : .changed
    }
}
