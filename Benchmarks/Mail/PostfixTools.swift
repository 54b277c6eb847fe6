import Foundation
import NashraTesting

/// Postfix's own load generator and its counterpart, from Debian's package
/// `postfix`.
struct PostfixTools {
    private static let folder = URL(filePath: "/usr/sbin")
    private let source = folder.appending(path: "smtp-source")
    private let sink = folder.appending(path: "smtp-sink")

    /// Nil if they are not installed.
    init?() {
        for tool in [source, sink] {
            guard FileManager.default.isExecutableFile(atPath: tool.path) else { return nil }
        }
    }

    /// Its smtp-sink, at a port of this machine.
    final class Sink {
        let port: Int
        private let child: ChildProcess
        private let folder = try? TemporaryFolder()

        fileprivate init(_ program: URL) throws {
            let (socket, port) = try Loopback.listen()
            close(socket)
            self.port = port
            // As root it insists on being told as whom to run.
            let user = getuid() == 0 ? ["-u", "postfix"] : []
            child = try ChildProcess(
                program, user + ["-m", "512", "127.0.0.1:\(port)", "256"], in: folder?.url)
            while !Loopback.answers(port) {
                guard child.isRunning else { throw Loopback.Failure(code: ECONNREFUSED) }
                usleep(1000)
            }
        }
    }

    func startSink() throws -> Sink {
        try Sink(sink)
    }

    /// Sends so many messages of `bytes` behind their head over connections that
    /// are kept.
    func send(_ count: Int, of bytes: Int, by sessions: Int, to port: Int) throws -> Effort {
        try Effort.measure(count, .child) {
            try ChildProcess.run(
                source,
                [
                    "-d", "-s", "\(sessions)", "-m", "\(count)", "-l", "\(bytes)",
                    "-f", "bounces@example.org", "-t", "reader@example.org",
                    "inet:127.0.0.1:\(port)",
                ])
        }
    }
}
