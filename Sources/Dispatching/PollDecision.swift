package import Newswire
package import Storage

/// Whether a source is asked now, and how long one that failed is left alone.
package enum PollDecision: Hashable, Sendable {
    case ask
    /// Asked less than its `every` ago.
    /// It was asked less than its `every` ago.
    case notDue
    /// Its server asked for it, or it failed too often.
    case rest(until: Timestamp)

    /// After so many failures in a row, doubled with each one more.
    private static let firstPause = (failures: 2, length: Duration.seconds(120))
    private static let longestPause = Duration.seconds(3600)

    /// - Parameter every: how often it is to be asked; nil is whenever someone
    ///   polls. A tenth may be missing, so that cron, which is a second early now
    ///   and then, does not skip every second poll. After a failure it is not
    ///   waited for.
    package static func decide(
        _ state: SourceState, every: Duration?, now: Timestamp
    ) -> PollDecision {
        // What stands in the future was written by a clock that was ahead.
        guard let polled = state.polled, polled <= now else { return .ask }
        if let next = state.nextPoll, next > now { return .rest(until: next) }
        guard let every, state.failures == 0 else { return .ask }
        return polled + every * 9 / 10 > now ? .notDue : .ask
    }

    /// When a source that failed may be asked again; nil is at once: one failure
    /// is often a moment's.
    ///
    /// - Parameters:
    ///   - failures: in a row, this one included.
    ///   - wish: how long its server asked to be left alone, at most `RetryAfter.cap`.
    package static func nextPoll(
        failures: Int, wish: Duration?, now: Timestamp
    ) -> Timestamp? {
        let more = failures - firstPause.failures
        let pause =
            more < 0 ? nil : min(longestPause, firstPause.length * (1 << min(more, 16)))
        return [pause, wish].compactMap(\.self).max().map { now + $0 }
    }
}
