import Newswire
import Yams

/// Prepared lines through YAML to a tree. What YAML still stops at is
/// reported, taken out, and the rest composed again, so often as the number of
/// repairs allows.
struct Composition {
    private(set) var lines: [PreparedLine]
    private(set) var lost: Set<Int>
    private(set) var findings: [Located<YAMLFinding>] = []

    /// Each costs a pass over the file.
    private static let repairs = 32

    init(_ lines: [PreparedLine], lost: Set<Int>) {
        self.lines = lines
        self.lost = lost
    }

    mutating func compose() -> Node? {
        for _ in 0..<Self.repairs {
            let text = lines.map { String($0.scalars) }.joined(separator: "\n")
            do {
                // Every value is text to us: what YAML would take it for costs
                // seven regular expressions a value, and nobody asks.
                guard let tree = try Yams.compose(yaml: text, .basic) else { return nil }
                var builder = TreeBuilder(lines, lost: lost)
                let root = builder.build(tree)
                findings += builder.findings
                return root.isAbsent ? nil : root
            } catch let error as YamlError {
                guard repair(error) else { return nil }
            } catch {
                return nil
            }
        }
        return nil
    }

    /// Whether there is something new to try.
    private mutating func repair(_ error: YamlError) -> Bool {
        switch error {
        case .scanner(let context, let problem, let mark, _),
            .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let complaint = YAMLComplaint(problem: problem)
            let (line, column) = place(of: mark)
            findings.append(
                Located(
                    problem.contains("escape") ? .unknownEscape : .unreadable(complaint),
                    at: position(line, column)))
            return drop(line) || context.map { drop(place(of: $0.mark).line) } ?? false
        case .duplicatedKeysInMapping(let duplicates, let context):
            return renameDuplicate(of: duplicates, from: place(of: context.mark))
        default:
            findings.append(
                Located(.unreadable(YAMLComplaint(problem: "")), at: position(0, 0)))
            return false
        }
    }

    private func place(of mark: Mark) -> (line: Int, column: Int) {
        // At the end of the file YAML may point behind the last line.
        var line = min(mark.line - 1, lines.count - 1)
        guard line == mark.line - 1, lines[line].isOver(from: 0) else {
            return (line, line == mark.line - 1 ? mark.column - 1 : lines[line].count)
        }
        while line > 0, lines[line].isOver(from: 0) { line -= 1 }
        return (line, lines[line].firstNonBlank(from: 0) ?? 0)
    }

    private func position(_ line: Int, _ column: Int) -> SourcePosition {
        SourcePosition(line: line + 1, column: lines[line].column(of: column))
    }

    /// Takes a line out; false if nothing of it was left.
    private mutating func drop(_ line: Int) -> Bool {
        guard !lines[line].isOver(from: 0) else { return false }
        lines[line].clear()
        lost.insert(line)
        return true
    }

    /// A key that stands twice in braces; those in blocks are found before.
    private mutating func renameDuplicate(
        of keys: [String], from start: (line: Int, column: Int)
    ) -> Bool {
        var hasFirst = false
        var column = start.column
        for line in start.line..<lines.count {
            while column < lines[line].count {
                defer { column += 1 }
                for key in keys where stands(key, line: line, column: column) {
                    guard hasFirst else {
                        hasFirst = true
                        break
                    }
                    findings.append(
                        Located(
                            .duplicateKey(key, line: start.line + 1), at: position(line, column)))
                    lines[line].insert(Preparer.duplicateMark, at: column)
                    lines[line].insert(
                        Unicode.Scalar(0xE000 + UInt32(column % 0x1000)) ?? "x", at: column + 1)
                    return true
                }
            }
            column = 0
        }
        return drop(start.line)
    }

    private func stands(_ key: String, line: Int, column: Int) -> Bool {
        let letters = Array(key.unicodeScalars)
        let end = column + letters.count
        guard !letters.isEmpty, end <= lines[line].count,
            lines[line].scalars[column..<end].elementsEqual(letters),
            column == 0 || "{, \"'".unicodeScalars.contains(lines[line].scalars[column - 1])
        else { return false }
        let next = lines[line].scalars[end...].first { !$0.isBlank && $0 != "\"" && $0 != "'" }
        return next == ":" || next == "," || next == "}"
    }
}

/// What libyaml says, in our words.
struct YAMLComplaint: Hashable {
    var problem: String

    var explanation: String {
        Self.words.first { problem.contains($0.libyaml) }?.ours ?? "YAML cannot be read here"
    }

    private static let words: [(libyaml: String, ours: String)] = [
        ("mapping values are not allowed", "a key cannot stand here: is the line above complete?"),
        ("block sequence entries are not allowed", "a list item ('- ') cannot stand here"),
        ("did not find expected ',' or ']'", "expected a comma or ']' here"),
        ("did not find expected ',' or '}'", "expected a comma or '}' here"),
        ("could not find expected ':'", "expected 'key: value' here"),
        ("did not find expected key", "expected a key at the indentation of those above"),
        ("did not find expected '-' indicator", "expected '- ' here, as above"),
        ("unexpected end of stream", "the file ends in the middle of a value"),
        ("unexpected document indicator", "'---' stands in the middle of a value"),
        ("undefined alias", "anchors and aliases are not used here: write the value out"),
        ("cannot start any token", "a value cannot start with this character"),
        ("another document", "a second document begins here, one file holds one"),
        ("did not find expected <document start>", "this stands outside of the file's keys"),
        ("tab character", "YAML wants spaces here, not a tab"),
        ("did not find expected node content", "expected a value here"),
    ]
}
