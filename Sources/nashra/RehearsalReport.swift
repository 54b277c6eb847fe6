import Dispatching
import Newswire

/// What `try` prints: each article that comes or goes, then the figures.
///
/// As JSON each article is a line as soon as it is known, and the figures are
/// the last. For people they come first, and of each kind of change only the
/// newest `limit` articles are kept.
struct RehearsalReport {
    let console: Console
    let limit: Int?
    private var kept: [RehearsedArticle.Change: [RehearsedArticle]] = [:]

    init(console: Console, limit: Int?) {
        self.console = console
        self.limit = limit
    }

    mutating func take(_ article: RehearsedArticle) throws {
        guard let change = article.change, change != .unchanged else { return }
        if console.json {
            try console.print(json: Printed(article, change))
        } else if kept[change, default: []].count < limit ?? .max {
            kept[change, default: []].append(article)
        }
    }

    func finish(
        _ tally: RehearsalTally, of subscriber: SubscriberID, isNew: Bool, since: String
    ) throws {
        let warnings = tally.rules.filter(tally.isTooMuch).map { rule in
            "the rule \(Diagnostic.quoted(rule.name)) would bring "
                + "\(Self.rate(tally.rate(rule))) articles a day"
                + (rule.noisiest.map { ", most of them by \(Diagnostic.quoted($0.term))" } ?? "")
        }
        if console.json {
            try console.print(
                json: Summary(
                    tally, subscriber: subscriber, isNew: isNew, since: since,
                    warnings: warnings))
        } else {
            show(tally, of: subscriber, isNew: isNew, since: since)
        }
        for warning in warnings { console.warn(warning) }
    }

    // MARK: For people

    private func show(
        _ tally: RehearsalTally, of subscriber: SubscriberID, isNew: Bool, since: String
    ) {
        let whose = subscriber.id == "-" ? "" : "\(subscriber): "
        console.print(
            whose + counted(tally.articles, "article") + " of the last \(since), "
                + (isNew ? "beside nothing" : "beside the version in force"))
        console.print(
            "gained \(tally.count(.gained)), lost \(tally.count(.lost)), "
                + "unchanged \(tally.count(.unchanged))"
                + (tally.count(.moved) > 0 ? ", sent elsewhere \(tally.count(.moved))" : ""))
        for change in [RehearsedArticle.Change.gained, .lost, .moved] {
            let articles = kept[change] ?? []
            if articles.isEmpty { continue }
            console.print()
            console.print(change == .moved ? "sent elsewhere:" : "\(change.rawValue):")
            for article in articles {
                for line in Self.lines(article, change) { console.print("  \(line)") }
            }
            let more = tally.count(change) - articles.count
            if more > 0 { console.print("  and \(more) more, see --all") }
        }
        if tally.rules.isEmpty { return }
        console.print()
        let days = tally.days == 1 ? "a day" : "\(Self.rate(tally.days)) days"
        console.print("each rule, over \(days):")
        for rule in tally.rules {
            let noisiest = rule.noisiest.map { ", the noisiest term \($0.term) in \($0.articles)" }
            console.print(
                "  \(rule.name): " + counted(rule.matches, "match", plural: "matches")
                    + ", \(Self.rate(tally.rate(rule))) a day\(noisiest ?? "")")
        }
    }

    private static func lines(
        _ article: RehearsedArticle, _ change: RehearsedArticle.Change
    ) -> [String] {
        let sign = change == .gained ? "+" : change == .lost ? "-" : "~"
        var lines = [
            "\(sign) \(article.title.isEmpty ? "(no title)" : article.title)  [\(article.id)]  "
                + article.received.rfc3339
        ]
        for match in article.shown {
            let send = match.send.isEmpty ? "" : " → \(match.send.joined(separator: ", "))"
            let words =
                match.evidence.explained
                + match.regions.map { "\($0.code): \($0.evidence.joined(separator: ", "))" }
            lines.append(
                "    \(match.rule)\(send)"
                    + (words.isEmpty ? "" : "  because of \(words.joined(separator: " · "))"))
        }
        for miss in article.misses {
            lines.append("    now \(miss.rule): \(miss.reason)")
        }
        return lines
    }

    /// One digit behind the point, none where it says nothing.
    static func rate(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }

    // MARK: For programs

    private struct Printed: Encodable {
        var change: String
        var article: Head
        var rules: [PrintedMatch]
        var reasons: [PrintedMiss]?

        struct Head: Encodable {
            var id: ArticleID
            var title: String
            var url: String?
            var received: Timestamp
        }

        init(_ article: RehearsedArticle, _ change: RehearsedArticle.Change) {
            self.change = change.rawValue
            self.article = Head(
                id: article.id, title: article.title, url: article.url,
                received: article.received)
            rules = article.shown.map(PrintedMatch.init)
            reasons = change == .lost ? article.misses.map(PrintedMiss.init) : nil
        }
    }

    private struct Summary: Encodable {
        var subscriber: SubscriberID
        var isNew: Bool
        var since: String
        var articles: Int
        var days: Double
        var gained: Int
        var lost: Int
        var moved: Int
        var unchanged: Int
        var rules: [PrintedRule]
        var warnings: [String]

        struct PrintedRule: Encodable {
            var rule: String
            var matches: Int
            var perDay: Double
            var noisiest: Term?
        }

        struct Term: Encodable {
            var term: String
            var articles: Int
        }

        init(
            _ tally: RehearsalTally, subscriber: SubscriberID, isNew: Bool, since: String,
            warnings: [String]
        ) {
            self.subscriber = subscriber
            self.isNew = isNew
            self.since = since
            articles = tally.articles
            days = (tally.days * 100).rounded() / 100
            gained = tally.count(.gained)
            lost = tally.count(.lost)
            moved = tally.count(.moved)
            unchanged = tally.count(.unchanged)
            rules = tally.rules.map { rule in
                PrintedRule(
                    rule: rule.name, matches: rule.matches,
                    perDay: (tally.rate(rule) * 100).rounded() / 100,
                    noisiest: rule.noisiest.map { Term(term: $0.term, articles: $0.articles) })
            }
            self.warnings = warnings
        }
    }
}
