import Documents

/// A line of a table for spreadsheets: RFC 4180, and never a formula.
///
/// What a spreadsheet would take for one stands behind an apostrophe
/// (`FormulaMark`), for headlines are written by others.
struct CSVRow {
    let cells: [String]

    /// With the line break that RFC 4180 asks for, section 2.1.
    var line: String {
        cells.map(Self.cell).joined(separator: ",") + "\r\n"
    }

    private static func cell(_ text: String) -> String {
        let text = FormulaMark.marked(text)
        let isPlain = !text.unicodeScalars.contains { "\",\r\n".unicodeScalars.contains($0) }
        return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
