import Analysis
import Newswire

/// What `regions` says, in lines for people and as JSON.
struct RegionReport {
    let gazetteer: Gazetteer
    /// Of the regions' names.
    let language: LanguageTag
    /// Whether all names and parts are shown, not only some of each kind.
    let isWhole: Bool

    /// Counts, groups and areas.
    var overview: [String] {
        func count(_ kind: Region.Kind) -> Int { gazetteer.regions.count { $0.kind == kind } }
        let counts = gazetteer.nameCounts
        var lines = [
            counted(count(.country), "country or territory", plural: "countries and territories")
                + ", " + counted(count(.subdivision), "subdivision") + ", "
                + counted(count(.area), "area") + ", " + counted(count(.group), "group") + ", "
                + counted(count(.place), "part of a country", plural: "parts of countries")
                + " without a code of ISO 3166",
            counted(counts.reduce(0) { $0 + $1.names }, "name") + ": "
                + counts.map { "\($0.language) \($0.names)" }.joined(separator: ", "),
        ]
        let sections: [(String, Region.Kind)] = [
            ("groups", .group), ("parts of countries", .place), ("areas", .area),
        ]
        for (title, kind) in sections {
            lines += ["", title]
            for region in gazetteer.regions where region.kind == kind {
                let members = gazetteer.members(of: region.code).map(\.code)
                let slug = region.slug.map { " (\($0))" } ?? ""
                lines.append(
                    "  \(region.code)\(slug)  \(name(region.code)): "
                        + members.joined(separator: " "))
            }
        }
        return lines
    }

    /// What is said of a text.
    func lines(_ answer: RegionAnswer) -> [String] {
        let quoted = Diagnostic.quoted(answer.text)
        switch answer.outcome {
        case .region(let code):
            return lines(of: code) + others(answer, beside: code)
        case .ambiguous:
            return ["\(quoted) may be one of several; a rule writes the code"]
                + meanings(answer.meanings)
        case .within:
            return ["\(quoted) is no region's own name; in an article it counts for"]
                + meanings(answer.meanings)
        case .retired(let code, let now):
            return [
                "\(code) was given up; now "
                    + now.map { "\($0) (\(name($0)))" }.joined(separator: ", ")
            ]
        case .unknown(let nearest):
            let hint =
                nearest.isEmpty
                ? ""
                : ", did you mean " + nearest.map(Diagnostic.quoted).joined(separator: ", ") + "?"
            return ["there is no region \(quoted)" + hint]
        }
    }

    // MARK: One region

    private func lines(of code: RegionCode) -> [String] {
        guard let region = gazetteer.region(for: code) else { return [] }
        var lines = ["\(code)  \(name(code))  (\(Self.words(for: region.kind)))"]
        func add(_ title: String, _ values: [String], by separator: String = ", ") {
            if !values.isEmpty { lines.append("  \(title): " + some(values, by: separator)) }
        }
        if let whole = gazetteer.whole(of: code) {
            lines.append("  only this part: the whole is \(whole) (\(name(whole)))")
        }
        add("note", region.note.map { [$0] } ?? [])
        add("also written", gazetteer.spellings(of: code))
        let around = gazetteer.ancestors(of: code)
        func kind(_ code: RegionCode) -> Region.Kind? { gazetteer.region(for: code)?.kind }
        add("lies in", around.filter { kind($0) != .group }.map(described))
        add("member of", around.filter { kind($0) == .group }.map(described))
        let holds = gazetteer.members(of: code)
        if !holds.isEmpty { add("holds \(holds.count)", holds.map(described)) }
        let names = gazetteer.names(of: code)
        for kind in Self.kinds {
            let ofKind = names.filter { $0.kind == kind.name }
            if ofKind.isEmpty { continue }
            lines.append("  \(kind.title)")
            for language in languages(of: ofKind) {
                let texts = ofKind.filter { $0.language == language }.map(written)
                lines.append("    \(language)  " + some(texts, by: ", "))
            }
        }
        return lines
    }

    /// The reader's language first.
    private func languages(of names: [Gazetteer.Name]) -> [String] {
        Set(names.map(\.language)).sorted { a, b in
            let (first, second) = (a == language.language, b == language.language)
            return first != second ? first : a < b
        }
    }

    /// With what holds it back in brackets.
    private func written(_ name: Gazetteer.Name) -> String {
        let marks = self.marks(name)
        return name.text + (marks.isEmpty ? "" : " (\(marks.joined(separator: ", ")))")
    }

    private func marks(_ name: Gazetteer.Name) -> [String] {
        (name.isGuarded ? ["guarded"] : []) + (name.isPerson ? ["person"] : [])
            + (name.isShared ? ["shared"] : [])
    }

    private func some(_ values: [String], by separator: String) -> String {
        let most = isWhole ? values.count : Self.most
        let rest = values.count - most
        return values.prefix(most).joined(separator: separator)
            + (rest > 0 ? separator + "and \(rest) more" : "")
    }

    private static let most = 12

    // MARK: Names

    /// Other regions that are called so.
    private func others(_ answer: RegionAnswer, beside code: RegionCode) -> [String] {
        let others = answer.meanings.filter {
            $0.region != code && !gazetteer.area($0.region, contains: code)
                && !gazetteer.area(code, contains: $0.region)
        }
        if others.isEmpty { return [] }
        let isShared = others.contains(where: \.isShared)
        return [
            "\(Diagnostic.quoted(answer.text)) in an article "
                + (isShared ? "also answers to" : "may also be")
        ] + meanings(others)
    }

    private func meanings(_ names: [Gazetteer.Name]) -> [String] {
        var seen: Set<RegionCode> = []
        let names = names.filter { seen.insert($0.region).inserted }
        let sum = names.reduce(0) { $0 + $1.weight }
        return names.map { name in
            let share = "\(Int((name.weight / sum * 100).rounded())) %"
            let country = gazetteer.country(of: name.region)
            let within = country.map { $0 == name.region ? "" : ", in \(described($0))" } ?? ""
            return "  " + described(name.region) + within + ": "
                + ([name.kind] + (names.count > 1 && !name.isShared ? [share] : []) + marks(name))
                .joined(separator: ", ")
        }
    }

    private func name(_ code: RegionCode) -> String {
        let name = gazetteer.name(of: code, in: language)
        // The one rule of what is isolated is Diagnostic's; its quotes go.
        return String(Diagnostic.quoted(name).dropFirst().dropLast())
    }

    /// `SY Syria`
    private func described(_ code: RegionCode) -> String {
        "\(code) \(name(code))"
    }

    private static func words(for kind: Region.Kind) -> String {
        switch kind {
        case .area: "an area of UN M49"
        case .group: "a group"
        case .country: "a country or territory"
        case .subdivision: "a subdivision"
        case .place: "a part of a country"
        }
    }

    /// What files call a kind of name, and what people do, in the order of showing.
    private static let kinds: [(name: String, title: String)] = [
        ("country", "names"), ("area", "names of it and of places in it"),
        ("demonym", "people and adjectives"), ("capital", "capital"), ("city", "cities"),
        ("site", "sites"), ("metonym", "what stands for it"), ("feature", "waters and mountains"),
    ]
}

// MARK: JSON

extension RegionReport {
    /// A line of the list of all regions.
    struct Listed: Encodable {
        var code: RegionCode
        var kind: String
        var name: String
        var slug: String?
        var within: [RegionCode]
    }

    func listed(_ region: Region) -> Listed {
        Listed(
            code: region.code, kind: region.kind.rawValue,
            name: gazetteer.name(of: region.code, in: language), slug: region.slug,
            within: gazetteer.ancestors(of: region.code))
    }

    /// One answer.
    struct Printed: Encodable {
        var text: String
        var outcome: String
        /// Of the one region.
        var region: Entry?
        /// What an ambiguous or retired text stands for.
        var codes: [RegionCode]?
        var meanings: [PrintedName]
        var nearest: [String]?
    }

    struct Entry: Encodable {
        var code: RegionCode
        var kind: String
        var name: String
        var note: String?
        var written: [String]
        var within: [RegionCode]
        var holds: [RegionCode]
        var whole: RegionCode?
        var names: [PrintedName]
    }

    struct PrintedName: Encodable {
        var name: String
        var code: RegionCode
        var language: String
        var kind: String
        var weight: Double
        var notes: [String]
    }

    func printed(_ answer: RegionAnswer) -> Printed {
        var printed = Printed(
            text: answer.text, outcome: "", meanings: answer.meanings.map(printedName))
        switch answer.outcome {
        case .region(let code):
            printed.outcome = "region"
            printed.region = entry(code)
        case .ambiguous(let codes):
            printed.outcome = "ambiguous"
            printed.codes = codes
        case .within(let codes):
            printed.outcome = "within"
            printed.codes = codes
        case .retired(_, let now):
            printed.outcome = "retired"
            printed.codes = now
        case .unknown(let nearest):
            printed.outcome = "unknown"
            printed.nearest = nearest
        }
        return printed
    }

    private func entry(_ code: RegionCode) -> Entry? {
        gazetteer.region(for: code).map { region in
            Entry(
                code: code, kind: region.kind.rawValue,
                name: gazetteer.name(of: code, in: language), note: region.note,
                written: gazetteer.spellings(of: code), within: gazetteer.ancestors(of: code),
                holds: gazetteer.members(of: code), whole: gazetteer.whole(of: code),
                names: gazetteer.names(of: code).map(printedName))
        }
    }

    private func printedName(_ name: Gazetteer.Name) -> PrintedName {
        PrintedName(
            name: name.text, code: name.region, language: name.language, kind: name.kind,
            weight: name.weight, notes: marks(name))
    }
}
