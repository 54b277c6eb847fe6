import Newswire
import Signing
import Transfer

/// Sends envelopes to webhooks and chats; addresses and secrets are looked up when they
/// are needed and nowhere kept.
struct WebhookPost: Sendable {
    let client: WebhookClient
    let secrets: Secrets
    let clock: NewsClock

    func send(_ envelope: Envelope) async -> DeliveryOutcome {
        switch envelope.route {
        case .chat(let route):
            guard let place = place(route.place) else {
                return .stopEndpoint(.missingSecret, reply: nil)
            }
            return await client.post(
                ChatRequest(
                    service: route.service, place: place, id: envelope.key,
                    body: envelope.pieces.flatMap(\.bytes), now: clock.now()))
        case .webhook(let url, nil):
            return await post(envelope, to: url, signedBy: nil)
        case .webhook(let url, let secret?):
            guard let text = secrets.value(of: secret) else {
                return .stopEndpoint(.missingSecret, reply: nil)
            }
            do throws(WebhookSecret.Problem) {
                let secret = try WebhookSecret(text)
                return await post(envelope, to: url, signedBy: secret)
            } catch {
                return .stopEndpoint(.configuration, reply: nil)
            }
        case .mail:
            return .failed(.badAddress, reply: nil)
        }
    }

    /// The server that it goes to; nil if its address leads nowhere, and for mail.
    func server(of envelope: Envelope) -> String? {
        let url: String? =
            switch envelope.route {
            case .mail: nil
            case .webhook(let url, _): secrets.value(of: url)
            case .chat(let route):
                switch route.place {
                case .hook(let url): secrets.value(of: url)
                case .room(_, let server, _): server
                }
            }
        return url.flatMap(WebhookClient.server)
    }

    /// The place with what its references hold; nil if one leads to nothing.
    private func place(_ place: ChatRoute.Place) -> ChatRequest.Place? {
        switch place {
        case .hook(let url):
            return secrets.value(of: url).map { .hook($0) }
        case .room(let room, let server, let token):
            guard let room = secrets.value(of: room) else { return nil }
            guard let token else { return .room(room, server: server, token: nil) }
            return secrets.value(of: token).map { .room(room, server: server, token: $0) }
        }
    }

    private func post(
        _ envelope: Envelope, to url: ConfiguredText, signedBy secret: WebhookSecret?
    ) async -> DeliveryOutcome {
        guard let url = secrets.value(of: url) else {
            return .stopEndpoint(.missingSecret, reply: nil)
        }
        return await client.post(
            WebhookRequest(
                url: url, secret: secret, id: envelope.key,
                body: envelope.pieces.flatMap(\.bytes), now: clock.now()))
    }
}
