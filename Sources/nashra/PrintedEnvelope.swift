import Newswire
import Storage

/// An envelope as `outbox` prints it.
struct PrintedEnvelope: Encodable {
    var id: Int64
    var state: String
    var subscriber: SubscriberID
    var channel: String
    var kind: String
    var target: String
    var messageID: String?
    var key: String
    var sealed: Timestamp
    var attempts: Int
    var next: Timestamp?
    /// Until when it is tried.
    var giveUp: Timestamp?
    var reason: String?

    init(_ entry: OutboxEntry) {
        id = entry.id
        state = entry.state.rawValue
        subscriber = entry.subscriber
        channel = entry.channel
        kind = entry.kind
        target = entry.target
        messageID = entry.messageID
        key = entry.key
        sealed = entry.sealed
        attempts = entry.attempts
        next = entry.state.isSettled ? nil : entry.nextAttempt
        giveUp = entry.state.isSettled ? nil : entry.giveUp
        reason = entry.reason
    }

    var line: String {
        [
            "\(id)", state, "\(subscriber) · \(channel)", target,
            "sealed \(sealed.rfc3339)", attempts == 0 ? nil : counted(attempts, "attempt"),
            next.map { "next \($0.rfc3339)" }, reason,
        ].compactMap(\.self).joined(separator: "  ")
    }
}

/// The readers of a long list who have no envelope yet, as `outbox list` prints
/// them.
struct PrintedUnaddressed: Encodable {
    var subscriber: SubscriberID
    var channel: String
    var unaddressed: Int

    init(_ count: UnaddressedCount) {
        subscriber = count.subscriber
        channel = count.channel
        unaddressed = count.readers
    }

    var line: String {
        "\(subscriber) · \(channel)  " + counted(unaddressed, "more reader")
            + " to be addressed while others are sent"
    }
}

/// An attempt as `deliveries` and `outbox show` print it.
struct PrintedDelivery: Encodable {
    var envelope: Int64
    var subscriber: SubscriberID
    var to: String
    var started: Timestamp
    var finished: Timestamp
    var endpoint: String
    var outcome: String
    var reason: String?
    var code: Int?
    var enhanced: String?
    var reply: String?

    init(_ delivery: LoggedDelivery) {
        envelope = delivery.envelope
        subscriber = delivery.subscriber
        to = delivery.target
        started = delivery.started
        finished = delivery.finished
        endpoint = delivery.endpoint
        outcome = delivery.outcome
        reason = delivery.reason
        code = delivery.reply?.code
        enhanced = delivery.reply?.enhanced
        reply = delivery.reply?.text
    }

    var line: String {
        let words = code.map { code in
            ServerReply(code: code, enhanced: enhanced, text: reply ?? "").description
        }
        return [
            finished.rfc3339, outcome, reason, to, "by \(endpoint)", words,
        ].compactMap(\.self).joined(separator: "  ")
    }
}

extension BlockedEndpoint {
    /// For a person.
    var line: String {
        let what =
            RecipientDomain.isEndpoint(name) ? "mail to \(name) waits" : "\(name) is left alone"
        return "\(what) until \(until.rfc3339)" + (reason.map { ": \($0)" } ?? "")
    }
}
