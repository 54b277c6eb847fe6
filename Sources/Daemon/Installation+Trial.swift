package import Dispatching
package import Transfer

extension Installation {
    /// What sends a message outside of the outbox; needs no store.
    package func trialPost() throws(AddressGuardProblem) -> TrialPost {
        let (relays, keys) = mailWay()
        return TrialPost(
            webhooks: WebhookClient(network: try network()), secrets: secrets,
            relays: relays, keys: keys, redirect: configuration.mail.redirect, clock: clock)
    }
}
