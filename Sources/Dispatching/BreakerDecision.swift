package import Newswire
package import Storage

/// What an attempt says of the endpoint it went to: a breaker for each.
///
/// It opens when the endpoint can't be reached, hangs, asks for rest or can only
/// be mended by a person; when a line broke under a message twice in a row; and
/// when a webhook has had a fault of its own three times in a row. While it is open nothing goes there. After its pause one
/// message goes through alone; if that one finds the endpoint working the others
/// follow, else the next pause is twice as long. A recipient's domain that a
/// server takes no more mail for just now (`RecipientDomain`) is an endpoint too.
package enum BreakerDecision: Hashable, Sendable {
    /// Nothing was said of the endpoint.
    case stand
    /// It answered as one that works does, be it with a refusal.
    case close
    case open(EndpointFailure)

    /// The first pause of an endpoint that did not answer; it doubles.
    package static let pause: Duration = .seconds(10)
    package static let longestPause: Duration = .seconds(900)
    /// What a server asks for counts as this at least.
    package static let shortestWish: Duration = .seconds(1)
    /// The first pause of an endpoint that only a person can mend; it doubles.
    package static let stop: Duration = .seconds(900)
    package static let longestStop: Duration = .seconds(4 * 3600)
    /// The longest pause of one whose secret is missing here: to look again costs
    /// nobody anything.
    package static let longestSearch: Duration = .seconds(300)
    /// A person is told at this pause in a row, some three minutes after the
    /// first.
    package static let patience = 5
    /// So many in a row make the first pause: of lines that broke, and of a
    /// webhook's own faults.
    package static let mostLost = 2
    package static let mostFaults = 3

    /// - Parameters:
    ///   - before: what is known of the endpoint, nil if it works.
    ///   - started: when the attempt began. What fails together with others is
    ///     one failure, not many.
    ///   - jitter: 0..<1; all pauses but the first grow by up to a fifth. How
    ///     long a server asked to be left alone is kept as it is.
    package static func decide(
        _ outcome: DeliveryOutcome, isMail: Bool, before: EndpointState?, started: Timestamp,
        jitter: Double, now: Timestamp
    ) -> BreakerDecision {
        let isAlone = before.map { started >= $0.blockedUntil ?? $0.changed } ?? true
        let failures = (before?.failures ?? 0) + (isAlone ? 1 : 0)

        func open(
            _ reason: FailureReason, _ reply: ServerReply? = nil, first: Duration,
            longest: Duration, wish: Duration? = nil, after spared: Int = 0, patience: Int
        ) -> BreakerDecision {
            let pauses = failures - spared
            var until = before?.blockedUntil.flatMap { $0 > now ? $0 : nil }
            if pauses > 0 {
                let doubled = min(first * (1 << min(pauses - 1, 20)), longest)
                let spread = pauses == 1 ? 0 : Double(doubled.milliseconds) * 0.2 * jitter
                let end = now + (wish ?? doubled + .milliseconds(Int64(spread)))
                until = max(until ?? end, end)
            }
            return .open(
                EndpointFailure(
                    failures: failures, until: until, reason: reason, reply: reply,
                    alarms: pauses >= patience, isAsked: wish != nil))
        }
        func rest(
            _ reason: FailureReason, _ reply: ServerReply?, _ wish: Duration? = nil,
            after spared: Int = 0
        ) -> BreakerDecision {
            // Zero, or a moment that is past, asks for nothing.
            let wish = wish.flatMap { wish in
                wish > .zero ? min(max(wish, shortestWish), RetryDecision.longestWish) : nil
            }
            return open(
                reason, reply, first: pause, longest: longestPause, wish: wish, after: spared,
                patience: patience)
        }

        switch outcome {
        case .delivered: return .close
        case .later(let reason, let reply, let wish)
        where [.unreachable, .timeout, .throttled].contains(reason):
            return rest(reason, reply, wish)
        // A mail server's is about one message or one recipient.
        case .later(.serverFault, let reply, let wish) where !isMail:
            return rest(.serverFault, reply, wish, after: wish == nil ? mostFaults - 1 : 0)
        // One line that broke is no server that is down.
        case .later(.cutWithinMessage, let reply, _):
            return rest(.cutWithinMessage, reply, after: mostLost - 1)
        case .unknown(let reason): return rest(reason, nil, after: mostLost - 1)
        // Each message is refused by itself, but somebody must know.
        case .stopEndpoint(.endpointGone, let reply):
            return open(
                .endpointGone, reply, first: .zero, longest: .zero, after: failures, patience: 0)
        case .stopEndpoint(.missingSecret, let reply):
            return open(
                .missingSecret, reply, first: pause, longest: longestSearch, patience: 1)
        case .stopEndpoint(let reason, let reply):
            return open(reason, reply, first: stop, longest: longestStop, patience: 1)
        // What we said ourselves, before anything went out.
        case .later(_, nil, _), .failed(_, nil): return .stand
        case .later, .failed: return .close
        }
    }
}

extension DeliveryOutcome {
    /// What it says of the recipient's domain as an endpoint of its own; nil if
    /// nothing.
    var ofRecipientDomain: DeliveryOutcome? {
        switch self {
        case .delivered, .failed(.recipientGone, _), .failed(.recipientRefused, _): self
        case .later(.domainThrottled, let reply, let wish):
            .later(.throttled, reply: reply, after: wish)
        default: nil
        }
    }
}

extension Records {
    /// Keeps what an attempt says of its endpoint.
    func note(
        _ outcome: DeliveryOutcome, of endpoint: String, isMail: Bool, started: Timestamp,
        jitter: Double, at now: Timestamp
    ) throws {
        let decision = BreakerDecision.decide(
            outcome, isMail: isMail, before: try self.endpoint(endpoint), started: started,
            jitter: jitter, now: now)
        switch decision {
        case .stand: break
        case .close: try recover(endpoint: endpoint, asOf: started, at: now)
        case .open(let failure): try fail(endpoint, failure, at: now)
        }
    }
}
