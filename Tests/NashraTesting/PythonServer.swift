package import Foundation

/// A server script of `Tests/NashraTesting/Servers` as a child process on a
/// free port of 127.0.0.1, with a folder of its own. It ends with its last
/// reference, and with the tests themselves however they end.
package final class PythonServer: Sendable {
    package let port: Int
    package let folder: TemporaryFolder
    private let process: Process
    /// The script ends when this closes.
    private let lifeline: Pipe

    /// What kept a server from starting.
    package struct Failure: Error, CustomStringConvertible {
        package var description: String
    }

    /// Returns when the server accepts connections. `files` are in its folder
    /// before it starts.
    package init(
        script: String, arguments: [String] = [], files: [String: String] = [:]
    ) throws {
        folder = try TemporaryFolder()
        for (name, text) in files { try folder.write(text, to: name) }
        process = Process()
        lifeline = Pipe()
        let output = Pipe()
        process.executableURL = ProjectRoot.python
        process.arguments =
            [ProjectRoot.file("Tests/NashraTesting/Servers/\(script)").path, folder.path]
            + arguments + ["--with-parent"]
        process.standardInput = lifeline
        process.standardOutput = output
        try process.run()
        let line = output.fileHandleForReading.availableData
        let text = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .newlines)
        guard let port = Int(text) else {
            throw Failure(description: "\(script) did not start; 'make test' sets up its Python")
        }
        self.port = port
    }

    deinit {
        // Not waited for: `waitUntilExit` runs a run loop, which on a thread of
        // the cooperative pool may never end.
        process.terminate()
    }

    /// Puts a file into its folder, whole or not at all.
    package func write(_ text: String, to name: String) throws {
        let file = folder.url.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file, options: .atomic)
    }

    /// A file of its folder; empty if it is not there.
    package func read(_ name: String) -> Data {
        FileManager.default.contents(atPath: folder.url.appending(path: name).path) ?? Data()
    }

    /// The names in one of its folders, in order.
    package func names(in name: String, ending: String) -> [String] {
        let found = try? FileManager.default.contentsOfDirectory(
            atPath: folder.url.appending(path: name).path)
        return (found ?? []).filter { $0.hasSuffix(ending) }.sorted()
    }
}

/// Runs a piece of Python in the project's own environment: the judge of what
/// we make.
package enum Python {
    /// What the code printed; `input` is its standard input. Throws what it
    /// wrote to standard error if it failed.
    package static func run(
        _ code: String, arguments: [String] = [], input: Data = Data()
    ) throws -> String {
        let process = Process()
        let (inPipe, outPipe, errorPipe) = (Pipe(), Pipe(), Pipe())
        process.executableURL = ProjectRoot.python
        process.arguments = ["-c", code] + arguments
        process.standardInput = inPipe
        process.standardOutput = outPipe
        process.standardError = errorPipe
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        try inPipe.fileHandleForWriting.write(contentsOf: input)
        try inPipe.fileHandleForWriting.close()
        let output = try outPipe.fileHandleForReading.readToEnd() ?? Data()
        let complaint = try errorPipe.fileHandleForReading.readToEnd() ?? Data()
        ended.wait()
        guard process.terminationStatus == 0 else {
            throw PythonServer.Failure(description: String(decoding: complaint, as: UTF8.self))
        }
        return String(decoding: output, as: UTF8.self)
    }
}
