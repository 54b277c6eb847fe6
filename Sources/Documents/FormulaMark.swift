/// The apostrophe that keeps spreadsheets from taking a cell of a table for a
/// formula (CWE-1236).
///
/// It stands before what begins with `=`, `+`, `-`, `@`, a tab or a line break,
/// full-width signs too, and before what begins so behind apostrophes of its own:
/// so each text is itself again when its mark is taken off.
package enum FormulaMark {
    package static func marked(_ text: String) -> String {
        isFormula(text) ? "'" + text : text
    }

    /// Without the mark, if there is one.
    package static func unmarked(_ text: String) -> String {
        guard text.utf8.first == UInt8(ascii: "'") else { return text }
        return isFormula(text) ? String(text.dropFirst()) : text
    }

    private static func isFormula(_ text: String) -> Bool {
        text.unicodeScalars.first { $0 != "'" }.map(signs.contains) ?? false
    }

    private static let signs: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠",
    ]
}
