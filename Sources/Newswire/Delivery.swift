/// What a server last said.
package struct ServerReply: Hashable, Sendable {
    /// SMTP's three digits or HTTP's status.
    package var code: Int
    /// RFC 3463's `5.1.1`, if the reply gave one.
    package var enhanced: String?
    /// Its words, on one line, at most 500 characters.
    package var text: String

    package init(code: Int, enhanced: String? = nil, text: String) {
        self.code = code
        self.enhanced = enhanced
        self.text = text
    }
}

extension ServerReply: CustomStringConvertible {
    /// The code and the words, as far as there are any: a reply that no server
    /// gave has the code 0.
    package var description: String {
        [code == 0 ? nil : String(code), enhanced, text.isEmpty ? nil : text]
            .compactMap(\.self).joined(separator: " ")
    }
}

/// Why an attempt did not deliver: a closed set, so that everything that must
/// be done about a failure can be a table.
package enum FailureReason: String, Hashable, Sendable, Codable, CaseIterable {
    /// No connection, no name, or the line broke before the message was begun.
    case unreachable
    case timeout
    /// The server asked to be left alone for a while.
    case throttled
    /// The server works, but takes no more for the recipient's domain for a while.
    case domainThrottled = "domain-throttled"
    /// The server has a passing fault.
    case serverFault = "server-fault"
    /// The line was cut while the message went out: it was not delivered.
    case cutWithinMessage = "cut-within-message"
    /// The line was cut after the whole message had gone out.
    case cutAfterMessage = "cut-after-message"
    /// The recipient does not exist.
    case recipientGone = "recipient-gone"
    /// The recipient was refused without a reason that proves it is gone.
    case recipientRefused = "recipient-refused"
    case mailboxFull = "mailbox-full"
    /// Our message or our standing was refused, not the recipient.
    case policy
    case tooLarge = "too-large"
    case authentication
    /// Certificate, TLS or settings: no attempt can succeed until someone
    /// changes something.
    case configuration
    /// The endpoint said that it is gone for good.
    case endpointGone = "endpoint-gone"
    /// The endpoint refused the request for good.
    case rejected
    /// The address leads to a private network that is not allowed.
    case privateAddress = "private-address"
    /// The address can't be put on the wire.
    case badAddress = "bad-address"
    /// The secret that a reference names is not there.
    case missingSecret = "missing-secret"
    /// It was tried for as long as `give-up` says.
    case givenUp = "given-up"
    /// What the store holds of it can't be read, or not by this version.
    case unreadable
}

/// How one attempt ended, and what is worth doing about it.
package enum DeliveryOutcome: Hashable, Sendable {
    case delivered(ServerReply?)
    /// Worth another attempt, not before `after` if the server named a time.
    case later(FailureReason, reply: ServerReply?, after: Duration?)
    /// The message may have been delivered; the next attempt bears the same id.
    case unknown(FailureReason)
    /// Nothing more to do for this envelope.
    case failed(FailureReason, reply: ServerReply?)
    /// Nothing can be sent to this endpoint until a person has changed
    /// something; the envelope waits.
    case stopEndpoint(FailureReason, reply: ServerReply?)

    package var isDelivered: Bool { reason == nil }

    package var reason: FailureReason? {
        switch self {
        case .delivered: nil
        case .later(let reason, _, _), .unknown(let reason), .failed(let reason, _),
            .stopEndpoint(let reason, _):
            reason
        }
    }

    package var reply: ServerReply? {
        switch self {
        case .delivered(let reply), .later(_, let reply, _), .failed(_, let reply),
            .stopEndpoint(_, let reply):
            reply
        case .unknown: nil
        }
    }
}

/// One attempt to send an envelope.
package struct Delivery: Hashable, Sendable {
    package var started: Timestamp
    package var finished: Timestamp
    /// The relay or host, without credentials.
    package var endpoint: String
    package var outcome: DeliveryOutcome

    package init(
        started: Timestamp, finished: Timestamp, endpoint: String, outcome: DeliveryOutcome
    ) {
        self.started = started
        self.finished = finished
        self.endpoint = endpoint
        self.outcome = outcome
    }
}
