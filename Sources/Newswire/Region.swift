/// The code of a place or an area: ISO 3166-1 (`SY`), ISO 3166-2 (`PS-GZA`),
/// UN M49 (`145`), or one of our own groups (`levant`, `gaza-strip`). Whether a
/// code exists is the gazetteer's to say.
package struct RegionCode: TextIdentifier {
    package let code: String

    package init(_ code: String) {
        self.code = code
    }

    package var description: String { code }
}

/// A region that an article is about, or only names, with the words that say so.
package struct RegionTag: Hashable, Sendable, Codable {
    package var code: RegionCode
    /// Whether the article is *about* it, not only names it.
    package var about: Bool
    /// The words as they stand in the article, each once, the first first.
    package var evidence: [String]
    /// How strongly the article is about it; comparable within one article and,
    /// roughly, between articles. Not part of the JSON.
    package var weight: Double

    package init(code: RegionCode, about: Bool, evidence: [String], weight: Double = 0) {
        self.code = code
        self.about = about
        self.evidence = evidence
        self.weight = weight
    }

    private enum CodingKeys: String, CodingKey {
        case code, about, evidence
    }

    package init(from decoder: any Decoder) throws {
        let json = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            code: try json.decode(RegionCode.self, forKey: .code),
            about: try json.decodeIfPresent(Bool.self, forKey: .about) ?? true,
            evidence: try json.decodeIfPresent([String].self, forKey: .evidence) ?? [])
    }
}
