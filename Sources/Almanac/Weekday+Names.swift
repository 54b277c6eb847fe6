package import Newswire

extension Weekday {
    /// Reads an English or Arabic name, full or short, in any case and
    /// spelling: `Sun`, `sunday`, `الأحد`, `احد`.
    package init?(name: some StringProtocol) {
        let folded = Self.folded(name)
        guard let day = Self.allCases.first(where: { $0.foldedNames.contains(folded) }) else {
            return nil
        }
        self = day
    }

    /// `Sunday`.
    package var englishName: String { names[0] }

    /// `الأحد`.
    package var arabicName: String { "ال" + names[1] }

    /// The name, in the script of the word, that is the only one with the
    /// fewest wrong letters; nil if more than two are wrong.
    static func nearestName(to word: String) -> String? {
        let folded = Self.folded(word)
        guard folded.count >= 3 else { return nil }
        let isArabic = folded.unicodeScalars.contains { $0.value >= 0x600 }
        let ranked = allCases.map { day in
            (day, day.foldedNames.map { NearMiss.distance(from: folded, to: $0) }.min() ?? .max)
        }.sorted { $0.1 < $1.1 }
        let allowed = folded.count < 5 ? 1 : 2
        guard ranked[0].1 <= allowed, ranked[0].1 < ranked[1].1 else { return nil }
        return isArabic ? ranked[0].0.arabicName : ranked[0].0.rawValue
    }

    /// The days from one to another, over the end of the week if need be.
    static func range(from first: Weekday, through last: Weekday) -> [Weekday] {
        let start = first.index
        let length = (last.index - start + 7) % 7 + 1
        return (0..<length).map { allCases[(start + $0) % 7] }
    }

    /// From Sunday, 0...6.
    var index: Int {
        Self.allCases.firstIndex(of: self) ?? 0
    }

    /// First the full English, then the Arabic name without its article.
    private var names: [String] {
        switch self {
        case .sunday: ["Sunday", "أحد", "Sun"]
        case .monday: ["Monday", "اثنين", "Mon"]
        case .tuesday: ["Tuesday", "ثلاثاء", "Tue", "Tues"]
        case .wednesday: ["Wednesday", "أربعاء", "Wed", "Weds"]
        case .thursday: ["Thursday", "خميس", "Thu", "Thur", "Thurs"]
        case .friday: ["Friday", "جمعة", "Fri"]
        case .saturday: ["Saturday", "سبت", "Sat"]
        }
    }

    private var foldedNames: [String] { names.map { Self.folded($0) } }

    private static func folded(_ name: some StringProtocol) -> String {
        let folded = ArabicSpelling.folded(name.lowercased())
        return folded.hasPrefix("ال") ? String(folded.dropFirst(2)) : folded
    }
}
