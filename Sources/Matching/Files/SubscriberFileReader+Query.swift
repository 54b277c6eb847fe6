import Documents
package import Newswire

extension SubscriberFileReader {
    /// A subscriber's rules and one more, which is only this query; of nobody's
    /// it is the only one. Nil, with the reasons, for a query with mistakes.
    /// `shownAs` stands where a file's name would.
    package func entry(
        adding text: String, to entry: RuleBook.Entry?, shownAs file: String
    ) -> (RuleBook.Entry?, [Diagnostic]) {
        let reading = Query.parse(text, places: places, topics: topics)
        var diagnostics = reading.problems.map { problem in
            Diagnostic(
                problem.severity, id: problem.id, file: file,
                position: Self.position(of: problem.range.lowerBound, in: text),
                message: problem.message, hints: problem.hints)
        }
        if let query = reading.query, query.isOnlyExclusion {
            diagnostics.append(
                FileFinding.wantsNothing.diagnostic(
                    in: file, at: SourcePosition(line: 1, column: 1)))
        }
        diagnostics.sort()
        guard let query = reading.query, !diagnostics.hasErrors else { return (nil, diagnostics) }
        var subscriber =
            entry?.subscriber
            ?? Subscriber(
                id: SubscriberID("-"), name: "-", language: defaults.language,
                timeZone: defaults.timeZone, channels: [], digests: [], rules: [])
        var name = text
        while subscriber.rules.contains(where: { $0.name == name }) { name += " (tried)" }
        subscriber.rules.append(Rule(name: name, query: text, send: []))
        return (
            RuleBook.Entry(
                subscriber: subscriber, queries: (entry?.queries ?? []) + [query],
                none: entry?.none), diagnostics
        )
    }

    /// The place of a scalar in a text of its own.
    private static func position(of offset: Int, in text: String) -> SourcePosition {
        let lines = text.unicodeScalars.prefix(offset)
            .split(separator: "\n", omittingEmptySubsequences: false)
        return SourcePosition(line: lines.count, column: (lines.last?.count ?? 0) + 1)
    }
}
