package import Newswire

/// What people ask of the gazetteer itself: which names a region has, what a
/// name may mean, what lies in what.
extension Gazetteer {
    /// A name of a region as a line of the files has it.
    package struct Name: Hashable, Sendable {
        package var text: String
        package var region: RegionCode
        /// The primary subtag.
        package var language: String
        /// As the files write it: `country`, `demonym`, `city` …
        package var kind: String
        /// How likely this region is meant by a name that it shares, without any
        /// other word to go by; above 0 and up to 1.
        package var weight: Double
        /// Counts only beside another word of the same country.
        package var isGuarded: Bool
        /// Also a given name.
        package var isPerson: Bool
        /// Every region of this name is meant at once.
        package var isShared: Bool
    }

    /// All names of a region by which it is found, in the files' order.
    package func names(of code: RegionCode) -> [Name] {
        guard let number = number(of: code) else { return [] }
        return names.all.lazy.filter { Int($0.region) == number && !$0.traits.contains(.off) }
            .map(entry)
    }

    /// Every name that a text is, the likeliest first: of a region, of a people,
    /// or of a place within a region. What is no name as it stands is read as a
    /// word of an article: `بحلب`, `السوريين`, `сирийского`.
    package func meanings(of text: String) -> [Name] {
        let words = TokenizedText(text)
        var found = names.names(of: words.tokens.indices.map(words.folded))
        let languages = ["ar"] + names.languages
        if found.isEmpty {
            found =
                languages.lazy.map { self.inflected(text, in: LanguageTag($0)) }
                .first { !$0.isEmpty } ?? []
        }
        return found.map(entry).enumerated()
            .sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
            .map(\.element)
    }

    /// The names that the whole of a text is in an article of this language.
    private func inflected(_ text: String, in language: LanguageTag?) -> [PlaceName] {
        let field = AnalyzedField(.title, text, language: language)
        return PlaceFinder(field, self, language: language).wholeNames()
    }

    /// What lies directly in a region, in the files' order: the countries of a
    /// group, of a country the parts without those that lie in another part.
    package func members(of code: RegionCode) -> [RegionCode] {
        guard let number = number(of: code) else { return [] }
        let below = Set(containment.below(number))
        return containment.below(number).sorted().filter { region in
            Int(region) != number
                && !containment.above(Int(region)).contains {
                    Int($0) != number && below.contains($0)
                }
        }.map { regions[Int($0)].code }
    }

    /// What may be written instead of a code: `SYR`, `760`, `western-asia`.
    package func spellings(of code: RegionCode) -> [String] {
        guard let number = number(of: code) else { return [] }
        let isCountry = regions[number].kind == .country
        return aliases.entries.filter { $0.value == number }.map(\.word)
            .filter { $0 != code.code.lowercased() }
            .map { isCountry && $0.count == 3 ? $0.uppercased() : $0 }
            .sorted { ($0.count, $0) < ($1.count, $1) }
    }

    /// The larger region that the bare name of this one means: `gaza-strip` for
    /// `PS-GZA`, the country for `DZ-16`; nil where the name is its own.
    package func whole(of code: RegionCode) -> RegionCode? {
        guard region(for: code)?.kind == .subdivision else { return nil }
        for language in [LanguageTag.arabic, .english] {
            let name = name(of: code, in: language)
            if case .region(let meant) = resolve(name), meant != code, area(meant, contains: code) {
                return meant
            }
        }
        return nil
    }

    /// The primary subtags of the languages that have names, and how many there are.
    package var nameCounts: [(language: String, names: Int)] {
        var counts = [Int](repeating: 0, count: names.languages.count)
        for name in names.all { counts[Int(name.language)] += 1 }
        return zip(names.languages, counts).map { ($0, $1) }.sorted { $0.language < $1.language }
    }

    private func entry(_ name: PlaceName) -> Name {
        Name(
            text: names.text(of: name), region: regions[Int(name.region)].code,
            language: names.languages[Int(name.language)], kind: name.kind.rawValue,
            weight: Double(name.likelihood), isGuarded: name.traits.contains(.guarded),
            isPerson: name.traits.contains(.person), isShared: name.traits.contains(.shared))
    }
}
