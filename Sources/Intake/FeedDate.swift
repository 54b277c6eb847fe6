import Newswire

/// A date as feeds and pages write it, which is in every way: RFC 822 with or
/// without weekday, seconds, zone or century, ISO 8601 whole or in part, month
/// names in English, French or Arabic, digits of any script, Unix seconds.
///
/// Where no zone is written the time counts as UTC; where no time is written,
/// as midnight. Of two numbers that could each be the month the first is the
/// day, as nearly everywhere.
struct FeedDate {
    let moment: Timestamp
    /// Whether a time of day was written.
    let hasTime: Bool

    /// Nil if no date can be made of the text.
    init?(_ text: String) {
        let text = PlainText.line(String(text.prefix(100)))
        if let moment = Timestamp(rfc3339: text) {
            self.moment = moment
            hasTime = true
            return
        }
        var reading = DateReading(text)
        guard let moment = reading.moment() else { return nil }
        self.moment = moment
        hasTime = reading.hasTime
    }

    /// The moment an element of a feed means; what can't be read is noted, unless
    /// there is nothing.
    static func read(_ text: String, line: Int, problems: inout ProblemList) -> Timestamp? {
        if let date = FeedDate(text) { return date.moment }
        let words = PlainText.line(text)
        if !words.isEmpty {
            problems.note(
                "no date can be made of \(Diagnostic.quoted(String(words.prefix(60))))",
                at: SourcePosition(line: line, column: 1))
        }
        return nil
    }
}

/// Takes a written date apart into numbers, words and signs, and says what each
/// is from its form and its place.
private struct DateReading {
    private enum Token: Equatable {
        case number(value: Int, digits: Int)
        case word(String)
        case sign(Character)
    }

    private var tokens: [Token] = []
    private var dateNumbers: [(value: Int, digits: Int)] = []
    private var month: Int?
    private var clock: (hour: Int, minute: Int, second: Int)?
    private var afternoon: Bool?
    private var offset: Int?
    private let text: String

    var hasTime: Bool { clock != nil }

    init(_ text: String) {
        self.text = text
        for character in text {
            if let digit = character.wholeNumberValue, digit < 10 {
                if case .number(let value, let digits)? = tokens.last, digits < 14 {
                    tokens[tokens.count - 1] = .number(
                        value: value * 10 + digit, digits: digits + 1)
                } else {
                    tokens.append(.number(value: digit, digits: 1))
                }
            } else if character.isLetter {
                let letter = character.lowercased()
                if case .word(let word)? = tokens.last {
                    tokens[tokens.count - 1] = .word(word + letter)
                } else {
                    tokens.append(.word(letter))
                }
            } else {
                tokens.append(.sign(character))
            }
        }
    }

    mutating func moment() -> Timestamp? {
        if tokens.count == 1, case .number(let value, let digits) = tokens[0] {
            switch digits {
            case 10: return Timestamp(seconds: Int64(value))
            case 13: return Timestamp(milliseconds: Int64(value))
            case 8: break
            default: return nil
            }
        }
        guard readTokens(), let date = date() else { return nil }
        var hour = clock?.hour ?? 0
        if let afternoon {
            guard hour <= 12 || afternoon else { return nil }
            if hour <= 12 { hour = hour % 12 + (afternoon ? 12 : 0) }
        }
        // 24:00 and leap seconds count as the second before.
        let isEndOfDay = hour == 24 && clock?.minute == 0
        guard
            let time = isEndOfDay
                ? TimeOfDay(hour: 23, minute: 59, second: 59)
                : TimeOfDay(
                    hour: hour, minute: clock?.minute ?? 0, second: min(clock?.second ?? 0, 59))
        else { return nil }
        let civil = CivilTime(date: date, clock: time)
        return Timestamp(seconds: civil.secondsSinceEpoch - Int64(offset ?? 0) * 60)
    }

    private mutating func readTokens() -> Bool {
        var index = 0
        while index < tokens.count {
            switch tokens[index] {
            case .number(let value, let digits):
                if clock == nil, sign(index + 1) == ":" || isHourWithH(index) {
                    index = readClock(at: index)
                    continue
                }
                if clock != nil, offset == nil, let sign = sign(index - 1), "+-−".contains(sign),
                    digits == 4 || digits <= 2
                {
                    index = readOffset(value, digits, negative: sign != "+", at: index)
                    continue
                }
                if digits == 8, dateNumbers.isEmpty {
                    dateNumbers = [(value / 10_000, 4), (value / 100 % 100, 2), (value % 100, 2)]
                } else if digits == 6 && dateNumbers.count == 3 && clock == nil {
                    clock = (value / 10_000, value / 100 % 100, value % 100)
                } else if dateNumbers.count < 3 {
                    dateNumbers.append((value, digits))
                }
            case .word(let word):
                guard read(word: word, at: index) else { return false }
            case .sign: break
            }
            index += 1
        }
        return true
    }

    private func sign(_ index: Int) -> Character? {
        guard tokens.indices.contains(index), case .sign(let sign) = tokens[index] else {
            return nil
        }
        return sign
    }

    private func number(_ index: Int) -> (value: Int, digits: Int)? {
        guard tokens.indices.contains(index), case .number(let value, let digits) = tokens[index]
        else { return nil }
        return (value, digits)
    }

    /// `10h30`, as in French.
    private func isHourWithH(_ index: Int) -> Bool {
        index + 2 < tokens.count && tokens[index + 1] == .word("h") && number(index + 2) != nil
    }

    private mutating func readClock(at index: Int) -> Int {
        guard let hour = number(index)?.value, let minute = number(index + 2)?.value else {
            return index + 1
        }
        var second = 0
        var next = index + 3
        if sign(next) == ":", let written = number(next + 1)?.value {
            second = written
            next += 2
        }
        if let point = sign(next), ".,".contains(point), number(next + 1) != nil, clock == nil {
            next += 2
        }
        clock = (hour, minute, second)
        return next
    }

    private mutating func readOffset(
        _ value: Int, _ digits: Int, negative: Bool, at index: Int
    ) -> Int {
        var minutes = digits == 4 ? value / 100 * 60 + value % 100 : value * 60
        var next = index + 1
        if digits <= 2, sign(next) == ":", let rest = number(next + 1) {
            minutes += rest.value
            next += 2
        }
        if minutes < 24 * 60 { offset = negative ? -minutes : minutes }
        return next
    }

    /// False for a word that no date has, so that a sentence is not read as one.
    private mutating func read(word: String, at index: Int) -> Bool {
        if Self.weekdays.contains(word) { return true }
        if let number = Self.months[word] ?? Self.months[String(word.prefix(3))],
            word.utf8.first.map({ $0 < 0x80 }) == false || word.count >= 3
        {
            // Levantine names are two words: كانون الأول, تشرين الثاني.
            if month == nil { month = number }
            return true
        }
        switch word {
        case "am", "a", "ص", "صباحا", "صباحًا": afternoon = false
        case "pm", "p", "م", "مساء", "مساءً": afternoon = true
        default: break
        }
        if let minutes = Self.zones[word] {
            offset = offset ?? minutes
            return true
        }
        if word == "الثاني" || word == "الأول" {
            if month == 10, word == "الثاني" { month = 11 }
            if month == 12, word == "الثاني" { month = 1 }
            return true
        }
        return word.count <= 3 || Self.fillers.contains(word)
            || Self.weekdays.contains { $0.count > 3 && word.hasPrefix($0) }
    }

    private func date() -> CivilDate? {
        var numbers = dateNumbers
        if let month {
            guard numbers.count >= 2 else { return nil }
            let yearIndex = numbers.firstIndex { $0.digits == 4 || $0.value > 31 } ?? 1
            guard yearIndex < 2 || numbers.count == 3 else { return nil }
            let year = numbers.remove(at: yearIndex)
            guard let day = numbers.first else { return nil }
            return CivilDate(year: century(year), month: month, day: day.value)
        }
        guard numbers.count == 3 else { return nil }
        if numbers[0].digits == 4 {
            return CivilDate(
                year: numbers[0].value, month: numbers[1].value, day: numbers[2].value)
        }
        let year = century(numbers[2])
        return CivilDate(year: year, month: numbers[1].value, day: numbers[0].value)
            ?? CivilDate(year: year, month: numbers[0].value, day: numbers[1].value)
    }

    /// RFC 5322 section 4.3: two digits below 50 are of this century.
    private func century(_ year: (value: Int, digits: Int)) -> Int {
        guard year.digits <= 3 else { return year.value }
        return year.digits == 3 || year.value >= 50 ? 1900 + year.value : 2000 + year.value
    }

    private static let months: [String: Int] = {
        let names: [[String]] = [
            ["jan", "janvier", "يناير", "كانون", "جانفي"],
            ["feb", "fév", "février", "fevrier", "فبراير", "شباط", "فيفري"],
            ["mar", "mars", "مارس", "آذار", "اذار"],
            ["apr", "avr", "avril", "أبريل", "ابريل", "إبريل", "نيسان", "أفريل"],
            ["may", "mai", "مايو", "أيار", "ايار", "ماي"],
            ["jun", "juin", "يونيو", "يونيه", "حزيران", "جوان"],
            ["jul", "juillet", "يوليو", "يوليه", "تموز", "جويلية"],
            ["aug", "aoû", "août", "aout", "أغسطس", "اغسطس", "آب", "أوت"],
            ["sep", "septembre", "سبتمبر", "أيلول", "ايلول"],
            ["oct", "octobre", "أكتوبر", "اكتوبر", "تشرين"],
            ["nov", "novembre", "نوفمبر"],
            ["dec", "déc", "décembre", "decembre", "ديسمبر"],
        ]
        var months: [String: Int] = [:]
        for (index, spellings) in names.enumerated() {
            for spelling in spellings { months[spelling] = index + 1 }
        }
        months["كانون"] = 12
        months["juil"] = 7
        months["juillet"] = 7
        return months
    }()

    /// Minutes east of UTC. Names that several zones share count as RFC 5322
    /// has them.
    private static let zones: [String: Int] = [
        "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 60, "cet": 60, "west": 60,
        "cest": 120, "eet": 120, "cat": 120, "sast": 120, "eest": 180, "msk": 180, "trt": 180,
        "irst": 210, "gst": 240, "pkt": 300, "sgt": 480, "hkt": 480, "awst": 480, "jst": 540,
        "kst": 540, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780, "est": -300, "edt": -240,
        "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
        "akst": -540, "akdt": -480, "hst": -600, "غرينتش": 0, "جرينتش": 0,
    ]

    private static let fillers: Set<String> = [
        "date", "time", "updated", "published", "posted", "created", "الساعة", "تاريخ", "التاريخ",
        "النشر", "نشر", "بتاريخ", "آخر", "تحديث", "بتوقيت", "القدس", "publié", "à", "last", "filed",
        "صباحا", "صباحًا", "مساء", "مساءً", "الموافق",
    ]

    private static let weekdays: Set<String> = [
        "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "tues",
        "thur", "thurs", "dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi",
        "الأحد", "الاحد", "الاثنين", "الإثنين", "الثلاثاء", "الأربعاء", "الاربعاء", "الخميس",
        "الجمعة", "السبت",
    ]
}
