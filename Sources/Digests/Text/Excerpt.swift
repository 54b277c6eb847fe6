/// The opening of a text, cut where a sentence ends.
enum Excerpt {
    /// The most characters of a summary.
    static let longest = 280
    /// An excerpt that would end before this goes on to the last whole word
    /// instead: half a line tells nobody anything.
    private static let shortest = 90

    /// At most `longest` characters on one line: whole sentences if there are
    /// any that fill it well, else whole words and an ellipsis; empty if the
    /// text has nothing to show.
    static func of(_ text: String) -> String {
        // Long bodies come in; nothing past this can be shown.
        let most = longest * 16
        let line = CleanText.line(
            text.utf8.count <= most ? text : String(text.unicodeScalars.prefix(most)))
        let isPlain = CleanText.isPlain(line)
        let limit =
            isPlain
            ? line.unicodeScalars.index(
                line.startIndex, offsetBy: longest, limitedBy: line.endIndex)
            : line.index(line.startIndex, offsetBy: longest, limitedBy: line.endIndex)
        guard let limit, limit < line.endIndex else { return line }
        if let end = lastSentenceEnd(in: line, before: limit, isPlain: isPlain) {
            return String(line[..<end])
        }
        return CleanText.cut(line, atMost: longest)
    }

    /// - Parameter isPlain: whether each scalar is a character.
    private static func lastSentenceEnd(
        in line: String, before limit: String.Index, isPlain: Bool
    ) -> String.Index? {
        var best: String.Index?
        var length = 0
        var index = line.startIndex
        while index < limit {
            var next =
                isPlain ? line.unicodeScalars.index(after: index) : line.index(after: index)
            length += 1
            if isStop(at: index, in: line) {
                while next < limit, closers.contains(line[next]) {
                    next = line.index(after: next)
                    length += 1
                }
                let isAtWordEnd =
                    next == line.endIndex || line[next] == " " || wideStops.contains(line[index])
                if isAtWordEnd, length >= shortest { best = next }
            }
            index = next
        }
        return best
    }

    /// Whether a sentence may end here. A full stop behind one letter or a
    /// short capitalised title (`U.S.`, `Mr.`) ends none.
    private static func isStop(at index: String.Index, in line: String) -> Bool {
        // Most characters are letters and spaces; to take each out and ask sets
        // for it is slow.
        switch line.unicodeScalars[index] {
        case ".", "!", "?", "؟", "۔", "।", "…", "。", "！", "？": break
        default: return false
        }
        let mark = line[index]
        guard mark == "." else { return stops.contains(mark) || wideStops.contains(mark) }
        let word = line[..<index].reversed().prefix { $0.isLetter || $0 == "." }
        let letters = word.filter(\.isLetter)
        if letters.count == 1, letters.first?.isUppercase == true { return false }
        if word.contains(".") { return false }
        return !titles.contains(String(word.reversed()))
    }

    private static let stops: Set<Character> = [".", "!", "?", "؟", "۔", "।", "…"]
    private static let wideStops: Set<Character> = ["。", "！", "？"]
    private static let closers: Set<Character> = ["\"", "'", "»", "”", "’", ")", "]", "」", "』"]
    private static let titles: Set<String> = [
        "Mr", "Mrs", "Ms", "Dr", "St", "Gen", "Col", "Lt", "Sgt", "Sen", "Rep", "Gov", "No", "vs",
        "Mme", "Mlle", "Prof", "Jr", "Sr",
    ]
}
