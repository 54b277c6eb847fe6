import Foundation

/// A server on 127.0.0.1 that plays a transcript to whoever connects, also one
/// no real server would: `Servers/transcript_server.py` says how it all works.
package final class TranscriptServer: Sendable {
    package enum Step: Encodable, Sendable {
        /// Scalars up to U+00FF, as bytes.
        case send(String, times: Int = 1)
        /// A line that begins so.
        case expect(String)
        /// Reads until these bytes came.
        case until(String)
        /// Reads no faster than so many bytes in so many seconds.
        case sip(Int, every: Double)
        /// Seconds.
        case sleep(Double)
        /// Hangs up by a reset; the transcript's end hangs up by an end.
        case abort

        private enum Key: String, CodingKey {
            case send, times, expect, until, sip, sleep, close
        }

        package func encode(to encoder: any Encoder) throws {
            var json = encoder.container(keyedBy: Key.self)
            switch self {
            case .send(let text, let times):
                try json.encode(text, forKey: .send)
                try json.encode(times, forKey: .times)
            case .expect(let text): try json.encode(text, forKey: .expect)
            case .until(let text): try json.encode(text, forKey: .until)
            case .sip(let bytes, let seconds):
                try json.encode(bytes, forKey: .sip)
                try json.encode(seconds, forKey: .sleep)
            case .sleep(let seconds): try json.encode(seconds, forKey: .sleep)
            case .abort: try json.encode("abort", forKey: .close)
            }
        }
    }

    private let server: PythonServer

    /// A conversation for each connection, the last one for all that follow; with
    /// none, who connects hangs at that.
    package init(_ conversations: [[Step]]) throws {
        let json = String(decoding: try JSONEncoder().encode(conversations), as: UTF8.self)
        server = try PythonServer(
            script: "transcript_server.py", files: ["transcript.json": json])
    }

    package var port: Int { server.port }

    /// What a client said; connections count from one.
    package func received(_ connection: Int) -> String {
        String(decoding: server.read("received-\(connection)"), as: UTF8.self)
    }

    /// What did not come as expected, a line each.
    package var unexpected: String {
        String(decoding: server.read("unexpected"), as: UTF8.self)
    }

    /// How many connections said anything or were talked to.
    package var connections: Int {
        (1...).prefix { FileManager.default.fileExists(atPath: path("received-\($0)")) }.count
    }

    private func path(_ name: String) -> String {
        server.folder.url.appending(path: name).path
    }
}
