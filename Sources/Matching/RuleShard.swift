import Analysis
import Newswire
import Synchronization

/// The rules of some subscribers, compiled: their index, and what of each rule
/// is asked beside its query. A rule book is one large shard and a small one of
/// what was edited since. Immutable but for what matchers remember.
final class RuleShard: Sendable {
    /// A rule of the shard: the place of its subscriber among the entries, and
    /// its own place in the file.
    struct RuleReference: Hashable, Sendable {
        var entry: UInt32
        var position: UInt32
    }

    /// By subscriber's id.
    let entries: [RuleBook.Entry]
    let index: QueryIndex
    /// The items of the index.
    let rules: [RuleReference]
    private let filters: [RuleFilter]
    /// By item.
    private let filterNumbers: [UInt32]
    /// Matchers that nobody uses just now.
    private let idle = Mutex<[Worker]>([])

    /// What one thread needs to ask the shard.
    ///
    /// Unchecked: whoever takes one from the idle ones has it alone until it is
    /// put back, under the lock both times.
    final class Worker: @unchecked Sendable {
        fileprivate let matcher: IndexMatcher
        fileprivate var matched: [UInt32] = []
        /// By filter: the article that it was asked about last, and whether
        /// that one passed.
        fileprivate var passes: [(article: UInt64, passes: Bool)]
        /// How many articles there were.
        fileprivate var article: UInt64 = 0

        fileprivate init(_ index: QueryIndex, filters: Int) {
            matcher = IndexMatcher(index)
            passes = Array(repeating: (article: 0, passes: false), count: filters)
        }
    }

    /// Compiles entries, of which no two are of one subscriber; `earlier` has
    /// learnt how rare words are.
    init(_ entries: [RuleBook.Entry], places: Gazetteer, learningFrom earlier: RuleShard? = nil) {
        self.entries = entries.sorted { $0.subscriber.id < $1.subscriber.id }
        var builder = QueryIndexBuilder(hash: RuleBook.scanner.hash)
        var table = RuleFilterTable(places: places)
        var rules: [RuleReference] = []
        var filterNumbers: [UInt32] = []
        for (number, entry) in self.entries.enumerated() {
            for (position, rule) in entry.subscriber.rules.enumerated() {
                builder.add(entry.query(at: position), of: rule)
                filterNumbers.append(table.number(of: rule))
                rules.append(
                    RuleReference(entry: UInt32(number), position: UInt32(position)))
            }
        }
        index = builder.index(learningFrom: earlier?.index)
        self.rules = rules
        self.filterNumbers = filterNumbers
        filters = table.filters
    }

    /// Where the subscriber stands among the entries; nil if it does not.
    /// Logarithmic in their number.
    func number(of subscriber: SubscriberID) -> Int? {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].subscriber.id < subscriber {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low < entries.count && entries[low].subscriber.id == subscriber ? low : nil
    }

    /// Appends the rules that the index finds and whose filters pass, in no
    /// order. `words` and `signs` are the article's.
    func found(
        in article: AnalyzedArticle, _ words: ArticleWords, signs: Set<Sign>,
        into rules: inout [RuleReference]
    ) {
        let worker = idle.withLock { $0.popLast() } ?? Worker(index, filters: filters.count)
        defer { idle.withLock { $0.append(worker) } }
        worker.matched.removeAll(keepingCapacity: true)
        worker.matcher.matches(words, signs: signs, into: &worker.matched)
        worker.article += 1
        for query in worker.matched {
            let items = index.itemEnds[Int(query)]..<index.itemEnds[Int(query) + 1]
            for place in items {
                let item = Int(index.items[Int(place)])
                if passes(filterNumbers[item], article.article, worker) {
                    rules.append(self.rules[item])
                }
            }
        }
    }

    @inline(__always)
    private func passes(_ filter: UInt32, _ article: Article, _ worker: Worker) -> Bool {
        if filter == 0 { return true }
        let known = worker.passes[Int(filter)]
        if known.article == worker.article { return known.passes }
        let passes = filters[Int(filter)].passes(article)
        worker.passes[Int(filter)] = (worker.article, passes)
        return passes
    }

    /// What a rule says of an article; with `stated`, of one that says no more
    /// than that.
    func verdict(
        of reference: RuleReference, on article: AnalyzedArticle, by evaluator: QueryEvaluator,
        stated: Article? = nil
    ) -> RuleVerdict {
        let entry = entries[Int(reference.entry)]
        let position = Int(reference.position)
        let rule = entry.subscriber.rules[position]
        var evidence: [Evidence] = []
        var tags: [RegionTag] = []
        var reasons: [MissReason] = []
        switch entry.query(at: position).map(evaluator.verdict) {
        case .matched(let words, let regions)?:
            evidence = words
            tags = regions
        case .missed(let clauses)?: reasons = clauses
        case nil: break
        }
        reasons += filter(of: reference).reasons(
            on: article.article, stated: stated, found: &tags)
        guard reasons.isEmpty else {
            return .missed(
                Miss(
                    subscriber: entry.subscriber.id, rule: rule.name, position: position,
                    reasons: reasons))
        }
        let asked = Set(tags.map(\.code))
        return .matched(
            Match(
                subscriber: entry.subscriber.id, rule: rule.name, position: position,
                send: rule.send, evidence: evidence,
                regions: article.article.regions.filter { asked.contains($0.code) }))
    }

    private func filter(of reference: RuleReference) -> RuleFilter {
        filters[Int(filterNumbers[item(of: reference)])]
    }

    /// Items stand in the order of entries and positions.
    private func item(of reference: RuleReference) -> Int {
        var (low, high) = (0, rules.count)
        while low < high {
            let middle = (low + high) / 2
            let rule = rules[middle]
            if (rule.entry, rule.position) < (reference.entry, reference.position) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}

extension QueryIndexBuilder {
    /// Adds a rule. One whose query no word can find stands under what its
    /// filters want: regions, sources, languages.
    fileprivate mutating func add(_ query: Query?, of rule: Rule) {
        add { coder in
            if let query {
                coder.write(query)
                if !coder.isNowhere { return }
                coder.clear()
            }
            coder.group(.all) { coder in
                coder.write(anyOf: rule.regions.include.map(Sign.about))
                coder.write(anyOf: rule.mentions.include.map(Sign.mentions))
                coder.write(anyOf: rule.sources.include.map { .source($0.lowercased()) })
                coder.write(anyOf: rule.languages.include.map { .language($0.language) })
                if let query { coder.write(query) } else { coder.write(.any) }
            }
        }
    }
}

extension QueryCoder {
    /// Appends that one of these signs is there; nothing for none.
    fileprivate mutating func write(anyOf signs: [Sign]) {
        if signs.count > 1 {
            group(.any) { coder in signs.forEach { coder.write($0) } }
        } else if let sign = signs.first {
            write(sign)
        }
    }
}
