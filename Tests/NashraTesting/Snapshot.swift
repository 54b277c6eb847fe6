import Foundation
package import Testing

/// Expects a text to be what the file of that name in `Snapshots/`, beside the
/// calling test, holds.
///
/// A missing file, or any file while the environment has `NASHRA_RECORD`, is
/// written, and the test fails so that nobody takes a recording for a pass.
package func expectSnapshot(
    of text: String, named name: String, filePath: String = #filePath,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let file = URL(filePath: filePath).deletingLastPathComponent()
        .appending(path: "Snapshots").appending(path: name)
    let isRecording = ProcessInfo.processInfo.environment["NASHRA_RECORD"] != nil
    if !isRecording, FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) {
        let recorded = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        if let difference = TextDifference(from: recorded, to: text) {
            Issue.record(
                "is not as recorded in Snapshots/\(name):\n\(difference)",
                sourceLocation: sourceLocation)
        }
        return
    }
    try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    Issue.record(
        "recorded Snapshots/\(name): look at it, then run again",
        sourceLocation: sourceLocation)
}

/// The lines in which two texts differ, in few words: those between the first
/// and the last difference, at most ten of each text.
struct TextDifference: CustomStringConvertible {
    private let firstLine: Int
    private let removed: ArraySlice<Substring>
    private let added: ArraySlice<Substring>

    /// Nil for equal texts; they are compared byte for byte.
    init?(from old: String, to new: String) {
        guard !old.utf8.elementsEqual(new.utf8) else { return nil }
        let oldLines = Self.lines(of: old)
        let newLines = Self.lines(of: new)
        let shorter = min(oldLines.count, newLines.count)
        let isSame = { (a: Substring, b: Substring) in a.utf8.elementsEqual(b.utf8) }
        var head = 0
        while head < shorter, isSame(oldLines[head], newLines[head]) { head += 1 }
        var tail = 0
        while tail < shorter - head,
            isSame(oldLines[oldLines.count - 1 - tail], newLines[newLines.count - 1 - tail])
        {
            tail += 1
        }
        firstLine = head + 1
        removed = oldLines[head..<(oldLines.count - tail)]
        added = newLines[head..<(newLines.count - tail)]
    }

    var description: String {
        (["line \(firstLine):"] + Self.listed(removed, "- ") + Self.listed(added, "+ "))
            .joined(separator: "\n")
    }

    private static func lines(of text: String) -> [Substring] {
        // Scalars, because CR LF is one Character and only LF parts our lines.
        text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map(Substring.init)
    }

    private static func listed(_ lines: ArraySlice<Substring>, _ mark: String) -> [String] {
        let shown = lines.prefix(10).map { mark + $0.replacing("\r", with: "\\r") }
        return lines.count > 10 ? shown + ["\(mark)… \(lines.count - 10) more"] : shown
    }
}
