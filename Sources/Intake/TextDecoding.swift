import Charsets
import Newswire

/// An input's bytes as clean UTF-8: no byte-order mark, no NUL, no control
/// character but tab and line breaks, nothing that is not UTF-8. Lines are those
/// of the input.
struct DecodedText {
    var bytes: [UInt8]
    /// By its usual name in lower case: `utf-8`, `windows-1256`.
    var encoding: String
    /// Whether no byte had to be mended, dropped or guessed.
    var isSound: Bool

    /// Finds the encoding and decodes. What says most wins: a byte-order mark,
    /// then the server's charset, then the document's own declaration; but text
    /// that is UTF-8 through and through is UTF-8 whatever else is claimed.
    init(
        _ input: [UInt8], charset: String?, problems: inout ProblemList
    ) throws(IntakeFailure) {
        if let seenAs = Self.knownBinary(input) { throw .notText(seenAs: seenAs) }
        let (marked, markLength) = Self.byteOrderMark(of: input)
        let body = input[markLength...]
        if let wide = marked ?? Self.unmarkedUTF16(body), wide != "utf-8" {
            try self.init(body, as: wide, problems: &problems)
            return
        }
        let survey = UTF8Survey(body)
        // Bytes taken at random hold one control character in ten.
        guard survey.controls * 20 <= body.count else { throw .notText(seenAs: nil) }
        let declared = marked ?? Self.declared(in: body, charset: charset)
        if let declared, !Self.isUTF8(declared), survey.isBroken || survey.multibyte == 0 {
            if CharsetConverter(label: declared) != nil {
                try self.init(body, as: declared.lowercased(), problems: &problems)
                return
            }
            problems.note("unknown encoding \(Diagnostic.quoted(declared)), read as utf-8")
        } else if let declared, !Self.isUTF8(declared) {
            problems.note("says it is \(Diagnostic.quoted(declared)) but is utf-8")
        }
        if survey.isBroken, survey.multibyte == 0, survey.isAllLegacy {
            let guess = survey.looksArabic ? "windows-1256" : "windows-1252"
            // A few high bytes in ASCII are mended line by line, which names them.
            if survey.looksArabic || declared == nil {
                guard declared != nil || survey.controls == 0 else {
                    throw .notText(seenAs: nil)
                }
                problems.note(
                    "not utf-8, read as \(guess)",
                    at: SourcePosition(line: survey.firstBadLine, column: 1))
                try self.init(body, as: guess, problems: &problems)
                isSound = false
                return
            }
        }
        let isSound = !survey.isBroken && survey.controls == 0
        let text =
            isSound
            ? (markLength == 0 ? input : Array(body))
            : UTF8Mending.mended(body, problems: &problems)
        self.init(bytes: text, encoding: "utf-8", isSound: isSound)
    }

    private init(bytes: [UInt8], encoding: String, isSound: Bool) {
        self.bytes = bytes
        self.encoding = encoding
        self.isSound = isSound
    }

    private init(
        _ body: ArraySlice<UInt8>, as label: String, problems: inout ProblemList
    ) throws(IntakeFailure) {
        guard let converter = CharsetConverter(label: label) else {
            throw .notText(seenAs: nil)
        }
        let (text, bad) = converter.utf8(from: body)
        guard bad.count * 5 <= body.count else { throw .notText(seenAs: nil) }
        encoding = label
        isSound = bad.isEmpty
        if let first = bad.first {
            let line = 1 + body[..<first].count { $0 == 0x0A }
            problems.note(
                "\(bad.count) bytes that mean nothing in \(label), the first in line \(line), "
                    + "replaced by U+FFFD", at: SourcePosition(line: line, column: 1))
        }
        let survey = UTF8Survey(text[...])
        guard survey.controls * 20 <= text.count else { throw .notText(seenAs: nil) }
        if survey.isBroken || survey.controls > 0 {
            bytes = UTF8Mending.mended(text[...], problems: &problems)
            isSound = false
        } else {
            bytes = text
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    }

    private static func isUTF8(_ label: String) -> Bool {
        ["utf-8", "utf8", "unicode-1-1-utf-8"].contains(label.lowercased())
    }

    private static func byteOrderMark(of input: [UInt8]) -> (encoding: String?, length: Int) {
        if input.starts(with: [0xEF, 0xBB, 0xBF]) { return ("utf-8", 3) }
        if input.starts(with: [0xFF, 0xFE, 0, 0]) { return ("utf-32le", 4) }
        if input.starts(with: [0, 0, 0xFE, 0xFF]) { return ("utf-32be", 4) }
        if input.starts(with: [0xFF, 0xFE]) { return ("utf-16le", 2) }
        if input.starts(with: [0xFE, 0xFF]) { return ("utf-16be", 2) }
        return (nil, 0)
    }

    private static func unmarkedUTF16(_ body: ArraySlice<UInt8>) -> String? {
        let opening: [UInt8] = [0x3C, 0x7B, 0x5B]
        guard body.count >= 4 else { return nil }
        let head = Array(body.prefix(4))
        if opening.contains(head[0]), head[1] == 0, head[2] != 0, head[3] == 0 {
            return "utf-16le"
        }
        if head[0] == 0, opening.contains(head[1]), head[2] == 0, head[3] != 0 {
            return "utf-16be"
        }
        return nil
    }

    /// A server that says ASCII or Latin-1 has usually said nothing, so the
    /// document's own word goes before that.
    private static func declared(in body: ArraySlice<UInt8>, charset: String?) -> String? {
        let own = ownDeclaration(in: body)
        guard let charset, !charset.isEmpty else { return own }
        let saysNothing = ["us-ascii", "ascii", "iso-8859-1"].contains(charset.lowercased())
        return saysNothing ? own ?? charset : charset
    }

    /// From `<?xml … encoding="…"?>` or a `<meta>` with a charset, in the first
    /// 4,096 bytes.
    private static func ownDeclaration(in body: ArraySlice<UInt8>) -> String? {
        let head = String(decoding: body.prefix(4096).map { $0 & 0x7F }, as: UTF8.self)
            .lowercased()
        if let open = head.firstRange(of: "<?xml"),
            let close = head[open.upperBound...].firstRange(of: "?>")
        {
            return label(after: "encoding", in: head[open.upperBound..<close.lowerBound])
        }
        var rest = head[...]
        while let open = rest.firstRange(of: "<meta") {
            let tag = rest[open.upperBound...].prefix { $0 != ">" }
            if let label = label(after: "charset", in: tag) { return label }
            rest = rest[open.upperBound...]
        }
        return nil
    }

    private static func label(after key: String, in text: Substring) -> String? {
        guard let found = text.firstRange(of: key) else { return nil }
        let value = text[found.upperBound...].drop { $0.isWhitespace || "='\"".contains($0) }
            .prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.:".contains($0)) }
        return value.isEmpty ? nil : String(value)
    }

    private static func knownBinary(_ input: [UInt8]) -> String? {
        let signatures: [(bytes: [UInt8], name: String)] = [
            (Array("%PDF-".utf8), "a PDF"), ([0x1F, 0x8B], "a gzip archive"),
            ([0x50, 0x4B, 3, 4], "a zip archive or an office document"),
            ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"), ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
            (Array("GIF8".utf8), "a GIF picture"), ([0x7F, 0x45, 0x4C, 0x46], "a program"),
            (Array("SQLite format 3".utf8), "an SQLite database"),
        ]
        return signatures.first { input.starts(with: $0.bytes) }?.name
    }
}
