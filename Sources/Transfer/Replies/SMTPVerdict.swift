package import Newswire

/// Where in a session something happened.
package enum SMTPPhase: String, Hashable, Sendable, CaseIterable {
    /// From the first packet to the end of EHLO, TLS included.
    case connect
    case login
    case mail
    case recipient
    /// DATA and its 354.
    case data
    /// While the message goes out, before its final dot has.
    case body
    /// From the final dot on.
    case verdict
}

/// What an end of an attempt to send by SMTP means: the one place that says so.
package enum SMTPVerdict {
    /// What the server's reply means in this phase. A reply that is no refusal
    /// but not the one we need counts as a passing fault; to the final dot as
    /// unknown, and `250` as delivered.
    ///
    /// A recipient is never called gone or refused for what is not its fault:
    /// before RCPT nobody named it, and 5.7.x, 5.5.x and their kind are ours.
    package static func outcome(_ phase: SMTPPhase, reply: ServerReply) -> DeliveryOutcome {
        if phase == .verdict, (200..<300).contains(reply.code) { return .delivered(reply) }
        // No answer to the final dot: that one may still come.
        if phase == .verdict, reply.code < 400 { return .unknown(.cutAfterMessage) }
        let status = Status(reply.enhanced)
        switch reply.code {
        case ..<400: return .later(.serverFault, reply: reply, after: nil)
        case 421: return .later(.throttled, reply: reply, after: nil)
        case 400..<500:
            return .later(passing(phase, reply, status), reply: reply, after: nil)
        case 530, 534, 535, 538: return .stopEndpoint(.authentication, reply: reply)
        default: break
        }
        if let status, status.isPassing {
            return .later(passing(phase, reply, status), reply: reply, after: nil)
        }
        switch phase {
        // Nothing about one message has been said: every one would fare so.
        case .connect: return .stopEndpoint(.policy, reply: reply)
        case .login: return .stopEndpoint(.authentication, reply: reply)
        case .mail:
            let isTooLarge = status == Status(3, 4) || (status == nil && reply.code == 552)
            if isTooLarge { return .failed(.tooLarge, reply: reply) }
            // Our sender or we are refused, unless it is how this message is written.
            let isOurs =
                status.map { [1, 7].contains($0.subject) }
                ?? [550, 551, 553, 554].contains(reply.code)
            return isOurs
                ? .stopEndpoint(.policy, reply: reply) : .failed(.policy, reply: reply)
        case .recipient, .data, .body, .verdict:
            return lasting(phase, reply, status)
        }
    }

    /// What the loss of the line means, by libcurl's code; the words for what is
    /// wrong with a certificate or a token are for whoever must mend it.
    package static func outcome(
        _ phase: SMTPPhase, lost code: CurlCode, words: String = ""
    ) -> DeliveryOutcome {
        if phase == .verdict {
            return .unknown(code == .timedOut ? .timeout : .cutAfterMessage)
        }
        switch code {
        case .timedOut: return .later(.timeout, reply: nil, after: nil)
        case .loginDenied:
            let reply = words.isEmpty ? nil : code.reply(saying: words)
            return .stopEndpoint(.authentication, reply: reply)
        case _ where code.isConfiguration:
            return .stopEndpoint(.configuration, reply: code.reply(saying: words))
        case .weirdServerReply, .remoteAccessDenied:
            return .later(.serverFault, reply: nil, after: nil)
        case _ where phase == .body: return .later(.cutWithinMessage, reply: nil, after: nil)
        default: return .later(.unreachable, reply: nil, after: nil)
        }
    }

    /// At RCPT only the recipient is put off, as greylisting does, or its domain,
    /// where the server speaks of a rate: it takes everyone else's mail. From DATA on
    /// it is one message: some greylist there.
    private static func passing(
        _ phase: SMTPPhase, _ reply: ServerReply, _ status: Status?
    ) -> FailureReason {
        switch (reply.code, status) {
        case (_, Status(2, 2)): .mailboxFull
        case (let code, _) where phase == .recipient && code != 454:
            RateLimitWords.areIn(reply) ? .domainThrottled : .serverFault
        case _ where [.connect, .login, .mail].contains(phase): .throttled
        case (454, _): .throttled
        default: .serverFault
        }
    }

    /// A refusal that names, or may name, the recipient.
    private static func lasting(
        _ phase: SMTPPhase, _ reply: ServerReply, _ status: Status?
    ) -> DeliveryOutcome {
        switch status {
        case Status(1, 1), Status(1, 2), Status(1, 3), Status(1, 6), Status(1, 10):
            return .failed(.recipientGone, reply: reply)
        // Worth some days; whoever gives up at last may suppress.
        case Status(2, 2): return .later(.mailboxFull, reply: reply, after: nil)
        case Status(2, 3), Status(3, 4): return .failed(.tooLarge, reply: reply)
        case Status(1, 7), Status(1, 8): return .failed(.policy, reply: reply)
        case let status? where (3...7).contains(status.subject) && status.subject != 4:
            return .failed(.policy, reply: reply)
        default: break
        }
        if reply.code == 552 { return .later(.mailboxFull, reply: reply, after: nil) }
        let blamesRecipient = phase == .recipient && [550, 551, 553].contains(reply.code)
        return .failed(blamesRecipient ? .recipientRefused : .policy, reply: reply)
    }

    /// RFC 3463's `class.subject.detail`.
    private struct Status: Equatable {
        var isPassing = false
        var subject: Int
        var detail: Int

        init(_ subject: Int, _ detail: Int) {
            self.subject = subject
            self.detail = detail
        }

        init?(_ text: String?) {
            let numbers = text?.split(separator: ".").compactMap { Int($0) } ?? []
            guard numbers.count == 3 else { return nil }
            isPassing = numbers[0] == 4
            subject = numbers[1]
            detail = numbers[2]
        }

        /// Also in a switch: the class does not count.
        static func == (a: Status, b: Status) -> Bool {
            (a.subject, a.detail) == (b.subject, b.detail)
        }
    }
}
