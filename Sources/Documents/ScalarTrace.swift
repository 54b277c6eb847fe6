import Newswire

/// Follows a scalar's value through the lines it was written on, so that a
/// place inside the value can be told as a place in the file.
struct ScalarTrace {
    private let lines: [PreparedLine]
    private let style: Text.Style
    private(set) var runs: [Text.Run] = []
    /// The line on which the value ends.
    private(set) var line: Int
    private var index: Int

    /// Starts at the value's first character or its quote.
    init(_ lines: [PreparedLine], line: Int, column: Int, style: Text.Style) {
        self.lines = lines
        self.style = style
        self.line = line
        index = column
        switch style {
        case .plain: break
        case .singleQuoted, .doubleQuoted: index += 1
        case .block:
            self.line += 1
            index = 0
        }
    }

    /// Behind the value and the quote that closes it.
    var end: Int {
        switch style {
        case .plain, .block: index
        case .singleQuoted, .doubleQuoted:
            (lines[line].firstNonBlank(from: index) ?? index) + 1
        }
    }

    /// False if the value does not stand there as YAML said.
    mutating func follow(_ value: String) -> Bool {
        var offset = 0
        for scalar in value.unicodeScalars {
            defer { offset += 1 }
            guard lines.indices.contains(line) else { return scalar == "\n" }
            if style == .doubleQuoted, lines[line][index] == "\\" {
                while lines[line][index] == "\\", lines[line].firstNonBlank(from: index + 1) == nil
                {
                    nextLine()
                    guard lines.indices.contains(line) else { return false }
                }
                if lines[line][index] == "\\" {
                    mark(offset)
                    index += escapeLength
                    continue
                }
            }
            if scalar == " " || scalar == "\t" || scalar == "\n" {
                mark(offset)
                if lines[line][index] == scalar, lines[line].firstNonBlank(from: index) != nil {
                    index += 1
                }
                continue
            }
            if lines[line][index] != scalar { skipBlanks() }
            guard lines.indices.contains(line), lines[line][index] == scalar else { return false }
            mark(offset)
            index += style == .singleQuoted && scalar == "'" ? 2 : 1
        }
        if lines.indices.contains(line) { mark(offset) }
        return true
    }

    private mutating func skipBlanks() {
        while lines.indices.contains(line) {
            if let next = lines[line].firstNonBlank(from: index) {
                index = next
                return
            }
            nextLine()
        }
    }

    private mutating func nextLine() {
        line += 1
        index = 0
        if lines.indices.contains(line) { index = lines[line].firstNonBlank(from: 0) ?? 0 }
    }

    /// Begins a run unless the last one reaches here.
    private mutating func mark(_ offset: Int) {
        let here = SourcePosition(line: line + 1, column: lines[line].column(of: index))
        if let last = runs.last, last.position.line == here.line,
            last.position.column + offset - last.offset == here.column
        {
            return
        }
        runs.append(Text.Run(offset: offset, position: here))
    }

    private var escapeLength: Int {
        switch lines[line][index + 1] {
        case "x": 4
        case "u": 6
        case "U": 10
        default: 2
        }
    }
}
