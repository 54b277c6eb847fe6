import NashraTesting
import Newswire
import Testing

@testable import Digests

/// The layout of texts, which goes by bytes, is judged by one that goes by
/// characters.
@Suite("Text layout")
struct LayoutTests {
    private static let words = [
        "فيضان", "غَزَّة,", "والهدنة", "aid", "Aleppo", ".", "L’aide", "میز‌خبر", "חדשות", "Москва",
        "漢字新聞", "速報。", "（上海）", "👨‍👩‍👧", "e\u{301}\u{302}", "2026", "٢٠٢٦", "❤️", "—",
        "https://example.org/a?b=c&d=غزة", "\u{200F}", "\u{200E}x", "\u{2067}", "\u{2066}US",
        "\u{2068}", "\u{2069}", "تم\u{2069}", "\u{2067}x\u{2069}ي", "", " ", "  ", "\t", "\n",
        "\n\n", "\r\n", "\u{300}",
    ]

    @Test("texts are laid out as the slow layout does", arguments: [1, 10, 24, 72])
    func judged(width: Int) {
        var random = SeededRandom(seed: UInt64(width))
        for _ in 0..<2_000 {
            let count = Int.random(in: 0...40, using: &random)
            var text = ""
            for _ in 0..<count {
                text += Self.words.randomElement(using: &random) ?? ""
                if Int.random(in: 0..<4, using: &random) > 0 { text += " " }
            }
            let laidOut = TextLayout(width: width).laidOut(text)
            #expect(laidOut == SlowLayout(width: width).laidOut(text), "\(text.debugDescription)")
        }
    }

    @Test("parts that start lines are laid out as they are in a whole")
    func parts() {
        var random = SeededRandom(seed: 5)
        for _ in 0..<500 {
            let parts = (0..<Int.random(in: 1...5, using: &random)).map { _ in
                (0..<Int.random(in: 0...12, using: &random)).map { _ in
                    Self.words.randomElement(using: &random) ?? ""
                }.joined(separator: " ") + "\n"
            }
            var laidOut: [UInt8] = []
            var endsBlank = true
            for var part in parts {
                endsBlank =
                    part.withUTF8 {
                        TextLayout().append($0, afterBlank: endsBlank, to: &laidOut)
                    }.endsBlank
            }
            var whole = SlowLayout(width: 72).lines(of: parts.joined(), afterBlank: true).lines
            whole.append("")
            #expect(
                String(decoding: laidOut, as: UTF8.self) == whole.joined(separator: "\n"),
                "\(parts)")
        }
    }
}

/// A layout of lines by characters and strings.
private struct SlowLayout {
    var width: Int

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

    private func wrapped(_ paragraph: Substring) -> [String] {
        let indent = String(Substring(paragraph.utf8.prefix { $0 == 0x20 }))
        let body = Substring(paragraph.utf8.dropFirst(indent.utf8.count))
        let direction = Direction.first(in: body.unicodeScalars)
        var lines: [String] = []
        var line = ""
        var cells = indent.utf8.count
        var isolates: [Unicode.Scalar] = []

        func finish() {
            guard !line.isEmpty else { return }
            let closed = line + String(repeating: "\u{2069}", count: isolates.count)
            lines.append(indent + Self.directed(closed, running: direction))
            line = String(String.UnicodeScalarView(isolates))
            cells = indent.utf8.count
        }

        for word in Self.breakable(body) {
            let needed = DisplayWidth.of(word.text)
            let space = word.followsSpace && cells > indent.utf8.count ? 1 : 0
            if cells > indent.utf8.count, cells + space + needed > width {
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
