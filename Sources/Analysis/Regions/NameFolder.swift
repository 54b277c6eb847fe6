/// Folds names as the words of a text are, one after another and without
/// making strings: tells the hash of each word, and how the name is spelt.
struct NameFolder {
    private let hash: WordHash
    private var scanner = TokenScanner(capacity: 256)
    /// Of the last name.
    private(set) var words: [UInt64] = []
    /// Of the last name: capitals and vowel marks.
    private(set) var spelling: PlaceName.Traits = []

    init(hash: WordHash) {
        self.hash = hash
    }

    /// Reads the name in these bytes, which are valid UTF-8.
    mutating func read(_ bytes: Span<UInt8>) {
        scanner.clear()
        scanner.scan(bytes)
        words.removeAll(keepingCapacity: true)
        for token in scanner.tokens {
            words.append(hash(scanner.foldedBytes.span.bytes, token.folded))
        }
        spelling = Self.spelling(bytes)
    }

    /// The hashes of the words of a text that is read once.
    static func words(_ text: String, hash: WordHash) -> [UInt64] {
        let text = TokenizedText(text)
        return text.tokens.map { hash(text.foldedBytes.span.bytes, $0.folded) }
    }

    private static func spelling(_ bytes: Span<UInt8>) -> PlaceName.Traits {
        var spelling: PlaceName.Traits = []
        var at = 0
        var letters = 0
        var capitals = 0
        while at < bytes.count {
            let value = ScalarFolding.scalar(in: bytes, at: at).value
            let (entry, next) = ScalarFolding.entry(in: bytes, at: at)
            if entry.isUpper {
                if at == 0 { spelling.insert(.capitalized) }
                capitals += 1
            }
            if entry.script != .number, entry.kind == .letter || entry.kind == .expansion {
                letters += 1
            }
            if (0x64B...0x652).contains(value) { spelling.insert(.marked) }
            at = next
        }
        if letters > 1, letters == capitals { spelling.insert(.acronym) }
        return spelling
    }
}
