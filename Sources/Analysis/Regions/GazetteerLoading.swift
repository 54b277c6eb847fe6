import Newswire

/// A gazetteer while its files are read. A line that is wrong is told and left
/// out; the rest is used.
struct GazetteerLoading {
    private(set) var problems: [Diagnostic] = []
    private(set) var regions: [Region] = []
    private(set) var numbers: [RegionCode: Int] = [:]
    /// The same by the bytes of the codes, as a hundred thousand lines ask.
    private(set) var numbersByText = WordMap<Int>()
    /// What each region lies in, as its lines say it.
    private(set) var parents: [[Int]] = []
    var names = PlaceNames()
    private(set) var aliases: [String: RegionCode] = [:]
    private(set) var retired: [RegionCode: [RegionCode]] = [:]
    private(set) var givenNames: Set<UInt64> = []
    var shownNames = ShownNames()

    /// Who names which region as lying around or inside it, to be checked once
    /// all are known.
    private var relations: [Relation] = []

    private struct Relation {
        var file: String
        var row: RegionTable.Row
        /// Where the name stands that may be unknown.
        var column: Int
        var child: String
        var parent: String
    }

    /// Reads files in this order; what a file is, its name says. Those of a
    /// desk win over ours.
    mutating func read(_ ours: [RegionTable], desk: [RegionTable]) {
        let tables = ours.map { ($0, UInt8(0)) } + desk.map { ($0, UInt8(1)) }
        names.reserve(
            bytes: tables.filter { !Self.isSpecial($0.0.name) }
                .reduce(0) { $0 + $1.0.bytes.count })
        reserveRegions(tables.filter { $0.0.name == "codes.tsv" }.map(\.0))
        for (table, layer) in tables { readSpecial(table, layer: layer) }
        relate()
        for table in desk where table.name == "groups.tsv" { readGroupNames(table) }
        for (table, layer) in tables where !Self.isSpecial(table.name) {
            readNames(table, layer: layer)
        }
    }

    private mutating func reserveRegions(_ tables: [RegionTable]) {
        let count = tables.reduce(0) { $0 + $1.bytes.count { $0 == 0x0A } }
        regions.reserveCapacity(count)
        parents.reserveCapacity(count)
        numbers.reserveCapacity(count)
        // Most have a code and a number, some a slug and three letters too.
        aliases.reserveCapacity(count * 2)
        relations.reserveCapacity(count)
    }

    private static func isSpecial(_ name: String) -> Bool {
        ["codes.tsv", "groups.tsv", "retired.tsv", "not-places.tsv", "given-names.tsv"]
            .contains(name)
    }

    private mutating func readSpecial(_ table: RegionTable, layer: UInt8) {
        switch table.name {
        case "codes.tsv": forEachRow(table) { $0.readCode($1, in: table.file) }
        case "groups.tsv":
            forEachRow(table) { $0.readGroup($1, in: table.file, isDesks: layer > 0) }
        case "retired.tsv": forEachRow(table) { $0.readRetired($1) }
        case "not-places.tsv":
            forEachWords(table) { $0.names.addNoPlace($1) }
        case "given-names.tsv":
            forEachWords(table) { $0.givenNames.formUnion($1) }
        default: break
        }
    }

    private mutating func forEachRow(
        _ table: RegionTable, _ body: (inout GazetteerLoading, RegionTable.Row) -> Void
    ) {
        var broken: [Int] = []
        table.forEachRow(broken: { broken.append($0) }) { body(&self, $0) }
        reportBytes(table.file, lines: broken)
    }

    /// The words of every row's first column.
    private mutating func forEachWords(
        _ table: RegionTable, _ body: (inout GazetteerLoading, [UInt64]) -> Void
    ) {
        var folder = NameFolder(hash: names.hash)
        forEachRow(table) { loading, row in
            folder.read(table.bytes.span.extracting(row.range(of: 0)))
            body(&loading, folder.words)
        }
    }

    // MARK: Codes

    /// code, kind, slug, alpha3, numeric, within
    private mutating func readCode(_ row: RegionTable.Row, in file: String) {
        guard let kind = Region.Kind(rawValue: row[1]) else {
            report(
                file, row, 1, "unknown-kind", "unknown kind \(Diagnostic.quoted(row[1]))",
                expected: Region.Kind.allCases.map(\.rawValue))
            return
        }
        let slug = row[2].isEmpty ? nil : row[2]
        add(Region(code: RegionCode(row[0]), kind: kind, slug: slug), in: file, row)
        for alias in [row[2], row[3], row[4]] where !alias.isEmpty {
            aliases[alias.lowercased()] = RegionCode(row[0])
        }
        for parent in row[5].split(separator: " ") {
            relations.append(
                Relation(file: file, row: row, column: 5, child: row[0], parent: String(parent)))
        }
    }

    /// code, kind, within, four shown names, members, note. A desk's group takes
    /// the place of one of ours.
    private mutating func readGroup(_ row: RegionTable.Row, in file: String, isDesks: Bool) {
        let kind = Region.Kind(rawValue: row[1]) ?? .group
        let note = row[8].isEmpty ? nil : row[8]
        let region = Region(code: RegionCode(row[0]), kind: kind, note: note)
        if isDesks, let ours = numbers[region.code], regions[ours].kind == .group {
            regions[ours] = region
            relations.removeAll { [$0.child, $0.parent].contains(row[0]) }
        } else {
            guard !row[0].isEmpty, kind == .group || kind == .place else {
                report(
                    file, row, 0, "broken-line", "a group's code, its kind and members are wanted")
                return
            }
            add(region, in: file, row)
        }
        for parent in row[2].split(separator: " ") {
            relations.append(
                Relation(file: file, row: row, column: 2, child: row[0], parent: String(parent)))
        }
        for member in row[7].split(separator: " ") {
            relations.append(
                Relation(file: file, row: row, column: 7, child: String(member), parent: row[0]))
        }
    }

    private mutating func readRetired(_ row: RegionTable.Row) {
        retired[RegionCode(row[0])] = row[1].split(separator: " ").map { RegionCode(String($0)) }
    }

    private mutating func add(_ region: Region, in file: String, _ row: RegionTable.Row) {
        guard numbers[region.code] == nil, regions.count < Int(UInt16.max) else {
            report(
                file, row, 0, "duplicate-region",
                "\(Diagnostic.quoted(region.code.code)) stands twice")
            return
        }
        numbers[region.code] = regions.count
        numbersByText.insert(region.code.code, regions.count)
        regions.append(region)
        parents.append([])
        aliases[region.code.code.lowercased()] = region.code
    }

    private mutating func relate() {
        for relation in relations {
            let child = numbers[RegionCode(relation.child)]
            let parent = numbers[RegionCode(relation.parent)]
            for (code, number) in [(relation.child, child), (relation.parent, parent)]
            where number == nil {
                report(
                    relation.file, relation.row, relation.column, "unknown-region",
                    "unknown region \(Diagnostic.quoted(code))")
            }
            if let child, let parent { parents[child].append(parent) }
        }
        relations = []
    }

    // MARK: Problems

    mutating func report(
        _ file: String, _ row: RegionTable.Row, _ column: Int, _ id: String, _ message: String,
        expected: [String] = []
    ) {
        let choice = expected.isEmpty ? "" : ", expected one of " + expected.joined(separator: " ")
        problems.append(
            Diagnostic(
                .error, id: id, file: file,
                position: SourcePosition(line: row.line, column: row.column(column)),
                message: message + choice))
    }

    mutating func reportBytes(_ file: String, lines: [Int]) {
        for line in lines {
            problems.append(
                Diagnostic(
                    .error, id: "not-utf8", file: file,
                    position: SourcePosition(line: line, column: 1),
                    message: "this line is not UTF-8, so it is left out"))
        }
    }
}
