package import Newswire

/// Reads the keys of one mapping: which there may be, and each as what it must
/// be. Everything wrong goes into the report; a value that is wrong reads as
/// one that is absent.
///
///     let reader = MappingReader(mapping, of: "a digest", keys: ["at", "to"], report: report)
///     let to = reader.texts("to")
///
/// Nothing is asked for twice: a key that is missing is no finding where the
/// document could not be read whole, or a key stands that nobody knows.
package struct MappingReader {
    package let mapping: Mapping
    /// What the mapping stands for, to follow "in": `a rule`.
    package let place: String
    package let report: Report
    /// Whether a missing key is worth a word.
    private let isComplete: Bool
    /// Keys of which a comma in braces has cut the value in two.
    private var cut: Set<String> = []

    /// Reports keys that are neither known nor `elsewhere`, which says where a
    /// key that is misplaced belongs: `cap` → `a channel`.
    package init(
        _ mapping: Mapping, of place: String, keys: [String], elsewhere: [String: String] = [:],
        isComplete: Bool = true, report: Report
    ) {
        self.mapping = mapping
        self.place = place
        self.report = report
        var isComplete = isComplete
        var last: String?
        for entry in mapping.entries {
            let key = entry.key.value
            guard !keys.contains(key) else {
                last = key
                continue
            }
            let finding: ValueFinding
            if mapping.isFlow, entry.value.isAbsent {
                finding = .keyWithoutValue(key)
                if let last { cut.insert(last) }
            } else if let owner = elsewhere[key] {
                finding = .misplacedKey(key, place: place, owner: owner)
            } else {
                finding = .unknownKey(
                    key, place: place, nearest: NearMiss.nearest(to: key, among: keys), known: keys)
            }
            report.add(finding, at: entry.key.position)
            isComplete = false
        }
        self.isComplete = isComplete
    }

    /// The value of a key, whatever it is; nil if the key is absent, or present
    /// with nothing behind it, which is reported.
    package func node(_ key: String) -> Node? {
        guard let entry = mapping[key], !cut.contains(key) else { return nil }
        guard !entry.value.isAbsent else {
            report.add(
                ValueFinding.nothingBehind(key, comment: entry.value.text?.comment?.text),
                at: entry.key.position)
            return nil
        }
        return entry.value
    }

    package func has(_ key: String) -> Bool {
        mapping[key] != nil
    }

    /// The place of a key, or of the mapping without it.
    package func position(of key: String) -> SourcePosition {
        mapping[key]?.key.position ?? mapping.position
    }

    /// Reports the absence of what cannot be done without.
    package func reportMissing(_ finding: some Finding) {
        if isComplete { report.add(finding, at: mapping.position) }
    }

    package func text(_ key: String) -> Text? {
        guard let node = node(key) else { return nil }
        guard case .text(let text) = node else {
            report.add(ValueFinding.expected(.text, key: key), at: node.position)
            return nil
        }
        return text
    }

    /// One text or a list of them; nil if the key is absent. What in a list is
    /// no text is reported and left out.
    package func texts(_ key: String) -> [Text]? {
        switch node(key) {
        case nil: return nil
        case .text(let text): return [text]
        case .list(let list):
            return list.items.compactMap { item in
                if case .text(let text) = item, !text.isAbsent { return text }
                report.add(ValueFinding.expected(.text, key: key), at: item.position)
                return nil
            }
        case .mapping(let mapping):
            report.add(ValueFinding.expected(.texts, key: key), at: mapping.position)
            return nil
        }
    }

    /// As `texts`, each value that holds commas, Arabic ones too, taken apart.
    package func names(_ key: String) -> [Text]? {
        texts(key)?.flatMap(\.commaSeparated)
    }

    package func mapping(_ key: String) -> Mapping? {
        guard let node = node(key) else { return nil }
        guard case .mapping(let mapping) = node else {
            report.add(ValueFinding.expected(.mapping, key: key), at: node.position)
            return nil
        }
        return mapping
    }

    package func list(_ key: String) -> [Node]? {
        guard let node = node(key) else { return nil }
        guard case .list(let list) = node else { return [node] }
        return list.items
    }

    package func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ key: String, _: Choice.Type
    ) -> Choice? {
        guard let text = text(key) else { return nil }
        if let choice = Choice(rawValue: text.name.lowercased()) { return choice }
        report.add(
            ValueFinding.notAChoice(text.name, choices: Choice.allCases.map(\.rawValue)),
            at: text.position)
        return nil
    }

    package func flag(_ key: String) -> Bool? {
        guard let text = text(key) else { return nil }
        switch text.name.lowercased() {
        case "yes", "true", "on": return true
        case "no", "false", "off": return false
        default:
            report.add(
                ValueFinding.notAChoice(text.name, choices: ["yes", "no"]), at: text.position)
            return nil
        }
    }

    package func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let text = text(key) else { return nil }
        if let number = Int(writtenIn: text.name), range.contains(number) { return number }
        report.add(ValueFinding.notANumber(text.name, range: range), at: text.position)
        return nil
    }

    package func duration(_ key: String) -> Duration? {
        guard let text = text(key) else { return nil }
        if let duration = Duration(writtenIn: text.name) { return duration }
        report.add(ValueFinding.notADuration(text.name), at: text.position)
        return nil
    }
}
