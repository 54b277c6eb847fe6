package import Analysis
package import Newswire
import Synchronization

/// All rules of all subscribers, compiled: says which of them an article
/// satisfies, by which words and regions.
///
/// Immutable, and safe to share; a reload makes another one and swaps it.
/// Building it and asking it never fail: what can be wrong in a rule was
/// reported when its file was read.
///
/// An article costs what its own words cost, and little for each rule that they
/// may concern (`QueryIndex`); what the others are costs nothing. An edited file
/// costs what it holds itself: it stands in a small shard beside the large one,
/// in which its subscriber is passed over, until `compacted` makes them one.
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
            guard let none else { return own }
            return Query.allOf([own, none.excluded].compactMap { $0 })
        }
    }

    private let base: RuleShard
    /// What was edited since the base was compiled.
    private let edited: RuleShard?
    /// Entries of the base that are passed over: edited, or gone.
    private let replaced: Set<Int>
    private let places: Gazetteer

    /// Every matcher reads words by the same hash.
    static let scanner = WordScanner()

    /// Of several entries of one subscriber the last counts.
    package init(_ entries: [Entry], places: Gazetteer) {
        base = RuleShard(Self.eachOnce(entries), places: places)
        edited = nil
        replaced = []
        self.places = places
    }

    private init(base: RuleShard, edited: RuleShard?, replaced: Set<Int>, places: Gazetteer) {
        self.base = base
        self.edited = edited
        self.replaced = replaced
        self.places = places
    }

    private static func eachOnce(_ entries: [Entry]) -> [Entry] {
        var last: [SubscriberID: Int] = [:]
        for (number, entry) in entries.enumerated() { last[entry.subscriber.id] = number }
        guard last.count < entries.count else { return entries }
        return last.values.sorted().map { entries[$0] }
    }

    // MARK: Subscribers

    /// By subscriber's id. Linear in their number.
    package var entries: [Entry] {
        guard edited != nil || !replaced.isEmpty else { return base.entries }
        let kept = base.entries.enumerated().filter { !replaced.contains($0.offset) }
        return (kept.map(\.element) + (edited?.entries ?? []))
            .sorted { $0.subscriber.id < $1.subscriber.id }
    }

    /// The entry of one subscriber; nil if it has none.
    package func entry(of subscriber: SubscriberID) -> Entry? {
        guard let (shard, number) = place(of: subscriber) else { return nil }
        return shard.entries[number]
    }

    private func place(of subscriber: SubscriberID) -> (shard: RuleShard, number: Int)? {
        if let edited, let number = edited.number(of: subscriber) { return (edited, number) }
        guard let number = base.number(of: subscriber), !replaced.contains(number) else {
            return nil
        }
        return (base, number)
    }

    // MARK: Reloading

    /// The book with these entries in the place of their subscribers' earlier
    /// ones, and without those removed. Takes time in proportion to all that
    /// was edited since the book was compiled whole, not to the book.
    package func replacing(_ changed: [Entry], removing: [SubscriberID] = []) -> RuleBook {
        let touched = Set(changed.map(\.subscriber.id)).union(removing)
        let kept = (edited?.entries ?? []).filter { !touched.contains($0.subscriber.id) }
        let entries = Self.eachOnce(kept + changed)
        return RuleBook(
            base: base,
            edited: entries.isEmpty ? nil : RuleShard(entries, places: places, learningFrom: base),
            replaced: replaced.union(touched.compactMap(base.number)), places: places)
    }

    /// Whether so much was edited that `compacted` is worth its time.
    package var isFragmented: Bool {
        replaced.count + (edited?.entries.count ?? 0) > max(1_000, base.entries.count / 20)
    }

    /// The same book compiled whole, by what was learnt of the articles it was
    /// asked about. Takes time in proportion to all rules: to be done beside
    /// the work, and swapped in.
    package func compacted() -> RuleBook {
        RuleBook(
            base: RuleShard(entries, places: places, learningFrom: base), edited: nil,
            replaced: [], places: places)
    }

    // MARK: Matching

    /// The rules that the article satisfies, by subscriber, then in the order
    /// of its file.
    package func matches(_ article: AnalyzedArticle) -> [Match] {
        let found = found(in: article)
        guard !found.isEmpty else { return [] }
        let evaluator = QueryEvaluator(article, places: places)
        return found.compactMap { shard, rule in
            let verdict = shard.verdict(of: rule, on: article, by: evaluator)
            if case .matched(let match) = verdict { return match }
            return nil
        }
    }

    /// The rules that the index finds, in the order of `matches`.
    func found(
        in article: AnalyzedArticle
    ) -> [(shard: RuleShard, rule: RuleShard.RuleReference)] {
        var words = Self.idleWords.withLock { $0.popLast() } ?? ArticleWords()
        defer {
            // Without the article's texts.
            words.begin(nil)
            Self.idleWords.withLock { $0.append(words) }
        }
        words.begin(article.article.language)
        for field in article.fields {
            let zone = TermZone(field.field)
            guard base.index.terms.has(zone) || edited?.index.terms.has(zone) == true else {
                continue
            }
            words.add(field.field, field.tokens.source, by: Self.scanner)
        }
        let signs = article.signs(places)
        var rules: [RuleShard.RuleReference] = []
        base.found(in: article, words, signs: signs, into: &rules)
        var found = rules.filter { !replaced.contains(Int($0.entry)) }
            .sorted().map { (shard: base, rule: $0) }
        guard let edited else { return found }
        rules.removeAll()
        edited.found(in: article, words, signs: signs, into: &rules)
        guard !rules.isEmpty else { return found }
        found += rules.sorted().map { (shard: edited, rule: $0) }
        return found.sorted { a, b in
            let first = a.shard.entries[Int(a.rule.entry)].subscriber.id
            let second = b.shard.entries[Int(b.rule.entry)].subscriber.id
            return (first, a.rule.position) < (second, b.rule.position)
        }
    }

    private static let idleWords = Mutex<[ArticleWords]>([])

    /// All other rules, in the same order, each with what it lacked. Asks every
    /// rule.
    package func misses(_ article: AnalyzedArticle) -> [Miss] {
        verdicts(on: article).compactMap { verdict in
            if case .missed(let miss) = verdict { return miss }
            return nil
        }
    }

    /// What every rule says, asked one by one, by subscriber, then in the order
    /// of its file: the judge of `found`.
    func verdicts(on article: AnalyzedArticle) -> [RuleVerdict] {
        let evaluator = QueryEvaluator(article, places: places)
        let subscribers = entries.map(\.subscriber)
        return subscribers.flatMap { subscriber -> [RuleVerdict] in
            guard let (shard, number) = place(of: subscriber.id) else { return [] }
            return subscriber.rules.indices.map { position in
                let rule = RuleShard.RuleReference(
                    entry: UInt32(number), position: UInt32(position))
                return shard.verdict(of: rule, on: article, by: evaluator)
            }
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
        guard let (shard, number) = place(of: subscriber),
            shard.entries[number].subscriber.rules.indices.contains(rule)
        else { return nil }
        return shard.verdict(
            of: .init(entry: UInt32(number), position: UInt32(rule)), on: article,
            by: QueryEvaluator(article, places: places, stated: stated), stated: stated)
    }
}

/// What a rule says of an article.
package enum RuleVerdict: Hashable, Sendable {
    case matched(Match)
    case missed(Miss)
}

extension [RuleShard.RuleReference] {
    fileprivate func sorted() -> Self {
        sorted { ($0.entry, $0.position) < ($1.entry, $1.position) }
    }
}
