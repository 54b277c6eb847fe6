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

    package init(
        webhooks: WebhookClient, secrets: Secrets, relays: [Relay], keys: [DKIMKey],
        clock: NewsClock
    ) {
        self.webhooks = WebhookPost(client: webhooks, secrets: secrets, clock: clock)
        self.relays = relays
        self.keys = keys
    }

    /// - Returns: What came of it, and who said so.
    package func send(_ envelope: Envelope) async -> (outcome: DeliveryOutcome, endpoint: String) {
        switch envelope.route {
        case .mail:
            let route = MailRoute(relays: relays, keys: keys)
            let result = await route.send(envelope, avoiding: [])
            await route.close()
            return (result.outcome, result.endpoint)
        case .chat(let route):
            return (await webhooks.send(envelope), "\(route.service.title) \(route.target)")
        case .webhook(let url, _):
            return (await webhooks.send(envelope), url.description)
        }
    }
}
