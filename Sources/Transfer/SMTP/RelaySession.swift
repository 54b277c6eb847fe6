package import Newswire

/// Hands messages to one relay, one after another, on a thread of its own:
/// over one kept SMTP connection, or into a Maildir.
///
/// Calls wait for their turn; for more at a time take more sessions. A call
/// runs to its end even if its task is cancelled: what became of a message must
/// be known.
package actor RelaySession {
    /// The relay's name without credentials, for deliveries and logs.
    package nonisolated let endpoint: String
    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    private nonisolated let thread: DedicatedThread
    private let transport: Transport

    private enum Transport {
        case smtp(SMTPSession)
        case maildir(Maildir)
    }

    /// Connects with the first message, not before.
    package init(_ relay: Relay) {
        endpoint = relay.endpoint
        thread = DedicatedThread(name: "nashra-relay")
        transport =
            switch relay {
            case .smtp(let relay): .smtp(SMTPSession(relay: relay))
            case .maildir(let path): .maildir(Maildir(path: path))
            }
    }

    /// Sends one message. A Maildir's reply has the code 250 and the file's
    /// path as its text; its failures have the code 0 and say what went wrong.
    package func send(_ item: MailItem) -> DeliveryOutcome {
        switch transport {
        case .smtp(let session): return session.send(item)
        case .maildir(let maildir):
            do throws(MaildirFailure) {
                let path = try maildir.deliver(item)
                return .delivered(ServerReply(code: 250, text: path))
            } catch {
                return error.outcome
            }
        }
    }

    /// Says goodbye to the server without waiting for its answer.
    package func close() {
        if case .smtp(let session) = transport { session.close() }
    }
}
