import Newswire

/// A gazetteer while its files are read. A line that is wrong is told and left
/// out; the rest is used.
struct GazetteerLoading {
    private(set) var problems: [Diagnostic] = []
    private(set) var regions: [Region] = []
    /// The regions' places in `regions`, by their codes.
    private(set) var numbers = WordMap<Int>()
    /// What lies directly in what.
    private(set) var relations: [Containment.Relation] = []
    var names = PlaceNames()
    /// The same by all that may be written for a region, in lower case.
    private(set) var aliases = WordMap<Int>()
    private(set) var retired: [RegionCode: [RegionCode]] = [:]
    private(set) var givenNames: Set<UInt64> = []
    var shownNames = ShownNames()

    /// The same as lines say it: the other may stand in a later one, or nowhere.
    private var statements: [Statement] = []

    private struct Statement {
        /// The line's region.
        var region: Int
        var other: String
        /// Whether the other lies in it, and not it in the other.
        var isMember: Bool
        var file: String
        /// Where the column begins that names the other.
        var position: SourcePosition
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
        statements.reserveCapacity(count)
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
        let region = Region(code: RegionCode(row[0]), kind: kind, slug: slug)
        guard let number = add(region, in: file, row) else { return }
        for column in 2...4 where !row.range(of: column).isEmpty {
            aliases.set(row[column].lowercased(), number)
        }
        addStatements(5, row, in: file, of: number)
    }

    /// code, kind, within, four shown names, members, note. A desk's group takes
    /// the place of one of ours.
    private mutating func readGroup(_ row: RegionTable.Row, in file: String, isDesks: Bool) {
        let code = row[0]
        let kind = Region.Kind(rawValue: row[1]) ?? .group
        let note = row[8].isEmpty ? nil : row[8]
        let region = Region(code: RegionCode(code), kind: kind, note: note)
        let number: Int
        if isDesks, let ours = numbers.value(of: code), regions[ours].kind == .group {
            regions[ours] = region
            statements.removeAll { $0.region == ours || $0.other == code }
            number = ours
        } else {
            guard !code.isEmpty, kind == .group || kind == .place else {
                report(
                    file, row, 0, "broken-line", "a group's code, its kind and members are wanted")
                return
            }
            guard let added = add(region, in: file, row) else { return }
            number = added
        }
        addStatements(2, row, in: file, of: number)
        addStatements(7, row, in: file, of: number, areMembers: true)
    }

    private mutating func readRetired(_ row: RegionTable.Row) {
        retired[RegionCode(row[0])] = row[1].split(separator: " ").map { RegionCode(String($0)) }
    }

    /// The region's number; nil, and told, if it is known or there are too many.
    private mutating func add(
        _ region: Region, in file: String, _ row: RegionTable.Row
    ) -> Int? {
        let code = region.code.code
        guard numbers.value(of: code) == nil, regions.count < Int(UInt16.max) else {
            report(
                file, row, 0, "duplicate-region", "\(Diagnostic.quoted(code)) stands twice")
            return nil
        }
        let number = regions.count
        numbers.insert(code, number)
        aliases.set(code.lowercased(), number)
        regions.append(region)
        return number
    }

    /// That the line's region lies in those that a column names, or they in it.
    private mutating func addStatements(
        _ column: Int, _ row: RegionTable.Row, in file: String, of region: Int,
        areMembers: Bool = false
    ) {
        row.forEachWord(of: column) { other in
            statements.append(
                Statement(
                    region: region, other: other, isMember: areMembers, file: file,
                    position: row.position(of: column)))
        }
    }

    private mutating func relate() {
        relations.reserveCapacity(statements.count)
        for statement in statements {
            guard let other = numbers.value(of: statement.other) else {
                report(
                    statement.file, statement.position, "unknown-region",
                    "unknown region \(Diagnostic.quoted(statement.other))")
                continue
            }
            let (region, area) =
                statement.isMember ? (other, statement.region) : (statement.region, other)
            relations.append(
                Containment.Relation(
                    region: UInt16(truncatingIfNeeded: region),
                    area: UInt16(truncatingIfNeeded: area)))
        }
        statements = []
    }

    // MARK: Problems

    mutating func report(
        _ file: String, _ row: RegionTable.Row, _ column: Int, _ id: String, _ message: String,
        expected: [String] = []
    ) {
        let choice = expected.isEmpty ? "" : ", expected one of " + expected.joined(separator: " ")
        report(file, row.position(of: column), id, message + choice)
    }

    private mutating func report(
        _ file: String, _ position: SourcePosition, _ id: String, _ message: String
    ) {
        problems.append(
            Diagnostic(.error, id: id, file: file, position: position, message: message))
    }

    mutating func reportBytes(_ file: String, lines: [Int]) {
        for line in lines {
            report(
                file, SourcePosition(line: line, column: 1), "not-utf8",
                "this line is not UTF-8, so it is left out")
        }
    }
}
