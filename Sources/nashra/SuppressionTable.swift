import Daemon
import Documents
import Foundation
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
        let columns = table.next()?.fields.map { $0.name.lowercased() } ?? []
        guard let address = columns.firstIndex(where: { ["address", "email"].contains($0) }) else {
            throw Failure(
                .unreadable,
                "'\(file)' has no column 'address': its first line is to name the columns")
        }
        var rows: [Row] = []
        while let row = table.next() {
            if row.isBlank { continue }
            func cell(_ name: String) -> String? {
                let column = columns.firstIndex(of: name)
                let text = column.flatMap { $0 < row.fields.count ? row.fields[$0].name : nil }
                return text?.isEmpty == true ? nil : text
            }
            rows.append(
                Row(
                    place: "\(file):\(row.line)",
                    address: address < row.fields.count ? row.fields[address].name : "",
                    subscriber: cell("subscriber") ?? subscriber, reason: cell("reason") ?? reason,
                    problem: row.problem.map(words)))
        }
        return rows
    }

    /// Those whose address is one; the others are told.
    static func checked(
        _ rows: [Row], _ console: Console
    ) -> (wanted: [(Row, EmailAddress)], status: ExitStatus) {
        var wanted: [(Row, EmailAddress)] = []
        var status = ExitStatus.done
        for row in rows {
            let place = row.place.map { "\($0): " } ?? ""
            do throws(EmailAddress.Problem) {
                if let problem = row.problem {
                    console.error(place + problem)
                    status = .unreadable
                } else {
                    wanted.append((row, try EmailAddress(row.address)))
                }
            } catch {
                console.error("\(place)\(Diagnostic.quoted(row.address)) \(error.explanation)")
                status = .unreadable
            }
        }
        return (wanted, status)
    }

    private static func bytes(of file: String) throws -> [UInt8] {
        if file == "-" { return [UInt8](FileHandle.standardInput.readDataToEndOfFile()) }
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
