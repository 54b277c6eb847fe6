import Newswire

/// A file of the gazetteer: lines of columns parted by tabs, `#` beginning a
/// comment line. Read in one pass over UTF-8, a row at a time; nothing is made
/// of a column that nobody asks for.
///
/// A byte-order mark and the line ends of other systems are seen through.
package struct RegionTable: Sendable {
    /// The columns of one line; those that are missing read as empty.
    struct Row {
        /// 1-based.
        fileprivate(set) var line = 0
        /// The line without its end, in bytes of the table.
        fileprivate(set) var range = 0..<0
        /// Where the columns but the last end; only the first `count - 1` hold.
        fileprivate var tabs = InlineArray<8, UInt32>(repeating: 0)
        fileprivate(set) var count = 1
        let bytes: [UInt8]

        fileprivate init(bytes: [UInt8]) { self.bytes = bytes }

        /// In bytes of the table; empty for a column that is missing.
        @inline(__always)
        func range(of column: Int) -> Range<Int> {
            guard column < count else { return range.upperBound..<range.upperBound }
            let start = column == 0 ? range.lowerBound : Int(tabs[column - 1]) + 1
            return start..<(column + 1 < count ? Int(tabs[column]) : range.upperBound)
        }

        subscript(_ column: Int) -> String {
            String(decoding: bytes[range(of: column)], as: UTF8.self)
        }

        var columns: [String] { (0..<count).map { self[$0] } }

        /// Calls `body` with every word of a column; spaces part them.
        func forEachWord(of column: Int, _ body: (String) -> Void) {
            for word in bytes[range(of: column)].split(separator: UInt8(ascii: " ")) {
                body(String(decoding: word, as: UTF8.self))
            }
        }

        /// Where a column begins, as people are told.
        func position(of column: Int) -> SourcePosition {
            let before = bytes[range.lowerBound..<range(of: column).lowerBound]
            return SourcePosition(line: line, column: before.count { $0 & 0xC0 != 0x80 } + 1)
        }
    }

    let file: String
    let bytes: [UInt8]
    private let isValid: Bool

    package init(file: String, text: String) {
        self.file = file
        bytes = Array(text.utf8)
        isValid = true
    }

    /// A file that anyone may have written.
    package init(file: String, bytes: [UInt8]) {
        self.file = file
        self.bytes = bytes
        isValid = (try? UTF8Span(validating: bytes.span)) != nil
    }

    /// Its name without folders.
    var name: String { file.split(separator: "/").last.map(String.init) ?? file }

    /// Calls `body` with every line but empty ones and comments, in order, and
    /// `broken` with the numbers of those that are not UTF-8.
    func forEachRow(broken: (Int) -> Void = { _ in }, _ body: (Row) -> Void) {
        let span = bytes.span
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        // One for all lines: each new one would count who holds the bytes.
        var row = Row(bytes: bytes)
        while start < span.count {
            row.line += 1
            row.count = 1
            var end = start
            // Within the bytes by the condition of the loop.
            while end < span.count, span[unchecked: end] != 0x0A {
                if span[unchecked: end] == 0x09, row.count <= 8 {
                    row.tabs[row.count - 1] = UInt32(truncatingIfNeeded: end)
                    row.count += 1
                }
                end += 1
            }
            let isOfOtherSystem = end > start && span[end - 1] == 0x0D
            row.range = start..<(isOfOtherSystem ? end - 1 : end)
            start = end + 1
            guard let first = row.range.first, bytes[first] != UInt8(ascii: "#") else { continue }
            if !isValid, String(validating: bytes[row.range], as: UTF8.self) == nil {
                broken(row.line)
                continue
            }
            body(row)
        }
    }

    /// Every row; for files of some hundred lines and for tests.
    var rows: [Row] {
        var rows: [Row] = []
        forEachRow { rows.append($0) }
        return rows
    }
}
