import Foundation
import NashraTesting
import Newswire
import Signing
import Transfer

/// Signed webhooks to nginx over so many connections, without a store, and wrk
/// in turn with the same body to the same server.
struct WebhookRun {
    private static let folder = URL(filePath: "/usr/bin")
    private static let nginx = URL(filePath: "/usr/sbin/nginx")
    private static let wrk = folder.appending(path: "wrk")
    private static let connections = 16

    let messages: Int
    private let body = Array(
        #"{"type":"alert","data":{"text":"\#(String(repeating: "x", count: 1000))"}}"#.utf8)

    /// Nil if nginx or wrk is not installed.
    init?(messages: Int) {
        for tool in [Self.nginx, Self.wrk] {
            guard FileManager.default.isExecutableFile(atPath: tool.path) else { return nil }
        }
        self.messages = messages
    }

    /// nginx that answers everything by 200, by one worker.
    final class Server {
        let port: Int
        private let child: ChildProcess
        private let folder: TemporaryFolder

        fileprivate init(_ program: URL) throws {
            let (socket, port) = try Loopback.listen()
            close(socket)
            self.port = port
            folder = try TemporaryFolder()
            try folder.write(
                """
                daemon off; pid nginx.pid; error_log stderr; worker_processes 1;
                events { worker_connections 256; }
                http {
                    access_log off; keepalive_requests 100000000;
                    client_body_temp_path body; proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
                    server { listen 127.0.0.1:\(port); location / { return 200 "ok"; } }
                }
                """, to: "nginx.conf")
            child = try ChildProcess(
                program, ["-p", folder.path, "-c", folder.path + "nginx.conf", "-e", "stderr"])
            while !Loopback.answers(port) {
                guard child.isRunning else { throw Loopback.Failure(code: ECONNREFUSED) }
                usleep(1000)
            }
        }

        deinit {
            // Its master tells the worker.
            child.send(SIGTERM)
            child.waitForEnd()
        }
    }

    func startServer() throws -> Server {
        try Server(Self.nginx)
    }

    /// Fails unless each was answered by 200.
    func send(to port: Int) async throws -> Effort {
        let client = WebhookClient(
            network: NetworkSettings(guardian: try AddressGuard(allowing: ["127.0.0.1"])),
            perHost: Self.connections)
        let secret = try WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        let (messages, body) = (messages, body)
        return try await Effort.measure(messages) {
            let delivered = await withTaskGroup(of: Int.self) { group in
                for lane in 0..<Self.connections {
                    group.addTask {
                        var delivered = 0
                        for number in stride(from: lane, to: messages, by: Self.connections) {
                            let outcome = await client.post(
                                WebhookRequest(
                                    url: "http://127.0.0.1:\(port)/hook", secret: secret,
                                    id: "key\(number)", body: body,
                                    now: Timestamp(seconds: 1_795_000_000)))
                            if case .delivered = outcome { delivered += 1 }
                        }
                        return delivered
                    }
                }
                return await group.reduce(0, +)
            }
            guard delivered == messages else {
                throw Lost(expected: messages, found: delivered)
            }
        }
    }

    /// wrk's rate, of requests with the same body.
    func compare(to port: Int) throws -> Double {
        let script = try TemporaryFolder()
        try script.write(
            """
            wrk.method = "POST"
            wrk.body = '\(String(decoding: body, as: UTF8.self))'
            wrk.headers["Content-Type"] = "application/json"
            """, to: "post.lua")
        let output = try ChildProcess.run(
            Self.wrk,
            [
                "-t", "1", "-c", "\(Self.connections)", "-d", "2s", "-s",
                script.path + "post.lua", "http://127.0.0.1:\(port)/hook",
            ])
        let words = String(decoding: output, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard let place = words.firstIndex(of: "Requests/sec:"), place + 1 < words.count,
            let rate = Double(words[place + 1])
        else { throw Lost(expected: 1, found: 0) }
        return rate
    }
}
