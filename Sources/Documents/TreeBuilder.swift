import Newswire
import Yams

/// YAML's tree → ours: every scalar the text that stands there, with its place
/// in the file, and nothing of what the preparation added.
struct TreeBuilder {
    let lines: [PreparedLine]
    let lost: Set<Int>
    private(set) var findings: [Located<YAMLFinding>] = []

    init(_ lines: [PreparedLine], lost: Set<Int>) {
        self.lines = lines
        self.lost = lost
    }

    mutating func build(_ node: Yams.Node) -> Node {
        let position = position(of: node.mark)
        if let anchor = node.anchor {
            // What an alias repeats is not followed: ten lines of them can
            // stand for a billion values.
            findings.append(Located(.anchorOrTag("&\(anchor)"), at: position))
            return .text(Text("", position: position))
        }
        switch node {
        case .scalar(let scalar):
            return .text(text(scalar))
        case .sequence(let sequence):
            return .list(
                List(
                    position: position, items: sequence.map { build($0) },
                    isFlow: scalar(at: sequence.mark) == "["))
        case .mapping(let mapping):
            return .mapping(
                Mapping(
                    position: position, entries: mapping.compactMap { entry($0.key, $0.value) },
                    isFlow: scalar(at: mapping.mark) == "{"))
        case .alias(let alias):
            findings.append(Located(.anchorOrTag("*\(alias.anchor)"), at: position))
            return .text(Text("", position: position))
        }
    }

    private mutating func entry(_ key: Yams.Node, _ value: Yams.Node) -> Mapping.Entry? {
        guard case .scalar(let scalar) = key else {
            findings.append(Located(.keyIsNoText, at: position(of: key.mark)))
            return nil
        }
        var key = text(scalar)
        if key.value.unicodeScalars.first == Preparer.duplicateMark {
            key.value = String(key.value.unicodeScalars.dropFirst(2))
            key.isRepeated = true
        }
        key.value = key.name
        var value = build(value)
        if case .text(var text) = value, text.isAbsent {
            // Where nothing stands YAML points anywhere.
            text.position = key.position
            text.comment = comment(behindColonOf: scalar)
            value = .text(text)
        }
        return Mapping.Entry(key: key, value: value)
    }

    private func position(of mark: Mark?) -> SourcePosition {
        guard let mark, lines.indices.contains(mark.line - 1) else {
            return SourcePosition(line: max(1, lines.count), column: 1)
        }
        return SourcePosition(
            line: mark.line, column: lines[mark.line - 1].column(of: mark.column - 1))
    }

    private func scalar(at mark: Mark?) -> Unicode.Scalar? {
        guard let mark, lines.indices.contains(mark.line - 1) else { return nil }
        return lines[mark.line - 1][mark.column - 1]
    }

    private func text(_ scalar: Yams.Node.Scalar) -> Text {
        let style: Text.Style =
            switch scalar.style {
            case .singleQuoted: .singleQuoted
            case .doubleQuoted: .doubleQuoted
            case .literal, .folded: .block
            case .plain, .any: .plain
            }
        let position = position(of: scalar.mark)
        var text = Text(scalar.string, position: position, style: style)
        guard let mark = scalar.mark, lines.indices.contains(mark.line - 1) else { return text }
        var trace = ScalarTrace(lines, line: mark.line - 1, column: mark.column - 1, style: style)
        guard trace.follow(scalar.string) else { return text }
        text.runs = trace.runs
        if style != .block { text.comment = comment(line: trace.line, from: trace.end) }
        return text
    }

    private func comment(behindColonOf key: Yams.Node.Scalar) -> Text.Comment? {
        guard let mark = key.mark, lines.indices.contains(mark.line - 1) else { return nil }
        let line = lines[mark.line - 1]
        guard let colon = line.scalars.dropFirst(mark.column - 1).firstIndex(of: ":") else {
            return nil
        }
        return comment(line: mark.line - 1, from: colon + 1)
    }

    /// The comment that begins behind spaces from here on.
    private func comment(line: Int, from index: Int) -> Text.Comment? {
        guard let start = lines[line].firstNonBlank(from: index), lines[line][start] == "#",
            start > index
        else { return nil }
        return Text.Comment(
            position: SourcePosition(line: line + 1, column: lines[line].column(of: start)),
            text: lines[line].text(start..<lines[line].count))
    }
}
