/// A file of the gazetteer: lines of columns parted by tabs, `#` beginning a
/// comment line. Reads in one pass over UTF-8.
struct RegionTable {
    /// The columns of one line; those that are missing read as empty.
    struct Row {
        /// 1-based.
        let line: Int
        let columns: [String]

        subscript(_ column: Int) -> String {
            column < columns.count ? columns[column] : ""
        }
    }

    let file: String
    private let text: String

    init(file: String, text: String) {
        self.file = file
        self.text = text
    }

    /// Every line but empty ones and comments, in order.
    var rows: [Row] {
        var rows: [Row] = []
        var number = 0
        for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            guard let first = line.first, first != UInt8(ascii: "#") else { continue }
            let columns = line.split(separator: 0x09, omittingEmptySubsequences: false)
            rows.append(Row(line: number, columns: columns.map { String(Substring($0)) }))
        }
        return rows
    }
}
