import Charsets

/// The texts of mails, in whatever encoding they were written.
enum MailWords {
    /// Of bytes whose encoding a mail names. What is no text in it becomes
    /// U+FFFD; where nothing useful is named it is UTF-8, else Windows' Western
    /// letters.
    static func text(_ bytes: ArraySlice<UInt8>, charset: String?) -> String {
        let label = (charset ?? "").lowercased()
        if !["", "us-ascii", "ascii", "utf-8", "utf8", "unknown-8bit"].contains(label),
            let converter = CharsetConverter(label: label)
        {
            return String(decoding: converter.utf8(from: bytes).text, as: UTF8.self)
        }
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        if label.hasPrefix("utf"), !label.isEmpty { return String(decoding: bytes, as: UTF8.self) }
        return CharsetConverter(label: "windows-1252").map {
            String(decoding: $0.utf8(from: bytes).text, as: UTF8.self)
        } ?? String(decoding: bytes, as: UTF8.self)
    }

    /// A header field with its encoded-words (RFC 2047) read; white space between
    /// two of them is none, and a character may begin in one and end in the next.
    static func decoded(_ field: String) -> String {
        guard field.utf8.contains(UInt8(ascii: "=")), field.contains("=?") else { return field }
        let bytes = Array(field.utf8)
        var decoded = ""
        var plain: [UInt8] = []
        var run: (charset: String, bytes: [UInt8])?
        func endRun() {
            if let run { decoded += text(run.bytes[...], charset: run.charset) }
            run = nil
        }
        var at = 0
        while at < bytes.count {
            guard let word = word(bytes[at...]) else {
                plain.append(bytes[at])
                at += 1
                continue
            }
            at = word.end
            let isApart = plain.contains { $0 != 0x20 && $0 != 0x09 }
            if run == nil || isApart || run?.charset != word.charset {
                endRun()
                if isApart || decoded.isEmpty { decoded += String(decoding: plain, as: UTF8.self) }
                run = (word.charset, [])
            }
            plain = []
            run?.bytes += word.bytes
        }
        endRun()
        return decoded + String(decoding: plain, as: UTF8.self)
    }

    /// The encoded-word that begins here: `=?charset?B?…?=`. Looks no further
    /// than three question marks.
    private static func word(
        _ rest: ArraySlice<UInt8>
    ) -> (charset: String, bytes: [UInt8], end: Int)? {
        let mark = UInt8(ascii: "?")
        guard rest.first == UInt8(ascii: "="), rest.dropFirst().first == mark else { return nil }
        let label = rest.dropFirst(2).prefix(40).prefix { $0 != mark && $0 > 0x20 }
        let encoding = rest[label.endIndex...].dropFirst().first
        let payload = rest[label.endIndex...].dropFirst(3).prefix { $0 != mark && $0 != 0x0A }
        guard !label.isEmpty, let encoding,
            rest[label.endIndex...].first == mark,
            rest[label.endIndex...].dropFirst(2).first == mark,
            rest[payload.endIndex...].starts(with: [mark, UInt8(ascii: "=")])
        else { return nil }
        let bytes: [UInt8]
        switch encoding {
        case UInt8(ascii: "B"), UInt8(ascii: "b"): bytes = TransferEncoding.base64(payload)
        case UInt8(ascii: "Q"), UInt8(ascii: "q"):
            bytes = TransferEncoding.quotedPrintable(
                payload.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }[...])
        default: return nil
        }
        // RFC 2231 section 5: a language may follow.
        let charset = String(decoding: label.prefix { $0 != UInt8(ascii: "*") }, as: UTF8.self)
        return (charset.lowercased(), bytes, payload.endIndex + 2)
    }
}
