import Almanac
import Documents
import Newswire

/// Reads a list of readers: a table with a column `email`, and optionally
/// `name`, `language` and `timezone`; what a row leaves empty is the
/// subscriber's. Columns are known by Arabic names too.
///
/// A row that is wrong is reported at its place, left out, and stops no other.
struct RecipientReader {
    let zones: ZoneFolder
    /// For rows that do not say.
    let audience: EditionKey.Audience

    /// What came of a list.
    struct Outcome {
        var recipients: Recipients?
        /// Why there are none; an error of the file that names the list.
        var refusal: RecipientFinding?
        /// Of the list itself, in its order.
        var diagnostics: [Diagnostic] = []
    }

    /// - Parameters:
    ///   - name: as the subscriber's file has it.
    ///   - path: as the user would type it.
    func read(_ bytes: [UInt8], name: String, path: String) -> Outcome {
        guard var table = TableReader(bytes) else {
            return Outcome(refusal: .notUTF8(name))
        }
        var outcome = Outcome()
        var header = table.next()
        while header?.isBlank == true { header = table.next() }
        let columns = columns(header, path, &outcome)
        guard columns.contains(.email) else {
            let names = header?.fields.map(\.name).filter { !$0.isEmpty } ?? []
            outcome.refusal = .noEmailColumn(name, columns: names)
            return outcome
        }
        var rows = Rows(zones: zones, audience: audience, bytes: bytes)
        while let row = table.next() {
            if row.isBlank { continue }
            if let problem = row.problem {
                add(.row(problem), row.position, path, &outcome)
                continue
            }
            guard
                row.fields.count <= columns.count
                    || row.fields[columns.count...].allSatisfy({ $0.text.isEmpty })
            else {
                add(
                    .tooManyFields(row.fields.count, columns: columns.count),
                    row.fields[columns.count].position, path, &outcome)
                continue
            }
            var fields: [ReaderColumn: TableReader.Field] = [:]
            for (column, field) in zip(columns, row.fields) {
                if let column { fields[column] = field }
            }
            for (finding, position) in rows.take(
                email: fields[.email], name: fields[.name], language: fields[.language],
                zone: fields[.timezone], line: row.line)
            {
                add(finding, position ?? row.position, path, &outcome)
            }
        }
        guard !rows.groups.isEmpty else {
            outcome.refusal = .nobody(name)
            return outcome
        }
        outcome.recipients = Recipients(name: name, groups: rows.groups)
        return outcome
    }

    /// What each column is; nil for those that are nothing to us.
    private func columns(
        _ header: TableReader.Row?, _ path: String, _ outcome: inout Outcome
    ) -> [ReaderColumn?] {
        guard let header, header.problem == nil else { return [] }
        var columns: [ReaderColumn?] = []
        var unused: [TableReader.Field] = []
        for field in header.fields {
            let column = ReaderColumn(named: field.name)
            if let column, columns.contains(column) {
                add(.repeatedColumn(field.name), field.position, path, &outcome)
                columns.append(nil)
            } else {
                columns.append(column)
                if column == nil, !field.name.isEmpty { unused.append(field) }
            }
        }
        if let first = unused.first, columns.contains(.email) {
            add(.unusedColumns(unused.map(\.name)), first.position, path, &outcome)
        }
        return columns
    }

    private func add(
        _ finding: RecipientFinding, _ position: SourcePosition, _ path: String,
        _ outcome: inout Outcome
    ) {
        outcome.diagnostics.append(finding.diagnostic(in: path, at: position))
    }
}

/// The readers that a list has so far.
private struct Rows {
    let zones: ZoneFolder
    let audience: EditionKey.Audience
    /// More bytes than all readers take.
    private let room: Int
    private(set) var groups: [Recipients.Group] = []

    private var places: [EditionKey.Audience: Int] = [:]
    private var addresses: AddressIndex
    private var languages: [String: LanguageTag?] = [:]
    private var zoneNames: [String: Zone] = [:]
    private var unknownZones = 0

    private enum Zone {
        case known(String)
        case unknown(hints: [String])
    }

    typealias Finding = (RecipientFinding, SourcePosition?)

    /// - Parameter bytes: of the whole list.
    init(zones: ZoneFolder, audience: EditionKey.Audience, bytes: [UInt8]) {
        self.zones = zones
        self.audience = audience
        // Each has an `@`, and at least `a@b` on a line of his own.
        let most = min(bytes.count { $0 == UInt8(ascii: "@") }, (bytes.count + 1) / 4)
        addresses = AddressIndex(atMost: most)
        // Without a name an entry is a byte longer than its line.
        room = bytes.count + most
    }

    /// Takes one row in; what is wrong with it.
    mutating func take(
        email: TableReader.Field?, name: TableReader.Field?, language: TableReader.Field?,
        zone: TableReader.Field?, line: Int
    ) -> [Finding] {
        var findings: [Finding] = []
        var reader: Mailbox?
        let address = email?.name ?? ""
        if address.isEmpty {
            findings.append((.noAddress, email?.position))
        } else {
            do throws(EmailAddress.Problem) {
                reader = try Mailbox(address)
            } catch {
                findings.append((.badAddress(address, error), email?.position))
            }
        }
        var audience = audience
        if let text = language?.name, !text.isEmpty {
            if let tag = self.language(text) {
                audience.language = tag
            } else {
                findings.append((.badLanguage(text), language?.position))
            }
        }
        if let text = zone?.name, !text.isEmpty {
            switch self.zone(text) {
            case .known(let name): audience.timeZone = name
            case .unknown(let hints):
                findings.append((.badZone(text, hints: hints), zone?.position))
            }
        }
        guard findings.isEmpty, var reader else { return findings }
        let group = places[audience] ?? groups.count
        let place = AddressIndex.Place(
            group: group, reader: group < groups.count ? groups[group].readers.count : 0,
            line: line)
        let earlier = addresses.insert(reader.address.normalised, at: place) { [groups] in
            groups[$0.group].readers[$0.reader].address.normalised
        }
        if let earlier {
            return [(.repeated(reader.address.description, line: earlier.line), email?.position)]
        }
        if let text = name?.name, !text.isEmpty { reader.name = text }
        if group == groups.count {
            places[audience] = group
            // Most lists have one audience. Room that is not used is no memory.
            let readers = groups.isEmpty ? Readers(reserving: room) : []
            groups.append(Recipients.Group(audience: audience, readers: readers))
        }
        groups[group].readers.append(reader)
        return []
    }

    private mutating func language(_ text: String) -> LanguageTag? {
        if let known = languages[text] { return known }
        let tag =
            LanguageName.code(of: text).flatMap(LanguageTag.init)
            ?? LanguageName.tag(ofCode: text)
        languages[text] = .some(tag)
        return tag
    }

    private mutating func zone(_ text: String) -> Zone {
        if let known = zoneNames[text] { return known }
        let zone: Zone
        do throws(ZoneError) {
            // To look for the nearest name costs more than a row should.
            guard unknownZones < 20 || zones.names().contains(text) else {
                return .unknown(hints: [])
            }
            zone = .known(try zones.zone(named: text).name)
        } catch {
            unknownZones += 1
            zone = .unknown(hints: error.hints)
        }
        zoneNames[text] = zone
        return zone
    }
}
