package import Digests
package import Newswire
package import Transfer

/// Sends one message outside of the outbox, once, and says what the server
/// answered: for who sets up a channel. Nothing is recorded, nobody is
/// suppressed, no endpoint is left alone for it.
package struct TrialPost: Sendable {
    private let webhooks: WebhookPost
    private let relays: [Relay]
    private let keys: [DKIMKey]
    private let redirect: EmailAddress?

    /// - Parameter redirect: who gets every mail instead.
    package init(
        webhooks: WebhookClient, secrets: Secrets, relays: [Relay], keys: [DKIMKey],
        redirect: EmailAddress? = nil, clock: NewsClock
    ) {
        self.webhooks = WebhookPost(client: webhooks, secrets: secrets, clock: clock)
        self.relays = relays
        self.keys = keys
        self.redirect = redirect
    }

    /// The relays, as breakers name them.
    var relayNames: [String] { relays.map(\.endpoint) }

    /// - Parameter shut: relays that are not asked.
    /// - Returns: What came of it, and who said so.
    package func send(
        _ envelope: Envelope, avoiding shut: Set<String> = []
    ) async -> (outcome: DeliveryOutcome, endpoint: String) {
        switch envelope.route {
        case .mail:
            let relays = relays.filter { !shut.contains($0.endpoint) }
            return await DedicatedThread.run("nashra-trial") { [keys, redirect] _ in
                Self.mail(envelope, relays, keys, to: redirect)
            }
        case .chat(let route):
            return (await webhooks.send(envelope), "\(route.service.title) \(route.target)")
        case .webhook(let url, _):
            return (await webhooks.send(envelope), url.description)
        }
    }

    /// By the first relay that takes it.
    private static func mail(
        _ envelope: Envelope, _ relays: [Relay], _ keys: [DKIMKey], to redirect: EmailAddress?
    ) -> (outcome: DeliveryOutcome, endpoint: String) {
        var result = (
            outcome: DeliveryOutcome.later(.unreachable, reply: nil, after: nil),
            endpoint: UnsendableMail.endpoint
        )
        do throws(UnsendableMail) {
            let item = try MailItem.signed(envelope, by: keys, to: redirect)
            for relay in relays {
                let session = RelaySession(relay)
                result = (session.send(item), session.endpoint)
                session.close()
                if !result.outcome.isWorthAnotherRelay { break }
            }
        } catch {
            result.outcome = error.outcome
        }
        return result
    }
}
