import Newswire
import Testing

@Suite("Diagnostics")
struct DiagnosticTests {
    @Test(
        "words are quoted on one line, and nothing in them commands a terminal",
        arguments: [
            ("غزة", "'\u{2068}غزة\u{2069}'"),
            ("a\r\nBcc: b", "'a␍␊Bcc: b'"),
            ("\u{1B}[2J", "'␛[2J'"),
            ("\u{7F}\u{9B}2J", "'␡\u{FFFD}2J'"),
        ])
    func quoted(words: String, shown: String) {
        #expect(Diagnostic.quoted(words) == shown)
    }
}
