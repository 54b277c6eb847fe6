import Analysis
import Documents
import Newswire

/// Reads the rules of a file.
struct RuleReader {
    let report: Report
    let isComplete: Bool
    /// Whether all digests and channels could be read.
    let knowsTargets: Bool
    let places: Gazetteer
    let topics: Topics
    let sources: [String]?
    /// What `send` may name of the file itself, in order; also those that are
    /// wrong in themselves.
    let digests: [String]
    let channels: [String]
    /// The channels of nashra.yaml.
    let shared: [String]

    private var words: WordsReader { WordsReader(report: report, places: places, topics: topics) }

    /// The rules that could be read; their names are unique.
    func rules(_ nodes: [Node]) -> [ReadRule] {
        var rules: [ReadRule] = []
        for node in nodes {
            guard let rule = rule(node) else { continue }
            if let other = rules.first(where: { $0.rule.name == rule.rule.name }) {
                report.add(
                    FileFinding.takenRuleName(rule.rule.name, line: other.position.line),
                    at: node.mapping?["name"]?.value.position ?? rule.position)
            }
            rules.append(rule)
        }
        return rules
    }

    private func rule(_ node: Node) -> ReadRule? {
        switch node {
        case .text(let text) where text.isAbsent && text.comment == nil:
            report.add(FileFinding.ruleIsNoRule, at: text.position)
            return nil
        case .text(let text):
            return short(text)
        case .mapping(let mapping):
            // One key that is none of ours: a query that holds a colon.
            let known = KeyTable.Place.allCases.flatMap(\.keys)
            if let only = mapping.entries.first, mapping.entries.count == 1,
                !known.contains(only.key.value),
                NearMiss.nearest(to: only.key.value, among: KeyTable.Place.rule.keys) == nil,
                words.reportSplit(node, isQuery: true)
            {
                return nil
            }
            return full(mapping)
        case .list(let list):
            report.add(FileFinding.ruleIsNoRule, at: list.position)
            return nil
        }
    }

    /// A plain string is its `match`.
    private func short(_ text: Text) -> ReadRule? {
        let errors = report.diagnostics.count
        let query = words.query([text])
        let isClean = report.diagnostics.count == errors
        let written = WordsReader.written(text).text
        let rule = Rule(
            name: Self.oneLine(written), query: written, send: usualTarget(at: text.position))
        if isClean { reportWantingNothing(rule, query, at: text.position) }
        return ReadRule(rule: rule, query: query, examples: [], position: text.position)
    }

    private func full(_ mapping: Mapping) -> ReadRule {
        let before = report.diagnostics.count
        let reader = MappingReader(
            mapping, of: "a rule", keys: KeyTable.Place.rule.keys,
            elsewhere: KeyTable.elsewhere(than: .rule), isComplete: isComplete, report: report)
        let filters = FilterReader(reader: reader, places: places, sources: sources)
        let examples = ExampleReader(words: words, isComplete: isComplete)

        let match = queries(reader)
        let lists = ["any", "all", "none"].map { key in (key, entries(reader, key)) }
        let joined = Query.allOf(
            ([match.flatMap(words.query)]
                + lists.map { key, texts in
                    let queries = words.entries(texts ?? [])
                    return switch key {
                    case "any": Query.anyOf(queries)
                    case "all": Query.allOf(queries)
                    default: Query.noneOf(queries)
                    }
                }).compactMap(\.self))

        var rule = Rule(name: "", send: [])
        rule.query = match.map { $0.map { WordsReader.written($0).text }.joined(separator: " | ") }
        rule.regions = filters.regions("regions")
        rule.mentions = filters.regions("mentions")
        rule.sources = filters.sourceNames()
        rule.languages = filters.languages()
        rule.urgency = reader.choice("urgency", Urgency.self)
        rule.cooldown = reader.duration("cooldown") ?? rule.cooldown
        rule.wait = reader.duration("wait") ?? rule.wait
        rule.priority = reader.choice("priority", Rule.Priority.self) ?? rule.priority
        rule.name =
            reader.text("name").map(\.name)
            ?? usualName(
                rule, words: lists.flatMap { key, texts in key == "none" ? [] : texts ?? [] })
        let isClean = report.diagnostics[before...].allSatisfy { $0.severity == .warning }
        if isClean, isComplete { reportWantingNothing(rule, joined, at: mapping.position) }
        rule.send = targets(reader) ?? usualTarget(at: mapping.position)
        return ReadRule(
            rule: rule, query: joined,
            examples: RuleExample.Expectation.allCases.flatMap { examples.examples($0, reader) },
            position: mapping.position)
    }

    /// The texts of `match`, those aside of which YAML made something else.
    private func queries(_ reader: MappingReader) -> [Text]? {
        reader.has("match") ? texts(reader, "match", isQuery: true) : nil
    }

    private func entries(_ reader: MappingReader, _ key: String) -> [Text]? {
        guard reader.has(key) else { return nil }
        return texts(reader, key, isQuery: false).flatMap { text in
            // In brackets YAML parts at commas, an Arabic comma is left.
            text.commaSeparated
        }
    }

    private func texts(_ reader: MappingReader, _ key: String, isQuery: Bool) -> [Text] {
        (reader.node(key).map(words.whole) ?? []).compactMap { node in
            if case .text(let text) = node, !text.isAbsent || text.comment != nil { return text }
            if !words.reportSplit(node, isQuery: isQuery) {
                report.add(ValueFinding.expected(.texts, key: key), at: node.position)
            }
            return nil
        }
    }

    private func targets(_ reader: MappingReader) -> [String]? {
        guard reader.has("send") else { return nil }
        let places = FileFinding.Places(digests: digests, channels: channels + shared)
        let texts = reader.names("send") ?? []
        if texts.isEmpty, isComplete {
            report.add(FileFinding.sendNeedsName(places), at: reader.position(of: "send"))
        }
        return texts.reduce(into: []) { names, text in
            let name = text.name
            if !places.all.contains(name) {
                report.add(FileFinding.unknownTarget(name, places), at: text.position)
            } else if !names.contains(name) {
                names.append(name)
            }
        }
    }

    /// The only digest, else the only channel, else an error.
    private func usualTarget(at position: SourcePosition) -> [String] {
        if digests.count == 1 { return digests }
        if digests.isEmpty, channels.count == 1 { return channels }
        if isComplete, knowsTargets {
            let places = FileFinding.Places(digests: digests, channels: channels)
            report.add(FileFinding.sendNeedsName(places), at: position)
        }
        return []
    }

    private func reportWantingNothing(_ rule: Rule, _ query: Query?, at position: SourcePosition) {
        let wantsWords = query.map { !$0.isOnlyExclusion } ?? false
        let wantsMore =
            !rule.regions.include.isEmpty || !rule.mentions.include.isEmpty
            || !rule.sources.include.isEmpty
        if !wantsWords, !wantsMore { report.add(FileFinding.wantsNothing, at: position) }
    }

    /// The query, else the words, else the filters, as typed.
    private func usualName(_ rule: Rule, words: [Text]) -> String {
        if let query = rule.query, !query.isEmpty { return Self.oneLine(query) }
        let named =
            words.map(\.name) + rule.regions.include.map(\.code)
            + rule.mentions.include.map(\.code) + rule.sources.include
        return named.joined(separator: ", ")
    }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
