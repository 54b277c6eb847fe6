import ArgumentParser
import Foundation
import Newswire
import Storage

struct SuppressionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suppressions",
        abstract: "Shows and changes the addresses that nothing is written to.",
        discussion: """
            They are in the store and win over files. Those of one subscriber left him by the \
            link of a mail, or complained of him; the others get nothing at all.
            """,
        subcommands: [List.self, Add.self, Remove.self], defaultSubcommand: List.self)

    struct List: NewsCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows them, by address; as a table of comma-separated values with --csv.")

        @OptionGroup var common: CommonOptions
        @Flag(help: "As CSV: address, subscriber, reason, since.") var csv = false

        func perform(_ console: Console) async throws -> ExitStatus {
            let store = try installation(console).open().store
            let suppressions = try await store.read { try $0.suppressions() }
            if csv {
                console.print(row: SuppressionTable.head)
                for suppression in suppressions {
                    console.print(row: SuppressionTable.row(suppression))
                }
                return .done
            }
            for suppression in suppressions {
                if console.json {
                    try console.print(json: Printed(suppression))
                } else {
                    let whose = suppression.subscriber.map { ", of \($0)" } ?? ""
                    console.print(
                        "\(suppression.address)\(whose): \(suppression.reason), "
                            + "since \(suppression.since.rfc3339)")
                }
            }
            if suppressions.isEmpty && !console.json { console.print("no address is suppressed") }
            return .done
        }
    }

    struct Add: NewsCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes nothing more to addresses, also not what waits.",
            discussion: """
                --csv takes a table as `list --csv` makes it, or of other programs: a column \
                `address` or `email`, and, if there are such, `subscriber` and `reason`. A row \
                that is wrong is told with its line and stops no other.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "Addresses.") var addresses: [String] = []
        @Option(help: ArgumentHelp("A table of them; '-' is standard input.", valueName: "file"))
        var csv: String?
        @Option(help: "As this subscriber's reader only.") var subscriber: String?
        @Option(help: "Why.") var reason = "by hand"

        func validate() throws {
            if addresses.isEmpty && csv == nil {
                throw ValidationError("which addresses? name them, or a table with --csv")
            }
        }

        func perform(_ console: Console) async throws -> ExitStatus {
            let installation = try installation(console)
            var rows = addresses.map {
                SuppressionTable.Row(address: $0, subscriber: subscriber, reason: reason)
            }
            if let csv { rows += try SuppressionTable.rows(csv, subscriber: subscriber, reason) }
            let (wanted, status) = SuppressionTable.checked(rows, console)
            let commits = try installation.open().commits
            let now = installation.clock.now()
            try await commits.write { records in
                for (row, address) in wanted {
                    try records.suppress(
                        address, for: row.subscriber.map { SubscriberID($0) },
                        reason: row.reason, at: now)
                }
            }
            if !console.json {
                console.print(counted(wanted.count, "address", plural: "addresses") + " suppressed")
            }
            return status
        }
    }

    struct Remove: NewsCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lets addresses be written to again.",
            discussion: "What was settled meanwhile is not sent any more. Exit code 1 if an "
                + "address was not suppressed so.")

        @OptionGroup var common: CommonOptions
        @Argument(help: "Addresses.") var addresses: [String]
        @Option(help: "As this subscriber's reader.") var subscriber: String?

        func perform(_ console: Console) async throws -> ExitStatus {
            let installation = try installation(console)
            let rows = addresses.map {
                SuppressionTable.Row(address: $0, subscriber: subscriber, reason: "")
            }
            let (wanted, status) = SuppressionTable.checked(rows, console)
            let commits = try installation.open().commits
            let reader = subscriber.map { SubscriberID($0) }
            let unknown = try await commits.write { records in
                try wanted.map { $0.1 }.filter { try !records.unsuppress($0, for: reader) }
            }
            for address in unknown {
                let whose = reader.map { " as a reader of \($0)" } ?? ""
                console.error("\(address) was not suppressed\(whose)")
            }
            return unknown.isEmpty ? status : max(status, .negative)
        }
    }

    private struct Printed: Encodable {
        var address: String
        var subscriber: SubscriberID?
        var reason: String
        var since: Timestamp

        init(_ suppression: Suppression) {
            address = suppression.address
            subscriber = suppression.subscriber
            reason = suppression.reason
            since = suppression.since
        }
    }
}
