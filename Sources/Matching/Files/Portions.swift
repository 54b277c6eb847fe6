import Dispatch
import Synchronization

/// Much of the same work, on every core: each takes a portion at a time.
struct Portions {
    /// Hears how much of how much is done; from any thread, now and then.
    var progress: @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    var size = 64

    /// The results in the order of the inputs. Blocks, and works on the
    /// caller's thread too.
    func map<Input: Sendable, Output: Sendable>(
        _ inputs: [Input], _ body: @Sendable (Input) -> Output
    ) -> [Output] {
        let count = (inputs.count + size - 1) / size
        let done = Mutex((count: 0, outputs: [[Output]](repeating: [], count: count)))
        DispatchQueue.concurrentPerform(iterations: count) { index in
            let outputs = inputs[index * size..<min(inputs.count, (index + 1) * size)].map(body)
            let soFar = done.withLock { done in
                done.outputs[index] = outputs
                done.count += outputs.count
                return done.count
            }
            progress(soFar, inputs.count)
        }
        return done.withLock { $0.outputs.flatMap(\.self) }
    }
}
