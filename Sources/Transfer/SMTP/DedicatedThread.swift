import Dispatch
import Foundation
import Synchronization

/// The executor of an actor whose work blocks: one thread of its own, so that
/// the cooperative pool, two threads on two cores, never waits for a server.
///
/// The thread ends after the executor's last reference is gone.
final class DedicatedThread: SerialExecutor {
    private let work = Work()

    init(name: String) {
        let work = work
        let thread = Thread {
            while let item = work.next() {
                item.job.runSynchronously(on: item.executor.asUnownedSerialExecutor())
            }
        }
        thread.name = name
        thread.start()
    }

    deinit {
        work.end()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        work.add(Item(job: UnownedJob(job), executor: self))
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }

    /// A job keeps its executor: the job's end may drop the actor, and with it
    /// the last other reference.
    private struct Item: Sendable {
        var job: UnownedJob
        var executor: DedicatedThread
    }

    private final class Work: Sendable {
        private let items = Mutex<[Item]>([])
        /// Counts the items, and the end as one more.
        private let signal = DispatchSemaphore(value: 0)

        func add(_ item: Item) {
            items.withLock { $0.append(item) }
            signal.signal()
        }

        func end() {
            signal.signal()
        }

        /// Waits; nil once it has ended and nothing is left.
        func next() -> Item? {
            signal.wait()
            return items.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        }
    }
}
