/// Words of scripts without spaces in which, or across whose end, another word
/// seems to stand: `索马里` holds `马里`, `东京都` holds `京都`.
///
/// Such a word is one token, in texts and in rules; all other characters are a
/// token each. The list is short on purpose: it names what misleads, and is no
/// dictionary.
struct UnspacedWords: Sendable {
    static let standard = UnspacedWords(WordList("unspaced-words"))

    /// Folded scalars by the first one, longest first.
    private let words: [UInt32: [[UInt32]]]
    /// A bit for each scalar of the first plane that begins one.
    private let beginnings: [UInt64]

    /// The list's first column.
    init(_ list: WordList) {
        var words: [UInt32: [[UInt32]]] = [:]
        var beginnings = [UInt64](repeating: 0, count: 1024)
        for row in list.rows {
            let scalars = (row.first ?? "").unicodeScalars
                .map { ScalarFolding.table[Int($0.value & 0xFFFF)].value }
            guard let first = scalars.first, scalars.count >= 2 else { continue }
            words[first, default: []].append(scalars)
            beginnings[Int(first >> 6)] |= 1 << UInt64(first & 63)
        }
        self.words = words.mapValues { $0.sorted { $0.count > $1.count } }
        self.beginnings = beginnings
    }

    /// Where the longest listed word ends that begins at this letter; nil for
    /// nearly all letters.
    func end(in bytes: Span<UInt8>, at: Int, first: UInt32) -> Int? {
        guard first < 0x10000, beginnings[Int(first >> 6)] & 1 << UInt64(first & 63) != 0,
            let candidates = words[first]
        else { return nil }
        for word in candidates {
            if let end = Self.end(of: word, in: bytes, at: at) { return end }
        }
        return nil
    }

    private static func end(of word: [UInt32], in bytes: Span<UInt8>, at start: Int) -> Int? {
        var at = start
        for value in word {
            guard at < bytes.count else { return nil }
            let (entry, next) = ScalarFolding.entry(in: bytes, at: at)
            guard entry.kind == .letter || entry.kind == .attached, entry.value == value else {
                return nil
            }
            at = next
        }
        return at
    }
}
