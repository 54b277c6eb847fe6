import Embedded
package import Newswire

/// Every region that we know: codes, names, and what lies within what.
///
/// Immutable, and right in itself once loaded: what its files spoil is left out
/// and told in `problems`. `docs/REGIONS.md` describes the files.
package final class Gazetteer: Sendable {
    /// With the data that come with the program, read on first use.
    package static let standard = Gazetteer(files: ownFiles)

    /// What is wrong with the files, by file and line.
    package let problems: [Diagnostic]
    /// In the files' order: areas, countries, subdivisions, groups.
    package let regions: [Region]

    let names: PlaceNames
    let stems: StemmedPlaceNames
    /// What may be written for a region, in lower case: codes, slugs, three
    /// letters, numbers.
    let aliases: WordMap<Int>
    let retired: [RegionCode: [RegionCode]]
    /// Hashes of folded given names.
    let givenNames: Set<UInt64>
    private let numbers: WordMap<Int>
    private let shownNames: ShownNames
    let containment: Containment

    /// Reads the program's own files, and those of a desk, which win.
    package init(files: [RegionTable], desk: [RegionTable] = []) {
        var loading = GazetteerLoading()
        loading.read(files, desk: desk)
        problems = loading.problems.sorted()
        regions = loading.regions
        names = loading.names
        stems = StemmedPlaceNames()
        aliases = loading.aliases
        retired = loading.retired
        givenNames = loading.givenNames
        numbers = loading.numbers
        shownNames = loading.shownNames
        containment = Containment(kinds: regions.map(\.kind), relations: loading.relations)
    }

    /// The files that come with the program.
    package static var ownFiles: [RegionTable] {
        EmbeddedFiles.names(below: "regions/").compactMap { name in
            EmbeddedFiles.bytes(name).map { RegionTable(file: name, bytes: $0) }
        }
    }

    /// Makes what the first text in a language would have to wait for.
    package func prepare(for language: String) {
        _ = stems.tree(of: StemmedLanguage(rawValue: language), names)
    }

    /// Nil if there is none of this code; codes are as `RegionTag` has them.
    package func region(for code: RegionCode) -> Region? {
        number(of: code).map { regions[$0] }
    }

    /// The place of a region in `regions`.
    func number(of code: RegionCode) -> Int? { numbers.value(of: code.code) }

    /// What people call it in this language, else in English, else its code.
    package func name(of code: RegionCode, in language: LanguageTag) -> String {
        guard let number = number(of: code) else { return code.code }
        return shownName(of: number, in: language.language)
            ?? shownName(of: number, in: "en") ?? code.code
    }

    private func shownName(of region: Int, in language: String) -> String? {
        guard let language = names.number(of: language) else { return nil }
        return shownNames[region, language].map(names.text)
    }

    /// Everything that it lies in, the nearest first, each once; groups too.
    package func ancestors(of code: RegionCode) -> [RegionCode] {
        guard let number = number(of: code) else { return [] }
        return containment.above(number).map { regions[Int($0)].code }
    }

    /// Whether `area` is this region or one that it lies in, at any distance.
    package func area(_ area: RegionCode, contains code: RegionCode) -> Bool {
        if area == code { return true }
        guard let outer = number(of: area), let inner = number(of: code) else { return false }
        return containment.contains(outer, inner)
    }

    /// The region and all that lies in it; a code that we do not know stands
    /// for itself.
    package func everything(in area: RegionCode) -> Set<RegionCode> {
        guard let number = number(of: area) else { return [area] }
        return Set(containment.below(number).map { regions[Int($0)].code })
    }

    /// The country that it is or lies in; nil for areas and groups.
    package func country(of code: RegionCode) -> RegionCode? {
        guard let number = number(of: code), let country = containment.country(of: number) else {
            return nil
        }
        return regions[country].code
    }
}
