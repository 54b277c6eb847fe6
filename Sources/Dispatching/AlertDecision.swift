package import Newswire

/// What becomes of a channel's notices whose time has come.
package enum AlertDecision: Hashable, Sendable {
    /// They go out now, all in one message if they were held together.
    case seal
    /// They wait, and go out as one then.
    case hold(until: Timestamp, by: Hold)

    package enum Hold: String, Hashable, Sendable {
        case quietHours = "quiet-hours"
        case cap
    }

    /// - Parameters:
    ///   - quietUntil: the end of the channel's quiet hours, if it is in them.
    ///   - cap: the channel's limit.
    ///   - told: when the channel was told something within the cap's time,
    ///     newest first, at least as many moments as the cap counts if there
    ///     were as many.
    package static func decide(
        quietUntil: Timestamp?, cap: RateCap?, told: [Timestamp], now: Timestamp
    ) -> AlertDecision {
        if let quietUntil, quietUntil > now { return .hold(until: quietUntil, by: .quietHours) }
        if let cap, told.count >= cap.count {
            let free = told[cap.count - 1] + cap.per
            if free > now { return .hold(until: free, by: .cap) }
        }
        return .seal
    }
}
