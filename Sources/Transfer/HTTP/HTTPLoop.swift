import CCurl
import Foundation
import Synchronization

/// Runs any number of requests at a time on one multi handle and one thread.
///
/// At most `perHost` at a time go to one host; the others wait for their turn
/// here, before libcurl's clock for them starts. Each loop has one guard, which
/// sees every address it connects to: a connection opened under one guard is
/// never reused under another. The thread ends after the loop's last reference
/// is gone; requests under way then end as cancelled.
final class HTTPLoop: Sendable {
    private let inbox: Inbox

    init(guardian: AddressGuard?, proxy: String? = nil, perHost: Int = 4) {
        let inbox = Inbox()
        self.inbox = inbox
        let thread = Thread {
            Engine(inbox: inbox, guardian: guardian, proxy: proxy, perHost: perHost).run()
        }
        thread.name = "nashra-http"
        thread.start()
    }

    deinit {
        inbox.end()
    }

    /// Performs one request; cancelling the task ends it at once.
    func perform(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
        let id = inbox.newID()
        defer { inbox.forget(id) }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                inbox.start(id, request, continuation)
            }
        } onCancel: {
            inbox.cancel(id)
        }
        return try result.get()
    }
}

typealias HTTPContinuation = CheckedContinuation<Result<HTTPResponse, HTTPFailure>, Never>

/// What the callers ask of the loop's thread.
private final class Inbox: Sendable {
    enum Order: Sendable {
        case start(UInt64, HTTPRequest, HTTPContinuation)
        case cancel(UInt64)
    }

    private struct State {
        var orders: [Order] = []
        var lastID: UInt64 = 0
        var started: Set<UInt64> = []
        var cancelledBeforeStart: Set<UInt64> = []
        var isEnded = false
    }

    /// The multi belongs to the thread; `curl_multi_wakeup`, which any thread
    /// may call, is all that others do with it.
    private struct Multi: @unchecked Sendable {
        var raw: UnsafeMutableRawPointer?
    }

    private let state = Mutex(State())
    private let shared = Multi(raw: CurlLibrary.isReady ? curl_multi_init() : nil)

    var multi: UnsafeMutableRawPointer? { shared.raw }

    deinit {
        curl_multi_cleanup(shared.raw)
    }

    func newID() -> UInt64 {
        state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
    }

    func start(_ id: UInt64, _ request: HTTPRequest, _ continuation: HTTPContinuation) {
        let isWanted = state.withLock { state in
            guard state.cancelledBeforeStart.remove(id) == nil else { return false }
            state.started.insert(id)
            state.orders.append(.start(id, request, continuation))
            return true
        }
        if isWanted {
            curl_multi_wakeup(shared.raw)
        } else {
            continuation.resume(returning: .failure(.cancelled(mayHaveArrived: false)))
        }
    }

    func cancel(_ id: UInt64) {
        let isStarted = state.withLock { state in
            guard state.started.contains(id) else {
                state.cancelledBeforeStart.insert(id)
                return false
            }
            state.orders.append(.cancel(id))
            return true
        }
        if isStarted { curl_multi_wakeup(shared.raw) }
    }

    func forget(_ id: UInt64) {
        state.withLock { state in
            state.started.remove(id)
            state.cancelledBeforeStart.remove(id)
        }
    }

    func end() {
        state.withLock { $0.isEnded = true }
        curl_multi_wakeup(shared.raw)
    }

    /// The orders since the last call, and whether these were the last.
    func take() -> (orders: [Order], isEnded: Bool) {
        state.withLock { state in
            defer { state.orders = [] }
            return (state.orders, state.isEnded)
        }
    }
}

/// The thread's side: everything here happens on it.
private final class Engine {
    private let inbox: Inbox
    private let guardian: AddressGuard?
    private let proxy: String?
    private let perHost: Int
    private var running: [UnsafeMutableRawPointer: Running] = [:]
    private var waiting: [String: [Running]] = [:]
    private var load: [String: Int] = [:]

    private struct Running {
        var transfer: HTTPTransfer
        var continuation: HTTPContinuation
    }

    init(inbox: Inbox, guardian: AddressGuard?, proxy: String?, perHost: Int) {
        self.inbox = inbox
        self.guardian = guardian
        self.proxy = proxy
        self.perHost = perHost
    }

    func run() {
        while true {
            let (orders, isEnded) = inbox.take()
            for order in orders { obey(order) }
            if isEnded { return endAll() }
            var active: Int32 = 0
            curl_multi_perform(inbox.multi, &active)
            collect()
            // Orders, sockets and libcurl's own clock all end the wait.
            let code = curl_multi_poll(inbox.multi, nil, 0, 60_000, nil)
            if code != CURLM_OK { Thread.sleep(forTimeInterval: 0.05) }
        }
    }

    private func obey(_ order: Inbox.Order) {
        switch order {
        case .start(let id, let request, let continuation):
            do throws(HTTPFailure) {
                let transfer = try HTTPTransfer(
                    id: id, request, guardian: guardian, proxy: proxy)
                waiting[transfer.place, default: []].append(
                    Running(transfer: transfer, continuation: continuation))
                admit(transfer.place)
            } catch {
                continuation.resume(returning: .failure(error))
            }
        case .cancel(let id): cancel(id)
        }
    }

    private func admit(_ place: String) {
        while load[place, default: 0] < perHost, let queue = waiting[place], let next = queue.first
        {
            waiting[place] = queue.count > 1 ? Array(queue.dropFirst()) : nil
            guard curl_multi_add_handle(inbox.multi, next.transfer.handle.raw) == CURLM_OK else {
                next.continuation.resume(returning: .failure(.lost(.engineNotFound)))
                continue
            }
            running[next.transfer.handle.raw] = next
            load[place, default: 0] += 1
        }
    }

    private func collect() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(inbox.multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE,
                let handle = message.pointee.easy_handle, let ended = running[handle]
            else { continue }
            let code = CurlCode(nashra_curl_message_result(message))
            finish(ended, ended.transfer.result(code))
        }
    }

    private func cancel(_ id: UInt64) {
        if let ended = running.values.first(where: { $0.transfer.id == id }) {
            return finish(ended, .failure(.cancelled(mayHaveArrived: true)))
        }
        for (place, queue) in waiting {
            guard let index = queue.firstIndex(where: { $0.transfer.id == id }) else { continue }
            let ended = queue[index]
            let rest = queue.filter { $0.transfer.id != id }
            waiting[place] = rest.isEmpty ? nil : rest
            ended.continuation.resume(
                returning: .failure(.cancelled(mayHaveArrived: false)))
            return
        }
    }

    private func finish(_ ended: Running, _ result: Result<HTTPResponse, HTTPFailure>) {
        curl_multi_remove_handle(inbox.multi, ended.transfer.handle.raw)
        running[ended.transfer.handle.raw] = nil
        let place = ended.transfer.place
        let count = load[place, default: 1] - 1
        load[place] = count > 0 ? count : nil
        ended.continuation.resume(returning: result)
        admit(place)
    }

    private func endAll() {
        let queues = waiting
        waiting = [:]
        for queue in queues.values {
            for ended in queue {
                ended.continuation.resume(
                    returning: .failure(.cancelled(mayHaveArrived: false)))
            }
        }
        for ended in running.values {
            finish(ended, .failure(.cancelled(mayHaveArrived: true)))
        }
    }
}
