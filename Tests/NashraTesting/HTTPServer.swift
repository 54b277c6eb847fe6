package import Foundation

/// A real HTTP server on 127.0.0.1 that keeps what it is asked and answers as
/// it is told; `Servers/http_server.py` says how it all works.
package final class HTTPServer: Sendable {
    /// An answer; what is nil is the usual.
    package struct Answer: Encodable, Sendable {
        package var status: Int?
        package var headers: [String: String]?
        package var body: String?
        /// A file given to `put`, with ETag and Last-Modified; 304 to those that
        /// have it.
        package var file: String?
        /// Seconds before the answer.
        package var delay: Double?
        /// Seconds between the body's bytes.
        package var trickle: Double?
        /// A body of so many bytes.
        package var huge: Int?
        package var gzip: Bool?
        /// Hangs up instead of an answer.
        package var close: Bool?
        /// Hangs up after so many bytes of the body.
        package var cut: Int?

        package init(
            status: Int? = nil, headers: [String: String]? = nil, body: String? = nil,
            file: String? = nil, delay: Double? = nil, trickle: Double? = nil, huge: Int? = nil,
            gzip: Bool? = nil, close: Bool? = nil, cut: Int? = nil
        ) {
            self.status = status
            self.headers = headers
            self.body = body
            self.file = file
            self.delay = delay
            self.trickle = trickle
            self.huge = huge
            self.gzip = gzip
            self.close = close
            self.cut = cut
        }

        package static func redirect(_ target: String, status: Int = 302) -> Answer {
            Answer(status: status, headers: ["Location": target])
        }
    }

    package struct Request: Sendable {
        package var method: String
        /// With its query.
        package var path: String
        /// Names in lower case.
        package var headers: [String: String]
        /// Connections count from one.
        package var connection: Int
        package var body: Data

        package var text: String { String(decoding: body, as: UTF8.self) }
    }

    private let server: PythonServer

    /// Answers by path; several are given one after another, the last one for
    /// ever. `*` is any other path.
    package init(_ routes: [String: [Answer]] = [:], tls: Bool = false) throws {
        server = try PythonServer(
            script: "http_server.py", arguments: tls ? ["--tls"] : [],
            files: ["routes.json": Self.json(routes)])
    }

    package var port: Int { server.port }
    /// Of its certificate, to be trusted.
    package var certificate: String {
        server.folder.url.appending(path: "certificate.pem").path
    }

    package func url(_ path: String = "/") -> String {
        "http://127.0.0.1:\(port)\(path)"
    }

    /// From the next request on, instead of all earlier ones.
    package func serve(_ routes: [String: [Answer]]) throws {
        try server.write(try Self.json(routes), to: "routes.json")
    }

    /// Makes or replaces a file that answers name.
    package func put(_ text: String, as name: String) throws {
        try server.write(text, to: "files/\(name)")
    }

    /// What was asked so far, in order.
    package func requests() throws -> [Request] {
        try server.names(in: "requests", ending: ".json").map { name in
            let facts = try JSONDecoder().decode(Facts.self, from: server.read("requests/\(name)"))
            let headers = facts.headers.compactMap { pair in
                pair.count == 2 ? (pair[0].lowercased(), pair[1]) : nil
            }
            return Request(
                method: facts.method, path: facts.path,
                headers: Dictionary(headers, uniquingKeysWith: { $1 }),
                connection: facts.connection,
                body: server.read("requests/\(name.replacing(".json", with: ".body"))"))
        }
    }

    /// How many connections were made, also those that asked nothing.
    package var connections: Int {
        server.read("connections").count { $0 == 0x0A }
    }

    private struct Facts: Decodable {
        var method: String
        var path: String
        var headers: [[String]]
        var connection: Int
    }

    private static func json(_ routes: [String: [Answer]]) throws -> String {
        String(decoding: try JSONEncoder().encode(routes), as: UTF8.self)
    }
}
