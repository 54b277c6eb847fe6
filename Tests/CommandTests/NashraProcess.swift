import Foundation
import NashraTesting
import Testing

/// The built `nashra` as a process of its own, as users start it.
final class NashraProcess: Sendable {
    /// What a run came to.
    struct Result: Sendable {
        /// The exit code; for one that a signal ended, the signal's number
        /// negated.
        var code: Int32
        var output: String
        var errors: String

        var lines: [String] { output.split(separator: "\n").map(String.init) }

        /// Standard output as JSON, a line each.
        func json() throws -> [[String: Any]] {
            try lines.map { line in
                try #require(
                    try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
                    "no JSON: \(line)")
            }
        }

        /// Standard output as JSON, a line each.
        func decoded<Line: Decodable>(as line: Line.Type) throws -> [Line] {
            try lines.map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
        }
    }

    /// It stands beside the test bundle.
    static let binary = Bundle.main.bundleURL.resolvingSymlinksInPath()
        .appending(path: "nashra")

    private let process: ChildProcess

    private init(
        _ arguments: [String], in folder: URL, environment: [String: String], input: Data
    ) throws {
        process = try ChildProcess(
            Self.binary, arguments, in: folder,
            environment: ProcessInfo.processInfo.environment
                .merging(["TZ": "UTC", "SWIFT_BACKTRACE": "enable=no"]) { $1 }
                .merging(environment) { $1 },
            input: input)
    }

    static func start(
        _ arguments: [String], in folder: URL, environment: [String: String] = [:]
    ) throws -> NashraProcess {
        try NashraProcess(arguments, in: folder, environment: environment, input: Data())
    }

    /// Runs it to its end.
    static func run(
        _ arguments: [String], in folder: URL, environment: [String: String] = [:],
        input: Data = Data()
    ) async throws -> Result {
        try await NashraProcess(
            arguments, in: folder, environment: environment, input: input
        ).result()
    }

    var isRunning: Bool { process.isRunning }

    /// Ends it as a power cut would: at once, with no chance to tidy up.
    func crash() {
        process.send(SIGKILL)
    }

    /// Asks it to end, as systemd does.
    func ask() {
        process.send(SIGTERM)
    }

    /// Blocks until it has ended.
    func waitForEnd() {
        process.waitForEnd()
    }

    /// Waits for its end.
    func result() async throws -> Result {
        let result = try await process.end()
        return Result(
            code: result.code, output: String(decoding: result.output, as: UTF8.self),
            errors: String(decoding: result.errors, as: UTF8.self))
    }
}
