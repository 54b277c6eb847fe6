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

    /// When the calling thread wakes, from now on, it does not preempt the one that
    /// runs (`SCHED_BATCH`). One that does a little for each of many messages does
    /// more of them so. What an operator chose for the process stays, as does
    /// everything where the kernel knows no such thing.
    package static func yieldWhenWaking() {
        #if os(Linux)
            // SCHED_OTHER and SCHED_BATCH of <sched.h>, of which Glibc's module
            // hides the second.
            let (normal, batch): (Int32, Int32) = (0, 3)
            var parameters = sched_param()
            if sched_getscheduler(0) == normal { _ = sched_setscheduler(0, batch, &parameters) }
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
