import ArgumentParser
import Daemon
import Dispatching
import Foundation
import Newswire

struct SendCommand: NewsCommand {
    static let configuration = CommandConfiguration(
        commandName: "send",
        abstract: "Makes the digests and alerts that are due, and sends the outbox.",
        discussion: """
            Names limit what is made; the outbox is always sent whole. With --now everything \
            that waits is due; that needs names or --all, and asks on a terminal unless --yes is \
            given. Exit code 75 means that work stays in the outbox: \
            it is tried again by the next send.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "Only these subscribers.") var subscribers: [String] = []
    @Flag(help: "Take what waits as due now.") var now = false
    @Flag(help: "Everyone; with --now.") var all = false
    @Flag(help: "Do not ask.") var yes = false
    @Flag(help: "Show what would be made and sent, and do nothing.") var dryRun = false

    func validate() throws {
        if now && subscribers.isEmpty && !all {
            throw ValidationError("--now needs subscribers' names, or --all")
        }
        if all && !subscribers.isEmpty {
            throw ValidationError("give names or --all, not both")
        }
    }

    func perform(_ console: Console) async throws -> ExitStatus {
        let installation = try installation(console)
        let newsroom = try dryRun ? openRecorded(installation) : installation.open()
        let rules = try await rules(newsroom, console)
        let chosen = try subscribers(named: subscribers, in: rules)
        if dryRun {
            let waiting = try await waiting(newsroom, for: chosen)
            if console.json {
                try console.print(json: waiting)
            } else {
                for line in waiting.lines { console.print(line) }
            }
            return .done
        }
        if now, !yes, try await !isConfirmed(newsroom, chosen, console) { return .negative }
        let dispatch = try Dispatch(
            newsroom: newsroom, theme: theme(installation, console), console: console)
        // Whoever is asked above, and says no by Ctrl-C, has said so.
        let stop = GracefulStop(ending: .later, console)
        try await stop.run { [now] in
            try await dispatch.make(for: chosen, rules: rules, now: now)
            guard now else { return }
            let moment = installation.clock.now()
            try await newsroom.commits.write { try $0.hasten(chosen.map(\.id), at: moment) }
        }
        return try await dispatch.send(watching: rules.everyone, stop)
    }

    /// What waits for whom.
    private struct Waiting: Encodable {
        struct Digest: Encodable {
            var subscriber: SubscriberID
            var digest: String
            var matches: Int
        }

        var digests: [Digest]
        var alerts: Int
        var outbox: Int

        var lines: [String] {
            digests.map { waiting in
                "\(waiting.subscriber) · \(waiting.digest): "
                    + counted(waiting.matches, "match", plural: "matches") + " waiting"
            } + (alerts > 0 ? [counted(alerts, "alert") + " waiting"] : []) + [
                counted(outbox, "message") + " in the outbox"
            ]
        }
    }

    private func waiting(_ newsroom: Newsroom, for chosen: [Subscriber]) async throws -> Waiting {
        let (pending, notices, outbox, unaddressed) = try await newsroom.store.read { records in
            (
                try records.pendingCounts(), try records.openNotices(of: chosen.map(\.id)),
                try records.outboxCounts(), try records.unaddressed().reduce(0) { $0 + $1.readers }
            )
        }
        let ids = Set(chosen.map(\.id))
        return Waiting(
            digests: pending.filter { ids.contains($0.subscriber) }.map {
                Waiting.Digest(subscriber: $0.subscriber, digest: $0.digest, matches: $0.count)
            }, alerts: notices.count,
            outbox: outbox.filter { !$0.key.isSettled }.values.reduce(unaddressed, +))
    }

    private func isConfirmed(
        _ newsroom: Newsroom, _ chosen: [Subscriber], _ console: Console
    ) async throws -> Bool {
        guard isatty(STDIN_FILENO) == 1 else { return true }
        for line in try await waiting(newsroom, for: chosen).lines { console.note(line) }
        console.note("Send all of this now? [y/N]")
        return readLine()?.lowercased().hasPrefix("y") == true
    }
}
