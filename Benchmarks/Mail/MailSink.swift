import Foundation
import Synchronization

/// A mail server on 127.0.0.1 that takes everything, pipelined, counts it, and
/// answers whatever came in one piece after a delay, as if it were far away.
///
/// A thread for each connection, all of them until the process ends.
final class MailSink: Sendable {
    let port: Int
    private let listener: Int32
    private let delay: UInt32
    private let seen = Mutex<[String: Int]>([:])

    init(delay: Duration) throws {
        self.delay = UInt32(delay / .microseconds(1))
        (listener, port) = try Loopback.listen()
        Thread.detachNewThread { [self] in
            while true {
                let connection = accept(listener, nil, nil)
                if connection >= 0 { Thread.detachNewThread { self.serve(connection) } }
            }
        }
    }

    /// How often each message came, by its Message-ID.
    var received: [String: Int] { seen.withLock { $0 } }

    private func serve(_ connection: Int32) {
        defer { close(connection) }
        Loopback.setNoDelay(connection)
        var input: [UInt8] = []
        var isMessage = false
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        guard reply("220 sink\r\n", to: connection) else { return }
        while true {
            let count = read(connection, &buffer, buffer.count)
            guard count > 0 else { return }
            input += buffer[..<count]
            var answer = ""
            var isOver = false
            while !isOver {
                if isMessage {
                    guard let end = input.firstRange(of: Self.end) else { break }
                    note(input[..<end.lowerBound])
                    input.removeFirst(end.upperBound)
                    isMessage = false
                    answer += "250 2.0.0 kept\r\n"
                } else {
                    guard let end = input.firstIndex(of: 0x0A) else { break }
                    let command = String(decoding: input.prefix(4), as: UTF8.self).uppercased()
                    input.removeFirst(end + 1)
                    switch command {
                    case "EHLO": answer += "250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n"
                    case "DATA":
                        answer += "354 go\r\n"
                        isMessage = true
                    case "QUIT":
                        answer += "221 2.0.0 bye\r\n"
                        isOver = true
                    default: answer += "250 2.1.0 ok\r\n"
                    }
                }
            }
            if delay > 0, !answer.isEmpty { usleep(delay) }
            guard reply(answer, to: connection), !isOver else { return }
        }
    }

    private static let end = Array("\r\n.\r\n".utf8)
    private static let name = Array("Message-ID: ".utf8)

    private func note(_ message: ArraySlice<UInt8>) {
        guard let name = message.firstRange(of: Self.name) else { return }
        let id = message[name.upperBound...].prefix { $0 != 0x0D }
        seen.withLock { $0[String(decoding: id, as: UTF8.self), default: 0] += 1 }
    }

    private func reply(_ text: String, to connection: Int32) -> Bool {
        text.isEmpty || write(connection, text, text.utf8.count) == text.utf8.count
    }
}

/// Sockets of this machine alone.
enum Loopback {
    struct Failure: Error {
        var code: Int32
    }

    /// A listening socket at a port that was free.
    static func listen() throws -> (socket: Int32, port: Int) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        guard isBound, Glibc.listen(listener, 256) == 0 else { throw Failure(code: errno) }
        return (listener, Int(UInt16(bigEndian: address.sin_port)))
    }

    /// Whether someone listens there.
    static func answers(_ port: Int) -> Bool {
        let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(client) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    static func setNoDelay(_ socket: Int32) {
        var yes: Int32 = 1
        setsockopt(
            socket, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    }
}
