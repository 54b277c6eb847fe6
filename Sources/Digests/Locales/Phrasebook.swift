import Newswire

/// What we write around the articles, in one language: a file of
/// `templates/locales/`, complete.
package struct Phrasebook: Hashable, Sendable {
    /// A phrase of its own, or with one `{hole}` or more to fill.
    enum Phrase: String, CaseIterable, Sendable {
        case alert, update, untitled, matched, rule, also, sent, late, other, footer, unsubscribe
        case nothingNew = "nothing-new"
        case testTitle = "test-title"
        case testSummary = "test-summary"
        case date
        case dateAndTime = "date-and-time"
        case named

        /// The holes that it may have, and must have but for dates.
        var holes: [String] {
            switch self {
            case .also: ["sources"]
            case .sent: ["time"]
            case .late: ["time"]
            case .footer: ["subscriber"]
            case .date: ["weekday", "day", "month", "year"]
            case .dateAndTime: ["date", "time"]
            case .named: ["subscriber", "digest"]
            default: []
            }
        }
    }

    /// A phrase in a form for each number; its hole is `{count}`.
    enum Counted: String, CaseIterable, Sendable {
        /// "14 stories".
        case stories
        /// "and 14 more", at the end.
        case more
        /// "and 14 more", behind the headline of a subject.
        case others
    }

    let language: LanguageTag
    let plurals: PluralRule
    /// Ten, from zero.
    let digits: [Character]
    /// What parts names in a list, without the space behind it.
    let comma: String
    /// Twelve, January first.
    let months: [String]
    /// Seven, Sunday first.
    let weekdays: [String]
    let phrases: [Phrase: String]
    let counted: [Counted: [PluralRule.Category: String]]

    /// A phrase without holes.
    func text(_ phrase: Phrase) -> String {
        phrases[phrase] ?? ""
    }

    /// A phrase with its holes filled. What fills them is never searched for
    /// holes itself.
    func text(_ phrase: Phrase, _ values: KeyValuePairs<String, String>) -> String {
        Self.filled(text(phrase), values)
    }

    /// The form for the number, the number in the language's digits.
    func text(_ phrase: Counted, _ count: Int) -> String {
        let form = counted[phrase]?[plurals.category(of: count)] ?? ""
        return Self.filled(form, ["count": number(count)])
    }

    func number(_ value: Int) -> String { localised(String(value)) }

    /// `الثلاثاء 24 نوفمبر 2026`.
    func text(_ date: CivilDate) -> String {
        let weekday = Weekday.allCases.firstIndex(of: date.weekday) ?? 0
        return text(
            .date,
            [
                "weekday": weekdays[weekday], "day": number(date.day),
                "month": months[date.month - 1], "year": number(date.year),
            ])
    }

    /// `03:12`.
    func text(_ clock: TimeOfDay) -> String { localised(clock.hourAndMinute) }

    /// The date and the time of day.
    func text(_ time: CivilTime) -> String {
        text(.dateAndTime, ["date": text(time.date), "time": text(time.clock)])
    }

    /// The time of day; with its date, if that is another day.
    func text(_ time: CivilTime, seenOn day: CivilDate) -> String {
        time.date == day ? text(time.clock) : text(time)
    }

    /// Names in a row. A full-width mark (`、`) has its space in itself.
    func list(_ names: [String]) -> String {
        names.joined(separator: DisplayWidth.of(comma) > 1 ? comma : comma + " ")
    }

    private func localised(_ text: String) -> String {
        var localised = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "0"..."9": localised.append(digits[Int(scalar.value) - 0x30])
            default: localised.unicodeScalars.append(scalar)
            }
        }
        return localised
    }

    static func filled(_ phrase: String, _ values: KeyValuePairs<String, String>) -> String {
        filled(phrase) { hole in values.first { $0.key == hole }?.value }
    }

    /// - Parameter value: what fills a hole, if it is known.
    static func filled(_ phrase: String, by value: (Substring) -> String?) -> String {
        var result = ""
        var rest = phrase.utf8[...]
        while let open = rest.firstIndex(of: UInt8(ascii: "{")) {
            guard let close = rest[open...].firstIndex(of: UInt8(ascii: "}")) else { break }
            let hole = Substring(rest[rest.index(after: open)..<close])
            result += Substring(rest[..<open])
            result += value(hole).map { $0[...] } ?? Substring(rest[open...close])
            rest = rest[rest.index(after: close)...]
        }
        return result + Substring(rest)
    }
}
