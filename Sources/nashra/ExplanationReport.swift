import Almanac
import Dispatching
import Matching
import Newswire
import Storage

/// What `why` prints, stage by stage.
struct ExplanationReport {
    let explanation: Explanation
    private let subscriber: Subscriber?
    private let zones: ZoneFolder
    private let now: Timestamp

    init(
        _ explanation: Explanation, subscriber: Subscriber?, zones: ZoneFolder, now: Timestamp
    ) {
        self.explanation = explanation
        self.subscriber = subscriber
        self.now = now
        self.zones = zones
    }

    func print(on console: Console) throws {
        if console.json {
            try console.print(json: PrintedExplanation(explanation, due: due))
        } else {
            for line in lines { console.print(line) }
        }
    }

    private var article: Article { explanation.article }

    // MARK: Lines

    private var lines: [String] {
        [
            "\(article.title.isEmpty ? "(no title)" : article.title)  [\(explanation.id)]", verdict,
            "",
        ]
            + arrival + [language] + [regions] + story + [""]
            + explanation.rules.flatMap(lines) + former + edits
    }

    private var verdict: String {
        let name = explanation.subscriber
        return switch explanation.outcome {
        case .told: "\(name) was told of it"
        case .unreached: "\(name) was not reached: " + unreached
        case .waiting: "\(name) will be told of it"
        case .silent: "\(name) has it matched, but nothing tells of it"
        case .tooEarly:
            "\(name) was not told of it: a rule would match now, but none did when it came"
        case .wouldMatch: "\(name) would get it; it was not recorded"
        case .noMatch: "\(name) does not get it: no rule matches"
        }
    }

    /// Why no message of it went out, as each says below.
    private var unreached: String {
        let envelopes = explanation.rules.flatMap(\.messages).joined().map(\.envelope)
        let reasons = envelopes.map { envelope in
            envelope.reason.map { "\(envelope.state.rawValue), \($0)" } ?? envelope.state.rawValue
        }
        return "its message was " + Set(reasons).sorted().joined(separator: "; ")
    }

    private var arrival: [String] {
        guard let trace = explanation.trace else {
            return [
                "arrival: not recorded; stories, matches and messages need the store",
                from(article.source, published: article.published),
            ]
        }
        var lines = [
            "arrival: received \(trace.received.rfc3339)"
                + (article.published.map { ", published \($0.rfc3339)" } ?? "")
                + (article.url.map { ", \($0)" } ?? "")
        ]
        for sighting in trace.sightings {
            let name = sighting.source.isEmpty ? "an unnamed source" : sighting.source
            lines.append(
                "  from \(name), first \(sighting.first.rfc3339)"
                    + (sighting.times > 1
                        ? ", last \(sighting.last.rfc3339), \(sighting.times) times" : ""))
        }
        if trace.revisions.count > 1, let last = trace.revisions.last {
            lines.append("  \(trace.revisions.count) revisions, the last \(last.rfc3339)")
        }
        return lines
    }

    private func from(_ source: String?, published: Timestamp?) -> String {
        "  from \(source ?? "an unnamed source")"
            + (published.map { ", published \($0.rfc3339)" } ?? "")
    }

    private var language: String {
        "language: \(article.language?.tag ?? "unknown"), "
            + "urgency: \((article.urgency ?? .routine).rawValue)"
    }

    private var regions: String {
        let parts = [(true, "about"), (false, "names")].compactMap { about, word -> String? in
            let tags = article.regions.filter { $0.about == about }.map {
                "\($0.code) (\($0.evidence.joined(separator: ", ")))"
            }
            return tags.isEmpty ? nil : "\(word) \(tags.joined(separator: " "))"
        }
        return "regions: " + (parts.isEmpty ? "none" : parts.joined(separator: "; "))
    }

    private var story: [String] {
        guard let trace = explanation.trace else { return [] }
        let role =
            switch trace.article.role {
            case .founder: "the first to tell it"
            case .copy: "a copy, says nothing new of it"
            case .followUp: "a follow-up, says something new of it"
            }
        var lines = ["story: \(trace.article.story), \(role)"]
        for sibling in trace.siblings {
            let source = sibling.article.source.map { ", \($0)" } ?? ""
            lines.append(
                "  \(sibling.role.rawValue)\(source): \(sibling.article.title)  "
                    + "[\(sibling.article.id)]  \(sibling.article.received.rfc3339)")
        }
        let more = trace.siblingCount - trace.siblings.count
        if more > 0 { lines.append("  and " + counted(more, "more article")) }
        return lines
    }

    // MARK: Rules

    private func lines(_ rule: RuleExplanation) -> [String] {
        var lines: [String] = []
        switch rule.verdict {
        case .matched(let match):
            lines.append("✓ \(rule.rule.name) → \(rule.rule.send.joined(separator: ", "))")
            let words = match.evidence.explained
            if !words.isEmpty { lines.append("    words: \(words.joined(separator: " · "))") }
            let regions = match.regions.map {
                "\($0.code): \($0.evidence.joined(separator: ", "))"
            }
            if !regions.isEmpty {
                lines.append("    regions: \(regions.joined(separator: " · "))")
            }
        case .missed(let miss):
            lines.append("– \(rule.rule.name)")
            lines += miss.reasons.map { "    \($0.message)" }
        }
        if let recorded = rule.recorded {
            let since =
                rule.past == .changed || !rule.isMatched
                ? "; the rule or the article changed since" : ""
            lines.append("    matched \(recorded.matched.rfc3339)\(since)")
            lines += tellings(rule)
        } else if rule.isMatched, explanation.trace != nil {
            lines.append("    " + unrecorded(rule))
        }
        return lines
    }

    private func unrecorded(_ rule: RuleExplanation) -> String {
        switch rule.past {
        case .absent?: "not recorded: the rule was not in the file when the article came"
        case .changed?: "not recorded: the rule was another when the article came"
        case .same?, nil: "not recorded: the rule was not in force when the article came"
        }
    }

    private func tellings(_ rule: RuleExplanation) -> [String] {
        guard let recorded = rule.recorded else { return [] }
        var lines: [String] = []
        for (telling, messages) in zip(recorded.tellings, rule.messages) {
            let due = due(telling)
            lines.append(
                "    \(PrintedTelling(telling).line)" + (due.isEmpty ? "" : ", \(due)"))
            for message in messages {
                let envelope = PrintedEnvelope(message.envelope)
                lines.append(
                    "      message \(envelope.id) to \(envelope.target): \(envelope.state)"
                        + (envelope.messageID.map { ", <\($0)>" } ?? "")
                        + (envelope.reason.map { ", \($0)" } ?? "")
                        + (envelope.next.map { ", next attempt \($0.rfc3339)" } ?? ""))
                lines += message.deliveries.map { "        \(PrintedDelivery($0).line)" }
            }
        }
        let told = Set(recorded.tellings.map(\.name))
        for name in rule.rule.send
        where !told.contains(name) && subscriber?.channel(named: name) != nil {
            lines.append(
                "    alert to \(name): none, "
                    + (explanation.trace?.article.role == .copy
                        ? "the channel knew the story and the article says nothing new"
                        : "the rule did not send there when it matched"))
        }
        return lines
    }

    /// What a telling waits for, in words; empty if it waits for nothing.
    private func due(_ telling: Telling) -> String {
        guard let subscriber else { return "" }
        switch (telling.carrier, telling.outcome) {
        case (.digest(_, _, let audience), .pending):
            guard let plan = subscriber.digest(named: telling.name),
                let reach = subscriber.reach(of: plan).first(where: { $0.name == audience })
            else { return "but the file has no such digest any more" }
            let next = zone(reach.audience.timeZone).flatMap {
                plan.schedule.next(after: now, in: $0)
            }
            return next.map { "due \($0.moment.rfc3339)" } ?? ""
        case (.channel, .held):
            guard let channel = subscriber.channel(named: telling.name) else {
                return "but the file has no such channel any more"
            }
            let isQuiet =
                zone(subscriber.timeZone).flatMap { channel.quiet?.contains(now, in: $0) } ?? false
            return isQuiet ? "by quiet hours" : "by quiet hours or the channel's cap"
        case (.channel, .pending):
            return subscriber.channel(named: telling.name) == nil
                ? "but the file has no such channel any more" : ""
        default: return ""
        }
    }

    private func zone(_ name: String) -> TimeZoneRules? { try? zones.zone(named: name) }

    private var former: [String] {
        explanation.former.flatMap { match in
            [
                "✓ \(match.rule)",
                "    matched \(match.matched.rfc3339); "
                    + "no rule of this name is in force any more",
            ] + match.tellings.map { "    \(PrintedTelling($0).line)" }
        }
    }

    private var edits: [String] {
        let lines = explanation.nearest.flatMap { rule -> [String] in
            guard let first = rule.edits.first else { return [] }
            let aim = rule.isMatched ? "stop" : "match"
            return ["the smallest edit by which \(rule.rule.name) would \(aim):"]
                + ["  " + first.joined(separator: ", and ")]
                + rule.edits.dropFirst().map { "  or " + $0.joined(separator: ", and ") }
        }
        return lines.isEmpty ? [] : [""] + lines
    }
}
