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
            let store = try openRecorded(try installation(console)).store
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
                    try console.print(json: PrintedSuppression(suppression))
                } else {
                    console.print(PrintedSuppression(suppression).line)
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
                `address` or `email`, and, if there are such, `subscriber`, `reason` and `since` \
                (a time or a date; else now). A row that is wrong is told with its line and \
                stops no other.
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
            let configuration = installation.configuration
            // An old list may come before the first message. But whoever is in the
            // wrong folder should hear it.
            let newsroom =
                configuration.file == nil
                ? try openRecorded(installation) : nil
            var rows = addresses.map {
                SuppressionTable.Row(address: $0, subscriber: subscriber, reason: reason)
            }
            if let csv { rows += try SuppressionTable.rows(csv, subscriber: subscriber, reason) }
            let known = try await known(Set(rows.compactMap(\.subscriber)), installation)
            if let subscriber, known[subscriber] == nil {
                throw unknown(SubscriberID(subscriber), installation)
            }
            let (wanted, status) = SuppressionTable.checked(
                rows, subscribers: known,
                unknown: { unknown(SubscriberID($0), installation).message }, console)
            let commits = try (newsroom ?? installation.open()).commits
            let now = installation.clock.now()
            try await commits.write { records in
                for row in wanted {
                    try records.suppress(
                        row.address, for: row.subscriber, reason: row.reason,
                        since: row.since, at: now)
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
            let commits = try openRecorded(installation).commits
            let known = try await known(Set([subscriber].compactMap(\.self)), installation)
            if let subscriber, known[subscriber] == nil {
                throw unknown(SubscriberID(subscriber), installation)
            }
            let (wanted, status) = SuppressionTable.checked(
                addresses.map {
                    SuppressionTable.Row(address: $0, subscriber: subscriber, reason: "")
                }, subscribers: known, unknown: { $0 }, console)
            let unchanged = try await commits.write { records in
                try wanted.filter { try !records.unsuppress($0.address, for: $0.subscriber) }
            }
            for row in unchanged {
                let whose = row.subscriber.map { " as a reader of \($0)" } ?? ""
                console.error("\(row.address) was not suppressed\(whose)")
            }
            return unchanged.isEmpty ? status : max(status, .negative)
        }
    }
}
