/// A place in a file that people edit: both 1-based, columns in Unicode scalars.
package struct SourcePosition: Hashable, Comparable, Sendable, Codable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package static func < (a: SourcePosition, b: SourcePosition) -> Bool {
        (a.line, a.column) < (b.line, b.column)
    }
}

/// Something about a file that a person should know, and where.
///
/// Whoever finds it makes it from a closed set of findings with their facts;
/// this is the form in which it is sorted, counted and printed.
package struct Diagnostic: Hashable, Sendable {
    package enum Severity: String, Hashable, Sendable, Codable {
        case error
        case warning
    }

    package var severity: Severity
    /// What kind of finding it is: `unknown-key`. Stable, for scripts.
    package var id: String
    /// The path as the user would type it.
    package var file: String
    package var position: SourcePosition?
    /// One line, lower case, no full stop, the user's own words between
    /// `Diagnostic.quoted`'s marks.
    package var message: String
    /// The way out, where there is one: more lines, each printed beneath,
    /// indented. Lines to paste stand alone.
    package var hints: [String]

    package init(
        _ severity: Severity, id: String, file: String, position: SourcePosition? = nil,
        message: String, hints: [String] = []
    ) {
        self.severity = severity
        self.id = id
        self.file = file
        self.position = position
        self.message = message
        self.hints = hints
    }

    /// A user's words in single quotes, isolated from the line's direction
    /// (U+2068 … U+2069) where they hold letters that run right to left, on one
    /// line, control characters as their pictures (U+2400 …): a terminal obeys none.
    package static func quoted(_ words: String) -> String {
        let words = pictured(words)
        let runsRightToLeft = words.unicodeScalars.contains { scalar in
            (0x590...0x8FF).contains(scalar.value) || (0xFB1D...0xFDFF).contains(scalar.value)
                || (0xFE70...0xFEFF).contains(scalar.value)
        }
        return runsRightToLeft ? "'\u{2068}\(words)\u{2069}'" : "'\(words)'"
    }

    private static func pictured(_ words: String) -> String {
        guard words.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { return words }
        var shown = String.UnicodeScalarView()
        for scalar in words.unicodeScalars {
            switch scalar.value {
            case 0..<0x20: shown.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
            case 0x7F: shown.append("\u{2421}")
            case 0x80..<0xA0: shown.append("\u{FFFD}")
            default: shown.append(scalar)
            }
        }
        return String(shown)
    }

    /// `file:line:column: error: message`, then the hints, each on a line of
    /// its own.
    package var rendered: String {
        let place = position.map { ":\($0.line):\($0.column)" } ?? ""
        let head = "\(file)\(place): \(severity.rawValue): \(message)"
        return ([head] + hints.map { "    " + $0 }).joined(separator: "\n")
    }
}

extension Diagnostic: Comparable {
    /// By file, then by position, then errors before warnings.
    package static func < (a: Diagnostic, b: Diagnostic) -> Bool {
        let top = SourcePosition(line: 0, column: 0)
        return (a.file, a.position ?? top, a.severity.rawValue, a.message)
            < (b.file, b.position ?? top, b.severity.rawValue, b.message)
    }
}

extension Collection<Diagnostic> {
    package var hasErrors: Bool {
        contains { $0.severity == .error }
    }
}
