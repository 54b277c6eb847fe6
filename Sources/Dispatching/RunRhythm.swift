package import Newswire

/// How often somebody calls `nashra run`, as far as its last two ends tell.
package struct RunRhythm: Sendable {
    /// So long is no matter, however often it is called.
    private static let patience = Duration.seconds(3600)

    private let ends: [Timestamp]

    /// - Parameter ends: of the last two runs, the newest first.
    package init(_ ends: [Timestamp]) {
        self.ends = ends
    }

    /// When the last run ended, if the next one should have come since: none has for
    /// an hour, nor for twice the time that lay between the last two. Of one run
    /// alone nobody knows whether another one is to come.
    package func missed(at now: Timestamp) -> Timestamp? {
        guard ends.count > 1, let last = ends.first, let before = ends.last else { return nil }
        return now - last > max(Self.patience, (last - before) * 2) ? last : nil
    }
}
