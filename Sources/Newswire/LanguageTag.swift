/// A BCP 47 language tag, compared without case: `ar`, `fa`, `zh-Hant`.
package struct LanguageTag: Hashable, Sendable, Codable, CustomStringConvertible {
    /// As it is usually written: language in lower case, script in title case,
    /// region in capitals (RFC 5646 section 2.1.1).
    package let tag: String

    /// Nil unless the text has the shape of a BCP 47 tag: subtags of 1 to 8
    /// ASCII letters and digits parted by `-` (or `_`), the first of 2 to 8
    /// letters.
    package init?(_ text: String) {
        let subtags = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }
        let isAlphanumeric = { (part: Substring) in
            (1...8).contains(part.utf8.count)
                && part.utf8.allSatisfy {
                    (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF)
                }
        }
        guard let first = subtags.first, (2...8).contains(first.utf8.count),
            first.utf8.allSatisfy({ (0x41...0x5A).contains($0 & 0xDF) }),
            subtags.allSatisfy(isAlphanumeric)
        else { return nil }
        tag = subtags.enumerated().map { index, part in
            switch part.count {
            case _ where index == 0: part.lowercased()
            case 4: part.prefix(1).uppercased() + part.dropFirst().lowercased()
            case 2: part.uppercased()
            default: part.lowercased()
            }
        }.joined(separator: "-")
    }

    private init(known tag: String) {
        self.tag = tag
    }

    /// The primary language subtag: `zh` of `zh-Hant`.
    package var language: String {
        String(tag.prefix { $0 != "-" })
    }

    /// The direction in which the language is written, by its script subtag if
    /// there is one, else by the language's usual script.
    package var direction: TextDirection {
        let subtags = tag.split(separator: "-").dropFirst()
        if let script = subtags.first(where: { $0.count == 4 }) {
            return ["Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm"].contains(script)
                ? .rightToLeft : .leftToRight
        }
        return Self.rightToLeftLanguages.contains(language) ? .rightToLeft : .leftToRight
    }

    package var description: String { tag }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let language = LanguageTag(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not a language tag: '\(text)'")
        }
        self = language
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(tag)
    }

    package static let arabic = LanguageTag(known: "ar")
    package static let english = LanguageTag(known: "en")
    package static let french = LanguageTag(known: "fr")
    package static let persian = LanguageTag(known: "fa")

    private static let rightToLeftLanguages: Set<String> = [
        "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "pnb", "prs", "ps", "sd", "syr", "ug",
        "ur", "yi",
    ]
}

/// Which way a text runs; the raw value is HTML's `dir`.
package enum TextDirection: String, Hashable, Sendable, Codable {
    case leftToRight = "ltr"
    case rightToLeft = "rtl"
}
