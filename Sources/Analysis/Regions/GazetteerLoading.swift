import Newswire

/// A gazetteer while its files are read. A line that is wrong is told and left
/// out; the rest is used.
struct GazetteerLoading {
    private(set) var problems: [Diagnostic] = []
    private(set) var regions: [Region] = []
    private(set) var byCode: [RegionCode: Region] = [:]
    private(set) var parents: [RegionCode: [RegionCode]] = [:]
    private(set) var index = PlaceNameIndex()
    private(set) var spellings: [String] = []
    private(set) var aliases: [String: RegionCode] = [:]
    private(set) var retired: [RegionCode: [RegionCode]] = [:]
    private(set) var givenNames: Set<String> = []
    private(set) var shownNames: [Gazetteer.ShownName: String] = [:]

    /// Names wait until all codes are known.
    private var nameLines: [(file: String, row: RegionTable.Row)] = []
    /// Who names which region as lying around or inside it, to be checked.
    private var relations: [(file: String, line: Int, child: String, parent: String)] = []

    private struct NameKey: Hashable {
        var words: String
        var code: RegionCode
        var language: String
    }

    mutating func read(_ table: RegionTable) {
        let file = table.file.split(separator: "/").last.map(String.init) ?? table.file
        for row in table.rows {
            switch file {
            case "codes.tsv": readCode(row, in: table.file)
            case "groups.tsv": readGroup(row, in: table.file)
            case "retired.tsv": readRetired(row)
            case "not-places.tsv": index.addNoPlace(words: Self.words(row[0]))
            case "given-names.tsv": givenNames.insert(WordList.folded(row[0]))
            default: nameLines.append((table.file, row))
            }
        }
    }

    mutating func finish() {
        for relation in relations {
            let child = RegionCode(relation.child)
            let parent = RegionCode(relation.parent)
            for code in [child, parent] where byCode[code] == nil {
                report(
                    relation.file, relation.line, "unknown-region",
                    "unknown region \(Diagnostic.quoted(code.code))")
            }
            if byCode[child] != nil, byCode[parent] != nil {
                parents[child, default: []].append(parent)
            }
        }
        var seen: Set<NameKey> = []
        for (file, row) in nameLines { readName(row, in: file, &seen) }
    }

    /// code, kind, slug, alpha3, numeric, within
    private mutating func readCode(_ row: RegionTable.Row, in file: String) {
        guard let kind = Region.Kind(rawValue: row[1]) else {
            report(
                file, row.line, "unknown-kind", "unknown kind \(Diagnostic.quoted(row[1]))",
                expected: Region.Kind.allCases.map(\.rawValue))
            return
        }
        let slug = row[2].isEmpty ? nil : row[2]
        add(Region(code: RegionCode(row[0]), kind: kind, slug: slug), in: file, row.line)
        for alias in [row[2], row[3], row[4]] where !alias.isEmpty {
            aliases[alias.lowercased()] = RegionCode(row[0])
        }
        for parent in row[5].split(separator: " ") {
            relations.append((file, row.line, row[0], String(parent)))
        }
    }

    /// code, kind, within, four shown names, members, note
    private mutating func readGroup(_ row: RegionTable.Row, in file: String) {
        let kind = Region.Kind(rawValue: row[1]) ?? .group
        let note = row[8].isEmpty ? nil : row[8]
        add(Region(code: RegionCode(row[0]), kind: kind, note: note), in: file, row.line)
        for parent in row[2].split(separator: " ") {
            relations.append((file, row.line, row[0], String(parent)))
        }
        for member in row[7].split(separator: " ") {
            relations.append((file, row.line, String(member), row[0]))
        }
    }

    private mutating func readRetired(_ row: RegionTable.Row) {
        retired[RegionCode(row[0])] = row[1].split(separator: " ").map { RegionCode(String($0)) }
    }

    /// name, code, language, kind, weight, note
    private mutating func readName(
        _ row: RegionTable.Row, in file: String, _ seen: inout Set<NameKey>
    ) {
        let code = RegionCode(row[1])
        let words = Self.words(row[0])
        guard byCode[code] != nil else {
            report(
                file, row.line, "unknown-region", "unknown region \(Diagnostic.quoted(row[1]))")
            return
        }
        guard let kind = PlaceName.Kind(rawValue: row[3]) else {
            report(
                file, row.line, "unknown-kind", "unknown kind \(Diagnostic.quoted(row[3]))",
                expected: PlaceName.Kind.allCases.map(\.rawValue))
            return
        }
        guard let likelihood = Double(row[4]), likelihood > 0, likelihood <= 1 else {
            report(
                file, row.line, "bad-weight",
                "\(Diagnostic.quoted(row[4])) is not a weight above 0 and up to 1")
            return
        }
        guard !words.isEmpty, !row[2].isEmpty else {
            report(file, row.line, "broken-line", "a name and its language are wanted")
            return
        }
        let traits = PlaceName.Traits(note: row[5])
        let name = PlaceName(
            text: row[0], code: code, language: row[2], kind: kind, likelihood: likelihood,
            traits: traits)
        let shown = Gazetteer.ShownName(code: code, language: row[2])
        if traits.contains(.shown), shownNames[shown] == nil { shownNames[shown] = row[0] }
        if traits.contains(.silent) { return }
        // Spellings that fold alike are one name; the first line says what it is.
        let spelling = words.joined(separator: " ")
        guard seen.insert(NameKey(words: spelling, code: code, language: row[2])).inserted
        else { return }
        index.add(name, words: words)
        if kind != .demonym { spellings.append(row[0]) }
    }

    private mutating func add(_ region: Region, in file: String, _ line: Int) {
        guard byCode[region.code] == nil else {
            report(
                file, line, "duplicate-region",
                "\(Diagnostic.quoted(region.code.code)) stands twice")
            return
        }
        byCode[region.code] = region
        regions.append(region)
        aliases[region.code.code.lowercased()] = region.code
    }

    private mutating func report(
        _ file: String, _ line: Int, _ id: String, _ message: String, expected: [String] = []
    ) {
        let choice = expected.isEmpty ? "" : ", expected one of " + expected.joined(separator: " ")
        problems.append(
            Diagnostic(
                .error, id: id, file: file, position: SourcePosition(line: line, column: 1),
                message: message + choice))
    }

    static func words(_ name: String) -> [String] {
        let text = TokenizedText(name)
        return text.tokens.indices.map(text.folded)
    }
}
