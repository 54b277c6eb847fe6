import Newswire
import Storage
import Transfer

/// How one attempt to send an envelope ended and what follows from it: all that
/// is recorded together.
struct Settlement: Sendable {
    /// A relay that was tried before and did not take the message.
    struct Refusal: Sendable {
        var endpoint: String
        var outcome: DeliveryOutcome
    }

    let leased: LeasedEnvelope
    let outcome: DeliveryOutcome
    let decision: RetryDecision
    private let started: Timestamp
    private let finished: Timestamp
    /// Who gave the outcome.
    let endpoint: String
    /// Of who was asked before, in order.
    private let refusals: [Refusal]
    private let jitter: Double
    private let redirect: EmailAddress?

    /// - Parameters:
    ///   - refusals: of the relays before the one that gave the outcome.
    ///   - redirect: an address that stands for others, of whom its replies say
    ///     nothing.
    init(
        _ leased: LeasedEnvelope, _ outcome: DeliveryOutcome, by endpoint: String,
        after refusals: [Refusal] = [], started: Timestamp, finished: Timestamp,
        redirect: EmailAddress?
    ) {
        self.leased = leased
        self.outcome = outcome
        self.endpoint = endpoint
        self.started = started
        self.finished = finished
        self.redirect = redirect
        self.refusals = refusals
        jitter = Double.random(in: 0..<1)
        decision = RetryDecision.decide(
            outcome, isMail: leased.envelope.messageID != nil, attempts: leased.attempts + 1,
            sealed: leased.envelope.sealed, giveUp: leased.envelope.giveUp, jitter: jitter,
            now: finished)
    }

    /// - Parameter isQuiet: whether all is known to be well with the endpoints, so
    ///   that one that works is no news.
    func record(in records: Records, isQuiet: Bool = false) throws {
        for refusal in refusals {
            try records.log(
                Delivery(
                    started: started, finished: finished, endpoint: refusal.endpoint,
                    outcome: refusal.outcome), of: leased)
        }
        let delivery = Delivery(
            started: started, finished: finished, endpoint: endpoint, outcome: outcome)
        switch decision.fate {
        case .settle(let state):
            try records.settle(
                leased, as: state, next: nil, reason: decision.reason, delivery: delivery)
        case .retry(let next, let mayHaveArrived):
            try records.settle(
                leased, as: mayHaveArrived ? .unknown : .ready, next: next, delivery: delivery)
        }
        for refusal in refusals { try note(refusal.outcome, of: refusal.endpoint, in: records) }
        if !(isQuiet && outcome.isDelivered) {
            try note(outcome, of: endpoint, in: records)
            if isMail, redirect == nil, let said = outcome.ofRecipientDomain,
                let domain = RecipientDomain.endpoint(of: leased.address)
            {
                try note(said, of: domain, in: records)
            }
        }
        if let refusal, redirect == nil {
            _ = try BounceReception.settle(refusal, records, isRefusal: true, at: finished)
        }
    }

    private func note(
        _ outcome: DeliveryOutcome, of endpoint: String, in records: Records
    ) throws {
        try records.note(
            outcome, of: endpoint, isMail: isMail, started: started, jitter: jitter,
            at: finished)
    }

    /// A refusal that says of the recipient what a bounce would: it counts as one.
    private var refusal: BounceDecision.Finding? {
        guard case .settle(.failed) = decision.fate,
            case .mail(_, let recipient) = leased.envelope.route
        else { return nil }
        let verdict: BounceVerdict
        switch outcome {
        case .failed(.recipientGone, let reply), .failed(.recipientRefused, let reply):
            verdict = BounceVerdict(kind: .hard, reply: reply)
        // So long as it is tried again it may be emptied.
        case .later(.mailboxFull, let reply, _):
            verdict = BounceVerdict(kind: .soft, reply: reply)
        default: return nil
        }
        let mail = SentMail(
            key: leased.envelope.key, subscriber: leased.envelope.subscriber,
            address: recipient)
        return BounceDecision.Finding(mail: mail, verdict: verdict)
    }

    /// Whether another relay may be asked for it now.
    var isDueAtOnce: Bool {
        if case .retry(let next, _) = decision.fate { next <= finished } else { false }
    }

    /// Whether it says nothing new of any endpoint that works.
    var isPlain: Bool { refusals.isEmpty && outcome.isDelivered }

    private var isMail: Bool { leased.envelope.messageID != nil }

    /// Whether the endpoint that gave the outcome is to be left alone for that
    /// alone.
    var blocksEndpoint: Bool {
        let breaker = BreakerDecision.decide(
            outcome, isMail: isMail, before: nil, started: started, jitter: jitter, now: finished)
        if case .open(let failure) = breaker { return failure.until != nil }
        return false
    }

    var tally: Courier.Tally {
        var tally = Courier.Tally()
        switch decision.fate {
        case .settle(.sent): tally.delivered = 1
        case .settle: tally.failed = 1
        case .retry: tally.later = 1
        }
        return tally
    }
}
