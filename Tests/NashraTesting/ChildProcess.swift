import CSpawn
package import Foundation
import Synchronization

/// A program as a child process, with its output in files, so that no pipe
/// fills. One still running is killed with its last reference.
///
/// Not Foundation's `Process`: that one learns of an end by a socket which any
/// other child started in the same moment may inherit, and then waits for both.
/// Here the child gets its three standard streams and no other descriptor.
package final class ChildProcess: Sendable {
    /// How it ended.
    package struct Result: Sendable {
        /// The exit code; for one that a signal ended, the signal's number
        /// negated.
        package var code: Int32
        package var output: Data
        package var errors: Data
    }

    /// What kept a program from starting, or what it complained of.
    package struct Failure: Error, CustomStringConvertible {
        package var description: String
    }

    private let folder: TemporaryFolder
    private let watch: Watch
    /// Our end of its standard input, if that is a pipe.
    private let lifeline: FileHandle?

    /// Starts it with `input` as its standard input, or, where that is nil, with
    /// one that closes with the last reference to this object. `environment` is
    /// all it gets; nil is our own. Throws where the system starts no program.
    package init(
        _ executable: URL, _ arguments: [String], in directory: URL? = nil,
        environment: [String: String]? = nil, input: Data? = Data()
    ) throws {
        folder = try TemporaryFolder()
        let given: Int32
        if let input {
            try input.write(to: folder.url.appending(path: "input"))
            given = open(folder.path + "input", O_RDONLY | O_CLOEXEC)
            lifeline = nil
        } else {
            var ends: [Int32] = [-1, -1]
            try Self.check(child_pipe(&ends), executable)
            given = ends[0]
            lifeline = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
        }
        defer { close(given) }

        let environment = environment ?? ProcessInfo.processInfo.environment
        let texts = Texts()
        var id: pid_t = 0
        var child = child(
            directory: directory.map { texts.copy($0.path(percentEncoded: false)) },
            arguments: texts.list([executable.path(percentEncoded: false)] + arguments),
            environment: texts.list(environment.map { "\($0.key)=\($0.value)" }),
            input: given, output: texts.copy(folder.path + "output"),
            errors: texts.copy(folder.path + "errors"))
        let problem = withExtendedLifetime(texts) { child_start(&child, &id) }
        try Self.check(problem, executable)
        watch = Watch(id)
    }

    deinit {
        watch.send(SIGKILL)
    }

    /// Runs a program to its end; blocks. Throws what it wrote to standard error
    /// if it failed.
    @discardableResult
    package static func run(
        _ executable: URL, _ arguments: [String], in directory: URL? = nil,
        environment: [String: String]? = nil, input: Data = Data()
    ) throws -> Data {
        let child = try ChildProcess(
            executable, arguments, in: directory, environment: environment, input: input)
        child.waitForEnd()
        let result = try child.result()
        guard result.code == 0 else {
            let complaint = String(decoding: result.errors, as: UTF8.self)
            throw Failure(description: "\(executable.lastPathComponent): \(complaint)")
        }
        return result.output
    }

    package var isRunning: Bool { watch.code == nil }

    /// What it has written to standard output so far.
    package var output: Data { get throws { try read("output") } }

    /// Sends it a signal; nothing if it has ended.
    package func send(_ signal: Int32) {
        watch.send(signal)
    }

    /// Blocks until it has ended.
    package func waitForEnd() {
        watch.ended.wait()
    }

    /// Waits for its end.
    package func end() async throws -> Result {
        await withCheckedContinuation { continuation in
            watch.ended.notify(queue: .global()) { continuation.resume() }
        }
        return try result()
    }

    private func result() throws -> Result {
        Result(
            code: watch.code ?? 0, output: try read("output"), errors: try read("errors"))
    }

    private func read(_ name: String) throws -> Data {
        try Data(contentsOf: folder.url.appending(path: name))
    }

    private static func check(_ problem: Int32, _ executable: URL) throws {
        guard problem != 0 else { return }
        throw Failure(
            description: "can't start \(executable.path): \(String(cString: strerror(problem)))")
    }
}

/// Texts as C has them, for as long as this lives.
private final class Texts {
    private var texts: [UnsafeMutablePointer<CChar>] = []
    private var lists: [UnsafeMutablePointer<UnsafePointer<CChar>?>] = []

    deinit {
        for text in texts { free(text) }
        for list in lists { list.deallocate() }
    }

    func copy(_ text: String) -> UnsafePointer<CChar> {
        texts.append(strdup(text))
        return UnsafePointer(texts[texts.count - 1])
    }

    func list(_ items: [String]) -> UnsafePointer<UnsafePointer<CChar>?> {
        let list = UnsafeMutablePointer<UnsafePointer<CChar>?>.allocate(capacity: items.count + 1)
        for (index, item) in items.enumerated() { list[index] = copy(item) }
        list[items.count] = nil
        lists.append(list)
        return UnsafePointer(list)
    }
}

/// Waits for a child on a thread of its own, also when nobody asks any more, so
/// that no child stays a zombie.
private final class Watch: Sendable {
    let ended = DispatchGroup()
    private let id: pid_t
    private let status = Mutex<Int32?>(nil)

    init(_ id: pid_t) {
        self.id = id
        ended.enter()
        Thread.detachNewThread { [self] in
            reap()
            ended.leave()
        }
    }

    /// Nil while it runs.
    var code: Int32? { status.withLock { $0 } }

    /// Never between its end and our note of it, when its number may already be
    /// another process's.
    func send(_ signal: Int32) {
        status.withLock { if $0 == nil { kill(id, signal) } }
    }

    private func reap() {
        var information = siginfo_t()
        while waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT) == -1, errno == EINTR {}
        status.withLock { code in
            var status: Int32 = 0
            while waitpid(id, &status, 0) == -1, errno == EINTR {}
            let signal = status & 0x7f
            code = signal == 0 ? (status >> 8) & 0xff : -signal
        }
    }
}
