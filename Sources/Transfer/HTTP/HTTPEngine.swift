/// The thread's side of a loop: everything here happens on it.
final class HTTPEngine {
    private let inbox: HTTPInbox
    private let multi: CurlMulti
    private let terms: HTTPTerms

    /// Of the servers that have something to do.
    private var queues: [String: HTTPQueue] = [:]
    private var running: [UnsafeMutableRawPointer: HTTPTransfer] = [:]
    /// Transfers without a request: their handles are set up but for what a
    /// request says, and know their servers' TLS sessions.
    private var resting: [HTTPTransfer] = []
    /// Of the URLs that are asked again and again.
    private var addresses: [String: HTTPAddress] = [:]

    private static let mostResting = 32
    private static let mostAddresses = 256

    /// Nil if memory, descriptors or libcurl itself are not there.
    init?(inbox: HTTPInbox, _ terms: HTTPTerms) {
        guard let alarm = inbox.alarm, let multi = CurlMulti(alarm: alarm) else { return nil }
        self.inbox = inbox
        self.multi = multi
        self.terms = terms
    }

    /// Returns when the inbox has ended.
    func run() {
        var orders: [HTTPInbox.Order] = []
        while true {
            let isEnded = inbox.take(&orders)
            for order in orders { obey(order) }
            if isEnded { break }
            // Orders, sockets and libcurl's own clock all end the wait. Callers are
            // told while there is more to do: most have asked again by then.
            multi.wait(milliseconds: orders.isEmpty ? 60_000 : 0) { handle, code in
                inbox.isAwake()
                guard let transfer = running[handle] else { return }
                finish(transfer, transfer.result(code))
            }
            inbox.isAwake()
        }
        for transfer in running.values {
            finish(transfer, Self.cut(transfer), thenNext: false)
        }
        for queue in queues.values {
            while let entry = queue.next() {
                entry.call.end(.failure(.cancelled(mayHaveArrived: false)))
            }
        }
    }

    private func obey(_ order: HTTPInbox.Order) {
        switch order {
        case .start(let call):
            if case .cancelled = call.phase {
                return call.end(.failure(.cancelled(mayHaveArrived: false)))
            }
            do throws(HTTPFailure) {
                let address = try address(of: call.request.url)
                let queue = queue(of: address)
                queue.append(call, to: address)
                admit(queue)
            } catch {
                call.end(.failure(error))
            }
        case .cancel(let call):
            switch call.phase {
            case .asked: call.phase = .cancelled
            case .waiting: call.end(.failure(.cancelled(mayHaveArrived: false)))
            case .running(let transfer): finish(transfer, Self.cut(transfer))
            case .cancelled, .ended: break
            }
        }
    }

    /// What has come of a transfer that nobody waits for any longer.
    private static func cut(_ transfer: HTTPTransfer) -> Result<HTTPResponse, HTTPFailure> {
        transfer.begun.map { .success($0) } ?? .failure(.cancelled(mayHaveArrived: true))
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
        while queue.running < terms.perHost, let entry = queue.next() {
            do throws(HTTPFailure) {
                try begin(entry.call, to: entry.address, in: queue)
            } catch {
                entry.call.end(.failure(error))
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
            transfer = try HTTPTransfer(terms, watch: multi.watch)
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
        call.end(result)
        if isNextWanted { admit(queue) }
    }
}
