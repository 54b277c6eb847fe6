import Newswire

/// The last hand on a plain text: lines of at most 72 cells, each of which runs
/// the right way wherever it is shown, and leaves no isolate open.
///
/// A line of the input is a paragraph. Its direction is that of its first
/// strong character outside isolates; every line it becomes begins so that a
/// program finds the same, and a line with letters of both directions stands in
/// an isolate as a whole, for programs that take every line as left-to-right.
/// Continued lines keep the indent. A word that alone is wider, an address
/// most of all, is never broken: it stands on a line of its own.
struct TextLayout {
    var width = 72

    func laidOut(_ text: String) -> String {
        var lines = lines(of: text, afterBlank: true).lines
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The lines of a part of a text that starts a line. One empty line parts
    /// what templates may part by several; there may be one last.
    ///
    /// - Parameter afterBlank: whether an empty line stands before it, or nothing.
    /// - Returns: With whether it begins with empty lines.
    func lines(of text: String, afterBlank: Bool) -> (lines: [String], isBegunBlank: Bool) {
        var lines: [String] = []
        var endsBlank = afterBlank
        var isBegunBlank = false
        var paragraphs = text.utf8.split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if paragraphs.last?.isEmpty == true { paragraphs.removeLast() }
        for paragraph in paragraphs {
            let blanks = paragraph.reversed().prefix { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
            let trimmed = Substring(paragraph.dropLast(blanks.count))
            if trimmed.isEmpty {
                if lines.isEmpty { isBegunBlank = true }
                if !endsBlank { lines.append("") }
                endsBlank = true
            } else {
                let wrapped = wrapped(trimmed)
                lines += wrapped
                endsBlank = wrapped.isEmpty && endsBlank
            }
        }
        return (lines, isBegunBlank)
    }

    /// The same for what most paragraphs are, whose lines are parts of them as
    /// they stand; nil for others.
    private func plainlyWrapped(_ paragraph: Substring) -> [String]? {
        guard paragraph.utf8.first != 0x20 else { return nil }
        var last: UInt8 = 0
        for byte in paragraph.utf8 {
            // Spaces in a row become one; isolates have E2 81 first, and each
            // ideograph one of the others.
            if byte == 0x20 && last == 0x20 || byte == 0x81 && last == 0xE2
                || (0xE3...0xE9).contains(byte)
            {
                return nil
            }
            last = byte
        }
        let direction = Direction.first(in: paragraph.unicodeScalars)
        var lines: [String] = []
        var line = paragraph[..<paragraph.startIndex]
        var cells = 0
        for bytes in paragraph.utf8.split(separator: 0x20) {
            let word = Substring(bytes)
            let needed = DisplayWidth.of(word)
            // Behind what takes no room stands no space.
            guard needed > 0 else { return nil }
            if cells > 0, cells + 1 + needed > width {
                lines.append(Self.directed(String(line), running: direction))
                line = word
                cells = needed
            } else {
                line = paragraph[(cells > 0 ? line : word).startIndex..<word.endIndex]
                cells += (cells > 0 ? 1 : 0) + needed
            }
        }
        lines.append(Self.directed(String(line), running: direction))
        return lines
    }

    private func wrapped(_ paragraph: Substring) -> [String] {
        if let lines = plainlyWrapped(paragraph) { return lines }
        let indent = String(paragraph.prefix { $0 == " " })
        let body = paragraph.dropFirst(indent.count)
        let direction = Direction.first(in: body.unicodeScalars)
        var lines: [String] = []
        var line = ""
        var cells = indent.count
        var isolates: [Unicode.Scalar] = []

        func finish() {
            guard !line.isEmpty else { return }
            let closed = line + String(repeating: "\u{2069}", count: isolates.count)
            lines.append(indent + Self.directed(closed, running: direction))
            line = String(String.UnicodeScalarView(isolates))
            cells = indent.count
        }

        for word in Self.breakable(body) {
            let needed = DisplayWidth.of(word.text)
            let space = word.followsSpace && cells > indent.count ? 1 : 0
            if cells > indent.count, cells + space + needed > width {
                finish()
            } else if space == 1 {
                line += " "
                cells += 1
            }
            line += word.text
            cells += needed
            for scalar in word.text.unicodeScalars {
                switch scalar {
                case "\u{2066}", "\u{2067}", "\u{2068}": isolates.append(scalar)
                case Direction.popIsolate: _ = isolates.popLast()
                default: break
                }
            }
        }
        finish()
        return lines
    }

    private static func directed(_ line: String, running direction: TextDirection?) -> String {
        guard let direction else { return line }
        guard Direction.isMixed(line.unicodeScalars) else {
            return Direction.begun(line, running: direction)
        }
        let (mark, opener) =
            direction == .rightToLeft ? ("\u{200F}", "\u{2067}") : ("\u{200E}", "\u{2066}")
        // The line's own mark would stand twice.
        let content =
            line.unicodeScalars.first == mark.unicodeScalars.first ? line.dropFirst() : line[...]
        return "\(mark)\(opener)\(content)\u{2069}"
    }

    private struct Word {
        var text: Substring
        var followsSpace: Bool
    }

    /// What stays together: words, and single characters of scripts that
    /// write without spaces.
    private static func breakable(_ body: Substring) -> [Word] {
        var words: [Word] = []
        for part in body.utf8.split(separator: 0x20).map(Substring.init) {
            // No ideograph is without one of these bytes.
            guard part.utf8.contains(where: { (0xE3...0xE9).contains($0) }) else {
                words.append(Word(text: part, followsSpace: true))
                continue
            }
            var start = part.startIndex
            var followsSpace = true
            var index = start
            while index < part.endIndex {
                let next = part.index(after: index)
                let isIdeograph =
                    part[index].unicodeScalars.first.map { scalar in
                        (0x3041...0x9FFF).contains(scalar.value)
                    } ?? false
                if isIdeograph, next < part.endIndex, !closing.contains(part[next]) {
                    words.append(Word(text: part[start..<next], followsSpace: followsSpace))
                    followsSpace = false
                    start = next
                }
                index = next
            }
            words.append(Word(text: part[start...], followsSpace: followsSpace))
        }
        return words
    }

    /// What may not begin a line.
    private static let closing: Set<Character> = [
        "。", "、", "，", "．", "！", "？", "」", "』", "）", "】", "》", "：", "；", "\u{2069}",
    ]
}
