import ArgumentParser
import Daemon
import Dispatching
import Newswire
import Storage

struct UnsubscribeCommand: NewsCommand {
    static let configuration = CommandConfiguration(
        commandName: "unsubscribe",
        abstract: "Lets a reader leave by the token of a mail that he got.",
        discussion: """
            For the web server behind http.public, which hands on what is posted to /u/TOKEN: \
            nothing more of that subscriber is written to the address that the token names, also \
            nothing that waits. A token that was altered, or that none of the keys signed, is \
            refused with exit code 65.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "The token, or the whole link.") var token: String

    func perform(_ console: Console) async throws -> ExitStatus {
        let installation = try installation(console)
        let wayBack = WayBack(tokens: try installation.recordedTokens())
        guard let reader = wayBack.reader(leavingBy: token) else {
            throw Failure(
                .unreadable,
                "\(Diagnostic.quoted(token)) is no token of ours: it was altered, or is cut, "
                    + "or was signed with a key that 'key' in nashra.yaml does not name any more")
        }
        let newsroom = try openRecorded(installation)
        let now = installation.clock.now()
        let isNew = try await newsroom.commits.write { records in
            let before = try records.suppressions(of: [reader.address], as: reader.subscriber)
            try records.suppress(
                reader.address, for: reader.subscriber,
                reason: SuppressionReason.unsubscribed, at: now)
            return before.isEmpty
        }
        if console.json {
            try console.print(
                json: Left(
                    subscriber: reader.subscriber, address: reader.address.description,
                    new: isNew))
        } else {
            console.print(
                "\(reader.address) gets nothing of \(reader.subscriber) any more"
                    + (isNew ? "" : ", and did not before"))
        }
        return .done
    }

    private struct Left: Encodable {
        var subscriber: SubscriberID
        var address: String
        /// Whether he had not left before.
        var new: Bool
    }
}
