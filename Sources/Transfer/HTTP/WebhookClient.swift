package import Newswire
package import Signing

/// One message on its way to a webhook.
package struct WebhookRequest: Sendable {
    package enum Form: Sendable {
        /// As Standard Webhooks says; signed if there is a secret.
        case standard(secret: WebhookSecret?)
        /// A Slack incoming webhook, or one that answers like it.
        case slack
    }

    package var url: String
    package var form: Form
    /// The envelope's key: the same for every attempt.
    package var id: String
    /// JSON.
    package var body: [UInt8]
    /// The time of this attempt: receivers refuse signatures of other times.
    package var now: Timestamp

    package init(url: String, form: Form, id: String, body: [UInt8], now: Timestamp) {
        self.url = url
        self.form = form
        self.id = id
        self.body = body
        self.now = now
    }
}

/// Posts messages to webhooks, many at a time, over one thread of its own.
///
/// Redirects are not followed: an endpoint that moved must be told by its
/// owner. Nothing of a URL, which often is the secret, gets into an outcome.
package final class WebhookClient: Sendable {
    private let loop: HTTPLoop
    private let limits: HTTPLimits

    /// At most `perHost` requests at a time go to one host.
    package init(
        network: NetworkSettings = NetworkSettings(), limits: HTTPLimits = .webhook,
        perHost: Int = 4
    ) {
        loop = HTTPLoop(guardian: network.guardian, proxy: network.proxy, perHost: perHost)
        self.limits = limits
    }

    /// Posts one message. Cancelling the task ends the attempt at once: as
    /// unknown if the message may have arrived, else as one for later.
    package func post(_ request: WebhookRequest) async -> DeliveryOutcome {
        var headers = [(name: "Content-Type", value: "application/json")]
        if case .standard(let secret) = request.form {
            guard Self.isHeaderSafe(request.id) else {
                return .stopEndpoint(.configuration, reply: nil)
            }
            headers += Self.headers(of: request, secret: secret)
        }
        do throws(HTTPFailure) {
            let response = try await loop.perform(
                HTTPRequest(
                    url: request.url, headers: headers, body: request.body, limits: limits))
            let reply = ServerReply(
                code: response.status,
                text: ReplyText.oneLine(String(decoding: response.body.prefix(4096), as: UTF8.self))
            )
            let after = response.retryAfter(now: request.now)
            return switch request.form {
            case .slack: HTTPVerdict.slackOutcome(reply: reply, after: after)
            case .standard: HTTPVerdict.outcome(reply: reply, after: after)
            }
        } catch {
            return Self.outcome(of: error)
        }
    }

    private static func outcome(of failure: HTTPFailure) -> DeliveryOutcome {
        switch failure {
        case .lost(let code): HTTPVerdict.outcome(lost: code)
        case .privateAddress: .stopEndpoint(.privateAddress, reply: nil)
        case .tooLarge: .failed(.rejected, reply: nil)
        case .cancelled(mayHaveArrived: true): .unknown(.cutAfterMessage)
        case .cancelled(mayHaveArrived: false): .later(.unreachable, reply: nil, after: nil)
        }
    }

    /// Standard Webhooks' three headers; without a secret the first two.
    private static func headers(
        of request: WebhookRequest, secret: WebhookSecret?
    ) -> [(name: String, value: String)] {
        guard let secret else {
            let seconds = request.now.milliseconds.dividedDown(by: 1000)
            return [("webhook-id", request.id), ("webhook-timestamp", String(seconds))]
        }
        return secret.headers(id: request.id, at: request.now, body: request.body)
    }

    private static func isHeaderSafe(_ id: String) -> Bool {
        !id.isEmpty && id.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    }
}
