import Newswire

/// Reads a locale file: a line for each key, `key: text`, with double quotes
/// around a text that begins or ends with a space or a bracket; `#` begins a
/// line of comment. It is YAML of the simplest kind, so that editors colour it.
///
///     plurals: arabic
///     months: "يناير, فبراير, …"
///     matched: الكلمات المطابقة
///     more.few: و{count} أخبار أخرى
extension Phrasebook {
    /// What can be wrong with a locale file.
    enum Finding: Hashable, Sendable {
        case badFileName(String)
        case notAPair
        case unknownKey(String)
        case repeatedKey(String)
        /// With what stands in its place: nil if there is nothing.
        case missingKey(String, instead: String?)
        case unknownPlurals(String)
        case wrongCount(key: String, expected: Int, found: Int)
        case unknownHole(String, key: String, allowed: [String])
        case missingHole(String, key: String)
        case needlessForm(key: String, rule: PluralRule)
    }

    /// The phrases of the file, nil if it has an error, and everything that is
    /// wrong with it. What the file lacks is taken from `standard`, with a
    /// warning: a desk's own file may be older than the text.
    static func read(
        _ text: String, file: String, tag: String, standard: Phrasebook? = nil
    ) -> (book: Phrasebook?, diagnostics: [Diagnostic]) {
        guard let language = LanguageTag(tag) else {
            return (nil, [Finding.badFileName(tag).diagnostic(in: file, at: nil)])
        }
        var reader = LocaleReader(text: text, standard: standard)
        let book = reader.phrasebook(language: language)
        let diagnostics = reader.findings.map { $0.diagnostic(in: file, at: $1) }
        return (diagnostics.hasErrors ? nil : book, diagnostics)
    }
}

extension Phrasebook.Finding {
    /// A text that nothing asks for does no harm, nor one that is there anyway:
    /// a desk's own file may be of another version. One that is misspelt is
    /// missed under its right name.
    var severity: Diagnostic.Severity {
        switch self {
        case .unknownKey, .missingKey(_, instead: .some): .warning
        default: .error
        }
    }

    func diagnostic(in file: String, at position: SourcePosition?) -> Diagnostic {
        Diagnostic(
            severity, id: "locale", file: file, position: position, message: message,
            hints: hints)
    }

    var message: String {
        switch self {
        case .badFileName(let name):
            "\(Diagnostic.quoted(name)) is no language tag; a locale file is named like fr.yaml"
        case .notAPair: "expected 'key: text'"
        case .unknownKey(let key): "no text is called \(Diagnostic.quoted(key))"
        case .repeatedKey(let key): "\(Diagnostic.quoted(key)) stands here twice"
        case .missingKey(let key, nil): "\(Diagnostic.quoted(key)) is missing"
        case .missingKey(let key, .some):
            "\(Diagnostic.quoted(key)) is missing; the built-in text stands in for it"
        case .unknownPlurals(let name): "no plural rule is called \(Diagnostic.quoted(name))"
        case .wrongCount(let key, let expected, let found):
            "\(Diagnostic.quoted(key)) needs \(expected) entries, \(found) are here"
        case .unknownHole(let hole, let key, _):
            "\(Diagnostic.quoted(key)) has nothing to put at \(Diagnostic.quoted("{\(hole)}"))"
        case .missingHole(let hole, let key):
            "\(Diagnostic.quoted(key)) needs \(Diagnostic.quoted("{\(hole)}"))"
        case .needlessForm(let key, let rule):
            "the plural rule '\(rule.rawValue)' has no form for \(Diagnostic.quoted(key))"
        }
    }

    var hints: [String] {
        switch self {
        case .unknownKey(let key):
            NearMiss.hint(to: key, among: LocaleReader.allKeys)
        case .missingKey(let key, let text?):
            [text.contains { "{\"".contains($0) } ? "\(key): \"\(text)\"" : "\(key): \(text)"]
        case .unknownPlurals:
            ["expected one of: " + PluralRule.allCases.map(\.rawValue).joined(separator: ", ")]
        case .unknownHole(_, _, let allowed):
            [
                allowed.isEmpty
                    ? "this text has no holes"
                    : "expected one of: " + allowed.map { "{\($0)}" }.joined(separator: " ")
            ]
        default: []
        }
    }
}

extension Phrasebook {
    /// What its locale file has behind a key. A form that its language does not
    /// have is that of the numbers that have none of their own.
    fileprivate func text(behind key: String) -> String? {
        switch key {
        case "plurals": return plurals.rawValue
        case "digits": return String(digits)
        case "comma": return comma
        case "months": return months.joined(separator: ", ")
        case "weekdays": return weekdays.joined(separator: ", ")
        default: break
        }
        if let phrase = Phrase(rawValue: key) { return phrases[phrase] }
        let parts = key.split(separator: ".").map(String.init)
        guard parts.count == 2, let forms = Counted(rawValue: parts[0]).flatMap({ counted[$0] }),
            let category = PluralRule.Category(rawValue: parts[1])
        else { return nil }
        return forms[category] ?? forms[.other] ?? forms[.many]
    }
}

/// One pass over a file's lines, then one over what it must hold.
private struct LocaleReader {
    private(set) var findings: [(Phrasebook.Finding, SourcePosition?)] = []
    private var entries: [String: (text: String, position: SourcePosition)] = [:]
    /// The last line that says anything.
    private var end = SourcePosition(line: 1, column: 1)
    private let standard: Phrasebook?

    static let lists = ["months", "weekdays"]
    static let settings = ["plurals", "digits", "comma"]
    static let allKeys: [String] =
        settings + lists + Phrasebook.Phrase.allCases.map(\.rawValue)
        + Phrasebook.Counted.allCases.flatMap { phrase in
            PluralRule.Category.allCases.map { "\(phrase.rawValue).\($0.rawValue)" }
        }

    init(text: String, standard: Phrasebook?) {
        self.standard = standard
        let known = Set(Self.allKeys)
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        for (index, line) in lines.enumerated() {
            let content = line.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
            guard let first = content.first, first != "#" else { continue }
            let column = line.unicodeScalars.count - content.unicodeScalars.count + 1
            let position = SourcePosition(line: index + 1, column: column)
            end = position
            guard let colon = content.firstIndex(of: ":") else {
                findings.append((.notAPair, position))
                continue
            }
            let key = String(content[..<colon])
            if !known.contains(key) {
                findings.append((.unknownKey(key), position))
            } else if entries[key] != nil {
                findings.append((.repeatedKey(key), position))
            } else {
                let text = Self.unquoted(content[content.index(after: colon)...])
                entries[key] = (text, position)
            }
        }
    }

    /// Nil only if an error among the `findings` says why.
    mutating func phrasebook(language: LanguageTag) -> Phrasebook? {
        let rule = plurals()
        let digits = Array(take("digits"))
        if digits.count != 10 { count("digits", is: digits.count, not: 10) }
        let comma = take("comma")
        let months = list("months", of: 12)
        let weekdays = list("weekdays", of: 7)
        var phrases: [Phrasebook.Phrase: String] = [:]
        for phrase in Phrasebook.Phrase.allCases {
            phrases[phrase] = take(phrase.rawValue, holes: phrase.holes)
        }
        var counted: [Phrasebook.Counted: [PluralRule.Category: String]] = [:]
        for phrase in Phrasebook.Counted.allCases {
            for category in PluralRule.Category.allCases {
                let key = "\(phrase.rawValue).\(category.rawValue)"
                if rule.categories.contains(category) {
                    counted[phrase, default: [:]][category] = take(
                        key, holes: ["count"], needsHoles: !rule.isOfOneNumber(category))
                } else if let entry = entries[key] {
                    findings.append((.needlessForm(key: key, rule: rule), entry.position))
                }
            }
        }
        guard !findings.contains(where: { $0.0.severity == .error }) else { return nil }
        return Phrasebook(
            language: language, plurals: rule, digits: digits, comma: comma, months: months,
            weekdays: weekdays, phrases: phrases, counted: counted)
    }

    private mutating func plurals() -> PluralRule {
        let name = take("plurals")
        if let rule = PluralRule(rawValue: name) { return rule }
        if let entry = entries["plurals"], !entry.text.isEmpty {
            findings.append((.unknownPlurals(name), entry.position))
        }
        return .oneOther
    }

    private mutating func take(_ key: String, holes: [String] = [], needsHoles: Bool = true)
        -> String
    {
        guard let entry = entries[key], !entry.text.isEmpty else {
            let instead = standard?.text(behind: key)
            findings.append((.missingKey(key, instead: instead), place(for: key)))
            return instead ?? ""
        }
        let found = Self.holes(of: entry.text)
        for hole in found where !holes.contains(hole) {
            findings.append((.unknownHole(hole, key: key, allowed: holes), entry.position))
        }
        for hole in holes where needsHoles && !found.contains(hole) {
            findings.append((.missingHole(hole, key: key), entry.position))
        }
        return entry.text
    }

    /// Where the key stands without a text or, if it is nowhere, where it may
    /// be added: behind another form of its phrase, else at the end.
    private func place(for key: String) -> SourcePosition {
        if let entry = entries[key] { return entry.position }
        let phrase = key.prefix { $0 != "." } + "."
        let forms = entries.filter { $0.key.hasPrefix(phrase) }
        return forms.map(\.value.position).max() ?? end
    }

    private mutating func list(_ key: String, of size: Int) -> [String] {
        let text = take(key)
        guard !text.isEmpty else { return [] }
        let names = text.split { $0 == "," || $0 == "،" }.map { name in
            String(
                name.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        }
        if names.count != size { count(key, is: names.count, not: size) }
        return names
    }

    private mutating func count(_ key: String, is found: Int, not expected: Int) {
        guard let entry = entries[key] else { return }
        findings.append(
            (.wrongCount(key: key, expected: expected, found: found), entry.position))
    }

    private static func holes(of text: String) -> [String] {
        text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().map { part in
            String(part.prefix { $0 != "}" })
        }
    }

    private static func unquoted(_ text: Substring) -> String {
        let trimmed = CleanText.line(String(text))
        if trimmed.count >= 2, trimmed.first == "\"", trimmed.last == "\"" {
            return String(trimmed.dropFirst().dropLast())
        }
        return trimmed
    }
}
