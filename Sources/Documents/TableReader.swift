package import Newswire

/// Reads a table as programs export it (CSV, RFC 4180), row by row: fields
/// parted by commas, semicolons or tabs, whichever the first line has most of,
/// in double quotes where they hold one of these, a quote or a line break.
///
/// Reading never fails. What is wrong with one row is told with it, and reading
/// goes on behind its first line.
package struct TableReader: Sendable {
    package struct Field: Hashable, Sendable {
        /// Without quotes around it.
        package var text: String
        package var position: SourcePosition

        /// As a name, a number or an address: without the space around it,
        /// without the marks that nobody sees, and without the apostrophe that
        /// keeps spreadsheets from taking it for a formula.
        package var name: String {
            FormulaMark.unmarked(Text(text, position: position).name)
        }
    }

    /// What is wrong with a row; its fields before that place are told.
    package enum Problem: Hashable, Sendable {
        case unclosedQuote
        case textBehindQuote
        case notUTF8
    }

    package struct Row: Hashable, Sendable {
        package var line: Int
        package var fields: [Field]
        package var problem: Problem?
        /// Of the problem, or of the row.
        package var position: SourcePosition

        /// Whether nothing stands in any field.
        package var isBlank: Bool {
            problem == nil && fields.allSatisfy { $0.name.isEmpty }
        }
    }

    private let bytes: [UInt8]
    private let separator: UInt8
    private var index: Int
    private var line = 1

    /// Nil for what is UTF-16 and so no table in UTF-8.
    package init?(_ bytes: [UInt8]) {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return nil }
        self.bytes = bytes
        index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let first = bytes[index...].prefix { $0 != Self.lineFeed && $0 != Self.carriageReturn }
        // What Excel writes for itself before all others.
        if first.count == 5, first.starts(with: Array("sep=".utf8)), let last = first.last {
            separator = last
            index = first.endIndex
            endLine()
        } else {
            separator = Self.separator(of: first)
        }
    }

    /// The next row, blank ones too; nil at the end.
    package mutating func next() -> Row? {
        guard index < bytes.count else { return nil }
        var row = Row(line: line, fields: [], position: SourcePosition(line: line, column: 1))
        var column = 1
        while true {
            let start = (index: index, position: SourcePosition(line: line, column: column))
            let field: [UInt8]
            if index < bytes.count, bytes[index] == Self.quote {
                switch quoted(&column) {
                case .success(let text): field = text
                case .failure(let wrong):
                    row.problem = wrong.problem
                    row.position =
                        wrong.column.map { .init(line: line, column: $0) } ?? start.position
                    // Nothing says how far the quote was to reach: the next line
                    // is taken for the next row.
                    (index, line) = (start.index, start.position.line)
                    skipLine()
                    return row
                }
            } else {
                field = plain(&column)
            }
            guard let text = String(validating: field, as: UTF8.self) else {
                row.problem = .notUTF8
                row.position = start.position
                skipLine()
                return row
            }
            row.fields.append(Field(text: text, position: start.position))
            guard index < bytes.count, bytes[index] == separator else {
                endLine()
                return row
            }
            index += 1
            column += 1
        }
    }

    private mutating func plain(_ column: inout Int) -> [UInt8] {
        let start = index
        while index < bytes.count {
            let byte = bytes[index]
            if byte == separator || byte == Self.lineFeed || byte == Self.carriageReturn { break }
            if byte & 0xC0 != 0x80 { column += 1 }
            index += 1
        }
        return Array(bytes[start..<index])
    }

    private struct Wrong: Error {
        var problem: Problem
        /// On the line at hand; nil at the quote.
        var column: Int?
    }

    private mutating func quoted(_ column: inout Int) -> Result<[UInt8], Wrong> {
        let first = line
        var text: [UInt8] = []
        index += 1
        column += 1
        while index < bytes.count {
            let byte = bytes[index]
            if byte == Self.quote {
                if index + 1 < bytes.count, bytes[index + 1] == Self.quote {
                    text.append(byte)
                    index += 2
                    column += 2
                    continue
                }
                index += 1
                column += 1
                while index < bytes.count, bytes[index] == 0x20 {
                    index += 1
                    column += 1
                }
                let isOver =
                    index == bytes.count || bytes[index] == separator
                    || bytes[index] == Self.lineFeed || bytes[index] == Self.carriageReturn
                if isOver { return .success(text) }
                return .failure(
                    line == first
                        ? Wrong(problem: .textBehindQuote, column: column)
                        : Wrong(problem: .unclosedQuote))
            }
            text.append(byte)
            if byte == Self.lineFeed {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
            index += 1
        }
        return .failure(Wrong(problem: .unclosedQuote))
    }

    private mutating func skipLine() {
        while index < bytes.count, bytes[index] != Self.lineFeed,
            bytes[index] != Self.carriageReturn
        {
            index += 1
        }
        endLine()
    }

    private mutating func endLine() {
        guard index < bytes.count else { return }
        if bytes[index] == Self.carriageReturn, index + 1 < bytes.count,
            bytes[index + 1] == Self.lineFeed
        {
            index += 1
        }
        index += 1
        line += 1
    }

    private static func separator(of line: ArraySlice<UInt8>) -> UInt8 {
        var isQuoted = false
        var counts: [UInt8: Int] = [:]
        for byte in line {
            if byte == quote { isQuoted.toggle() }
            if !isQuoted { counts[byte, default: 0] += 1 }
        }
        let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
        let most = candidates.map { counts[$0] ?? 0 }.max() ?? 0
        return candidates.first { counts[$0] ?? 0 == most } ?? candidates[0]
    }

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
}
