/// What a column of a table of people says, by the names that they and their
/// programs give it, in English and Arabic.
package enum ReaderColumn: String, CaseIterable, Sendable {
    case email
    case name
    case language
    case timezone

    /// Nil for a name that is nothing to us.
    package init?(named name: String) {
        guard let column = Self.names[Self.plain(name)] else { return nil }
        self = column
    }

    /// In lower case, words parted by one space, which `-` and `_` count as.
    package static func plain(_ name: String) -> String {
        name.lowercased().split { " -_".contains($0) }.joined(separator: " ")
    }

    private static let names: [String: ReaderColumn] = [
        "email": .email, "e mail": .email, "mail": .email, "email address": .email,
        "e mail address": .email, "address": .email, "البريد": .email, "بريد": .email,
        "البريد الإلكتروني": .email, "البريد الالكتروني": .email, "الإيميل": .email,
        "الايميل": .email, "ايميل": .email,
        "name": .name, "full name": .name, "الاسم": .name, "الإسم": .name, "اسم": .name,
        "language": .language, "lang": .language, "اللغة": .language, "لغة": .language,
        "timezone": .timezone, "time zone": .timezone, "tz": .timezone, "zone": .timezone,
        "المنطقة الزمنية": .timezone, "التوقيت": .timezone,
    ]
}
