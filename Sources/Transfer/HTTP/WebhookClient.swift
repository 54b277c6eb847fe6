package import Newswire
package import Signing

/// One message on its way to a generic webhook, as Standard Webhooks says.
package struct WebhookRequest: Sendable {
    package var url: String
    /// Signs it; without one it is not signed.
    package var secret: WebhookSecret?
    /// The envelope's key: the same for every attempt.
    package var id: String
    /// JSON.
    package var body: [UInt8]
    /// The time of this attempt: receivers refuse signatures of other times.
    package var now: Timestamp

    package init(
        url: String, secret: WebhookSecret?, id: String, body: [UInt8], now: Timestamp
    ) {
        self.url = url
        self.secret = secret
        self.id = id
        self.body = body
        self.now = now
    }
}

/// Posts messages to webhooks and chats, many at a time, over one thread of its
/// own.
///
/// Redirects are not followed: an endpoint that moved must be told by its
/// owner. Nothing of a URL, which often is the secret, gets into an outcome.
package final class WebhookClient: Sendable {
    private let loop: HTTPLoop

    /// At most `perHost` requests at a time go to one host.
    package init(
        network: NetworkSettings = NetworkSettings(), limits: HTTPLimits = .webhook,
        perHost: Int = 4
    ) {
        loop = HTTPLoop(
            HTTPTerms(
                guardian: network.guardian, proxy: network.proxy, perHost: perHost,
                limits: limits))
    }

    /// The server of an address, by which turns are shared; nil for what is no
    /// address.
    package static func server(of url: String) -> String? {
        (try? HTTPAddress(url))?.place
    }

    /// Posts one message. Cancelling the task ends the attempt at once: as
    /// unknown if the message may have arrived, else as one for later.
    package func post(_ request: WebhookRequest) async -> DeliveryOutcome {
        guard Self.isHeaderSafe(request.id) else {
            return .stopEndpoint(.configuration, reply: nil)
        }
        let headers =
            [(name: "Content-Type", value: "application/json")]
            + Self.headers(of: request, secret: request.secret)
        do throws(HTTPFailure) {
            let answer = try await self.answer(
                to: HTTPRequest(url: request.url, headers: headers, body: request.body),
                at: request.now, by: ReplyMask(url: request.url))
            return HTTPVerdict.outcome(reply: answer.reply, after: answer.after)
        } catch {
            return Self.outcome(of: error, by: ReplyMask(url: request.url))
        }
    }

    /// Posts one message to a chat. A Telegram group that has become a supergroup
    /// is followed, and the reply says so. Cancelling is as above.
    package func post(_ request: ChatRequest) async -> DeliveryOutcome {
        guard let http = request.http else {
            return .stopEndpoint(
                .configuration, reply: ServerReply(code: 0, text: "the token is none"))
        }
        do throws(HTTPFailure) {
            let answer = try await self.answer(to: http, at: request.now, by: request.mask)
            guard let chat = ChatVerdict.newChat(request.service, answer),
                case let moved = request.moved(to: chat), let http = moved.http
            else { return ChatVerdict.outcome(request.service, answer) }
            var second = try await self.answer(to: http, at: request.now, by: moved.mask)
            second.reply.text = ReplyText.oneLine(
                "the chat is \(chat) now, write so in its file; \(second.reply.text)")
            return ChatVerdict.outcome(request.service, second)
        } catch {
            return Self.outcome(of: error, by: request.mask)
        }
    }

    /// - Parameter mask: made only for a reply that can hold a secret.
    private func answer(
        to request: HTTPRequest, at now: Timestamp, by mask: @autoclosure () -> ReplyMask
    ) async throws(HTTPFailure) -> ChatAnswer {
        let response = try await loop.perform(request)
        var text = String(decoding: response.body.prefix(4096), as: UTF8.self)
        if text.utf8.count >= ReplyMask.shortestSecret { text = mask().hidden(in: text) }
        return ChatAnswer(
            reply: ServerReply(code: response.status, text: ReplyText.oneLine(text)),
            after: response.retryAfter(now: now), body: response.body)
    }

    private static func outcome(
        of failure: HTTPFailure, by mask: @autoclosure () -> ReplyMask
    ) -> DeliveryOutcome {
        switch failure {
        case .lost(let code): HTTPVerdict.outcome(lost: code)
        case .unusable(let code, let words):
            HTTPVerdict.outcome(lost: code, words: mask().hidden(in: words))
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
