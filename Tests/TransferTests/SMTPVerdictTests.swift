import Newswire
import Testing
import Transfer

@Suite("what the end of an attempt by SMTP means")
struct SMTPVerdictTests {
    enum Kind: Equatable {
        case delivered, later, unknown, failed, stop

        init(_ outcome: DeliveryOutcome) {
            self =
                switch outcome {
                case .delivered: .delivered
                case .later: .later
                case .unknown: .unknown
                case .failed: .failed
                case .stopEndpoint: .stop
                }
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var phase: SMTPPhase
        var reply: String
        var kind: Kind
        var reason: FailureReason?

        init(_ phase: SMTPPhase, _ reply: String, _ kind: Kind, _ reason: FailureReason? = nil) {
            self.phase = phase
            self.reply = reply
            self.kind = kind
            self.reason = reason
        }

        var testDescription: String { "\(reply) at \(phase.rawValue)" }

        var server: ServerReply {
            let words = reply.split(separator: " ").map(String.init)
            return ServerReply(
                code: Int(words[0]) ?? 0, enhanced: words.dropFirst().first, text: "words")
        }
    }

    @Test(
        "each reply has one meaning in its phase",
        arguments: [
            Row(.verdict, "250 2.0.0", .delivered),
            Row(.verdict, "250", .delivered),
            // Not the answer to the dot: that one may be on its way.
            Row(.verdict, "354", .unknown, .cutAfterMessage),
            Row(.mail, "354", .later, .serverFault),
            Row(.data, "250", .later, .serverFault),
            // Passing.
            Row(.connect, "421", .later, .throttled),
            Row(.mail, "421 4.7.0", .later, .throttled),
            Row(.verdict, "421 4.3.2", .later, .throttled),
            Row(.recipient, "450 4.2.0", .later, .serverFault),
            Row(.recipient, "450", .later, .serverFault),
            Row(.recipient, "451 4.7.1", .later, .serverFault),
            Row(.recipient, "451 4.3.0", .later, .serverFault),
            Row(.verdict, "451", .later, .serverFault),
            // Greylisting at the end of the message.
            Row(.verdict, "451 4.7.1", .later, .serverFault),
            Row(.verdict, "450 4.2.0", .later, .serverFault),
            Row(.data, "450", .later, .serverFault),
            Row(.connect, "451 4.3.0", .later, .throttled),
            Row(.login, "451", .later, .throttled),
            Row(.mail, "451 4.3.0", .later, .throttled),
            Row(.mail, "452 4.3.1", .later, .throttled),
            Row(.recipient, "452 4.2.2", .later, .mailboxFull),
            Row(.data, "452 4.3.1", .later, .serverFault),
            Row(.login, "454 4.7.0", .later, .throttled),
            Row(.connect, "454 4.7.0", .later, .throttled),
            // The status says passing where the code does not.
            Row(.recipient, "550 4.4.1", .later, .serverFault),
            // Gone.
            Row(.recipient, "550 5.1.1", .failed, .recipientGone),
            Row(.recipient, "550 5.1.2", .failed, .recipientGone),
            Row(.recipient, "553 5.1.3", .failed, .recipientGone),
            Row(.recipient, "551 5.1.6", .failed, .recipientGone),
            Row(.recipient, "556 5.1.10", .failed, .recipientGone),
            Row(.verdict, "550 5.1.1", .failed, .recipientGone),
            Row(.data, "554 5.1.1", .failed, .recipientGone),
            Row(.mail, "553 5.6.7", .failed, .policy),
            Row(.mail, "501 5.5.4", .failed, .policy),
            Row(.mail, "555", .failed, .policy),
            // Refused, nobody knows why.
            Row(.recipient, "550", .failed, .recipientRefused),
            Row(.recipient, "551", .failed, .recipientRefused),
            Row(.recipient, "553", .failed, .recipientRefused),
            Row(.recipient, "550 5.2.1", .failed, .recipientRefused),
            Row(.recipient, "550 5.4.1", .failed, .recipientRefused),
            Row(.recipient, "550 5.0.0", .failed, .recipientRefused),
            // Our sender: every message would fare so.
            Row(.mail, "550", .stop, .policy),
            Row(.mail, "550 5.1.1", .stop, .policy),
            Row(.mail, "553 5.1.8", .stop, .policy),
            Row(.mail, "550 5.7.1", .stop, .policy),
            Row(.data, "550", .failed, .policy),
            Row(.verdict, "550", .failed, .policy),
            // Full.
            Row(.recipient, "552 5.2.2", .later, .mailboxFull),
            Row(.recipient, "552", .later, .mailboxFull),
            Row(.verdict, "552", .later, .mailboxFull),
            Row(.verdict, "552 5.2.2", .later, .mailboxFull),
            Row(.verdict, "552 5.3.4", .failed, .tooLarge),
            Row(.mail, "552 5.3.4", .failed, .tooLarge),
            Row(.mail, "552", .failed, .tooLarge),
            Row(.verdict, "552 5.2.3", .failed, .tooLarge),
            // Ours.
            Row(.recipient, "550 5.1.7", .failed, .policy),
            Row(.recipient, "550 5.1.8", .failed, .policy),
            Row(.recipient, "550 5.7.1", .failed, .policy),
            Row(.recipient, "554 5.7.1", .failed, .policy),
            Row(.recipient, "554", .failed, .policy),
            Row(.recipient, "501 5.5.4", .failed, .policy),
            Row(.recipient, "550 5.5.0", .failed, .policy),
            Row(.recipient, "553 5.6.7", .failed, .policy),
            Row(.recipient, "503", .failed, .policy),
            Row(.mail, "554", .stop, .policy),
            Row(.data, "554", .failed, .policy),
            Row(.data, "554 5.5.1", .failed, .policy),
            Row(.verdict, "554", .failed, .policy),
            Row(.verdict, "550 5.7.26", .failed, .policy),
            Row(.body, "554 5.7.1", .failed, .policy),
            // For a person.
            Row(.connect, "554", .stop, .policy),
            Row(.connect, "550 5.7.1", .stop, .policy),
            Row(.login, "535 5.7.8", .stop, .authentication),
            Row(.login, "504", .stop, .authentication),
            Row(.mail, "530 5.7.0", .stop, .authentication),
            Row(.mail, "534", .stop, .authentication),
            Row(.recipient, "535", .stop, .authentication),
            Row(.mail, "538", .stop, .authentication),
        ])
    func replies(_ row: Row) {
        let outcome = SMTPVerdict.outcome(row.phase, reply: row.server)
        #expect(Kind(outcome) == row.kind)
        #expect(outcome.reason == row.reason)
        #expect(outcome.reply == (row.kind == .unknown ? nil : row.server))
    }

    @Test(
        "at RCPT words of a rate are about the recipient's domain, others about the recipient",
        arguments: [
            ("451 4.7.1", "Rate limit exceeded, try again later", true),
            ("450 4.7.1", "Error: too many messages from 192.0.2.1 in one hour", true),
            ("451 4.7.650", "The sender has been temporarily rate limited", true),
            ("451 4.7.500", "Server busy. Please try again later", true),
            ("451", "Mail to this domain is throttled", true),
            ("451 4.7.28", "we saw more than usual", true),
            ("451 4.4.5", "try later", true),
            ("550 4.7.0", "messages temporarily deferred due to unexpected volume", true),
            ("450 4.7.1", "Greylisted, try again in 300 seconds", false),
            ("451 4.7.1", "Try again later", false),
            ("450 4.2.1", "this user is receiving mail at too high a rate: rate limit", false),
            ("450 4.1.8", "sender's domain not found, too many connections", false),
            ("450", "not now", false),
        ])
    func rates(code: String, words: String, isDomain: Bool) {
        var reply = Row(.recipient, code, .later).server
        reply.text = words
        #expect(
            SMTPVerdict.outcome(.recipient, reply: reply)
                == .later(
                    isDomain ? .domainThrottled : .serverFault, reply: reply, after: nil))
        // Elsewhere nobody's domain was named.
        for phase in [SMTPPhase.mail, .data, .verdict] {
            #expect(SMTPVerdict.outcome(phase, reply: reply).reason != .domainThrottled)
        }
    }

    @Test("a line lost before the final dot is for later", arguments: SMTPPhase.allCases)
    func lostEarly(_ phase: SMTPPhase) {
        guard phase != .verdict else { return }
        for code in [6, 7, 16, 18, 35, 52, 55, 56, 92] as [UInt32] {
            #expect(
                SMTPVerdict.outcome(phase, lost: CurlCode(code))
                    == .later(
                        phase == .body ? .cutWithinMessage : .unreachable, reply: nil, after: nil))
        }
        #expect(
            SMTPVerdict.outcome(phase, lost: .timedOut) == .later(.timeout, reply: nil, after: nil))
        #expect(
            SMTPVerdict.outcome(phase, lost: .weirdServerReply)
                == .later(.serverFault, reply: nil, after: nil))
    }

    @Test("a line lost after the final dot leaves the message unknown, whatever was lost")
    func lostLate() {
        for code in 1...99 as ClosedRange<UInt32> where code != 28 {
            #expect(
                SMTPVerdict.outcome(.verdict, lost: CurlCode(code)) == .unknown(.cutAfterMessage))
        }
        #expect(SMTPVerdict.outcome(.verdict, lost: .timedOut) == .unknown(.timeout))
    }

    @Test(
        "certificates, trust and settings stop the relay",
        arguments: [51, 60, 64, 77] as [UInt32])
    func configuration(_ code: UInt32) {
        #expect(
            SMTPVerdict.outcome(.connect, lost: CurlCode(code))
                == .stopEndpoint(.configuration, reply: CurlCode(code).reply()))
    }

    @Test("a refused login stops the relay")
    func login() {
        #expect(
            SMTPVerdict.outcome(.login, lost: .loginDenied)
                == .stopEndpoint(.authentication, reply: nil))
    }
}
