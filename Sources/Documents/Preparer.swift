import Newswire

/// Goes over a file's lines before YAML does: sees through what cannot be seen,
/// and finds what YAML would stop at or misread.
///
/// It knows blocks by their indentation, keys, and where quotes, brackets and
/// block scalars end; every mistake is reported, then set right in the prepared
/// copy, so that YAML reads on behind it. Lines are never added or removed.
struct Preparer {
    var lines: [PreparedLine]
    var findings: [Located<YAMLFinding>] = []
    /// Indices of lines that were left out.
    var lost: Set<Int> = []
    /// Brackets or blocks inside one another beyond the limit: nothing that
    /// recursion should meet.
    var isTooDeep = false
    let depthLimit: Int

    /// The value that a deeper line would belong to.
    enum Value {
        case none
        case plain
        /// In quotes or brackets, or below `|`: nothing may follow.
        case closed
    }

    private var blocks = BlockStack()
    private var current = 0
    /// The column of the last key, or of its dash, and what it holds.
    private var parent = -1
    private var value = Value.none
    private var parentIsKey = false
    /// Where the plain text of the last item begins.
    private var itemText = (line: 0, index: 0)
    private var tabbedLines: [Int] = []

    /// What one tab is taken for: the narrowest indent of the file.
    let indentUnit: Int

    init(_ lines: [[Unicode.Scalar]], depthLimit: Int) {
        indentUnit =
            lines.lazy.map { line in (line.prefix { $0 == " " }.count, line.count) }
            .filter { width, count in width > 0 && width < count }
            .map { width, _ in width }.min() ?? 2
        self.lines = lines.map(PreparedLine.init)
        self.depthLimit = depthLimit
    }

    mutating func prepare() {
        while current < lines.count, !isTooDeep {
            prepareLine()
            current += 1
            if blocks.depth > depthLimit { reportDepth(line: current - 1, index: 0) }
        }
        if let first = tabbedLines.first {
            report(.tab(alsoLines: tabbedLines.dropFirst().map { $0 + 1 }), line: first, index: 0)
        }
    }

    mutating func report(_ finding: YAMLFinding, line: Int, index: Int) {
        let column = lines[line].column(of: index)
        findings.append(
            Located(finding, at: SourcePosition(line: line + 1, column: column)))
    }

    mutating func reportDepth(line: Int, index: Int) {
        if !isTooDeep { report(.tooDeep(limit: depthLimit), line: line, index: index) }
        isTooDeep = true
    }

    private mutating func prepareLine() {
        var start = cleanIndent(of: current)
        if lines[current].isOver(from: start) { return }
        if tabbedLines.last == current { start = indent(current, to: level(near: start)) }
        if start == 0, prepareMarker() { return }
        if value != .none, start > parent {
            guard let moved = prepareDeeperLine(from: start) else { return }
            start = moved
        }
        separateDash(at: start)
        let isKey = !isItem(at: start) && colonOfKey(from: start) != nil
        if case .between(let outer, let inner) = blocks.fit(start, isKey: isKey) {
            report(
                .unevenIndent(columns: [outer, inner].compactMap(\.self)), line: current,
                index: start)
            start = indent(current, to: nearest(to: start, outer, inner))
        }
        let firstColumn = start
        while let next = prepareDash(at: start) {
            guard let content = next.content else { return }
            start = content
        }
        if isTooDeep { return }
        if let colon = colonOfKey(from: start) {
            prepareKey(start..<colon)
        } else if start == firstColumn, blocks.depth == 0 || blocks.isMapping(at: start) {
            prepareKeyless(from: start)
        } else {
            itemText = (current, start)
            value = prepareValue(from: start, parent: parent)
        }
    }

    /// `---`, `...` and `%YAML`, at the line's start only. Whether it was one.
    private mutating func prepareMarker() -> Bool {
        let line = lines[current]
        let isMarker = ["---", "..."].contains { line.text(0..<min(3, line.count)) == $0 }
        if isMarker, line.isOver(from: 3) {
            if blocks.depth > 0,
                (current + 1..<lines.count).contains(where: { !lines[$0].isOver(from: 0) })
            {
                report(.severalDocuments, line: current, index: 0)
                lines[current].clear()
            }
            return true
        }
        guard line[0] == "%" else { return false }
        report(.directive, line: current, index: 0)
        lines[current].clear()
        return true
    }

    /// A line deeper than a key that has its value already. Nil if nothing of
    /// it is left to read, else where it begins now.
    private mutating func prepareDeeperLine(from start: Int) -> Int? {
        let looksLikeKey = colonOfKey(from: start) != nil
        if value == .plain, !looksLikeKey {
            // The text goes on; a comment inside would cut it in two.
            return nil
        }
        if looksLikeKey, parentIsKey {
            report(.tooFarIndented(column: parent + 1), line: current, index: start)
            return indent(current, to: parent)
        }
        if looksLikeKey, value == .plain {
            // `- match غزة`, and keys below it: the text was to be one of them.
            reportNoColon(line: itemText.line, index: itemText.index)
            for line in itemText.line..<current {
                let start = line == itemText.line ? itemText.index : 0
                lines[line].replace(start..<lines[line].count, with: [])
                lost.insert(line)
            }
            value = .none
            return start
        }
        report(looksLikeKey ? .keyBelowText : .textBelowValue, line: current, index: start)
        lines[current].clear()
        lost.insert(current)
        return nil
    }

    private func isItem(at start: Int) -> Bool {
        lines[current][start] == "-" && (lines[current][start + 1]?.isSpace ?? true)
    }

    /// Puts the space behind a dash that begins an item or stands before a key.
    private mutating func separateDash(at start: Int) {
        guard lines[current][start] == "-", !isItem(at: start) else { return }
        let beginsKey =
            colonOfKey(from: start + 1).map { colon in
                !lines[current].scalars[start..<colon].contains(where: \.isBlank)
            } ?? false
        guard beginsKey || blocks.isList(at: start) else { return }
        let end = lines[current].valueEnd(from: start)
        report(
            .noSpaceAfterDash(line: "- " + lines[current].text(start + 1..<end)), line: current,
            index: start)
        lines[current].insert(" ", at: start + 1)
    }

    /// Reads one `- `. Nil if there is none; else where its content begins, if
    /// there is any on the line.
    private mutating func prepareDash(at start: Int) -> (content: Int?, Void)? {
        guard lines[current][start] == "-" else { return nil }
        cleanSeparator(from: start + 1)
        if let next = lines[current][start + 1], !next.isBlank { return nil }
        blocks.enterItem(at: start)
        (parent, value, parentIsKey) = (start, .none, false)
        if blocks.depth > depthLimit {
            reportDepth(line: current, index: start)
            return (nil, ())
        }
        guard !lines[current].isOver(from: start + 1) else { return (nil, ()) }
        return (lines[current].firstNonBlank(from: start + 1), ())
    }

    /// The colon behind the key that begins here, if one does.
    private func colonOfKey(from start: Int) -> Int? {
        let line = lines[current]
        guard let first = line[start] else { return nil }
        var index = start
        switch first {
        case "\"", "'":
            guard let close = line.closeOfQuote(first, from: start + 1) else { return nil }
            index = line.firstNonBlank(from: close) ?? line.count
            return line[index] == ":" && (line[index + 1]?.isSpace ?? true) ? index : nil
        case "[", "{", "]", "}", "#", "|", ">", "@", "`", "*", "&", "!", "%": return nil
        case "?" where line[start + 1]?.isBlank ?? true: return nil
        default: break
        }
        while let scalar = line[index] {
            if scalar == "#", line[index - 1]?.isBlank ?? false { return nil }
            if scalar == ":", line[index + 1]?.isSpace ?? true { return index }
            index += 1
        }
        return nil
    }

    private mutating func prepareKey(_ range: Range<Int>) {
        cleanSeparator(from: range.upperBound + 1)
        let end = cleanKey(range)
        let name = Text(
            lines[current].text(range.lowerBound..<end), position: .init(line: 0, column: 0)
        ).name
        if let earlier = blocks.enter(key: name, at: range.lowerBound, line: current) {
            report(.duplicateKey(name, line: earlier + 1), line: current, index: range.lowerBound)
            // Under another name the value's own mistakes are still found.
            lines[current].insert(Self.duplicateMark, at: range.lowerBound)
            lines[current].insert(
                Unicode.Scalar(0xE000 + UInt32(current % 0x1000)) ?? "x", at: range.lowerBound + 1)
        }
        (parent, parentIsKey, value) = (range.lowerBound, true, .none)
        let colon = lines[current].scalars[end...].firstIndex(of: ":") ?? lines[current].count
        if let start = lines[current].firstNonBlank(from: colon + 1),
            !lines[current].isOver(from: colon + 1)
        {
            value = prepareValue(from: start, parent: parent)
        }
    }

    /// A line among keys that has none: `email:x`, or only words.
    private mutating func prepareKeyless(from start: Int) {
        let line = lines[current]
        let colon = line.scalars[start...].firstIndex(of: ":")
        if let colon, colon > start,
            !line.scalars[start..<colon].contains(where: {
                $0.isBlank || "\"'[{#".unicodeScalars.contains($0)
            })
        {
            let fixed =
                line.text(start..<colon) + ": "
                + line.text(colon + 1..<line.valueEnd(from: colon + 1))
            report(.noSpaceAfterColon(line: fixed), line: current, index: colon)
            lines[current].insert(" ", at: colon + 1)
            prepareKey(start..<colon)
        } else {
            reportNoColon(line: current, index: start)
            lines[current].clear()
            lost.insert(current)
        }
    }

    private mutating func reportNoColon(line: Int, index: Int) {
        let words = lines[line].text(index..<lines[line].valueEnd(from: index))
        report(.noColon(words), line: line, index: index)
    }

    func nearest(to column: Int, _ outer: Int?, _ inner: Int) -> Int {
        guard let outer else { return inner }
        return column - outer < inner - column ? outer : inner
    }

    /// Where a line was probably meant to stand that tabs have put here: at the
    /// nearest open block that its kind can continue, or below its key.
    private func level(near column: Int) -> Int {
        var levels = blocks.columns(of: isItem(at: column) ? .list : .mapping)
        if value == .none { levels.append(parent + indentUnit) }
        // The deeper of two that are as near: a tab is mostly wider than it counts.
        return levels.reversed().min { abs($0 - column) < abs($1 - column) } ?? column
    }

    /// The line that is being read; moved on by values of several lines.
    var line: Int {
        get { current }
        set { current = newValue }
    }

    mutating func noteTab(line: Int) {
        tabbedLines.append(line)
    }

    /// Stands before a key that stood already; no key of ours holds it.
    static let duplicateMark: Unicode.Scalar = "\u{F8FF}"
}

extension Unicode.Scalar {
    /// Parts a key's colon, or a dash, from what follows; an invisible mark
    /// stands beside the space that is seen.
    fileprivate var isSpace: Bool { isBlank || isInvisible }
}
