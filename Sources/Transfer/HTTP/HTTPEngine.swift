/// The thread's side of a loop: everything here happens on it.
final class HTTPEngine {
    private let inbox: HTTPInbox
    private let multi: CurlMulti
    private let guardian: AddressGuard?
    private let proxy: String?
    private let perHost: Int

    /// Of the servers that have something to do.
    private var queues: [String: HTTPQueue] = [:]
    private var running: [UnsafeMutableRawPointer: HTTPTransfer] = [:]
    /// Transfers without a request: their handles are set up but for what a
    /// request says, and know their servers' TLS sessions.
    private var resting: [HTTPTransfer] = []
    /// Of the URLs that are asked again and again.
    private var addresses: [String: HTTPAddress] = [:]
    private var results: [(HTTPCall, Result<HTTPResponse, HTTPFailure>)] = []

    private static let mostResting = 32
    private static let mostAddresses = 256

    /// Nil if memory, descriptors or libcurl itself are not there.
    init?(inbox: HTTPInbox, guardian: AddressGuard?, proxy: String?, perHost: Int) {
        guard let alarm = inbox.alarm, let multi = CurlMulti(alarm: alarm) else { return nil }
        self.inbox = inbox
        self.multi = multi
        self.guardian = guardian
        self.proxy = proxy
        self.perHost = perHost
    }

    /// Returns when the inbox has ended.
    func run() {
        var orders: [HTTPInbox.Order] = []
        while true {
            let isEnded = inbox.take(&orders)
            for order in orders { obey(order) }
            if isEnded { break }
            // Orders, sockets and libcurl's own clock all end the wait.
            multi.wait(milliseconds: orders.isEmpty ? 60_000 : 0)
            inbox.isAwake()
            multi.ended { handle, code in
                guard let transfer = running[handle] else { return }
                finish(transfer, transfer.result(code))
            }
            answer()
        }
        for transfer in running.values {
            finish(transfer, .failure(.cancelled(mayHaveArrived: true)), thenNext: false)
        }
        for queue in queues.values {
            while let entry = queue.next() {
                end(entry.call, .failure(.cancelled(mayHaveArrived: false)))
            }
        }
        answer()
    }

    private func obey(_ order: HTTPInbox.Order) {
        switch order {
        case .start(let call):
            if case .cancelled = call.phase {
                return end(call, .failure(.cancelled(mayHaveArrived: false)))
            }
            do throws(HTTPFailure) {
                let address = try address(of: call.request.url)
                let queue = queue(of: address)
                queue.append(call, to: address)
                admit(queue)
            } catch {
                end(call, .failure(error))
            }
        case .cancel(let call):
            switch call.phase {
            case .asked: call.phase = .cancelled
            case .waiting: end(call, .failure(.cancelled(mayHaveArrived: false)))
            case .running(let transfer):
                finish(transfer, .failure(.cancelled(mayHaveArrived: true)))
            case .cancelled, .ended: break
            }
        }
    }

    private func address(of url: String) throws(HTTPFailure) -> HTTPAddress {
        if let known = addresses[url] { return known }
        let address = try HTTPAddress(url)
        if addresses.count == Self.mostAddresses { addresses = [:] }
        addresses[url] = address
        return address
    }

    private func queue(of address: HTTPAddress) -> HTTPQueue {
        if let queue = queues[address.place] { return queue }
        let queue = HTTPQueue(place: address.place)
        queues[address.place] = queue
        return queue
    }

    private func admit(_ queue: HTTPQueue) {
        while queue.running < perHost, let entry = queue.next() {
            do throws(HTTPFailure) {
                try begin(entry.call, to: entry.address, in: queue)
            } catch {
                end(entry.call, .failure(error))
            }
        }
        if queue.isDone { queues[queue.place] = nil }
    }

    private func begin(
        _ call: HTTPCall, to address: HTTPAddress, in queue: HTTPQueue
    ) throws(HTTPFailure) {
        let transfer: HTTPTransfer
        if let rested = resting.popLast() {
            transfer = rested
        } else {
            transfer = try HTTPTransfer(watch: multi.watch, guardian: guardian, proxy: proxy)
        }
        try transfer.begin(call, to: address, in: queue)
        guard multi.add(transfer.handle) else {
            transfer.rest()
            throw .lost(.engineNotFound)
        }
        running[transfer.handle.raw] = transfer
        queue.running += 1
        call.phase = .running(transfer)
    }

    private func finish(
        _ transfer: HTTPTransfer, _ result: Result<HTTPResponse, HTTPFailure>,
        thenNext isNextWanted: Bool = true
    ) {
        multi.remove(transfer.handle)
        running[transfer.handle.raw] = nil
        guard let (call, queue) = transfer.rest() else { return }
        if resting.count < Self.mostResting { resting.append(transfer) }
        queue.running -= 1
        end(call, result)
        if isNextWanted { admit(queue) }
    }

    /// Callers are told together at the end of a turn, so that one waking of
    /// theirs serves many.
    private func end(_ call: HTTPCall, _ result: Result<HTTPResponse, HTTPFailure>) {
        call.phase = .ended
        results.append((call, result))
    }

    private func answer() {
        for (call, result) in results { call.end(result) }
        results.removeAll(keepingCapacity: true)
    }
}
