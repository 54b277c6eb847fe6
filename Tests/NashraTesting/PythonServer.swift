package import Foundation

/// A server script of `Tests/NashraTesting/Servers` as a child process on a
/// free port of 127.0.0.1, with a folder of its own. It ends with its last
/// reference, and with the tests themselves however they end.
package final class PythonServer: Sendable {
    package let port: Int
    package let folder: TemporaryFolder
    private let process: ChildProcess

    /// Returns when the server accepts connections. `files` are in its folder
    /// before it starts.
    package init(
        script: String, arguments: [String] = [], files: [String: String] = [:]
    ) throws {
        folder = try TemporaryFolder()
        for (name, text) in files { try folder.write(text, to: name) }
        process = try ChildProcess(
            ProjectRoot.python,
            [ProjectRoot.file("Tests/NashraTesting/Servers/\(script)").path, folder.path]
                + arguments + ["--with-parent"],
            input: nil)
        port = try process.firstNumber(of: script)
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

extension ChildProcess {
    /// The number that it writes first; blocks until that line is whole.
    fileprivate func firstNumber(of script: String) throws -> Int {
        while true {
            let isRunning = isRunning
            let text = String(decoding: try output, as: UTF8.self)
            if let end = text.firstIndex(of: "\n"), let number = Int(text[..<end]) {
                return number
            }
            guard isRunning else {
                throw Failure(
                    description: "\(script) did not start; 'make test' sets up its Python")
            }
            Thread.sleep(forTimeInterval: 0.005)
        }
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
        let output = try ChildProcess.run(
            ProjectRoot.python, ["-c", code] + arguments, input: input)
        return String(decoding: output, as: UTF8.self)
    }
}
