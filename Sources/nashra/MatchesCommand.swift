import ArgumentParser
import Daemon
import Documents
import Newswire
import Storage

struct MatchesCommand: NewsCommand {
    static let configuration = CommandConfiguration(
        commandName: "matches",
        abstract: "Shows what was recorded for a subscriber, why, and what was told when.",
        discussion: "Newest first. --csv prints a table for spreadsheets.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "The subscriber's id.") var subscriber: String
    @Option(
        help: ArgumentHelp(
            "Matched within this time: 30d, 36h.", valueName: "duration"))
    var since = "30d"
    @Flag(help: "Print a table, comma-separated.") var csv = false

    func validate() throws {
        _ = try SinceOption.duration(since)
        if csv, common.json { throw ValidationError("--csv and --json are two forms: take one") }
    }

    private static let page = 500

    func perform(_ console: Console) async throws -> ExitStatus {
        let installation = try installation(console)
        let id = SubscriberID(subscriber.precomposedStringWithCanonicalMapping)
        let store = try installation.recordedStore()
        let isRecorded = try await store?.read { try $0.knows(id) } ?? false
        guard isRecorded || installation.path(of: id) != nil else {
            throw unknown(id, installation)
        }
        let start = installation.clock.now() - (try SinceOption.duration(since))
        if csv { console.print(row: CSVRow(cells: PrintedRecord.columns)) }
        var last: RecordedMatch?
        while let store {
            let page = try await store.read { [last] records in
                try records.recordedMatches(
                    of: id, since: start, before: last, limit: Self.page)
            }
            for match in page { try show(PrintedRecord(match), console) }
            last = page.last
            if page.count < Self.page { break }
        }
        if last == nil, !csv, !console.json {
            console.print("nothing matched in the last \(since)")
        }
        return .done
    }

    private func show(_ match: PrintedRecord, _ console: Console) throws {
        if csv {
            console.print(row: CSVRow(cells: match.cells))
        } else if console.json {
            try console.print(json: match)
        } else {
            for line in match.lines { console.print(line) }
        }
    }
}

/// A recorded match as `matches` prints it.
private struct PrintedRecord: Encodable {
    var article: ArticleID
    var matched: Timestamp
    var rule: String
    var title: String
    var url: String?
    var evidence: [Evidence]
    var regions: [PrintedRegion]
    var told: [PrintedTelling]

    init(_ match: RecordedMatch) {
        article = match.article
        matched = match.matched
        rule = match.rule
        title = match.title
        url = match.url
        evidence = match.evidence
        regions = match.regions.map(PrintedRegion.init)
        told = match.tellings.map(PrintedTelling.init)
    }

    static let columns = [
        "article", "matched", "rule", "title", "url", "evidence", "regions", "told", "told_at",
    ]

    /// In the order of the columns; of several values each behind a semicolon.
    var cells: [String] {
        let places = told.map { telling in
            [
                telling.name, telling.period,
                telling.outcome == "told" ? nil : "(\(telling.outcome))",
            ].compactMap(\.self).joined(separator: " ")
        }
        return [
            article.id, matched.rfc3339, rule, title, url ?? "",
            words.joined(separator: "; "), regions.map(\.code.code).joined(separator: "; "),
            places.joined(separator: "; "),
            told.map { $0.at?.rfc3339 ?? "" }.joined(separator: "; "),
        ]
    }

    var lines: [String] {
        let why = words + regions.map { "\($0.code): \($0.evidence.joined(separator: ", "))" }
        return [
            "\(matched.rfc3339)  \(title.isEmpty ? "(no title)" : title)  [\(article)]",
            "    \(rule)" + (why.isEmpty ? "" : "  because of \(why.joined(separator: " · "))"),
        ] + told.map { "    \($0.line)" }
    }

    /// The article's own words, each once.
    private var words: [String] {
        var seen: Set<String> = []
        return evidence.map(\.text).filter { seen.insert($0).inserted }
    }
}

/// What was told of a match by one digest or channel.
struct PrintedTelling: Encodable {
    /// `digest` or `alert`.
    var by: String
    var name: String
    var outcome: String
    var period: String?
    /// The language and zone of those of its readers who got it; nil for the
    /// subscriber's own.
    var audience: String?
    var isUpdate: Bool?
    var at: Timestamp?
    /// Of an alert that waits.
    var due: Timestamp?

    init(_ telling: Telling) {
        name = telling.name
        outcome = telling.outcome.rawValue
        at = telling.at
        switch telling.carrier {
        case .digest(_, let period, let audience):
            by = "digest"
            self.period = period
            self.audience = audience.isEmpty ? nil : audience
        case .channel(_, let isUpdate):
            by = "alert"
            self.isUpdate = isUpdate ? true : nil
            due = [.pending, .held].contains(telling.outcome) ? telling.due : nil
        }
    }

    var line: String {
        let what =
            by == "digest"
            ? "digest \(name)\(period.map { " \($0)" } ?? "")"
                + (audience.map { " for \($0)" } ?? "")
            : "\(isUpdate == true ? "update" : "alert") to \(name)"
        let how =
            switch outcome {
            case "told": "told"
            case "counted": "counted among the rest"
            case "pending":
                by == "digest" ? "waits for its next edition" : "waits"
            case "held": "held"
            case "superseded": "superseded by another alert of its story"
            default: "silenced, nobody wants it any more"
            }
        return "\(what): \(how)" + (at.map { " \($0.rfc3339)" } ?? "")
            + (due.map { " until \($0.rfc3339)" } ?? "")
    }
}
