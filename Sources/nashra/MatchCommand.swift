import Analysis
import ArgumentParser
import Dispatching
import Matching
import Newswire

struct MatchCommand: NewsCommand {
    static let configuration = CommandConfiguration(
        commandName: "match",
        abstract: "Shows who would get each article, by which rule, because of which words.",
        discussion:
            "Needs no store and changes nothing. With --all also what did not match, and why.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var options: InputOptions
    @Argument(help: "Files, URLs, or -.") var inputs: [String]
    @Flag(help: "Show articles without a match, and each rule that did not fire, too.")
    var all = false
    @Flag(help: "Exit with 1 if nothing matches.") var expect = false
    @Option(help: ArgumentHelp("Only this subscriber.", valueName: "id"))
    var subscriber: [String] = []

    func perform(_ console: Console) async throws -> ExitStatus {
        let installation = try installation(console)
        let loaded = try await lookUpRules(installation, console)
        console.noteBriefly(loaded.allDiagnostics)
        let rules = Rulebase(book: loaded.book, subscribers: loaded.subscribers)
        let wanted = Set(try subscribers(named: subscriber, in: rules).map(\.id))

        let (inputs, status) = try await InputReader(
            options: options, installation: installation, console: console
        ).read(inputs)
        let analyzer = installation.analyzer
        var stories = StoryIndex()
        var found = false
        for article in inputs.flatMap(\.result.attributedArticles) {
            let analysed = analyzer.analyze(article)
            let fingerprint = ArticleFingerprint(of: analysed.article)
            let story = stories.story(
                of: analysed, id: fingerprint.id, at: installation.clock.now())
            let matches = loaded.book.matches(analysed).filter { wanted.contains($0.subscriber) }
            found = found || !matches.isEmpty
            guard all || !matches.isEmpty else { continue }
            let misses =
                all ? loaded.book.misses(analysed).filter { wanted.contains($0.subscriber) } : []
            let result = MatchedArticle(
                article: analysed.article, id: fingerprint.id, story: story, matches: matches,
                misses: all ? misses : nil)
            if console.json {
                try console.print(json: result)
            } else {
                for line in result.lines { console.print(line) }
            }
        }
        return status == .done && expect && !found ? .negative : status
    }
}

/// An article with what the rules say of it, as `match` prints it.
private struct MatchedArticle: Encodable {
    var article: Article
    var id: ArticleID
    var story: StoryID
    var matches: [Match]
    var misses: [Miss]?

    var lines: [String] {
        var lines = [article.title.isEmpty ? "(no title)" : article.title]
        let about = article.regions.filter(\.about).map { tag in
            "\(tag.code) (\(tag.evidence.joined(separator: ", ")))"
        }
        if !about.isEmpty { lines.append("  about \(about.joined(separator: " "))") }
        for match in matches {
            lines.append(
                "  ✓ \(match.subscriber) · \(match.rule) → \(match.send.joined(separator: ", "))")
            let words = match.evidence.explained
            if !words.isEmpty { lines.append("      words: \(words.joined(separator: " · "))") }
            let regions = match.regions.map { "\($0.code): \($0.evidence.joined(separator: ", "))" }
            if !regions.isEmpty {
                lines.append("      regions: \(regions.joined(separator: " · "))")
            }
        }
        for miss in misses ?? [] {
            lines.append("  – \(miss.subscriber) · \(miss.rule): \(miss.reason)")
        }
        return lines + [""]
    }

    func encode(to encoder: any Encoder) throws {
        var json = encoder.container(keyedBy: Key.self)
        var head = json.nestedContainer(keyedBy: Key.self, forKey: .article)
        try head.encode(article.guid ?? id.id, forKey: .id)
        try head.encode(article.title, forKey: .title)
        try head.encodeIfPresent(article.language, forKey: .language)
        try head.encode(article.regions, forKey: .regions)
        try json.encode(story, forKey: .story)
        try json.encode(matches.map(PrintedMatch.init), forKey: .matches)
        try json.encodeIfPresent(misses?.map(PrintedMiss.init), forKey: .misses)
    }

    private enum Key: String, CodingKey {
        case article, id, title, language, regions, story, matches, misses
    }

    private struct PrintedMatch: Encodable {
        var subscriber: SubscriberID
        var rule: String
        var send: [String]
        var evidence: [Evidence]
        var regions: [PrintedRegion]

        init(_ match: Match) {
            subscriber = match.subscriber
            rule = match.rule
            send = match.send
            evidence = match.evidence
            regions = match.regions.map { PrintedRegion(code: $0.code, evidence: $0.evidence) }
        }
    }

    private struct PrintedRegion: Encodable {
        var code: RegionCode
        var evidence: [String]
    }

    private struct PrintedMiss: Encodable {
        var subscriber: SubscriberID
        var rule: String
        var reason: String

        init(_ miss: Miss) {
            subscriber = miss.subscriber
            rule = miss.rule
            reason = miss.reason
        }
    }
}
