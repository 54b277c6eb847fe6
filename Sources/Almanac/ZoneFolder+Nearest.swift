import Foundation
import Newswire

extension ZoneFolder {
    /// The zone that somebody who wrote this probably meant, if it is not there
    /// itself: case, spaces and hyphens apart; a city without its continent;
    /// some cities and countries in Arabic; a fixed distance to UTC; else the
    /// one with the fewest wrong letters, at most two.
    package func nearest(to text: String) -> String? {
        let names = names()
        if let zone = Self.arabicNames[Self.foldedArabic(text)] {
            return names.contains(zone) ? zone : nil
        }
        if let zone = Self.fixedZone(text), names.contains(zone) { return zone }
        let wanted = Self.folded(text)
        guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
        if let zone = names.first(where: { Self.folded($0) == wanted }) { return zone }
        let places = names.filter { Self.isMainName($0) }
        let city = Self.folded(text.split(separator: "/").last.map(String.init) ?? text)
        if let zone = places.first(where: { Self.folded(Self.city(of: $0)) == city }) {
            return zone
        }
        return Self.fewestChanges(from: wanted, to: names, reading: { Self.folded($0) })
            ?? Self.fewestChanges(
                from: city, to: places, reading: { Self.folded(Self.city(of: $0)) })
    }

    /// Whether a continent or ocean stands before the city; other names are
    /// old ones or countries.
    private static func isMainName(_ name: String) -> Bool {
        let areas = [
            "Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/",
            "Indian/", "Pacific/",
        ]
        return areas.contains { name.hasPrefix($0) }
    }

    private static func city(of name: String) -> String {
        name.split(separator: "/").last.map(String.init) ?? name
    }

    /// Lower-case letters, digits and the slashes between them.
    private static func folded(_ text: String) -> String {
        text.lowercased().folding(options: .diacriticInsensitive, locale: nil)
            .filter { $0.isLetter || $0.isNumber || $0 == "/" }
    }

    /// `UTC+3`, `GMT-05:00`, `+03:00`: the zone of `Etc`, whose signs run the
    /// other way.
    private static func fixedZone(_ text: String) -> String? {
        var rest = text.uppercased().filter { $0 != " " }[...]
        for prefix in ["UTC", "GMT", "Z"] where rest.hasPrefix(prefix) {
            rest = rest.dropFirst(prefix.count)
            if rest.isEmpty { return "UTC" }
            break
        }
        guard let sign = rest.first, sign == "+" || sign == "-" else { return nil }
        let parts = rest.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        guard let hours = parts.first.flatMap({ Int($0) }), (0...14).contains(hours),
            parts.count == 1 || (parts.count == 2 && parts[1] == "00")
        else { return nil }
        return hours == 0 ? "UTC" : "Etc/GMT\(sign == "+" ? "-" : "+")\(hours)"
    }

    private static func fewestChanges(
        from text: String, to names: [String], reading: (String) -> String
    ) -> String? {
        guard text.count >= 4 else { return nil }
        let ranked = names.map { ($0, NearMiss.distance(from: text, to: reading($0))) }
        let nearest = ranked.min { $0.1 < $1.1 }
        // Two wrong letters in a short word make another word.
        guard let nearest, nearest.1 <= (text.count < 7 ? 1 : 2) else { return nil }
        return nearest.0
    }

    private static func foldedArabic(_ text: String) -> String {
        var folded = ArabicSpelling.folded(text).replacing(" ", with: "")
        if folded.hasPrefix("ال") { folded.removeFirst(2) }
        return folded
    }

    /// Keys as `foldedArabic` writes them: without the article, spaces and
    /// hamzas.
    private static let arabicNames: [String: String] = [
        "غزه": "Asia/Gaza", "قطاعغزه": "Asia/Gaza", "رفح": "Asia/Gaza", "خانيونس": "Asia/Gaza",
        "خليل": "Asia/Hebron", "رامالله": "Asia/Hebron", "نابلس": "Asia/Hebron",
        "جنين": "Asia/Hebron", "بيتلحم": "Asia/Hebron", "قدس": "Asia/Jerusalem",
        "فلسطين": "Asia/Gaza", "قاهره": "Africa/Cairo", "مصر": "Africa/Cairo",
        "اسكندريه": "Africa/Cairo", "بيروت": "Asia/Beirut", "لبنان": "Asia/Beirut",
        "دمشق": "Asia/Damascus", "حلب": "Asia/Damascus", "سوريا": "Asia/Damascus",
        "عمان": "Asia/Amman", "اردن": "Asia/Amman", "بغداد": "Asia/Baghdad",
        "عراق": "Asia/Baghdad", "رياض": "Asia/Riyadh", "جده": "Asia/Riyadh",
        "مكه": "Asia/Riyadh", "سعوديه": "Asia/Riyadh", "دبي": "Asia/Dubai",
        "ابوظبي": "Asia/Dubai", "امارات": "Asia/Dubai", "دوحه": "Asia/Qatar",
        "قطر": "Asia/Qatar", "كويت": "Asia/Kuwait", "منامه": "Asia/Bahrain",
        "بحرين": "Asia/Bahrain", "مسقط": "Asia/Muscat", "صنعا": "Asia/Aden", "عدن": "Asia/Aden",
        "يمن": "Asia/Aden", "خرطوم": "Africa/Khartoum", "سودان": "Africa/Khartoum",
        "طرابلس": "Africa/Tripoli", "ليبيا": "Africa/Tripoli", "تونس": "Africa/Tunis",
        "جزاير": "Africa/Algiers", "دارالبيضا": "Africa/Casablanca",
        "رباط": "Africa/Casablanca", "مغرب": "Africa/Casablanca",
        "نواكشوط": "Africa/Nouakchott", "مقديشو": "Africa/Mogadishu",
        "جيبوتي": "Africa/Djibouti", "اسطنبول": "Europe/Istanbul", "طهران": "Asia/Tehran",
    ]
}
