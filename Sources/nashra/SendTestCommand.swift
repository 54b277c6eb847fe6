import ArgumentParser
import Daemon
import Digests
import Dispatching
import Foundation
import Matching
import Newswire
import Signing
import Storage

struct SendTestCommand: NewsCommand {
    static let configuration = CommandConfiguration(
        commandName: "send-test",
        abstract: "Sends an example to a subscriber's channels and shows what the servers say.",
        discussion: """
            A small alert in the subscriber's language, marked as a test. It is sent once and at \
            once, whatever the quiet hours; nothing is recorded. Mail goes to each address of the \
            channel; of a list of readers --to names the one who gets it. To a suppressed \
            address nothing is sent. Exit code 1 means that something was not delivered.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "The subscriber's id.") var subscriber: String
    @Argument(help: "Only this channel; else all of the subscriber's.") var channel: String?
    @Option(help: ArgumentHelp("Mail goes to this address instead.", valueName: "address"))
    var to: String?

    func perform(_ console: Console) async throws -> ExitStatus {
        let recipient = try to.map(address)
        let installation = try installation(console)
        let theme = try theme(installation, console)
        let loaded = try await lookUpRules(installation, console)
        let rules = Rulebase(book: loaded.book, subscribers: loaded.subscribers)
        guard let subscriber = try subscribers(named: [subscriber], in: rules).first else {
            return .missingInput
        }
        let channels = try channels(of: subscriber, recipient)
        let suppressed = try await suppressions(
            of: channels.flatMap(\.1).compactMap { $0?.address }, as: subscriber.id, installation)
        let post = try installation.trialPost()
        let now = installation.clock.now()
        let bulletin = Composer(theme: theme).trial(
            for: subscriber, id: "test-" + Base32.encode([UInt8].random(count: 15)),
            date: try installation.zones.zone(named: subscriber.timeZone).civil(at: now), at: now)
        let sealer = try installation.sealer(theme, tokens: installation.passingTokens())
        var status = ExitStatus.done
        for (channel, readers) in channels {
            for reader in readers {
                let line: Tried
                if let reader, let suppression = suppressed[reader.address] {
                    line = Tried(channel.name, reader.address, suppression)
                } else {
                    guard
                        let envelope = try sealer.trial(
                            bulletin, on: channel, to: reader, at: now)
                    else { continue }
                    let (outcome, endpoint) = await post.send(envelope)
                    line = Tried(channel.name, reader?.address, endpoint, outcome)
                }
                if !line.delivered { status = .negative }
                if console.json {
                    try console.print(json: line)
                } else {
                    console.print(line.text)
                }
            }
        }
        return status
    }

    private func address(_ text: String) throws -> EmailAddress {
        do {
            return try EmailAddress(text)
        } catch {
            throw Failure(.usage, "\(Diagnostic.quoted(text)) \(error.explanation)")
        }
    }

    /// The channels with the readers that each is sent to, nobody for what is no
    /// mail.
    private func channels(
        of subscriber: Subscriber, _ recipient: EmailAddress?
    ) throws -> [(Channel, [Mailbox?])] {
        let named = channel.map { $0.precomposedStringWithCanonicalMapping }
        let chosen = subscriber.channels.filter { named == nil || $0.name == named }
        guard !chosen.isEmpty else {
            let known = subscriber.channels.map(\.name)
            let nearest = NearMiss.nearest(to: named ?? "", among: known)
            throw Failure(
                .missingInput,
                "\(Diagnostic.quoted(subscriber.id.id)) has no channel"
                    + (named.map { " " + Diagnostic.quoted($0) } ?? "")
                    + (nearest.map { ", did you mean \(Diagnostic.quoted($0))?" }
                        ?? (known.isEmpty ? "" : "; it has: " + known.joined(separator: ", "))))
        }
        return try chosen.map { channel in
            switch channel.target {
            case .email(let addresses):
                return (
                    channel, (recipient.map { [$0] } ?? addresses).map { Mailbox(address: $0) }
                )
            case .readers(let list):
                guard let recipient else {
                    throw Failure(
                        .usage,
                        "\(Diagnostic.quoted(channel.name)) goes to "
                            + counted(list.count, "reader")
                            + ": say with --to ADDRESS who gets the test")
                }
                return (channel, [Mailbox(address: recipient)])
            case .chat, .webhook: return (channel, [nil])
            }
        }
    }

    /// Those of the addresses that nothing is written to, at all or as this
    /// subscriber's readers.
    private func suppressions(
        of addresses: [EmailAddress], as subscriber: SubscriberID, _ installation: Installation
    ) async throws -> [EmailAddress: Suppression] {
        guard let store = try installation.recordedStore() else { return [:] }
        return try await store.read { records in
            let found = try records.suppressions(of: addresses, as: subscriber)
            guard !found.isEmpty else { return [:] }
            // Everyone's comes first: it says more.
            let all = Dictionary(
                try records.suppressions()
                    .filter { $0.subscriber == nil || $0.subscriber == subscriber }
                    .map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
            return found.keys.reduce(into: [:]) { $0[$1] = all[$1.normalised] }
        }
    }

    private struct Tried: Encodable {
        var channel: String
        /// Whom a mail was for.
        var address: String?
        /// Absent where nothing was sent.
        var endpoint: String?
        var delivered: Bool
        var reason: String?
        /// The server's own words.
        var reply: String?
        /// Why nothing was sent.
        var suppression: PrintedSuppression?

        init(_ channel: String, _ address: EmailAddress, _ suppression: Suppression) {
            self.channel = channel
            self.address = address.description
            delivered = false
            reason = "suppressed"
            self.suppression = PrintedSuppression(suppression)
        }

        init(
            _ channel: String, _ address: EmailAddress?, _ endpoint: String,
            _ outcome: DeliveryOutcome
        ) {
            self.channel = channel
            self.address = address?.description
            self.endpoint = endpoint
            delivered = outcome.reason == nil
            reason = outcome.reason?.rawValue
            reply = outcome.reply?.description
        }

        var text: String {
            let head = delivered ? "delivered" : "not delivered: \(reason ?? "")"
            return "\(channel)\(address.map { " · \($0)" } ?? "")"
                + (endpoint.map { " by \($0)" } ?? "") + ": \(head)"
                + (reply.map { " (\($0))" } ?? "") + (suppression.map { " (\($0.line))" } ?? "")
        }
    }
}
