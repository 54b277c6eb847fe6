import Foundation
import Synchronization

/// A thread for work that blocks, so that the cooperative pool, two threads on
/// two cores, never waits for a server.
package enum DedicatedThread {
    /// Whether the task that waits for the work was cancelled; for the thread
    /// that does it.
    package final class Cancellation: Sendable {
        private let flag = Atomic(false)

        package var isCancelled: Bool { flag.load(ordering: .relaxed) }

        func cancel() { flag.store(true, ordering: .relaxed) }
    }

    /// Blocks the thread for so long.
    package static func sleep(_ duration: Duration) {
        Thread.sleep(forTimeInterval: Double(duration.milliseconds + 1) / 1000)
    }

    /// Lets the calling thread, when it wakes, wait for its turn and not interrupt
    /// who has the core: one who does the same little thing for many messages
    /// gets more of them done that way. Where the kernel does not know it, nothing
    /// changes.
    package static func waitForTurns() {
        #if os(Linux)
            // SCHED_BATCH of <sched.h>, which Glibc's module hides.
            let batch: Int32 = 3
            var parameters = sched_param()
            _ = sched_setscheduler(0, batch, &parameters)
        #endif
    }

    /// Does the work on a thread of its own, which ends with it. The work runs
    /// to its end even if the task is cancelled, unless it asks.
    package static func run<Value: Sendable>(
        _ name: String, _ work: @escaping @Sendable (Cancellation) -> Value
    ) async -> Value {
        let cancellation = Cancellation()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let thread = Thread { continuation.resume(returning: work(cancellation)) }
                thread.name = name
                thread.start()
            }
        } onCancel: {
            cancellation.cancel()
        }
    }
}
