import Dispatching
import Foundation
import Newswire

/// Where a command speaks: results on standard output, everything else on
/// standard error; progress only where someone watches.
struct Console: Sendable {
    /// Whether results are printed as JSON.
    let json: Bool

    private let showsProgress = isatty(STDERR_FILENO) == 1
    private let stampsOutput: Bool
    private let stampsErrors: Bool

    /// - Parameter isLog: lines of text begin with the time where they go into a
    ///   file or a pipe.
    init(json: Bool, isLog: Bool = false) {
        self.json = json
        stampsOutput = isLog && Self.wantsTime(STDOUT_FILENO)
        stampsErrors = isLog && Self.wantsTime(STDERR_FILENO)
    }

    /// Neither a terminal nor systemd's journal, which notes the time itself
    /// (systemd.exec(5), JOURNAL_STREAM).
    private static func wantsTime(_ descriptor: Int32) -> Bool {
        var facts = stat()
        guard isatty(descriptor) == 0, fstat(descriptor, &facts) == 0 else { return false }
        let journal = ProcessInfo.processInfo.environment["JOURNAL_STREAM"]
        return journal != "\(facts.st_dev):\(facts.st_ino)"
    }

    /// A line of the result.
    func print(_ line: String = "") {
        write(stamped(line, stampsOutput), to: .standardOutput)
    }

    /// A line of a table.
    func print(row: CSVRow) {
        write(row.line, to: .standardOutput)
    }

    /// A result as one line of JSON.
    func print(json value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        write(
            String(decoding: try encoder.encode(value), as: UTF8.self) + "\n", to: .standardOutput)
    }

    /// A line for the person: what went wrong or what to know.
    func note(_ line: String) {
        clearProgress()
        write(stamped(line, stampsErrors), to: .standardError)
    }

    func error(_ message: String) {
        note("nashra: error: \(message)")
    }

    func warn(_ message: String) {
        note("nashra: warning: \(message)")
    }

    /// Each finding in the form of compilers, which editors understand.
    func note(_ diagnostics: [Diagnostic]) {
        for diagnostic in diagnostics { note(diagnostic.rendered) }
    }

    /// Some of the findings of each file, and how many more there are.
    ///
    /// - Parameter masked: whether addresses in them are.
    func noteBriefly(_ diagnostics: some Collection<Diagnostic>, masked: Bool = false) {
        for line in diagnostics.brief() { note(masked ? MaskedText.masked(line) : line) }
    }

    /// Replaces the last progress line; nothing in a pipe.
    func progress(_ line: @autoclosure () -> String) {
        if showsProgress { write("\r\u{1B}[K" + line(), to: .standardError) }
    }

    func clearProgress() {
        if showsProgress { write("\r\u{1B}[K", to: .standardError) }
    }

    private func stamped(_ line: String, _ isStamped: Bool) -> String {
        let time = isStamped ? NewsClock.machine.now().rfc3339 + " " : ""
        return time + TerminalText.settled(line) + "\n"
    }

    private func write(_ text: String, to handle: FileHandle) {
        // A closed pipe is the reader's wish to hear no more.
        try? handle.write(contentsOf: Data(text.utf8))
    }
}
