package import Dispatching
import Transfer

extension Installation {
    /// What sends a message outside of the outbox; needs no store.
    package func trialPost() throws -> TrialPost {
        TrialPost(
            webhooks: WebhookClient(network: try network()), secrets: secrets,
            relays: try relays(), keys: try dkimKeys(),
            redirect: configuration.mail.redirect, clock: clock)
    }
}
