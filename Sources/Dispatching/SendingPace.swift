import Newswire
import Synchronization
import Transfer

/// Keeps all lanes of one relay, together, to so many messages in a time, which
/// go out evenly: an idle hour is no credit.
final class SendingPace: Sendable {
    private let interval: Duration
    private let free = Mutex(ContinuousClock.now)

    init(_ rate: RateCap) {
        interval = rate.interval
    }

    /// Whether a message may begin now; then the next must wait.
    func take(at now: ContinuousClock.Instant = .now) -> Bool {
        free.withLock { free in
            guard free <= now else { return false }
            // Who comes a little late loses nothing by it.
            free = (now - free < interval ? free : now) + interval
            return true
        }
    }

    /// Waits until a message may begin, which another lane may then be quicker to
    /// do. Blocks. False if that takes longer than the limit, or the task is
    /// cancelled.
    func wait(
        _ cancellation: DedicatedThread.Cancellation, within limit: Duration?
    ) -> Bool {
        let end = limit.map { ContinuousClock.now + $0 }
        while !cancellation.isCancelled {
            let free = free.withLock { $0 }
            let now = ContinuousClock.now
            guard free > now else { return true }
            if let end, now >= end { return false }
            DedicatedThread.sleep(min(free - now, .milliseconds(200)))
        }
        return false
    }
}
