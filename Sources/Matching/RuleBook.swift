package import Analysis
package import Newswire

/// All rules of all subscribers, compiled: says which of them an article
/// satisfies, by which words and regions.
///
/// Immutable, and safe to share; a reload makes another one and swaps it.
/// Building it and asking it never fail: what can be wrong in a rule was
/// reported when its file was read.
package struct RuleBook: Sendable {
    /// One subscriber with the queries of its rules.
    package struct Entry: Sendable {
        package let subscriber: Subscriber
        /// One for each rule, in the rules' order; nil for a rule that has
        /// only filters.
        package let queries: [Query?]
        /// What no article for this subscriber may hold: the file's `none`.
        package let none: Query?

        package init(subscriber: Subscriber, queries: [Query?], none: Query? = nil) {
            self.subscriber = subscriber
            self.queries = queries
            self.none = none
        }

        /// The whole query of a rule: its own, and without the file's `none`.
        package func query(at position: Int) -> Query? {
            let own = queries.indices.contains(position) ? queries[position] : nil
            return Query.allOf([own, none?.excluded].compactMap { $0 })
        }
    }

    /// By subscriber's id.
    package let entries: [Entry]
    private let rules: [CompiledRule]
    private let places: Gazetteer

    package init(_ entries: [Entry], places: Gazetteer) {
        self.entries = entries.sorted { $0.subscriber.id < $1.subscriber.id }
        self.places = places
        var filters = RegionFilters(places: places)
        var rules: [CompiledRule] = []
        for entry in self.entries {
            for (position, rule) in entry.subscriber.rules.enumerated() {
                rules.append(
                    CompiledRule(
                        subscriber: entry.subscriber.id, position: position, rule: rule,
                        query: entry.query(at: position),
                        regions: filters.filter(rule.regions, asks: .about),
                        mentions: filters.filter(rule.mentions, asks: .mentions)))
            }
        }
        self.rules = rules
    }

    /// The rules that the article satisfies, by subscriber, then in the order
    /// of its file.
    package func matches(_ article: AnalyzedArticle) -> [Match] {
        let evaluator = QueryEvaluator(article, places: places)
        return rules.compactMap { compiled in
            let verdict = compiled.verdict(on: article, by: evaluator)
            if case .matched(let match) = verdict { return match }
            return nil
        }
    }

    /// All other rules, in the same order, each with what it lacked.
    package func misses(_ article: AnalyzedArticle) -> [Miss] {
        let evaluator = QueryEvaluator(article, places: places)
        return rules.compactMap { compiled in
            let verdict = compiled.verdict(on: article, by: evaluator)
            if case .missed(let miss) = verdict { return miss }
            return nil
        }
    }

    /// What one rule says of an article that may be only a headline, as
    /// `finds` and `ignores` give it: filters and clauses about what `stated`
    /// leaves out (source, language, urgency, author, category, address, text)
    /// pass. `article` is the analysis of `stated`. Nil if the subscriber has
    /// no such rule.
    package func trial(
        of rule: Int, for subscriber: SubscriberID, on article: AnalyzedArticle, stated: Article
    ) -> RuleVerdict? {
        let compiled = rules.first { $0.subscriber == subscriber && $0.position == rule }
        let evaluator = QueryEvaluator(article, places: places, stated: stated)
        return compiled?.verdict(on: article, by: evaluator, stated: stated)
    }
}

/// What a rule says of an article.
package enum RuleVerdict: Hashable, Sendable {
    case matched(Match)
    case missed(Miss)
}

/// Region filters, each compiled once however many rules share it.
private struct RegionFilters {
    private struct Key: Hashable {
        var filter: Filter<RegionCode>
        var asks: RegionFilter.Asks
    }

    private let places: Gazetteer
    private var compiled: [Key: RegionFilter] = [:]

    init(places: Gazetteer) {
        self.places = places
    }

    mutating func filter(
        _ filter: Filter<RegionCode>, asks: RegionFilter.Asks
    ) -> RegionFilter {
        let key = Key(filter: filter, asks: asks)
        if let known = compiled[key] { return known }
        let made = RegionFilter(filter, asks: asks, gazetteer: places)
        compiled[key] = made
        return made
    }
}
