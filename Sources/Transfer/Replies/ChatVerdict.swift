import Foundation
package import Newswire

/// What a chat service answered.
package struct ChatAnswer: Hashable, Sendable {
    package var reply: ServerReply
    /// What `Retry-After` asked for.
    package var after: Duration?
    package var body: [UInt8]

    package init(reply: ServerReply, after: Duration? = nil, body: [UInt8]) {
        self.reply = reply
        self.after = after
        self.body = body
    }
}

/// What the answer of a chat service means: the one place that says so.
///
/// What a service says in words or codes of its own goes before its status;
/// what it says in none, `HTTPVerdict` reads. A room that is gone for good
/// disables its endpoint; what its owner must mend (a right, a token) stops it,
/// and what waits is tried again.
package enum ChatVerdict {
    package static func outcome(
        _ service: ChatService, _ answer: ChatAnswer
    ) -> DeliveryOutcome {
        let reply = answer.reply
        let said = Said(answer.body)
        let after = answer.after ?? said.wait
        if reply.code == 200, said.isRefusal, let refusal = refusal(service, reply, said) {
            var refused = answer
            refused.reply = refusal
            return outcome(service, refused).saying(reply)
        }
        switch reply.code {
        case 429: return .later(.throttled, reply: reply, after: after)
        case 200 where service == .teams:
            return teams(reply, String(decoding: answer.body.prefix(4096), as: UTF8.self), after)
        case 400..<500, 501:
            if let verdict = verdict(service, reply, said) { return verdict.outcome(reply) }
        default: break
        }
        return service == .slack
            ? HTTPVerdict.slackOutcome(reply: reply, after: after)
            : HTTPVerdict.outcome(reply: reply, after: after)
    }

    /// The chat that a Telegram group has become, if that is why it refused.
    package static func newChat(_ service: ChatService, _ answer: ChatAnswer) -> String? {
        guard service == .telegram, [200, 400].contains(answer.reply.code) else { return nil }
        return Said(answer.body).newChat
    }

    /// What a status 200 hides: Slack and Telegram say `"ok":false` in the body of
    /// some answers, or what stands before them does, with a word or a code.
    private static func refusal(
        _ service: ChatService, _ reply: ServerReply, _ said: Said
    ) -> ServerReply? {
        switch service {
        case .slack:
            let word = said.error ?? ""
            let code =
                switch word {
                case "ratelimited", "rate_limited": 429
                case "fatal_error", "internal_error", "request_timeout", "service_unavailable": 500
                default: 400
                }
            return ServerReply(code: code, text: word)
        case .telegram: return ServerReply(code: said.status ?? 400, text: reply.text)
        default: return nil
        }
    }

    private enum Verdict {
        case gone
        case stop(FailureReason)
        case failed(FailureReason)

        func outcome(_ reply: ServerReply) -> DeliveryOutcome {
            switch self {
            case .gone: .stopEndpoint(.endpointGone, reply: reply)
            case .stop(let reason): .stopEndpoint(reason, reply: reply)
            case .failed(let reason): .failed(reason, reply: reply)
            }
        }
    }

    /// Nil leaves the status to decide.
    private static func verdict(
        _ service: ChatService, _ reply: ServerReply, _ said: Said
    ) -> Verdict? {
        switch service {
        case .slack: nil
        case .discord: discord(reply.code, said.number)
        case .teams: teams(reply.code, said.word)
        case .telegram: telegram(reply.code, said.text)
        case .mattermost: mattermost(reply.code, said.word)
        case .googleChat: googleChat(reply.code)
        case .matrix: matrix(reply.code, said.word)
        case .ntfy: reply.code == 401 || reply.code == 403 ? .stop(.authentication) : nil
        }
    }

    private static func discord(_ status: Int, _ code: Int?) -> Verdict? {
        switch (status, code) {
        // Unknown channel, guild, webhook; a webhook's token that is not its
        // own any more.
        case (_, 10003), (_, 10004), (_, 10015), (_, 50027): .gone
        case (401, _): .stop(.authentication)
        case (403, _): .stop(.policy)
        default: nil
        }
    }

    /// A workflow that is switched off or wants a sign-in can be mended.
    private static func teams(_ status: Int, _ word: String?) -> Verdict? {
        switch (status, word) {
        case (_, "WorkflowNotFound"), (404, _): .gone
        case (_, "WorkflowTriggerIsNotEnabled"): .stop(.policy)
        case (401, _), (403, _): .stop(.authentication)
        default: nil
        }
    }

    /// A workflow answers 202, a connector the status 200 and `1`. What went wrong
    /// behind a connector comes with the status 200 too, in words that the body
    /// begins with (MicrosoftDocs/msteams-docs#1810, #7425); any others are those
    /// of whoever made the workflow, or ours.
    private static func teams(
        _ reply: ServerReply, _ text: String, _ after: Duration?
    ) -> DeliveryOutcome {
        let words = text.drop { $0.isWhitespace || $0 == "\"" }
        let failed = words.hasPrefix("Webhook message delivery failed")
        guard failed || words.hasPrefix("Microsoft Teams endpoint returned HTTP error ") else {
            return .delivered(reply)
        }
        guard let mark = words.firstRange(of: "returned HTTP error ") else {
            return .later(.serverFault, reply: reply, after: after)
        }
        let status = Int(words[mark.upperBound...].prefix { $0.isASCII && $0.isNumber }) ?? 500
        switch status {
        case 404, 410: return .stopEndpoint(.endpointGone, reply: reply)
        case 401, 403: return .stopEndpoint(.policy, reply: reply)
        case 200..<300: return .later(.serverFault, reply: reply, after: after)
        default:
            let told = ServerReply(code: status, text: reply.text)
            return HTTPVerdict.outcome(reply: told, after: after).saying(reply)
        }
    }

    private static func telegram(_ status: Int, _ text: String) -> Verdict? {
        switch status {
        // Blocked, kicked, deleted.
        case 403: .gone
        case 401, 404: .stop(.authentication)
        case 400 where text.contains("chat not found"): .gone
        case 400 where text.contains("not enough rights") || text.contains("have no rights"):
            .stop(.policy)
        case 400 where text.contains("too long"): .failed(.tooLarge)
        default: nil
        }
    }

    private static func mattermost(_ status: Int, _ id: String?) -> Verdict? {
        switch status {
        case 404: .gone
        case 400 where id?.hasPrefix("web.incoming_webhook.invalid") == true: .gone
        case 400 where id?.contains("length") == true || id?.contains("too_long") == true:
            .failed(.tooLarge)
        case 401, 403: .stop(.policy)
        // Incoming webhooks are switched off.
        case 501: .stop(.policy)
        default: nil
        }
    }

    private static func googleChat(_ status: Int) -> Verdict? {
        switch status {
        case 403, 404: .gone
        case 401: .stop(.authentication)
        default: nil
        }
    }

    private static func matrix(_ status: Int, _ code: String?) -> Verdict? {
        switch (status, code) {
        case (_, "M_LIMIT_EXCEEDED"): nil
        case (_, "M_TOO_LARGE"): .failed(.tooLarge)
        case (_, "M_USER_DEACTIVATED"), (404, _): .gone
        case (401, _): .stop(.authentication)
        // The account is not in the room, or may not write there.
        case (403, _): .stop(.policy)
        default: nil
        }
    }
}

/// What a JSON body says that more than one service has words for. Empty for
/// any other body.
private struct Said {
    /// Discord's and ntfy's `code`.
    var number: Int?
    /// Matrix's `errcode`, Mattermost's `id`, Microsoft's `error.code`.
    var word: String?
    /// Slack's `error`.
    var error: String?
    /// Telegram's `error_code`: an HTTP status that is none of success.
    var status: Int?
    /// Whether it says `"ok":false`.
    var isRefusal = false
    /// Telegram's `description`, in lower case.
    var text = ""
    /// The wait that is asked for: seconds, perhaps with a fraction, rounded up
    /// to milliseconds; at most `RetryAfter.cap`.
    var wait: Duration?
    var newChat: String?

    init(_ body: [UInt8]) {
        let json = try? JSONSerialization.jsonObject(with: Data(body))
        guard let object = json as? [String: Any] else { return }
        let error = object["error"] as? [String: Any]
        self.error = object["error"] as? String
        isRefusal = object["ok"] as? Bool == false
        status = (object["error_code"] as? Int).flatMap { (300..<600).contains($0) ? $0 : nil }
        number = object["code"] as? Int
        word =
            object["errcode"] as? String ?? object["id"] as? String ?? error?["code"] as? String
        text = (object["description"] as? String ?? "").lowercased()
        let parameters = object["parameters"] as? [String: Any]
        newChat = (parameters?["migrate_to_chat_id"] as? Int64).map(String.init)
        let seconds =
            parameters?["retry_after"] as? Double ?? object["retry_after"] as? Double
            ?? (object["retry_after_ms"] as? Double).map { $0 / 1000 }
        if let seconds, seconds.isFinite, seconds >= 0 {
            let milliseconds = (min(seconds, 86_400) * 1000).rounded(.up)
            wait = min(.milliseconds(Int64(milliseconds)), RetryAfter.cap)
        }
    }
}

extension DeliveryOutcome {
    /// The same with another reply, where it has one.
    func saying(_ reply: ServerReply) -> DeliveryOutcome {
        switch self {
        case .delivered: .delivered(reply)
        case .later(let reason, _, let after): .later(reason, reply: reply, after: after)
        case .failed(let reason, _): .failed(reason, reply: reply)
        case .stopEndpoint(let reason, _): .stopEndpoint(reason, reply: reply)
        case .unknown: self
        }
    }
}
