import Foundation
import Testing

@testable import Transfer

@Suite("waiting for sockets")
struct SocketWatchTests {
    private func watch() throws -> SocketWatch {
        let alarm = try #require(Alarm())
        return try #require(SocketWatch(alarm: alarm))
    }

    /// A socket at whose other end it is itself: what is sent comes back.
    private func echo(_ watch: SocketWatch) throws -> Int32 {
        let socket = watch.open(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        try Self.loop(socket)
        return socket
    }

    private static func loop(_ socket: Int32) throws {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isLooped = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
                    && connect(socket, $0, length) == 0
            }
        }
        try #require(isLooped)
    }

    private func speak(_ socket: Int32) {
        #expect(send(socket, "x", 1, 0) == 1)
    }

    /// What one wait tells of.
    private func told(
        _ watch: SocketWatch, milliseconds: Int32 = 0
    ) -> [Int32: SocketWatch.Readiness] {
        var told: [Int32: SocketWatch.Readiness] = [:]
        watch.wait(milliseconds: milliseconds) { told[$0] = $1 }
        return told
    }

    @Test("a socket is told of as long as it has something to say and someone asks")
    func levels() throws {
        let watch = try watch()
        let socket = try echo(watch)
        defer { watch.close(socket) }
        #expect(told(watch).isEmpty)
        watch.want(.readable, of: socket)
        #expect(told(watch).isEmpty)
        speak(socket)
        for _ in 1...2 { #expect(told(watch, milliseconds: 1000) == [socket: .readable]) }
        watch.want([.readable, .writable], of: socket)
        #expect(told(watch) == [socket: [.readable, .writable]])
        watch.want(.writable, of: socket)
        #expect(told(watch) == [socket: .writable])
    }

    @Test("a socket at rest that has something to say is not told of, and wakes nobody twice")
    func atRest() throws {
        let watch = try watch()
        let socket = try echo(watch)
        defer { watch.close(socket) }
        watch.want(.readable, of: socket)
        watch.want([], of: socket)
        speak(socket)
        #expect(told(watch, milliseconds: 1000).isEmpty)
        let start = ContinuousClock.now
        #expect(told(watch, milliseconds: 50).isEmpty)
        #expect(ContinuousClock.now - start >= .milliseconds(49))
        watch.want(.readable, of: socket)
        #expect(told(watch, milliseconds: 1000) == [socket: .readable])
    }

    @Test("a number that comes again is another socket")
    func numbers() throws {
        let watch = try watch()
        for _ in 1...3 {
            let socket = try echo(watch)
            watch.want(.readable, of: socket)
            speak(socket)
            #expect(told(watch, milliseconds: 1000) == [socket: .readable])
            watch.close(socket)
            #expect(told(watch).isEmpty)
        }
        // As libcurl's resolver does, which opens and closes by itself.
        for _ in 1...3 {
            let socket = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
            try Self.loop(socket)
            watch.want(.readable, of: socket)
            speak(socket)
            #expect(told(watch, milliseconds: 1000) == [socket: .readable])
            watch.want([], of: socket)
            #expect(told(watch).isEmpty)
            close(socket)
        }
    }

    @Test("the alarm ends a wait, once for each time it rings")
    func alarm() throws {
        let alarm = try #require(Alarm())
        let watch = try #require(SocketWatch(alarm: alarm))
        for _ in 1...2 {
            alarm.ring()
            // Without end, if it did not ring.
            #expect(told(watch, milliseconds: -1).isEmpty)
            let start = ContinuousClock.now
            #expect(told(watch, milliseconds: 20).isEmpty)
            #expect(ContinuousClock.now - start >= .milliseconds(19))
        }
    }
}
