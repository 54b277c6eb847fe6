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
    /// do; or until the task is cancelled. Blocks.
    func wait(_ cancellation: DedicatedThread.Cancellation) {
        while !cancellation.isCancelled {
            let left = free.withLock { $0 } - ContinuousClock.now
            guard left > .zero else { return }
            DedicatedThread.sleep(min(left, .milliseconds(200)))
        }
    }
}
