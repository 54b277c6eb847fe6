import Foundation
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
    private static let binary = Bundle.main.bundleURL.resolvingSymlinksInPath()
        .appending(path: "nashra")

    private let process: Process
    private let ended: AsyncStream<Void>
    private let isGone = DispatchSemaphore(value: 0)
    private let output: URL
    private let errors: URL

    /// Starts it in a folder. Its output goes to files, so that no pipe fills.
    private init(
        _ arguments: [String], in folder: URL, environment: [String: String], input: Data
    ) throws {
        let scratch = FileManager.default.temporaryDirectory
            .appending(path: "nashra-run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        output = scratch.appending(path: "output")
        errors = scratch.appending(path: "errors")
        let given = scratch.appending(path: "input")
        for file in [output, errors] { try Data().write(to: file) }
        try input.write(to: given)

        process = Process()
        process.executableURL = Self.binary
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment
            .merging(["TZ": "UTC", "SWIFT_BACKTRACE": "enable=no"]) { $1 }
            .merging(environment) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: given)
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        let (ended, end) = AsyncStream<Void>.makeStream()
        self.ended = ended
        process.terminationHandler = { [isGone] _ in
            isGone.signal()
            end.finish()
        }
        try process.run()
    }

    deinit {
        try? FileManager.default.removeItem(at: output.deletingLastPathComponent())
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
        kill(process.processIdentifier, SIGKILL)
    }

    /// Blocks until it has ended; once.
    func waitForEnd() {
        isGone.wait()
    }

    /// Waits for its end.
    func result() async throws -> Result {
        for await _ in ended {}
        let code = process.terminationStatus
        return Result(
            code: process.terminationReason == .uncaughtSignal ? -code : code,
            output: try Self.text(of: output), errors: try Self.text(of: errors))
    }

    private static func text(of file: URL) throws -> String {
        String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }
}
