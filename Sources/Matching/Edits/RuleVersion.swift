package import Analysis
package import Newswire

/// One rule as it stands, or as it would stand after an edit: enough to ask it.
package struct RuleVersion: Hashable, Sendable {
    package var rule: Rule
    package var query: Query?
    /// The `none` of its file.
    package var none: Query?

    package init(rule: Rule, query: Query?, none: Query? = nil) {
        self.rule = rule
        self.query = query
        self.none = none
    }

    /// A rule of an entry; nil if it has none at this position.
    package init?(_ entry: RuleBook.Entry, at position: Int) {
        guard entry.subscriber.rules.indices.contains(position),
            entry.queries.indices.contains(position)
        else { return nil }
        self.init(
            rule: entry.subscriber.rules[position], query: entry.queries[position],
            none: entry.none)
    }

    /// What the rule says of an article, by the very engine that matches.
    package func verdict(on article: AnalyzedArticle, places: Gazetteer) -> RuleVerdict {
        let book = book(places: places)
        if let match = book.matches(article).first { return .matched(match) }
        return .missed(
            book.misses(article).first
                ?? Miss(subscriber: Self.anyone, rule: rule.name, position: 0, reasons: []))
    }

    /// Whether it says of an example what it should.
    func holds(_ example: RuleExample, _ article: AnalyzedArticle, places: Gazetteer) -> Bool {
        let verdict = book(places: places)
            .trial(of: 0, for: Self.anyone, on: article, stated: example.article)
        return switch (example.expectation, verdict) {
        case (.finds, .matched?), (.ignores, .missed?): true
        default: false
        }
    }

    /// Whether it says what it wants, as every rule must.
    var wantsSomething: Bool {
        query.map { !$0.isOnlyExclusion } ?? false || !rule.regions.include.isEmpty
            || !rule.mentions.include.isEmpty || !rule.sources.include.isEmpty
    }

    private static let anyone = SubscriberID("-")

    private func book(places: Gazetteer) -> RuleBook {
        let subscriber = Subscriber(
            id: Self.anyone, name: "-", language: .english, timeZone: "UTC", channels: [],
            digests: [], rules: [rule])
        return RuleBook(
            [RuleBook.Entry(subscriber: subscriber, queries: [query], none: none)],
            places: places)
    }
}
