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
    /// Endpoints to be left alone.
    private let blocks: [(endpoint: String, until: Timestamp, reason: FailureReason?)]
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
        let jitter = Double.random(in: 0..<1)
        func decide(_ outcome: DeliveryOutcome) -> RetryDecision {
            RetryDecision.decide(
                outcome, isMail: leased.envelope.messageID != nil, attempts: leased.attempts + 1,
                giveUp: leased.envelope.giveUp, jitter: jitter, now: finished)
        }
        decision = decide(outcome)
        blocks = (refusals + [Refusal(endpoint: endpoint, outcome: outcome)]).compactMap {
            refusal in
            decide(refusal.outcome).block.map { (refusal.endpoint, $0, refusal.outcome.reason) }
        }
    }

    func record(in records: Records) throws {
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
        for block in blocks {
            try records.block(
                endpoint: block.endpoint, until: block.until, reason: block.reason, at: finished)
        }
        if case .delivered = outcome { try records.open(endpoint: endpoint, asOf: started) }
        if decision.suppresses, case .mail(_, let recipient) = leased.envelope.route,
            recipient != redirect
        {
            try records.suppress(
                recipient, reason: outcome.reason?.rawValue ?? "", at: finished)
        }
    }

    /// Whether the endpoint that gave the outcome is to be left alone.
    var blocksEndpoint: Bool { decision.block != nil }

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
