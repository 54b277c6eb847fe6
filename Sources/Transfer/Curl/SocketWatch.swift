import CCurl
import Glibc

/// Waits for sockets (epoll, level-triggered) and for an alarm; used by one
/// thread, but for the alarm.
///
/// A multi handle asks about a connection's socket anew at each request. To
/// spare two calls of the kernel each time, a socket that was opened here stays
/// registered when nobody asks about it any more, until it is closed or has
/// something to say. A socket that libcurl opened by itself (its resolver's) is
/// forgotten at once, as it is closed behind our back.
final class SocketWatch {
    /// What a socket is ready for; the numbers are libcurl's own
    /// (`CURL_CSELECT_IN` and its like).
    struct Readiness: OptionSet, Hashable {
        let rawValue: Int32
        static let readable = Readiness(rawValue: CURL_CSELECT_IN)
        static let writable = Readiness(rawValue: CURL_CSELECT_OUT)
        static let failed = Readiness(rawValue: CURL_CSELECT_ERR)
    }

    private struct Socket {
        var isOurs: Bool
        var wanted: Readiness = []
        var registered: Readiness = []
    }

    private static let mostEvents = 64

    private let epoll: Int32
    private let alarm: Alarm
    private let events: UnsafeMutablePointer<epoll_event>
    private var sockets: [Int32: Socket] = [:]

    /// Nil if the system has no descriptor left.
    init?(alarm: Alarm) {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        self.alarm = alarm
        events = .allocate(capacity: Self.mostEvents)
        // Edge-triggered: each ring is reported once, and nobody need read it.
        let bits = EPOLLIN.rawValue | EPOLLET.rawValue
        guard epoll >= 0, control(EPOLL_CTL_ADD, alarm.descriptor, bits) else { return nil }
    }

    deinit {
        if epoll >= 0 { close(epoll) }
        events.deallocate()
    }

    /// Opens a socket; it must be closed by `close(_:)`.
    func open(_ family: Int32, _ kind: Int32, _ proto: Int32) -> Int32 {
        let socket = socket(family, kind | Int32(SOCK_CLOEXEC.rawValue), proto)
        if socket >= 0 { sockets[socket] = Socket(isOurs: true) }
        return socket
    }

    func close(_ socket: Int32) {
        // Closing alone would not do it while a child just started has a copy.
        if let old = sockets.removeValue(forKey: socket), !old.registered.isEmpty {
            control(EPOLL_CTL_DEL, socket)
        }
        Glibc.close(socket)
    }

    /// Asks about a socket from now on, and about nothing else of it; with an
    /// empty set, not any more.
    func want(_ wanted: Readiness, of number: Int32) {
        var socket = sockets[number] ?? Socket(isOurs: false)
        socket.wanted = wanted
        if wanted.isEmpty, !socket.isOurs {
            if !socket.registered.isEmpty { control(EPOLL_CTL_DEL, number) }
            sockets[number] = nil
            return
        }
        if !wanted.isEmpty, wanted != socket.registered {
            control(
                socket.registered.isEmpty ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, number,
                (wanted.contains(.readable) ? EPOLLIN.rawValue : 0)
                    | (wanted.contains(.writable) ? EPOLLOUT.rawValue : 0))
            socket.registered = wanted
        }
        sockets[number] = socket
    }

    /// Waits until sockets are ready, the alarm rings or the time is up (never,
    /// if it is negative), and tells of each socket that is asked about. The
    /// body may open, close and ask about any.
    func wait(milliseconds: Int32, _ body: (_ socket: Int32, Readiness) -> Void) {
        let count = epoll_wait(epoll, events, Int32(Self.mostEvents), milliseconds)
        guard count > 0 else { return }
        for event in UnsafeBufferPointer(start: events, count: Int(count)) {
            let number = event.data.fd
            // Closed since, or the alarm.
            guard let socket = sockets[number] else { continue }
            guard !socket.wanted.isEmpty else {
                // The server hangs up on a connection at rest: libcurl will see
                // so before it uses it.
                control(EPOLL_CTL_DEL, number)
                sockets[number]?.registered = []
                continue
            }
            body(number, Readiness(events: event.events))
        }
    }

    @discardableResult
    private func control(_ operation: Int32, _ socket: Int32, _ events: UInt32 = 0) -> Bool {
        var event = epoll_event(events: events, data: epoll_data(fd: socket))
        return epoll_ctl(epoll, operation, socket, &event) == 0
    }
}

extension SocketWatch.Readiness {
    fileprivate init(events: UInt32) {
        self = []
        if events & (EPOLLIN.rawValue | EPOLLHUP.rawValue) != 0 { insert(.readable) }
        if events & EPOLLOUT.rawValue != 0 { insert(.writable) }
        if events & EPOLLERR.rawValue != 0 { insert(.failed) }
    }
}

/// Wakes a `SocketWatch` (an eventfd): any thread may ring.
final class Alarm: Sendable {
    let descriptor: Int32

    /// Nil if the system has no descriptor left.
    init?() {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard descriptor >= 0 else { return nil }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    func ring() {
        var one: UInt64 = 1
        write(descriptor, &one, 8)
    }
}
