import Dispatch
import GRDB
import Synchronization

/// Lets many tasks share one durable commit.
///
/// A commit at `synchronous = FULL` waits for the disk; what is asked for while
/// one is under way is written together by the next. Each caller goes on when
/// its own work is durable. No thread of the cooperative pool is blocked.
package final class GroupCommit: Sendable {
    private struct Work: Sendable {
        /// Does the work within a transaction.
        var perform: @Sendable (Records) throws -> Void
        /// Tells the caller how it went.
        var finish: @Sendable ((any Error)?) -> Void
    }

    private struct Queue {
        var waiting: [Work] = []
        var isWriting = false
    }

    private let store: Store
    private let queue = Mutex(Queue())

    package init(store: Store) {
        self.store = store
    }

    /// Runs the body in a transaction that it may share with other tasks'
    /// bodies. If one of them throws, each is tried again alone, so that only
    /// the faulty one fails; a body may therefore run twice, and must change
    /// nothing but the store.
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (Records) throws -> Value
    ) async throws -> Value {
        return try await withCheckedThrowingContinuation { continuation in
            let box = ResultBox<Value>()
            enqueue(
                Work(
                    perform: { records in
                        let value = try body(records)
                        box.value.withLock { $0 = value }
                    },
                    finish: { error in
                        if let error {
                            continuation.resume(throwing: error)
                        } else if let value = box.value.withLock({ $0 }) {
                            continuation.resume(returning: value)
                        }
                    }))
        }
    }

    /// The same for a thread of one's own, which may do something else before it
    /// waits.
    package func begin<Value: Sendable>(
        _ body: @escaping @Sendable (Records) throws -> Value
    ) -> PendingCommit<Value> {
        let pending = PendingCommit<Value>()
        enqueue(
            Work(
                perform: { pending.note(.success(try body($0))) },
                finish: { error in
                    if let error { pending.note(.failure(error)) }
                    pending.finish()
                }))
        return pending
    }

    private func enqueue(_ work: Work) {
        let startsWriter = queue.withLock { queue in
            queue.waiting.append(work)
            defer { queue.isWriting = true }
            return !queue.isWriting
        }
        guard startsWriter else { return }
        store.pool.asyncWriteWithoutTransaction { db in self.drain(db) }
    }

    private func drain(_ db: Database) {
        while true {
            let batch = queue.withLock { queue in
                defer { queue.waiting = [] }
                queue.isWriting = !queue.waiting.isEmpty
                return queue.waiting
            }
            if batch.isEmpty { return }
            do {
                try transaction(batch, db)
                for work in batch { work.finish(nil) }
            } catch {
                for work in batch {
                    do {
                        try transaction([work], db)
                        work.finish(nil)
                    } catch {
                        work.finish(
                            error is DatabaseError ? StoreError(error, path: store.path) : error)
                    }
                }
            }
        }
    }

    private func transaction(_ batch: [Work], _ db: Database) throws {
        // Not `inTransaction`, which parses both again each time.
        try db.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
        do {
            for work in batch { try work.perform(Records(db: db)) }
            try db.cachedStatement(sql: "COMMIT").execute()
        } catch {
            if db.isInsideTransaction { try db.rollback() }
            throw error
        }
    }
}

/// A write that was begun by `GroupCommit.begin`.
package final class PendingCommit<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)
    private let isFinished = DispatchSemaphore(value: 0)
    private let wasFinished = Atomic(false)

    /// Whether `wait` would return at once.
    package var isOver: Bool { wasFinished.load(ordering: .acquiring) }

    /// Blocks until the write is durable or has failed. To be called once, and
    /// never on the cooperative pool.
    package func wait() throws -> Value {
        isFinished.wait()
        guard let result = result.withLock({ $0 }) else { throw CancellationError() }
        return try result.get()
    }

    fileprivate func note(_ result: Result<Value, any Error>) {
        self.result.withLock { $0 = result }
    }

    fileprivate func finish() {
        wasFinished.store(true, ordering: .releasing)
        isFinished.signal()
    }
}

private final class ResultBox<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
}
