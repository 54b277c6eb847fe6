package import Newswire

/// Hands messages to one relay, one after another: over one kept SMTP
/// connection, or into a Maildir.
///
/// For one thread, which it blocks; for more at a time take more sessions.
package final class RelaySession {
    /// The relay's name without credentials, for deliveries and logs.
    package let endpoint: String
    private let transport: Transport

    private enum Transport {
        case smtp(SMTPSession)
        case maildir(Maildir)
        case none(DeliveryOutcome)
    }

    /// Connects with the first message, not before.
    package init(_ relay: Relay) {
        endpoint = relay.endpoint
        transport =
            switch relay {
            case .smtp(let relay): .smtp(SMTPSession(relay: relay))
            case .maildir(let path): .maildir(Maildir(path: path))
            case .unusable(_, let explanation):
                .none(
                    .stopEndpoint(
                        .missingSecret, reply: ServerReply(code: 0, text: explanation)))
            }
    }

    /// Sends what the feed gives until it has no more or wants no more. A
    /// Maildir's reply has the code 250 and the file's path as its text; its
    /// failures have the code 0 and say what went wrong.
    package func run(_ feed: some MailFeed) {
        switch transport {
        case .smtp(let session): session.run(feed)
        case .maildir(let maildir):
            run(feed) { item in
                do throws(MaildirFailure) {
                    return .delivered(ServerReply(code: 250, text: try maildir.deliver(item)))
                } catch {
                    return error.outcome
                }
            }
        case .none(let outcome): run(feed) { _ in outcome }
        }
    }

    /// Sends one message.
    package func send(_ item: MailItem) -> DeliveryOutcome {
        let feed = SingleMail(item)
        run(feed)
        return feed.outcome
    }

    /// Says goodbye to the server without waiting for its answer.
    package func close() {
        if case .smtp(let session) = transport { session.close() }
    }

    private func run(_ feed: some MailFeed, _ deliver: (MailItem) -> DeliveryOutcome) {
        while let item = feed.next() {
            guard feed.isRecorded() else { return feed.takeBack(item) }
            guard feed.ended(item, deliver(item)) else { return }
        }
    }
}
