package import Newswire

/// A file that people edit, read: its values where they stand, and everything
/// that is wrong with it as YAML.
///
/// Reading never fails. What YAML cannot make sense of is reported, set right
/// in a copy or left out, and the rest is read on, so that whoever looks at the
/// values can report its own mistakes in the same run.
package struct Document: Sendable {
    /// The path as the user would type it.
    package let file: String
    /// Nil if the file holds nothing, or nothing that could be read.
    package let root: Node?
    /// In the order of the file; whoever reads the values has more.
    package let diagnostics: [Diagnostic]
    /// Whether every line could be read. If not, a key that is missing may
    /// stand in what was left out, and nobody should ask for it.
    package let isComplete: Bool

    /// What a file may cost.
    package struct Limits: Sendable {
        package var bytes: Int
        /// Mappings and lists inside one another.
        package var depth: Int

        package init(bytes: Int = 8 << 20, depth: Int = 32) {
            self.bytes = bytes
            self.depth = depth
        }
    }

    /// Reads UTF-8, with or without a byte-order mark.
    package init(_ bytes: some Collection<UInt8>, file: String, limits: Limits = Limits()) {
        self.file = file
        var findings: [Located<YAMLFinding>] = []
        var root: Node?
        var isComplete = false
        if let lines = SourceLines(bytes, limit: limits.bytes, findings: &findings) {
            var preparer = Preparer(lines.lines, depthLimit: limits.depth)
            preparer.prepare()
            findings += preparer.findings
            if !preparer.isTooDeep {
                var composition = Composition(preparer.lines, lost: preparer.lost)
                root = composition.compose()
                findings += composition.findings
                isComplete = composition.lost.isEmpty
            }
        }
        self.root = root
        self.isComplete = isComplete
        diagnostics = findings.map { $0.finding.diagnostic(in: file, at: $0.position) }.sorted()
    }

    package init(_ text: String, file: String, limits: Limits = Limits()) {
        self.init(Array(text.utf8), file: file, limits: limits)
    }
}
