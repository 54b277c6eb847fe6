/// The parts of an article's text that weigh differently: what stands before
/// the dash of a dateline, the rest of the first paragraph, and what follows up
/// to a line that says whose report it was. All in tokens, in order, parted
/// without a gap but for the first, which may be whose words they are, and the last.
struct TextParts {
    let dateline: Range<Int>
    let lead: Range<Int>
    let body: Range<Int>

    init(_ text: TokenizedText) {
        var starts = Self.paragraphStarts(text)
        if starts.count > 1, Self.isByline(text, starts[0]..<starts[1]) { starts.removeFirst() }
        let first = starts.first ?? 0
        let count = text.tokens.count
        let end =
            starts.count > 1 && Self.isCredit(text, from: starts[starts.count - 1])
            ? starts[starts.count - 1] : count
        let leadEnd = starts.count > 1 ? min(starts[1], end) : end
        let datelineEnd = Self.datelineEnd(text, from: first, before: leadEnd)
        dateline = first..<datelineEnd
        lead = datelineEnd..<leadEnd
        body = leadEnd..<end
    }

    /// The first token of each paragraph.
    private static func paragraphStarts(_ text: TokenizedText) -> [Int] {
        let bytes = text.source.utf8.span
        var starts: [Int] = []
        var last = 0
        for (index, token) in text.tokens.enumerated() {
            let gap = last..<token.start
            var lineFeeds = 0
            for offset in gap where bytes[offset] == 0x0A { lineFeeds += 1 }
            if index == 0 || lineFeeds > 1 { starts.append(index) }
            last = token.end
        }
        return starts
    }

    /// `MOSCOW, Nov 3 (Reuters) -`, `دمشق (سانا) –`: a few words, then a dash
    /// between spaces. 0 if the text does not begin so.
    private static func datelineEnd(_ text: TokenizedText, from start: Int, before end: Int) -> Int
    {
        let bytes = text.source.utf8.span
        for index in start..<min(end, start + mostDatelineWords) where index + 1 < end {
            let gap = text.tokens[index].end..<text.tokens[index + 1].start
            var isDash = false
            for offset in gap {
                if bytes[offset] == UInt8(ascii: ".") { return start }
                // A hyphen, or the en and em dashes E2 80 93 and 94.
                let isHyphen = bytes[offset] == UInt8(ascii: "-")
                let isLongDash =
                    bytes[offset] == 0xE2 && offset + 2 < gap.upperBound
                    && bytes[offset + 1] == 0x80 && (0x93...0x94).contains(bytes[offset + 2])
                if isHyphen || isLongDash { isDash = true }
            }
            let isSpaced = gap.count > 2 && bytes[gap.upperBound - 1] == UInt8(ascii: " ")
            if isDash, isSpaced { return index + 1 }
        }
        return start
    }

    private static let mostDatelineWords = 8

    /// `By Anna Paris`, `كتب: محمد المصري`: a short first paragraph that is no
    /// sentence.
    private static func isByline(_ text: TokenizedText, _ paragraph: Range<Int>) -> Bool {
        guard paragraph.count <= mostBylineWords,
            bylineWords.contains(text.folded(paragraph.lowerBound))
        else { return false }
        let end = text.tokens[paragraph.upperBound - 1].end
        return text.source.utf8.span[end] != UInt8(ascii: ".")
    }

    private static let mostBylineWords = 8
    private static let bylineWords: Set<String> = [
        "by", "par", "von", "por", "كتب", "كتبت", "بقلم", "автор", "נכתב", "yazan",
    ]

    /// `المصدر : …`, `Source: …`, `(Reporting by …)`
    private static func isCredit(_ text: TokenizedText, from start: Int) -> Bool {
        creditWords.contains { words in
            start + words.count <= text.tokens.count
                && words.indices.allSatisfy { text.folded(start + $0) == words[$0] }
        }
    }

    private static let creditWords = [
        ["المصدر"], ["منبع"], ["source"], ["sources"], ["reporting", "by"],
        ["additional", "reporting"], ["writing", "by"], ["editing", "by"],
    ]
}
