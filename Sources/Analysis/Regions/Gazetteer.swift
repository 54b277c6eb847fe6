import Embedded
package import Newswire

/// Every region that we know: codes, names, and what lies within what.
///
/// Immutable, and right in itself once loaded: what its files spoil is left out
/// and told in `problems`. `docs/REGIONS.md` describes the files.
package final class Gazetteer: Sendable {
    /// With the data that come with the program, read on first use.
    package static let standard = Gazetteer(
        files: EmbeddedFiles.names(below: "regions/").compactMap { name in
            EmbeddedFiles.text(name).map { (name, $0) }
        })

    /// What is wrong with the files, by file and line.
    package let problems: [Diagnostic]
    /// In the files' order: areas, countries, subdivisions, groups.
    package let regions: [Region]

    let index: PlaceNameIndex
    /// Words by which `resolve` looks for a name that is nearly right.
    let spellings: [String]
    /// What may be written for a code, in lower case: slugs, three letters, numbers.
    let aliases: [String: RegionCode]
    let retired: [RegionCode: [RegionCode]]
    let givenNames: Set<String>
    private let byCode: [RegionCode: Region]
    private let shownNames: [ShownName: String]
    /// Nearest first; never the region itself.
    private let above: [RegionCode: [RegionCode]]
    /// All that lies in a region, and itself.
    private let below: [RegionCode: Set<RegionCode>]

    struct ShownName: Hashable, Sendable {
        var code: RegionCode
        var language: String
    }

    /// Reads files in this order; what a file is, its name says.
    package init(files: [(name: String, text: String)]) {
        var loading = GazetteerLoading()
        for file in files { loading.read(RegionTable(file: file.name, text: file.text)) }
        loading.finish()
        problems = loading.problems.sorted()
        regions = loading.regions
        index = loading.index
        spellings = loading.spellings
        aliases = loading.aliases
        retired = loading.retired
        givenNames = loading.givenNames
        byCode = loading.byCode
        shownNames = loading.shownNames
        let above = loading.byCode.mapValues { region in
            Self.climb(from: region.code, loading.parents)
        }
        var below: [RegionCode: Set<RegionCode>] = [:]
        for (code, areas) in above {
            for area in [code] + areas { below[area, default: []].insert(code) }
        }
        self.above = above
        self.below = below
    }

    /// Nil if there is none of this code; codes are as `RegionTag` has them.
    package func region(for code: RegionCode) -> Region? {
        byCode[code]
    }

    /// What people call it in this language, else in English, else its code.
    package func name(of code: RegionCode, in language: LanguageTag) -> String {
        shownNames[ShownName(code: code, language: language.language)]
            ?? shownNames[ShownName(code: code, language: "en")] ?? code.code
    }

    /// Everything that it lies in, the nearest first, each once; groups too.
    package func ancestors(of code: RegionCode) -> [RegionCode] {
        above[code] ?? []
    }

    /// Whether `area` is this region or one that it lies in, at any distance.
    package func area(_ area: RegionCode, contains code: RegionCode) -> Bool {
        area == code || below[area]?.contains(code) == true
    }

    /// The region and all that lies in it; a code that we do not know stands
    /// for itself.
    package func everything(in area: RegionCode) -> Set<RegionCode> {
        below[area] ?? [area]
    }

    /// The country that it is or lies in; nil for areas and groups.
    package func country(of code: RegionCode) -> RegionCode? {
        if byCode[code]?.kind == .country { return code }
        return ancestors(of: code).first { byCode[$0]?.kind == .country }
    }

    /// The region itself and what it lies in, up to its country.
    func upToCountry(_ code: RegionCode) -> [RegionCode] {
        [code]
            + ancestors(of: code).filter { ancestor in
                switch byCode[ancestor]?.kind {
                case .country, .subdivision, .place: true
                case .area, .group, nil: false
                }
            }
    }

    /// Level by level, so that what is near comes first.
    private static func climb(
        from code: RegionCode, _ parents: [RegionCode: [RegionCode]]
    ) -> [RegionCode] {
        var found: [RegionCode] = []
        var level = parents[code] ?? []
        while !level.isEmpty {
            var next: [RegionCode] = []
            for region in level where region != code && !found.contains(region) {
                found.append(region)
                next += parents[region] ?? []
            }
            level = next
        }
        return found
    }
}
