import Newswire

/// Lists and mappings in brackets, over one line or several.
extension Preparer {
    /// Reads to the closing bracket and moves on to its line; closes in the
    /// copy what the file leaves open.
    mutating func prepareFlow(from start: Int, parent: Int) {
        let opening = line
        var open: [Unicode.Scalar] = []
        var entryBegins = true
        var index = start
        while true {
            guard let scalar = lines[line][index], !isComment(at: index) else {
                guard goesOn(below: line, parent: parent) else {
                    closeFlow(open, opening: opening, start: start)
                    return
                }
                line += 1
                index = 0
                continue
            }
            switch scalar {
            case "[", "{":
                open.append(scalar == "[" ? "]" : "}")
                entryBegins = true
                if open.count > depthLimit {
                    reportDepth(line: line, index: index)
                    return
                }
            case "]", "}":
                if open.last == scalar { open.removeLast() }
                entryBegins = false
                if open.isEmpty {
                    finishFlow(start: start, opening: opening, close: index)
                    return
                }
            case ",": entryBegins = true
            case ":" where lines[line][index + 1]?.isBlank ?? true: entryBegins = true
            case _ where scalar.isInvisible && entryBegins: break
            case _ where scalar.isBlank:
                if scalar != "\t" { lines[line].set(" ", at: index) }
            case "\"" where entryBegins, "'" where entryBegins:
                guard let end = skipFlowQuote(scalar, from: index) else {
                    closeFlow(open, opening: opening, start: start)
                    return
                }
                index = end - 1
                entryBegins = false
            case "@" where entryBegins, "`" where entryBegins, "%" where entryBegins,
                "&" where entryBegins, "*" where entryBegins, "!" where entryBegins:
                index = quoteEntry(from: index) { .startsWithIndicator($0, $1) } - 1
                entryBegins = false
            case "-" where entryBegins && lines[line][index + 1]?.isBlank ?? false:
                index = quoteEntry(from: index) { .startsWithIndicator($0, $1) } - 1
                entryBegins = false
            default: entryBegins = false
            }
            index += 1
        }
    }

    private func isComment(at index: Int) -> Bool {
        lines[line][index] == "#" && (index == 0 || lines[line][index - 1]?.isBlank ?? false)
    }

    /// Whether the line below still belongs to open brackets.
    private mutating func goesOn(below line: Int, parent: Int) -> Bool {
        guard line + 1 < lines.count else { return false }
        let indent = cleanIndent(of: line + 1)
        let next = lines[line + 1]
        return indent >= next.count || indent > parent || next[indent] == "]"
            || next[indent] == "}" || next[indent] == "#"
    }

    private mutating func closeFlow(_ open: [Unicode.Scalar], opening: Int, start: Int) {
        let bracket = lines[opening][start] ?? "["
        report(.unclosedBracket(bracket), line: opening, index: start)
        // What is below may be anything; the list ends with its first line.
        line = opening
        var closers: [Unicode.Scalar] = []
        var index = start
        let end = lines[line].valueEnd(from: start)
        while index < end {
            switch lines[line][index] {
            case "[": closers.append("]")
            case "{": closers.append("}")
            case "]", "}": _ = closers.popLast()
            default: break
            }
            index += 1
        }
        lines[line].replace(end..<end, with: closers.reversed())
    }

    private mutating func finishFlow(start: Int, opening: Int, close: Int) {
        guard !lines[line].isOver(from: close + 1) else { return }
        guard line == opening else {
            report(.textBelowValue, line: line, index: close + 1)
            lines[line].replace(close + 1..<lines[line].count, with: [])
            return
        }
        let end = lines[line].valueEnd(from: start)
        let before = lines[line].text((lines[line].firstNonBlank(from: 0) ?? 0)..<start)
        let bracket = lines[line][start] ?? "["
        report(
            .startsWithIndicator(
                bracket, .init(before: before, value: lines[line].text(start..<end))),
            line: line, index: start)
        singleQuote(start..<end)
    }

    /// The index behind a quoted entry, quoting anew one that goes on behind
    /// its quote; nil if it is not closed on its line.
    private mutating func skipFlowQuote(_ quote: Unicode.Scalar, from start: Int) -> Int? {
        guard let close = lines[line].closeOfQuote(quote, from: start + 1) else { return nil }
        let next = lines[line].firstNonBlank(from: close).flatMap { lines[line][$0] }
        guard let next, !",]}:#".unicodeScalars.contains(next) else { return close }
        return quoteEntry(from: start) { .goesOnBehindQuote(quote, $1) }
    }

    /// Puts an entry in quotes, reports why, and returns where it ends.
    private mutating func quoteEntry(
        from start: Int, _ finding: (Unicode.Scalar, YAMLFinding.Fix) -> YAMLFinding
    ) -> Int {
        var end = start
        while let scalar = lines[line][end], !",]}".unicodeScalars.contains(scalar) { end += 1 }
        while end > start, lines[line][end - 1]?.isBlank ?? false { end -= 1 }
        let value = lines[line].text(start..<end)
        let fix = YAMLFinding.Fix(before: "", value: value)
        report(finding(lines[line][start] ?? "\"", fix), line: line, index: start)
        let before = lines[line].count
        singleQuote(start..<end)
        return end + lines[line].count - before
    }
}
