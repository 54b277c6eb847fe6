import Daemon
import Documents
import Foundation
import Matching
import Newswire
import Storage

/// Suppressions as a table of comma-separated values, of ours or of another
/// program.
enum SuppressionTable {
    struct Row {
        /// `file:line`, if it stands in a file.
        var place: String?
        var address: String
        var subscriber: String?
        var reason: String
        /// Nil for now.
        var since: Timestamp?
        /// What is wrong with the row itself.
        var problem: String?
    }

    static let head = CSVRow(cells: ["address", "subscriber", "reason", "since"])

    static func row(_ suppression: Suppression) -> CSVRow {
        CSVRow(cells: [
            suppression.address, suppression.subscriber?.id ?? "", suppression.reason,
            suppression.since.rfc3339,
        ])
    }

    /// The rows of a file, `-` being standard input, with what stands for cells
    /// that are empty or not there. Throws for a file that is not there or has
    /// no column of addresses.
    static func rows(
        _ file: String, subscriber: String?, _ reason: String
    ) throws -> [Row] {
        guard var table = TableReader(try bytes(of: file)) else {
            throw Failure(.unreadable, "'\(file)' is UTF-16: save it as CSV in UTF-8")
        }
        var header = table.next()
        while header?.isBlank == true { header = table.next() }
        let columns = header?.fields.map { Column(named: $0.name) } ?? []
        guard columns.contains(.address) else {
            throw Failure(
                .unreadable,
                "'\(file)' has no column 'address': its first line is to name the columns")
        }
        var rows: [Row] = []
        while let row = table.next() {
            if row.isBlank { continue }
            func cell(_ column: Column) -> String? {
                let place = columns.firstIndex(of: column)
                let text = place.flatMap { $0 < row.fields.count ? row.fields[$0].name : nil }
                return text?.isEmpty == true ? nil : text
            }
            let since = cell(.since)
            let moment = since.flatMap(moment)
            rows.append(
                Row(
                    place: "\(file):\(row.line)", address: cell(.address) ?? "",
                    subscriber: cell(.subscriber) ?? subscriber,
                    reason: cell(.reason) ?? reason, since: moment,
                    problem: row.problem.map(words)
                        ?? (moment == nil ? since.map(noMoment) : nil)))
        }
        return rows
    }

    /// What a column says.
    private enum Column {
        case address
        case subscriber
        case reason
        case since

        /// Nil for a name that is nothing to us.
        init?(named name: String) {
            switch ReaderColumn.plain(name) {
            case "subscriber", "المشترك", "مشترك": self = .subscriber
            case "reason", "السبب", "سبب": self = .reason
            case "since", "منذ": self = .since
            default:
                guard ReaderColumn(named: name) == .email else { return nil }
                self = .address
            }
        }
    }

    /// RFC 3339, or a date, which begins in UTC.
    private static func moment(_ text: String) -> Timestamp? {
        Timestamp(rfc3339: text) ?? Timestamp(rfc3339: text + "T00:00:00Z")
    }

    private static func noMoment(_ text: String) -> String {
        "\(Diagnostic.quoted(text)) is no time: expected one such as 2026-01-31T08:00:00Z, "
            + "or a date, 2026-01-31"
    }

    /// An address that is to be suppressed, or no more.
    struct Wanted {
        var address: EmailAddress
        /// Nil: as everybody's.
        var subscriber: SubscriberID?
        var reason: String
        var since: Timestamp?
    }

    /// The rows that are right, each address once for each subscriber; the others
    /// are told.
    ///
    /// - Parameters:
    ///   - subscribers: those that there are, of the names in the rows.
    ///   - unknown: what is said of another.
    static func checked(
        _ rows: [Row], subscribers: [String: SubscriberID], unknown: (String) -> String,
        _ console: Console
    ) -> (wanted: [Wanted], status: ExitStatus) {
        struct Key: Hashable {
            var address: String
            var subscriber: SubscriberID?
        }
        var wanted: [Wanted] = []
        var seen: Set<Key> = []
        var words: [String: String] = [:]
        var status = ExitStatus.done
        for row in rows {
            let place = row.place.map { "\($0): " } ?? ""
            func tell(_ problem: String) {
                console.error(place + problem)
                status = .unreadable
            }
            if let problem = row.problem {
                tell(problem)
                continue
            }
            let subscriber = row.subscriber.flatMap { subscribers[$0] }
            if let name = row.subscriber, subscriber == nil {
                let said = words[name] ?? unknown(name)
                words[name] = said
                tell(said)
                continue
            }
            do throws(EmailAddress.Problem) {
                let address = try Mailbox(row.address).address
                let key = Key(address: address.normalised, subscriber: subscriber)
                guard seen.insert(key).inserted else { continue }
                wanted.append(
                    Wanted(
                        address: address, subscriber: subscriber, reason: row.reason,
                        since: row.since))
            } catch {
                tell("\(Diagnostic.quoted(row.address)) \(error.explanation)")
            }
        }
        return (wanted, status)
    }

    private static func bytes(of file: String) throws -> [UInt8] {
        if file == "-" { return [UInt8](try StandardInput.bytes()) }
        do {
            return [UInt8](try Data(contentsOf: URL(filePath: file)))
        } catch {
            throw Failure(
                .missingInput, "'\(file)' can't be read: \(FileTrouble.words(for: error))")
        }
    }

    private static func words(_ problem: TableReader.Problem) -> String {
        switch problem {
        case .unclosedQuote: "a quotation mark is not closed"
        case .textBehindQuote: "text stands behind a closing quotation mark"
        case .notUTF8: "the row is not UTF-8"
        }
    }
}
