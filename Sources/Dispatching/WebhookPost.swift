import Newswire
import Signing
import Transfer

/// Sends envelopes to webhooks and chats; addresses and secrets are looked up when they
/// are needed and nowhere kept.
struct WebhookPost: Sendable {
    let client: WebhookClient
    let secrets: Secrets
    let clock: NewsClock

    /// What is wrong with a value, before anything is sent.
    private struct Obstacle: Error {
        var reason: FailureReason
        var text: ConfiguredText
        /// To follow the value's place.
        var words: String

        /// By the reference's name, never by what it holds.
        var outcome: DeliveryOutcome {
            let place =
                switch text {
                case .literal: "the value in the file"
                case .secret(let reference): reference.description
                }
            return .stopEndpoint(reason, reply: ServerReply(code: 0, text: "\(place) \(words)"))
        }
    }

    func send(_ envelope: Envelope) async -> DeliveryOutcome {
        let body = envelope.pieces.flatMap(\.bytes)
        do throws(Obstacle) {
            switch envelope.route {
            case .chat(let route):
                let place = try place(route.place)
                return await client.post(
                    ChatRequest(
                        service: route.service, place: place, id: envelope.key, body: body,
                        now: clock.now()))
            case .webhook(let url, let secret):
                let url = try value(of: url)
                let secret = try secret.map(signing)
                return await client.post(
                    WebhookRequest(
                        url: url, secret: secret, id: envelope.key, body: body, now: clock.now()))
            case .mail:
                return .failed(.badAddress, reply: nil)
            }
        } catch {
            return error.outcome
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

    /// The place with what its references hold.
    private func place(_ place: ChatRoute.Place) throws(Obstacle) -> ChatRequest.Place {
        switch place {
        case .hook(let url): .hook(try value(of: url))
        case .room(let room, let server, let token):
            .room(try value(of: room), server: server, token: try token.map(self.token))
        }
    }

    private func token(_ text: ConfiguredText) throws(Obstacle) -> String {
        let token = try value(of: text)
        guard ChatRequest.isToken(token) else {
            throw Obstacle(
                reason: .configuration, text: text,
                words: "is no token: it holds a space, a line break or a sign that none has")
        }
        return token
    }

    private func signing(_ text: ConfiguredText) throws(Obstacle) -> WebhookSecret {
        let value = try value(of: text)
        do throws(WebhookSecret.Problem) {
            return try WebhookSecret(value)
        } catch {
            throw Obstacle(reason: .configuration, text: text, words: error.description)
        }
    }

    private func value(of text: ConfiguredText) throws(Obstacle) -> String {
        switch text {
        case .literal(let literal): return literal
        case .secret(let reference):
            do throws(Secrets.Absence) {
                return try secrets.contents(of: reference)
            } catch {
                throw Obstacle(reason: .missingSecret, text: text, words: error.description)
            }
        }
    }
}
