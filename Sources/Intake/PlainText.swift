import Newswire

/// How text from outside is made plain: no control characters, no markup, and
/// no more of it than we keep. Letters are left as they are; nothing is
/// composed or decomposed.
enum PlainText {
    /// On one line: every run of white space is one space, none at the ends.
    static func line(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        var gap = false
        for scalar in text.unicodeScalars {
            if isSpace(scalar) {
                gap = !line.isEmpty
            } else if isKept(scalar) {
                if gap { line.append(" ") }
                gap = false
                line.append(scalar)
            }
        }
        return String(line)
    }

    /// A line, or nil if nothing is left.
    static func line(orNil text: String?) -> String? {
        guard let text else { return nil }
        let line = line(text)
        return line.isEmpty ? nil : line
    }

    /// A feed's title: entities that were escaped twice are decoded, and markup
    /// that stands in it as text is taken out. What only looks like markup
    /// (`a < b`, `<3`) stays. At most 16 KiB are looked at.
    static func title(_ written: String) -> String {
        let text = cut(written, to: 16_384)
        guard text.utf8.contains(where: { $0 == 0x26 || $0 == 0x3C }) else { return line(text) }
        let bare = text.contains("<") ? withoutInlineTags(text) : text
        return line(HTMLEntities.decoded(bare))
    }

    /// Paragraphs as the source parted them: each on one line unless it has
    /// lines of its own, parted by an empty line.
    static func paragraphs(_ text: String) -> String {
        var paragraphs: [String] = []
        var lines: [String] = []
        func close() {
            if !lines.isEmpty { paragraphs.append(lines.joined(separator: "\n")) }
            lines = []
        }
        for raw in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let line = line(String(raw))
            if line.isEmpty { close() } else { lines.append(line) }
        }
        close()
        return paragraphs.joined(separator: "\n\n")
    }

    /// The text, or as many of its paragraphs as fit into so many bytes; of a
    /// first paragraph that is too long, its beginning.
    static func cut(_ text: String, to bytes: Int) -> String {
        guard text.utf8.count > bytes else { return text }
        var end = text.utf8.index(text.utf8.startIndex, offsetBy: bytes)
        while end.samePosition(in: text.unicodeScalars) == nil {
            end = text.utf8.index(before: end)
        }
        let head = text[..<end]
        var rest = head[...]
        while let lineFeed = rest.utf8.lastIndex(of: 0x0A) {
            rest = rest[..<lineFeed]
            if rest.utf8.last == 0x0A { return String(rest.dropLast()) }
        }
        return String(head)
    }

    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20, 0x09...0x0D, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F,
            0x3000:
            true
        default: false
        }
    }

    /// Not a control character, a byte-order mark or a non-character.
    static func isKept(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0xFEFF, 0xFFFE, 0xFFFF: false
        default: true
        }
    }

    private static func withoutInlineTags(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "<") {
            result += rest[..<open]
            let tag = rest[rest.index(after: open)...]
            let name = tag.drop { $0 == "/" }.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
            if titleTags.contains(name.lowercased()), let close = tag.firstIndex(of: ">") {
                if name.lowercased() == "br" { result += " " }
                rest = tag[tag.index(after: close)...]
            } else {
                result += "<"
                rest = tag
            }
        }
        return result + rest
    }

    private static let titleTags: Set<String> = [
        "a", "abbr", "b", "bdi", "big", "br", "cite", "code", "del", "div", "em", "font", "h1",
        "h2", "h3", "h4", "i", "img", "ins", "mark", "p", "q", "s", "script", "small", "span",
        "strike", "strong", "style", "sub", "sup", "u", "wbr",
    ]
}
