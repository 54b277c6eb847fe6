import Newswire
package import Storage

/// Forgets what was kept for as long as nashra.yaml says, a little at a time:
/// nobody waits for it for long, and what one call leaves the next one finds.
package struct Housekeeper: Sendable {
    /// Envelopes that one commit forgets.
    private static let batch = 2_000
    /// Envelopes that one call forgets: a large list's of a day.
    private static let mostAtOnce = 200_000

    private let commits: GroupCommit
    private let keep: Duration
    private let clock: NewsClock

    /// - Parameter keep: how long messages and attempts are kept once they are
    ///   settled.
    package init(commits: GroupCommit, keep: Duration, clock: NewsClock) {
        self.commits = commits
        self.keep = keep
        self.clock = clock
    }

    /// Returns how many messages were forgotten.
    @discardableResult
    package func tidy() async throws -> Int {
        let end = clock.now() - keep
        var forgotten = 0
        while forgotten < Self.mostAtOnce, !Task.isCancelled {
            let count = try await commits.write {
                try $0.pruneEnvelopes(settledBefore: end, limit: Self.batch)
            }
            forgotten += count
            if count < Self.batch { break }
        }
        // Those that may still count are kept, however soon messages are forgotten.
        let lastCounted = min(end, clock.now() - BounceReception.window)
        try await commits.write { records in
            try records.pruneAlarms(endedBefore: end)
            try records.pruneBounces(receivedBefore: lastCounted)
        }
        return forgotten
    }
}
