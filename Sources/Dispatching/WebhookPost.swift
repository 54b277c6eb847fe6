import Newswire
import Signing
import Transfer

/// Sends envelopes to webhooks; addresses and secrets are looked up when they
/// are needed and nowhere kept.
struct WebhookPost: Sendable {
    let client: WebhookClient
    let secrets: Secrets
    let clock: NewsClock

    func send(_ envelope: Envelope) async -> DeliveryOutcome {
        switch envelope.route {
        case .slack(let url):
            return await post(envelope, to: url, as: .slack)
        case .webhook(let url, nil):
            return await post(envelope, to: url, as: .standard(secret: nil))
        case .webhook(let url, let secret?):
            guard let text = secrets.value(of: secret) else {
                return .stopEndpoint(.missingSecret, reply: nil)
            }
            do throws(WebhookSecret.Problem) {
                let secret = try WebhookSecret(text)
                return await post(envelope, to: url, as: .standard(secret: secret))
            } catch {
                return .stopEndpoint(.configuration, reply: nil)
            }
        case .mail:
            return .failed(.badAddress, reply: nil)
        }
    }

    private func post(
        _ envelope: Envelope, to url: ConfiguredText, as form: WebhookRequest.Form
    ) async -> DeliveryOutcome {
        guard let url = secrets.value(of: url) else {
            return .stopEndpoint(.missingSecret, reply: nil)
        }
        return await client.post(
            WebhookRequest(
                url: url, form: form, id: envelope.key,
                body: envelope.pieces.flatMap(\.bytes), now: clock.now()))
    }
}
