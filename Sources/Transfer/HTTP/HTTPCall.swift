/// One request from its caller's asking to its end.
///
/// Unchecked: its caller gives it a continuation before it puts it into the
/// inbox; from then on all of it belongs to the loop's thread.
final class HTTPCall: @unchecked Sendable {
    enum Phase {
        /// Not yet come to the thread.
        case asked
        /// And never to begin.
        case cancelled
        case waiting
        case running(HTTPTransfer)
        case ended
    }

    let request: HTTPRequest
    /// Made here, that is by the caller: the loop's thread has much to do.
    let headers: CurlList
    var phase = Phase.asked
    var continuation: UnsafeContinuation<Result<HTTPResponse, HTTPFailure>, Never>?

    init(_ request: HTTPRequest) {
        self.request = request
        // No Expect, or libcurl waits a second for a 100 that few servers send.
        headers = CurlList([(name: "Expect", value: "")] + request.headers)
    }

    /// Tells its caller; only the first time counts.
    func end(_ result: Result<HTTPResponse, HTTPFailure>) {
        phase = .ended
        continuation?.resume(returning: result)
        continuation = nil
    }
}

/// The requests to one server: how many are under way, and which wait, first
/// come, first served.
final class HTTPQueue {
    /// The server, as `HTTPAddress` calls it.
    let place: String
    var running = 0
    private var entries: [Entry?] = []
    private var first = 0

    struct Entry {
        var call: HTTPCall
        var address: HTTPAddress
    }

    init(place: String) {
        self.place = place
    }

    /// Whether nothing of it is left to do.
    var isDone: Bool { running == 0 && first == entries.count }

    func append(_ call: HTTPCall, to address: HTTPAddress) {
        call.phase = .waiting
        entries.append(Entry(call: call, address: address))
    }

    /// The next that still waits: what was cancelled meanwhile is passed over.
    /// In constant time on average.
    func next() -> Entry? {
        while first < entries.count {
            let entry = entries[first]
            entries[first] = nil
            first += 1
            if first > 64, first > entries.count / 2 {
                entries.removeFirst(first)
                first = 0
            }
            if let entry, case .waiting = entry.call.phase { return entry }
        }
        entries.removeAll(keepingCapacity: true)
        first = 0
        return nil
    }
}
