import Newswire

/// Values: where they end, and those that YAML takes for something else.
extension Preparer {
    /// Reads the value that begins here; `parent` is the column of its key or
    /// dash.
    mutating func prepareValue(from start: Int, parent: Int) -> Value {
        guard let first = lines[line][start] else { return .plain }
        switch first {
        case "&" where isAlone(from: start, parent: parent),
            "!" where isAlone(from: start, parent: parent):
            let range = start..<lines[line].valueEnd(from: start)
            report(.anchorOrTag(lines[line].text(range)), line: line, index: start)
            lines[line].replace(range, with: [])
            return .none
        case "|", ">":
            if let end = endOfBlockHeader(from: start), lines[line].isOver(from: end) {
                prepareBlockScalar(parent: parent)
            } else {
                quoteValue(from: start, because: .indicator(first))
            }
        case "\"", "'":
            prepareQuoted(first, from: start, parent: parent)
        case "[", "{":
            prepareFlow(from: start, parent: parent)
        case "@", "`", "%", "&", "*", "!":
            quoteValue(from: start, because: .indicator(first))
        case "-" where lines[line][start + 1]?.isBlank ?? true,
            "?" where lines[line][start + 1]?.isBlank ?? true,
            "]", "}", ",":
            quoteValue(from: start, because: .indicator(first))
        default:
            guard let colon = looseColon(from: start) else { return .plain }
            quoteValue(from: start, because: .colon, at: colon)
        }
        return .closed
    }

    /// Whether one word stands here, and what it may mark begins below it.
    private func isAlone(from start: Int, parent: Int) -> Bool {
        let end = lines[line].valueEnd(from: start)
        guard !lines[line].scalars[start..<end].contains(where: \.isBlank),
            let next = (line + 1..<lines.count).first(where: { !lines[$0].isOver(from: 0) })
        else { return false }
        return lines[next].firstNonBlank(from: 0).map { $0 > parent } ?? false
    }

    enum Trap {
        case indicator(Unicode.Scalar)
        case goesOn(Unicode.Scalar)
        case colon
    }

    /// Reports a value that only quotes make readable, and puts them around it
    /// in the copy.
    private mutating func quoteValue(
        from start: Int, because trap: Trap, at mistake: Int? = nil, commentFrom: Int? = nil
    ) {
        let end = lines[line].valueEnd(from: start, commentFrom: commentFrom)
        let value = lines[line].text(start..<end)
        let before = lines[line].text((lines[line].firstNonBlank(from: 0) ?? 0)..<start)
        let fix = YAMLFinding.Fix(before: before, value: value)
        let finding: YAMLFinding =
            switch trap {
            case .indicator(let scalar): .startsWithIndicator(scalar, fix)
            case .goesOn(let quote): .goesOnBehindQuote(quote, fix)
            case .colon: .colonInValue(fix)
            }
        report(finding, line: line, index: mistake ?? start)
        singleQuote(start..<end)
    }

    mutating func singleQuote(_ range: Range<Int>) {
        lines[line].insert("'", at: range.upperBound)
        for index in range.reversed() where lines[line][index] == "'" {
            lines[line].insert("'", at: index)
        }
        lines[line].insert("'", at: range.lowerBound)
    }

    /// A colon that YAML would take for a key's, in plain text.
    private func looseColon(from start: Int) -> Int? {
        let end = lines[line].valueEnd(from: start)
        return (start..<end).first { index in
            lines[line][index] == ":" && (index + 1 == end || lines[line][index + 1] == " ")
        }
    }

    private func endOfBlockHeader(from start: Int) -> Int? {
        var end = start + 1
        while let scalar = lines[line][end], !scalar.isBlank {
            guard "+-123456789".unicodeScalars.contains(scalar) else { return nil }
            end += 1
        }
        return end
    }

    /// Moves on to the block's last line.
    private mutating func prepareBlockScalar(parent: Int) {
        var last = line
        while last + 1 < lines.count {
            let indent = cleanIndent(of: last + 1)
            let isBlank = indent >= lines[last + 1].count
            guard isBlank || indent > parent else { break }
            last += 1
        }
        line = last
    }

    /// A value that begins with a quote: over several lines only if these are
    /// indented and nothing follows the quote that closes it.
    private mutating func prepareQuoted(_ quote: Unicode.Scalar, from start: Int, parent: Int) {
        if let close = lines[line].closeOfQuote(quote, from: start + 1) {
            if !lines[line].isOver(from: close) {
                quoteValue(from: start, because: .goesOn(quote), commentFrom: close)
            }
            return
        }
        if let last = lastLineOfQuote(quote, parent: parent) {
            line = last
            return
        }
        let end = lines[line].valueEnd(from: start)
        let before = lines[line].text((lines[line].firstNonBlank(from: 0) ?? 0)..<start)
        let fix = YAMLFinding.Fix(before: before, value: lines[line].text(start + 1..<end))
        report(.unclosedQuote(quote, fix), line: line, index: start)
        lines[line].insert(quote, at: end)
        guard quote == "\"" else { return }
        // What nobody closed was hardly meant to hold escapes.
        for index in (start..<end).reversed() where lines[line][index] == "\\" {
            lines[line].insert("\\", at: index)
        }
    }

    private mutating func lastLineOfQuote(_ quote: Unicode.Scalar, parent: Int) -> Int? {
        var next = line + 1
        while next < lines.count {
            let indent = cleanIndent(of: next)
            if indent < lines[next].count {
                guard indent > parent else { return nil }
                if let close = lines[next].closeOfQuote(quote, from: 0) {
                    return lines[next].isOver(from: close) ? next : nil
                }
            }
            next += 1
        }
        return nil
    }
}
