import CCurl

/// A handle with the request that it makes just now, and what has come back so
/// far. One after another it makes many: all that one request can say is said
/// anew by each, all that comes back is one value, and nothing else is kept.
///
/// libcurl calls back into it, on the thread of its loop only.
final class HTTPTransfer {
    let handle: CurlHandle
    private let watch: SocketWatch
    private let terms: HTTPTerms

    private var work: Work?
    private var answer = Answer()

    private struct Work {
        var call: HTTPCall
        var address: HTTPAddress
        var queue: HTTPQueue
    }

    private struct Answer {
        var headers = HTTPHeaders()
        var headerBytes = 0
        var body: [UInt8] = []
        var isOverfull = false
        /// Whether all headers of the last answer have come; one that is only
        /// informational is none yet.
        var hasBegun = false
        var refusedAddress: String?
    }

    private static let mostHeaderBytes = 256 * 1024

    /// Its sockets are the watch's, which outlives the connections.
    init(_ terms: HTTPTerms, watch: SocketWatch) throws(HTTPFailure) {
        guard let handle = CurlHandle() else { throw .lost(.engineNotFound) }
        self.handle = handle
        self.watch = watch
        self.terms = terms
        handle.set(CURLOPT_PROTOCOLS_STR, "http,https")
        handle.set(CURLOPT_USERAGENT, "Nashra")
        if let proxy = terms.proxy { handle.set(CURLOPT_PROXY, proxy) }
        // What the proxy says of the way there is no answer.
        handle.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, true)
        handle.set(CURLOPT_CONNECTTIMEOUT_MS, terms.limits.connect)
        handle.set(CURLOPT_TIMEOUT_MS, terms.limits.total)
        if terms.limits.excess == .refused {
            handle.set(CURLOPT_MAXFILESIZE_LARGE, bytes: terms.limits.bytes)
        }
        if terms.acceptsPacked { handle.set(CURLOPT_ACCEPT_ENCODING, "") }
        // libcurl takes and gives back a buffer for each request: 16 KB of its
        // own choice are much for a few words.
        handle.set(CURLOPT_BUFFERSIZE, max(1024, min(terms.limits.bytes / 16, 16384)))
        // Over TLS only: cleartext HTTP/2 fails on reuse in 7.88.
        handle.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        listen()
    }

    private func listen() {
        let context = Unmanaged.passUnretained(self).toOpaque()
        handle.onHeader(context) { bytes, size, count, context in
            guard let bytes, let context else { return 0 }
            let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
            return HTTPTransfer.of(context).receiveHeader(line) ? line.count : 0
        }
        handle.onBody(context) { bytes, size, count, context in
            guard let bytes, let context else { return 0 }
            let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
            return HTTPTransfer.of(context).receiveBody(piece) ? piece.count : 0
        }
        handle.onOpenSocket(context) { context, _, address in
            guard let context, let address else { return nashra_curl_socket_bad() }
            return HTTPTransfer.of(context).open(address)
        }
        handle.onCloseSocket(Unmanaged.passUnretained(watch).toOpaque()) { context, socket in
            guard let context else { return 1 }
            Unmanaged<SocketWatch>.fromOpaque(context).takeUnretainedValue().close(socket)
            return 0
        }
    }

    /// Sets the handle up for this request; it begins when a multi gets the
    /// handle. Fails if the address is private.
    func begin(
        _ call: HTTPCall, to address: HTTPAddress, in queue: HTTPQueue
    ) throws(HTTPFailure) {
        // Through a proxy the only address we see is the proxy's. An address in
        // the URL itself is judged all the same, and so is the name that every
        // machine has for itself (RFC 6761 section 6.3).
        if terms.proxy != nil, let guardian = terms.guardian,
            let literal = address.ownAddress,
            !guardian.permits(literal, host: address.host, port: address.port)
        {
            throw .privateAddress(literal.description)
        }
        work = Work(call: call, address: address, queue: queue)
        answer = Answer()
        let request = call.request
        handle.setURL(address.parts, text: address.text)
        if let body = request.body {
            handle.setBody(body)
        } else {
            handle.set(CURLOPT_HTTPGET, true)
        }
        if let method = request.method, request.body != nil {
            handle.set(CURLOPT_CUSTOMREQUEST, method)
        } else {
            handle.unset(CURLOPT_CUSTOMREQUEST)
        }
        handle.setHeaders(call.headers)
    }

    /// What came of the request, libcurl having ended with this code.
    func result(_ code: CurlCode) -> Result<HTTPResponse, HTTPFailure> {
        if let begun { return .success(begun) }
        if answer.isOverfull { return .failure(.tooLarge) }
        if code != .ok {
            if code == .fileTooLarge { return .failure(.tooLarge) }
            if let refused = answer.refusedAddress, code == .couldNotConnect {
                return .failure(.privateAddress(refused))
            }
            return .failure(
                code.isConfiguration
                    ? .unusable(code, words: handle.problem) : .lost(code))
        }
        return .success(response)
    }

    /// The answer as far as it has come, if its headers have and the first bytes
    /// of its body are enough: what a cut line, or time, takes away behind them
    /// makes no difference to what the server has done.
    var begun: HTTPResponse? {
        answer.hasBegun && terms.limits.excess == .dropped ? response : nil
    }

    private var response: HTTPResponse {
        HTTPResponse(
            status: handle.number(CURLINFO_RESPONSE_CODE), headers: answer.headers,
            body: answer.body, redirect: handle.text(CURLINFO_REDIRECT_URL))
    }

    /// Forgets the request, of which the handle must not be in a multi any more,
    /// and returns whose it was; nil if there was none.
    @discardableResult
    func rest() -> (HTTPCall, HTTPQueue)? {
        guard let done = work else { return nil }
        work = nil
        answer = Answer()
        handle.dropBody()
        return (done.call, done.queue)
    }

    private static func of(_ context: UnsafeMutableRawPointer) -> HTTPTransfer {
        Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue()
    }

    /// Keeps the headers of the last answer: an informational one, 103, comes
    /// before it.
    private func receiveHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        answer.headerBytes += line.count
        guard answer.headerBytes <= Self.mostHeaderBytes else { return false }
        if line.starts(with: "HTTP/".utf8) {
            answer.headers = HTTPHeaders()
            answer.hasBegun = false
        } else {
            answer.headers.append(line: line)
            let isLast = line.first == 0x0D || line.first == 0x0A
            if isLast, handle.number(CURLINFO_RESPONSE_CODE) >= 200 { answer.hasBegun = true }
        }
        return true
    }

    private func receiveBody(_ piece: UnsafeRawBufferPointer) -> Bool {
        let room = terms.limits.bytes - answer.body.count
        answer.body.append(contentsOf: piece.prefix(room))
        answer.isOverfull = piece.count > room
        return !answer.isOverfull
    }

    /// Opens the socket for an address the guard permits; called before any
    /// packet goes out.
    private func open(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        guard terms.proxy != nil || permits(address) else { return nashra_curl_socket_bad() }
        return watch.open(
            address.pointee.family, address.pointee.socktype, address.pointee.protocol)
    }

    private func permits(_ address: UnsafeMutablePointer<curl_sockaddr>) -> Bool {
        guard let guardian = terms.guardian else { return true }
        // The address goes on behind the struct's end: an IPv6 one is longer
        // than `sockaddr`.
        let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) ?? 0
        let ip = IPAddress(
            socketAddress: UnsafeRawBufferPointer(
                start: UnsafeRawPointer(address) + offset, count: Int(address.pointee.addrlen)))
        if let ip, let to = work?.address, guardian.permits(ip, host: to.host, port: to.port) {
            return true
        }
        answer.refusedAddress = ip?.description ?? "of an unknown kind"
        return false
    }
}
