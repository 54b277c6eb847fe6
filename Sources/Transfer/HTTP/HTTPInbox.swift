import Synchronization

/// What callers ask of a loop's thread.
final class HTTPInbox: Sendable {
    /// Of one call, the cancellation may come before the start.
    enum Order: Sendable {
        case start(HTTPCall)
        case cancel(HTTPCall)
    }

    private struct State {
        var orders: [Order] = []
        var isEnded = false
        var isRefused = false
    }

    /// Wakes the thread; nil if the system had no descriptor left.
    let alarm = Alarm()
    private let state = Mutex(State())
    /// Whether the thread waits, or is about to, and must be woken. Set before
    /// the orders are looked at for the last time, read after one was added.
    private let isAsleep = Atomic(false)

    func put(_ order: Order) {
        let isTaken = state.withLock { state in
            if !state.isRefused { state.orders.append(order) }
            return !state.isRefused
        }
        if isTaken { wake() } else { Self.refuse(order) }
    }

    /// No order comes after it.
    func end() {
        state.withLock { $0.isEnded = true }
        wake()
    }

    /// For the thread: the orders since the last call, instead of what is in
    /// the array, and whether there will be no more. If there are none the next
    /// one wakes it.
    func take(_ orders: inout [Order]) -> Bool {
        orders.removeAll(keepingCapacity: true)
        isAsleep.store(true, ordering: .sequentiallyConsistent)
        let isEnded = state.withLock { state in
            swap(&state.orders, &orders)
            return state.isEnded
        }
        if !orders.isEmpty { isAwake() }
        return isEnded
    }

    /// For the thread: it is going to take orders, and need not be woken.
    func isAwake() {
        isAsleep.store(false, ordering: .relaxed)
    }

    /// For a thread that can't work: whatever is asked fails at once.
    func refuse() {
        let orders = state.withLock { state in
            state.isRefused = true
            defer { state.orders = [] }
            return state.orders
        }
        for order in orders { Self.refuse(order) }
    }

    private static func refuse(_ order: Order) {
        guard case .start(let call) = order else { return }
        call.end(.failure(.lost(.engineNotFound)))
    }

    private func wake() {
        if isAsleep.exchange(false, ordering: .sequentiallyConsistent) { alarm?.ring() }
    }
}
