import Newswire

/// Tells how pressing an article is by what its headline begins with; the list
/// of openings is `Data/urgency.tsv`.
struct UrgencyFinder: Sendable {
    private struct Opening {
        /// Folded words in a row.
        var words: [String]
        var urgency: Urgency
        /// Whether the word alone proves nothing (`Flash floods`): a colon, a
        /// dash or the like must follow.
        var needsBreak: Bool
    }

    private static let openings: [Opening] = WordList("urgency").rows.compactMap { row in
        guard row.count >= 3, let urgency = Urgency(rawValue: row[1]) else { return nil }
        let words = WordList.folded(row[0]).split(separator: " ").map(String.init)
        return Opening(words: words, urgency: urgency, needsBreak: row[2] == "break")
    }

    /// The wire's own word or the headline's, whichever is more pressing;
    /// routine if neither says anything.
    func urgency(of title: TokenizedText, given: Urgency?) -> Urgency {
        let head = (0..<min(6, title.tokens.count)).map(title.folded)
        let told = Self.openings.filter { opening in
            head.starts(with: opening.words)
                && (!opening.needsBreak || Self.breaks(title, behind: opening.words.count - 1))
        }.map(\.urgency).max()
        return max(told ?? .routine, given ?? .routine)
    }

    /// Whether what follows this token begins anew: `:`, a dash, a bar, a
    /// bracket that closes. A hyphen inside a word (`flash-flood`) does not.
    private static func breaks(_ title: TokenizedText, behind last: Int) -> Bool {
        let start = title.tokens[last].end
        let end =
            last + 1 < title.tokens.count
            ? title.tokens[last + 1].start : title.source.utf8.count
        let bytes = title.source.utf8.span
        let between = String(
            decoding: (start..<end).map { bytes[$0] }, as: UTF8.self)
        return between != "-" && between.contains { breakMarks.contains($0) }
    }

    private static let breakMarks: Set<Character> = [
        ":", "：", "-", "–", "—", "|", "/", "!", "…", "]", "】", ")", "»", "+", "•", "*",
    ]
}
