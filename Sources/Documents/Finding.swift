package import Newswire

/// One kind of thing that can be wrong with a file, with its facts. Each area
/// has a closed set of its own; the wording stands there once.
package protocol Finding: Sendable {
    var severity: Diagnostic.Severity { get }
    /// Stable, for scripts: `unknown-key`.
    var id: String { get }
    /// One line; see `Diagnostic.message`.
    var message: String { get }
    /// See `Diagnostic.hints`.
    var hints: [String] { get }
}

extension Finding {
    package var severity: Diagnostic.Severity { .error }
    package var hints: [String] { [] }

    package func diagnostic(in file: String, at position: SourcePosition?) -> Diagnostic {
        Diagnostic(
            severity, id: id, file: file, position: position, message: message, hints: hints)
    }
}

/// A finding and its place.
struct Located<Kind: Finding> {
    var finding: Kind
    var position: SourcePosition

    init(_ finding: Kind, at position: SourcePosition) {
        self.finding = finding
        self.position = position
    }
}

/// What is found in one file, in the order in which it is found. One reader
/// at a time holds it.
package final class Report {
    package let file: String
    package private(set) var diagnostics: [Diagnostic] = []

    package init(file: String, diagnostics: [Diagnostic] = []) {
        self.file = file
        self.diagnostics = diagnostics
    }

    package func add(_ finding: some Finding, at position: SourcePosition?) {
        add(finding.diagnostic(in: file, at: position))
    }

    package func add(_ diagnostic: Diagnostic) {
        diagnostics.append(diagnostic)
    }
}
