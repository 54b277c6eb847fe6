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
    /// Where they stand and what they were read as, in the same order; empty
    /// where somebody else gave the region, and in what was stored before this
    /// was told.
    package var places: [RegionEvidence]
    /// How strongly the article is about it; comparable within one article and,
    /// roughly, between articles. Not part of the JSON.
    package var weight: Double

    package init(
        code: RegionCode, about: Bool, evidence: [String], places: [RegionEvidence] = [],
        weight: Double = 0
    ) {
        self.code = code
        self.about = about
        self.evidence = evidence
        self.places = places
        self.weight = weight
    }

    private enum CodingKeys: String, CodingKey {
        case code, about, evidence, places
    }

    package init(from decoder: any Decoder) throws {
        let json = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            code: try json.decode(RegionCode.self, forKey: .code),
            about: try json.decodeIfPresent(Bool.self, forKey: .about) ?? true,
            evidence: try json.decodeIfPresent([String].self, forKey: .evidence) ?? [],
            places: (try? json.decodeIfPresent([RegionEvidence].self, forKey: .places)) ?? [])
    }

    package func encode(to encoder: any Encoder) throws {
        var json = encoder.container(keyedBy: CodingKeys.self)
        try json.encode(code, forKey: .code)
        try json.encode(about, forKey: .about)
        try json.encode(evidence, forKey: .evidence)
        if !places.isEmpty { try json.encode(places, forKey: .places) }
    }
}

/// Words of an article that name a region.
package struct RegionEvidence: Hashable, Sendable, Codable {
    /// What a name is the name of.
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable, BitwiseCopyable {
        case country
        /// An adjective or a people: `السوري`, `Syrians`.
        case demonym
        case capital
        case city
        case area
        /// What stands for a government: `الكرملين`.
        case metonym
        /// A camp, a crossing, an airport, a base, a dam, a holy place.
        case site
        /// A river, a sea, a strait, mountains: what often lies in several
        /// countries.
        case feature
    }

    /// Nil for the dateline, which is no field.
    package var field: ArticleField?
    /// Where they begin in the field, and how long they are, both counted in
    /// Unicode scalars.
    package var start: Int
    package var length: Int
    /// The name as the gazetteer has it.
    package var name: String
    package var kind: Kind

    package init(field: ArticleField?, start: Int, length: Int, name: String, kind: Kind) {
        self.field = field
        self.start = start
        self.length = length
        self.name = name
        self.kind = kind
    }
}
