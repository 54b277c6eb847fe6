package import Newswire

/// What becomes of an envelope after an attempt; of its endpoint
/// `BreakerDecision` says it.
package struct RetryDecision: Hashable, Sendable {
    package enum Fate: Hashable, Sendable {
        case settle(Envelope.State)
        /// Tried again at that time; `mayHaveArrived` if the message went out
        /// whole and no reply came.
        case retry(at: Timestamp, mayHaveArrived: Bool)
    }

    package var fate: Fate
    /// Why it is given up, where the attempt's own reason does not say it.
    package var reason: FailureReason?

    /// Waits between attempts; the last one repeats.
    package static let mailWaits: [Duration] = [
        .seconds(60), .seconds(300), .seconds(900), .seconds(1800), .seconds(3600),
        .seconds(7200), .seconds(14_400),
    ]
    package static let chatWaits: [Duration] = [
        .seconds(5), .seconds(30), .seconds(120), .seconds(300), .seconds(900), .seconds(3600),
    ]
    /// A server's wish to be left alone counts up to this.
    package static let longestWish: Duration = .seconds(6 * 3600)

    /// What an endpoint's breaker says to wait for is not waited for here once more:
    /// such a message is due at once, and first again if it was refused for a rate.
    ///
    /// - Parameters:
    ///   - attempts: with the one that just ended.
    ///   - sealed: what was sealed first goes first.
    ///   - jitter: 0..<1, to spread what failed together; waits grow by up to a
    ///     fifth.
    package static func decide(
        _ outcome: DeliveryOutcome, isMail: Bool, attempts: Int, sealed: Timestamp,
        giveUp: Timestamp, jitter: Double, now: Timestamp
    ) -> RetryDecision {
        let waits = isMail ? mailWaits : chatWaits
        let usual = waits[min(max(attempts, 1), waits.count) - 1]
        let wait = usual + .milliseconds(Int64(Double(usual.milliseconds) * 0.2 * jitter))

        func again(at next: Timestamp, mayHaveArrived: Bool = false) -> Self {
            guard max(next, now) < giveUp else {
                return Self(fate: .settle(.failed), reason: .givenUp)
            }
            return Self(fate: .retry(at: next, mayHaveArrived: mayHaveArrived))
        }

        switch outcome {
        case .delivered:
            return Self(fate: .settle(.sent))
        // One that is refused so each time does not keep its place for ever.
        case .later(.throttled, _, _): return again(at: attempts < 3 ? min(sealed, now) : now)
        case .later(.unreachable, _, _), .later(.timeout, _, _): return again(at: now)
        case .later(_, _, let wish):
            return again(at: now + max(wait, wish.map { min($0, longestWish) } ?? .zero))
        case .unknown:
            return again(at: now + wait, mayHaveArrived: true)
        case .stopEndpoint(.endpointGone, _):
            // It said so for good; who brings it back retries what failed.
            return Self(fate: .settle(.failed))
        case .stopEndpoint: return again(at: now)
        case .failed: return Self(fate: .settle(.failed))
        }
    }
}
