package import Dispatching
package import Transfer

extension Installation {
    /// What sends a message outside of the outbox; needs no store.
    package func trialPost() throws(AddressGuardProblem) -> TrialPost {
        let way = mailWay
        return TrialPost(
            webhooks: WebhookClient(network: try network()), secrets: secrets,
            relays: way.relays, keys: way.keys, redirect: configuration.mail.redirect, clock: clock)
    }
}
