import Foundation
import Newswire

/// The reader's own browser: the commands that `BROWSER` names, parted by
/// colons, the first that is there; else `xdg-open`.
///
/// A command is a program and its arguments, parted by spaces. `%s` in it
/// stands for the page; without one the page comes last. No shell reads it.
struct Browser {
    let environment: [String: String]

    /// Shows the file and waits for the command's end, which for most browsers
    /// comes at once. Throws if no command is there, or none did it; the
    /// message says where the page is.
    func show(_ page: URL) throws {
        var complaints: [String] = []
        for words in commands {
            guard let program = program(named: words[0]) else {
                complaints.append("there is no program \(Diagnostic.quoted(words[0]))")
                continue
            }
            let code = run(program, arguments(words.dropFirst(), page))
            if code == 0 { return }
            complaints.append("\(Diagnostic.quoted(words[0])) ended with \(code)")
        }
        throw Failure(
            .noServer,
            "no browser shows the page: \(complaints.joined(separator: ", ")); "
                + "set BROWSER, or open \(Diagnostic.quoted(page.path)) yourself")
    }

    private var commands: [[String]] {
        let named = (environment["BROWSER"] ?? "").split(separator: ":")
            .map { $0.split(separator: " ").map(String.init) }.filter { !$0.isEmpty }
        return named.isEmpty ? [["xdg-open"]] : named
    }

    private func arguments(_ words: ArraySlice<String>, _ page: URL) -> [String] {
        let address = page.absoluteString
        return words.contains { $0.contains("%s") }
            ? words.map { $0.replacing("%s", with: address) } : words + [address]
    }

    private func program(named name: String) -> URL? {
        let folders =
            name.contains("/")
            ? [""]
            : (environment["PATH"] ?? "").split(separator: ":")
                .map { "\($0)/" }
        return folders.map { $0 + name }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
            .map { URL(filePath: $0) }
    }

    private func run(_ program: URL, _ arguments: [String]) -> Int32 {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        // Our own standard output is the command's result, and may be JSON.
        process.standardOutput = FileHandle.standardError
        do {
            try process.run()
        } catch {
            return -1
        }
        process.waitUntilExit()
        return process.terminationStatus
    }
}
