import CCurl
import Foundation
import Newswire

/// One logged-in connection to a mail server: libcurl connects, starts TLS,
/// says EHLO and logs in, then hands the line over (`CURLOPT_CONNECT_ONLY`).
///
/// Blocking, with a limit in every call, for one thread. Each failure is a
/// `CurlCode`. After any but `timedOut` the connection is of no use.
///
/// In cleartext the kernel keeps the limits (`SO_RCVTIMEO`), so that a reply costs
/// one call and one sleep. Within TLS one call may wait for many packets, each
/// anew: there the socket never waits, and we poll.
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
    /// What the socket was told.
    private var limits = [Duration.zero, .zero]
    /// By so much the kernel's clock may be early.
    private static let tick = Duration.milliseconds(10)

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
        // What stands behind the host is what libcurl says in EHLO.
        handle.set(CURLOPT_URL, relay.endpoint + "/" + (relay.helo ?? ""))
        handle.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        handle.set(CURLOPT_CONNECT_ONLY, true)
        // Of each address libcurl gives it a share: half while there are others.
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
        let wait = Wait(handle, relay.deadlines, telling: whileWaiting)
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
                words: login.challenge ?? (failed == .loginDenied ? login.lack : handle.problem))
        }
        self.handle = handle
        self.login = login
        self.socket = socket
        isTLS = relay.tls != .none
        mayWait(true)
        // libcurl goes on without a login if it sees none offered.
        if relay.credentials != nil, !login.isTaken {
            shutdown(socket, Int32(SHUT_RDWR))
            throw Refusal(code: .loginDenied, words: login.lack)
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

    /// Says QUIT and waits for nothing.
    func quit() {
        var sent = 0
        let farewell = Array("QUIT\r\n".utf8)
        mayWait(false)
        _ = curl_easy_send(handle.raw, farewell, farewell.count, &sent)
    }

    /// Sends bytes up to `end`, counting in `sent` those that are out of our
    /// hands; returns when all are, and throws `timedOut` when all of that takes
    /// longer, though some still go out.
    func send(
        _ bytes: [UInt8], _ sent: inout Int, upTo end: Int, within limit: Duration
    ) throws(CurlCode) {
        let start = ContinuousClock.now
        while true {
            var count = 0
            let code = try waiting(for: .room, within: limit) {
                bytes.withUnsafeBytes { buffer in
                    CurlCode(
                        curl_easy_send(
                            handle.raw, buffer.baseAddress.map { $0 + sent }, end - sent, &count))
                }
            }
            sent += count
            guard code == .ok else { throw code }
            if sent == end { return }
            if .now - start > limit - Self.tick { throw .timedOut }
        }
    }

    /// Waits so long for bytes, then throws `timedOut`; never returns none.
    func receive(within limit: Duration) throws(CurlCode) -> ArraySlice<UInt8> {
        var received = 0
        let code = try waiting(for: .bytes, within: limit) { receive(&received) }
        return try bytes(received, code)
    }

    /// Bytes that are there already; nil if none are. A line that was cut
    /// throws.
    func receiveNow() throws(CurlCode) -> ArraySlice<UInt8>? {
        mayWait(false)
        defer { mayWait(true) }
        var received = 0
        let code = receive(&received)
        return code == .again ? nil : try bytes(received, code)
    }

    private func receive(_ received: inout Int) -> CurlCode {
        buffer.withUnsafeMutableBytes { room in
            CurlCode(curl_easy_recv(handle.raw, room.baseAddress, room.count, &received))
        }
    }

    private func bytes(_ count: Int, _ code: CurlCode) throws(CurlCode) -> ArraySlice<UInt8> {
        guard code == .ok else { throw code }
        guard count > 0 else { throw .gotNothing }
        return buffer[..<count]
    }

    private enum Event: Int {
        case bytes, room
    }

    /// Does what may find nothing to do, until it does something; `timedOut` if
    /// the time passes before.
    private func waiting(
        for event: Event, within limit: Duration, _ act: () -> CurlCode
    ) throws(CurlCode) -> CurlCode {
        guard limit > .zero else { throw .timedOut }
        if !isTLS { try setLimit(of: event, limit) }
        let start = ContinuousClock.now
        while true {
            let code = act()
            guard code == .again else { return code }
            // A signal came between, or it is over; the kernel may be early.
            let left = limit - (.now - start)
            if left < Self.tick { throw .timedOut }
            if isTLS { try sleep(until: event, left) }
        }
    }

    private func sleep(until event: Event, _ left: Duration) throws(CurlCode) {
        let events = Int16(event == .bytes ? POLLIN : POLLOUT)
        var entry = pollfd(fd: socket, events: events, revents: 0)
        let count = poll(&entry, 1, Int32(clamping: left.milliseconds))
        if count < 0, errno != EINTR { throw .receiveError }
    }

    private func setLimit(of event: Event, _ limit: Duration) throws(CurlCode) {
        guard limits[event.rawValue] != limit else { return }
        limits[event.rawValue] = limit
        let (seconds, attoseconds) = limit.components
        // Zero would be for ever.
        var time = timeval(
            tv_sec: Int(seconds), tv_usec: max(1, Int(attoseconds / 1_000_000_000_000)))
        let option = event == .bytes ? SO_RCVTIMEO : SO_SNDTIMEO
        let size = socklen_t(MemoryLayout<timeval>.size)
        guard setsockopt(socket, SOL_SOCKET, option, &time, size) == 0 else {
            throw .receiveError
        }
    }

    private func mayWait(_ may: Bool) {
        _ = fcntl(socket, F_SETFL, may && !isTLS ? 0 : O_NONBLOCK)
    }
}

/// How long libcurl has been connecting; it lets us look about once a second.
///
/// It counts greeting, TLS, EHLO and login as connecting, too, for which RFC 5321
/// (section 4.5.3.2) asks for minutes. So its limit is raised as soon as TCP
/// stands; a limit as long from the start would be spent, half of it, on the
/// first of several addresses.
private final class Wait {
    private let handle: CurlHandle
    private let deadlines: SMTPDeadlines
    private let tell: () -> Void
    private var next: ContinuousClock.Instant
    private var isConnected = false

    init(_ handle: CurlHandle, _ deadlines: SMTPDeadlines, telling tell: @escaping () -> Void) {
        self.handle = handle
        self.deadlines = deadlines
        self.tell = tell
        next = .now + deadlines.patience
    }

    func look() {
        // One as soon as TCP stands: CONNECT_TIME is still zero while TLS from the
        // start is being spoken (7.88).
        if !isConnected, handle.number(CURLINFO_NUM_CONNECTS) > 0 {
            isConnected = true
            handle.set(CURLOPT_CONNECTTIMEOUT_MS, deadlines.login)
        }
        guard .now >= next else { return }
        tell()
        next = .now + deadlines.patience
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
    /// Whether the server took our login (RFC 4954 section 6).
    private(set) var isTaken = false

    func feed(_ bytes: UnsafeRawBufferPointer) {
        reader.feed(bytes)
        while let reply = next() {
            last = reply
            if reply.code == 250 { capabilities = SMTPCapabilities(ehlo: reply.lines) }
            if reply.code == 235 { isTaken = true }
        }
    }

    /// Why no login was tried that the server could have refused.
    var lack: String {
        guard let ways = capabilities.auth else { return "the relay offers no login (AUTH)" }
        return "none of the relay's logins can be used; it offers \(ways)"
    }

    /// The reply that made libcurl give up, if it was a reply: others are
    /// stale, the last words before something else went wrong. A goodbye is what
    /// went wrong.
    func reply(ending code: CurlCode) -> ServerReply? {
        let endsByReply: Set<CurlCode> = [
            .weirdServerReply, .remoteAccessDenied, .tlsRequired, .loginDenied,
        ]
        guard let last, last.code >= 400, last.code == 421 || endsByReply.contains(code)
        else { return nil }
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

    /// libcurl judges what is no reply; here it is only passed over.
    private func next() -> SMTPReply? {
        while true {
            do { return try reader.next() } catch {}
        }
    }
}
