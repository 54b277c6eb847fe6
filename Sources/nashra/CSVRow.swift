/// A line of a table for spreadsheets: RFC 4180, and never a formula.
///
/// What a spreadsheet would take for a formula (`=`, `+`, `-`, `@`, a tab or a
/// line break in front, full-width signs too) stands behind an apostrophe, for
/// headlines are written by others (CWE-1236).
struct CSVRow {
    let cells: [String]

    /// With the line break that RFC 4180 asks for, section 2.1.
    var line: String {
        cells.map(Self.cell).joined(separator: ",") + "\r\n"
    }

    private static func cell(_ text: String) -> String {
        var text = text
        if let first = text.unicodeScalars.first, formulas.contains(first) { text = "'" + text }
        let isPlain = !text.unicodeScalars.contains { "\",\r\n".unicodeScalars.contains($0) }
        return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    private static let formulas: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠",
    ]
}
