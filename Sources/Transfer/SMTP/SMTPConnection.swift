import CCurl
import Foundation
import Newswire

/// One logged-in connection to a mail server: libcurl connects, starts TLS,
/// says EHLO and logs in, then hands the line over (`CURLOPT_CONNECT_ONLY`).
///
/// Blocking, with a deadline in every call, for one thread. Each failure is a
/// `CurlCode`. After one the connection is of no use.
final class SMTPConnection {
    /// Why there is no connection: the code and, if it was a reply that ended
    /// it, the reply; else what libcurl says of it.
    struct Refusal: Error, Hashable {
        var code: CurlCode
        var reply: ServerReply?
        var words = ""
    }

    private let handle: CurlHandle
    private let login: LoginLog
    private let socket: Int32
    private var buffer = [UInt8](repeating: 0, count: 4096)

    /// Whether bytes are encrypted: it is then not known of all that were handed
    /// over in one go how many are out.
    let isTLS: Bool
    /// What the server offered.
    var capabilities: SMTPCapabilities { login.capabilities }

    /// - Parameter whileWaiting: called each time that connecting has taken
    ///   `SMTPDeadlines.patience` again.
    init(to relay: SMTPRelay, whileWaiting: @escaping () -> Void = {}) throws(Refusal) {
        guard let handle = CurlHandle() else { throw Refusal(code: .engineNotFound) }
        let login = LoginLog()
        handle.set(CURLOPT_URL, relay.endpoint)
        handle.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        handle.set(CURLOPT_CONNECT_ONLY, true)
        handle.set(CURLOPT_CONNECTTIMEOUT_MS, relay.deadlines.connect)
        handle.set(CURLOPT_TIMEOUT_MS, relay.deadlines.login)
        handle.set(CURLOPT_TCP_NODELAY, true)
        handle.set(
            CURLOPT_USE_SSL,
            relay.tls == .none ? Int(CURLUSESSL_NONE.rawValue) : Int(CURLUSESSL_ALL.rawValue))
        if let authorities = relay.authorities { handle.set(CURLOPT_CAINFO, authorities) }
        if let credentials = relay.credentials {
            try Self.prepare(handle, credentials, relay.deadlines)
        }
        handle.onHeader(Unmanaged.passUnretained(login).toOpaque()) { bytes, size, count, context in
            guard let bytes, let context else { return 0 }
            let log = Unmanaged<LoginLog>.fromOpaque(context).takeUnretainedValue()
            log.feed(UnsafeRawBufferPointer(start: bytes, count: size * count))
            return size * count
        }
        let wait = Wait(telling: whileWaiting, every: relay.deadlines.patience)
        handle.onProgress(Unmanaged.passUnretained(wait).toOpaque()) { context, _, _, _, _ in
            guard let context else { return 0 }
            Unmanaged<Wait>.fromOpaque(context).takeUnretainedValue().look()
            return 0
        }
        let code = withExtendedLifetime((login, wait)) { handle.perform() }
        handle.endProgress()
        guard code == .ok, let socket = handle.socket else {
            let failed = code == .ok ? .couldNotConnect : code
            throw Refusal(
                code: failed, reply: login.reply(ending: failed),
                words: login.challenge ?? handle.problem)
        }
        self.handle = handle
        self.login = login
        self.socket = socket
        isTLS = relay.tls != .none
        // libcurl goes on without a login if none is offered.
        if relay.credentials != nil, !login.capabilities.auth {
            shutdown(socket, Int32(SHUT_RDWR))
            throw Refusal(code: .loginDenied)
        }
    }

    private static func prepare(
        _ handle: CurlHandle, _ credentials: SMTPCredentials, _ deadlines: SMTPDeadlines
    ) throws(Refusal) {
        handle.set(CURLOPT_USERNAME, credentials.username)
        handle.set(CURLOPT_SASL_IR, true)
        switch credentials.proof {
        case .password(let password): handle.set(CURLOPT_PASSWORD, password)
        case .token(let source):
            do {
                handle.set(CURLOPT_XOAUTH2_BEARER, try source.token(within: deadlines.login))
            } catch {
                throw Refusal(code: .loginDenied, words: error.explanation)
            }
            // Never PLAIN with an empty password where neither is offered.
            handle.set(CURLOPT_LOGIN_OPTIONS, "AUTH=XOAUTH2;AUTH=OAUTHBEARER")
        }
    }

    deinit {
        // libcurl's own cleanup says QUIT and waits up to two minutes for the
        // answer; on a line that is shut down it does neither.
        shutdown(socket, Int32(SHUT_RDWR))
    }

    /// Says QUIT and does not wait for the answer.
    func quit() {
        var sent = 0
        let farewell = Array("QUIT\r\n".utf8)
        _ = curl_easy_send(handle.raw, farewell, farewell.count, &sent)
    }

    /// Sends bytes up to `end`, counting in `sent` those that are out of our
    /// hands; returns when all are.
    func send(
        _ bytes: [UInt8], _ sent: inout Int, upTo end: Int, until deadline: ContinuousClock.Instant
    ) throws(CurlCode) {
        while sent < end {
            var count = 0
            let code = bytes.withUnsafeBytes { buffer in
                CurlCode(
                    curl_easy_send(
                        handle.raw, buffer.baseAddress.map { $0 + sent }, end - sent, &count))
            }
            sent += count
            switch code {
            case .ok: continue
            case .again: try wait(for: Int16(POLLOUT), until: deadline)
            default: throw code
            }
        }
    }

    /// Waits for bytes; never returns none.
    func receive(until deadline: ContinuousClock.Instant) throws(CurlCode) -> ArraySlice<UInt8> {
        // TLS may hold decrypted bytes that no poll shows: read first.
        if isTLS, let bytes = try receiveNow() { return bytes }
        while true {
            try wait(for: Int16(POLLIN), until: deadline)
            if let bytes = try receiveNow() { return bytes }
        }
    }

    /// Bytes that are there already; nil if none are. A line that was cut
    /// throws.
    func receiveNow() throws(CurlCode) -> ArraySlice<UInt8>? {
        var received = 0
        let code = buffer.withUnsafeMutableBytes { room in
            CurlCode(curl_easy_recv(handle.raw, room.baseAddress, room.count, &received))
        }
        switch code {
        case .ok where received == 0: throw .gotNothing
        case .ok: return buffer[..<received]
        case .again: return nil
        default: throw code
        }
    }

    private func wait(
        for events: Int16, until deadline: ContinuousClock.Instant
    ) throws(CurlCode) {
        while true {
            let left = (deadline - ContinuousClock.now).milliseconds
            guard left > 0 else { throw .timedOut }
            var entry = pollfd(fd: socket, events: events, revents: 0)
            let count = poll(&entry, 1, Int32(clamping: left))
            if count > 0 { return }
            if count < 0, errno != EINTR { throw .receiveError }
        }
    }
}

/// How long libcurl has been connecting; it lets us look about once a second.
private final class Wait {
    private let tell: () -> Void
    private let span: Duration
    private var next: ContinuousClock.Instant

    init(telling tell: @escaping () -> Void, every span: Duration) {
        self.tell = tell
        self.span = span
        next = .now + span
    }

    func look() {
        guard .now >= next else { return }
        tell()
        next = .now + span
    }
}

/// What the server said while libcurl logged in.
///
/// Replies of the code 250 before the handover answer EHLO or HELO: the last
/// one counts, that is the one inside TLS.
private final class LoginLog {
    private var reader = SMTPReplyReader()
    private var last: SMTPReply?
    private(set) var capabilities = SMTPCapabilities()

    func feed(_ bytes: UnsafeRawBufferPointer) {
        reader.feed(bytes)
        while let reply = next() {
            last = reply
            if reply.code == 250 { capabilities = SMTPCapabilities(ehlo: reply.lines) }
        }
    }

    /// The reply that made libcurl give up, if it was a reply: others are
    /// stale, the last words before something else went wrong.
    func reply(ending code: CurlCode) -> ServerReply? {
        let endsByReply: Set<CurlCode> = [
            .weirdServerReply, .remoteAccessDenied, .tlsRequired, .loginDenied,
        ]
        guard let last, last.code >= 400, endsByReply.contains(code) else { return nil }
        return last.summary
    }

    /// What a server said of a token that it refuses: XOAUTH2 and RFC 7628 put it
    /// into a challenge, at which libcurl gives up.
    var challenge: String? {
        guard let last, last.code == 334,
            let words = Data(base64Encoded: last.lines.joined()), !words.isEmpty
        else { return nil }
        return String(decoding: words, as: UTF8.self)
    }

    private func next() -> SMTPReply? {
        // libcurl judges what is no reply; here it is only passed over.
        (try? reader.next()) ?? nil
    }
}
