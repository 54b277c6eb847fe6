import CCurl

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One request under way: its handle, and what has come back so far.
///
/// libcurl calls back into it, on the thread of its loop only.
final class HTTPTransfer {
    let id: UInt64
    /// Requests of one place share their turns.
    let place: String
    let handle: CurlHandle
    private let host: String
    private let port: Int
    private let guardian: AddressGuard?
    private let limits: HTTPLimits

    private var headers: [(name: String, value: String)] = []
    private var headerBytes = 0
    private var body: [UInt8] = []
    private var isOverfull = false
    private var refusedAddress: String?

    private static let mostHeaderBytes = 256 * 1024

    /// Fails if the URL can't be used.
    init(
        id: UInt64, _ request: HTTPRequest, guardian: AddressGuard?, proxy: String?
    ) throws(HTTPFailure) {
        let url = try HTTPAddress(request.url)
        guard let handle = CurlHandle() else { throw .lost(.engineNotFound) }
        self.id = id
        self.handle = handle
        host = url.host
        port = url.port
        place = "\(url.scheme)://\(url.host):\(url.port)"
        limits = request.limits
        // Through a proxy the only address we see is the proxy's. An address in
        // the URL itself is judged all the same.
        self.guardian = proxy == nil ? guardian : nil
        if proxy != nil, let guardian, let literal = IPAddress(url.host),
            !guardian.permits(literal, host: url.host, port: url.port)
        {
            throw .privateAddress(literal.description)
        }
        configure(request, url.text, proxy)
    }

    private func configure(_ request: HTTPRequest, _ url: String, _ proxy: String?) {
        handle.set(CURLOPT_URL, url)
        handle.set(CURLOPT_PROTOCOLS_STR, "http,https")
        if let proxy { handle.set(CURLOPT_PROXY, proxy) }
        handle.set(CURLOPT_CONNECTTIMEOUT_MS, limits.connect)
        handle.set(CURLOPT_TIMEOUT_MS, limits.total)
        // Over TLS only: cleartext HTTP/2 fails on reuse in 7.88.
        handle.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        if request.acceptsPacked { handle.set(CURLOPT_ACCEPT_ENCODING, "") }
        if limits.excess == .refused {
            handle.set(CURLOPT_MAXFILESIZE_LARGE, bytes: limits.bytes)
        }
        var lines = ["User-Agent: Nashra"]
        if let body = request.body {
            handle.setBody(body)
            if let method = request.method { handle.set(CURLOPT_CUSTOMREQUEST, method) }
            // Or libcurl waits a second for a 100 that few servers send.
            lines.append("Expect:")
        }
        lines += request.headers.map { "\($0.name): \($0.value)" }
        handle.setHeaders(lines)

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
        guard guardian != nil else { return }
        handle.onOpenSocket(context) { context, _, address in
            guard let context, let address else { return nashra_curl_socket_bad() }
            return HTTPTransfer.of(context).open(address)
        }
    }

    /// What came of it, libcurl having ended with this code.
    func result(_ code: CurlCode) -> Result<HTTPResponse, HTTPFailure> {
        if isOverfull {
            guard limits.excess == .dropped else { return .failure(.tooLarge) }
        } else if code != .ok {
            if code == .fileTooLarge { return .failure(.tooLarge) }
            if let refusedAddress, code == .couldNotConnect {
                return .failure(.privateAddress(refusedAddress))
            }
            return .failure(
                code.isConfiguration
                    ? .unusable(code, words: handle.problem) : .lost(code))
        }
        return .success(
            HTTPResponse(
                status: handle.number(CURLINFO_RESPONSE_CODE), headers: headers, body: body,
                redirect: handle.text(CURLINFO_REDIRECT_URL)))
    }

    private static func of(_ context: UnsafeMutableRawPointer) -> HTTPTransfer {
        Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue()
    }

    /// Keeps the headers of the last answer: an informational one, 103, comes
    /// before it.
    private func receiveHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        headerBytes += line.count
        guard headerBytes <= Self.mostHeaderBytes else { return false }
        let text = String(decoding: line, as: UTF8.self)
        if text.hasPrefix("HTTP/") {
            headers = []
            return true
        }
        guard let colon = text.firstIndex(of: ":") else { return true }
        let value = text[text.index(after: colon)...].filter { !$0.isNewline }
        headers.append((text[..<colon].lowercased(), String(value).trimmingBlanks))
        return true
    }

    private func receiveBody(_ piece: UnsafeRawBufferPointer) -> Bool {
        let room = limits.bytes - body.count
        body.append(contentsOf: piece.prefix(room))
        isOverfull = piece.count > room
        return !isOverfull
    }

    /// Opens the socket for an address the guard permits; called before any
    /// packet goes out.
    private func open(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        // The address goes on behind the struct's end: an IPv6 one is longer
        // than `sockaddr`.
        let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) ?? 0
        let ip = IPAddress(
            socketAddress: UnsafeRawBufferPointer(
                start: UnsafeRawPointer(address) + offset, count: Int(address.pointee.addrlen)))
        guard let ip, guardian?.permits(ip, host: host, port: port) == true else {
            refusedAddress = ip?.description ?? "of an unknown kind"
            return nashra_curl_socket_bad()
        }
        return socket(address.pointee.family, address.pointee.socktype, address.pointee.protocol)
    }
}
