import Foundation
import Newswire

/// Where the bearer token of a login is found (RFC 6750, RFC 7628). It is looked
/// up anew for each connection: tokens live an hour.
package enum TokenSource: Hashable, Sendable {
    case text(String)
    /// A file that someone else keeps fresh, by its absolute path.
    case file(path: String)
    /// A program and its arguments, which prints the token and ends with 0.
    case command([String])

    /// Why there is no token; one line, lower case, no full stop, without
    /// anything of the token.
    struct Absence: Error, Hashable {
        var explanation: String
    }

    /// The token, without white space around it. Blocks, for a command up to the
    /// limit; after it the command is killed.
    func token(within limit: Duration) throws(Absence) -> String {
        let text: String
        switch self {
        case .text(let token): text = token
        case .file(let path):
            guard let contents = try? String(contentsOfFile: path, encoding: .utf8) else {
                throw Absence(explanation: "the token's file \(path) can't be read")
            }
            text = contents
        case .command(let words): text = try TokenCommand(words).output(within: limit)
        }
        let token = text.trimmingCharacters(in: .whitespacesAndNewlines)
        // RFC 6750's b64token and then some: what is printable and no space.
        guard !token.isEmpty, token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Absence(explanation: "\(name) gives no token, but \(Self.shape(of: token))")
        }
        return token
    }

    private var name: String {
        switch self {
        case .text: "the environment"
        case .file(let path): "the token's file \(path)"
        case .command(let words): "the token's command \(words.first ?? "")"
        }
    }

    private static func shape(of text: String) -> String {
        text.isEmpty ? "nothing" : "several words or bytes that no token has"
    }
}

/// A run of the program that prints a token. Its standard error is ours, its
/// standard input is empty.
private struct TokenCommand {
    private let words: [String]
    /// No token is so long.
    private static let mostOutput = 1 << 16

    init(_ words: [String]) {
        self.words = words
    }

    func output(within limit: Duration) throws(TokenSource.Absence) -> String {
        let deadline = ContinuousClock.now + limit
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw absence("can't be run") }
        // What else this process starts meanwhile is not to hold it open.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        let process = Process()
        process.executableURL = URL(filePath: words[0])
        process.arguments = Array(words.dropFirst())
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle(fileDescriptor: ends[1], closeOnDealloc: false)
        do {
            defer { close(ends[1]) }
            try process.run()
        } catch {
            throw absence("can't be run")
        }
        let output = read(ends[0], until: deadline)
        // It may close its output and go on.
        while output != nil, process.isRunning, ContinuousClock.now < deadline {
            DedicatedThread.sleep(.milliseconds(5))
        }
        let isLate = process.isRunning
        if isLate { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        guard let output, !isLate else {
            throw absence("prints too much, or takes longer than \(limit)")
        }
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw absence("ended with \(process.terminationStatus)")
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// All that is written until the other end closes; nil if it is too much or
    /// does not end in time.
    private func read(_ end: Int32, until deadline: ContinuousClock.Instant) -> [UInt8]? {
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while output.count <= Self.mostOutput {
            let left = (deadline - ContinuousClock.now).milliseconds
            var entry = pollfd(fd: end, events: Int16(POLLIN), revents: 0)
            guard left > 0 else { return nil }
            if poll(&entry, 1, Int32(clamping: left)) <= 0 { continue }
            let count = Foundation.read(end, &buffer, buffer.count)
            if count == 0 { return output }
            if count > 0 { output += buffer.prefix(count) }
        }
        return nil
    }

    private func absence(_ what: String) -> TokenSource.Absence {
        TokenSource.Absence(explanation: "the token's command \(words[0]) \(what)")
    }
}
