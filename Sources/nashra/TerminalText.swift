/// Text of strangers on a terminal: no control of theirs acts on what stands
/// beside it.
enum TerminalText {
    /// The text without overrides and embeddings (U+202A … U+202E, which isolates
    /// have replaced), with its isolates closed at the end of each line, and with
    /// control characters but tab and line feed as pictures of themselves.
    static func settled(_ text: String) -> String {
        if text.unicodeScalars.allSatisfy(isPlain) { return text }
        var settled = String.UnicodeScalarView()
        var open = 0
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A:
                settled.append(contentsOf: repeatElement("\u{2069}", count: open))
                open = 0
            case 0x202A...0x202E: continue
            case 0x2066...0x2068: open += 1
            case 0x2069:
                if open == 0 { continue }
                open -= 1
            case 0x09: break
            case 0..<0x20:
                settled.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
                continue
            case 0x7F..<0xA0:
                settled.append("\u{FFFD}")
                continue
            default: break
            }
            settled.append(scalar)
        }
        settled.append(contentsOf: repeatElement("\u{2069}", count: open))
        return String(settled)
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x20..<0x7F, 0xA0..<0x202A, 0x202F..<0x2066: true
        case 0x206A...: true
        default: false
        }
    }
}
