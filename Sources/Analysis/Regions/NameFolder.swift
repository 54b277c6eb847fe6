/// Folds names as the words of a text are, one after another and without
/// making strings: tells the hash of each word, and how the name is spelt.
struct NameFolder {
    private let hash: WordHash
    private let table = ScalarFolding.table
    private var scanner = TokenScanner(capacity: 256)
    /// The letters of a plain name, folded.
    private var folded = InlineArray<192, UInt8>(repeating: 0)
    /// Of the last name.
    private(set) var words: [UInt64] = []
    /// Of the last name: capitals and vowel marks.
    private(set) var spelling: PlaceName.Traits = []

    init(hash: WordHash) {
        self.hash = hash
    }

    /// Reads the name in these bytes, which are valid UTF-8.
    mutating func read(_ bytes: Span<UInt8>) {
        words.removeAll(keepingCapacity: true)
        if readPlain(bytes) { return }
        words.removeAll(keepingCapacity: true)
        scanner.clear()
        scanner.scan(bytes)
        for token in scanner.tokens {
            words.append(hash(scanner.foldedBytes.span.bytes, token.folded))
        }
        spelling = Self.spelling(bytes)
    }

    /// Nine names of ten are letters of one script, parted by spaces and hyphens:
    /// they need no tokens. False for all others, and for the longest.
    private mutating func readPlain(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count <= Self.longestPlain else { return false }
        spelling = []
        var script = Script.number
        var start = 0
        var end = 0
        var letters = 0
        var capitals = 0
        var at = 0
        while at < bytes.count {
            let (value, length) = ScalarFolding.scalar(in: bytes, at: at)
            guard value < 0x10000 else { return false }
            let entry = table[Int(value)]
            switch entry.kind {
            case .letter:
                switch entry.script {
                case .latin, .arabic, .hebrew, .cyrillic, .greek: break
                default: return false
                }
                if start == end {
                    script = entry.script
                } else if script != entry.script {
                    return false
                }
                letters += 1
                if entry.isUpper {
                    if at == 0 { spelling.insert(.capitalized) }
                    capitals += 1
                }
                put(entry.value, at: &end)
            case .mark:
                if (0x64B...0x652).contains(value) {
                    spelling.insert(.marked)
                } else if value != 0x640 {
                    return false
                }
            case .separator:
                guard value == 0x20 || value == 0x2D else { return false }
                if start < end { words.append(hash(folded.span.bytes, start..<end)) }
                start = end
            default: return false
            }
            at += length
        }
        if start < end { words.append(hash(folded.span.bytes, start..<end)) }
        if letters > 1, letters == capitals { spelling.insert(.acronym) }
        return true
    }

    /// In UTF-8; no folded letter of these scripts needs more than two bytes, but
    /// three are written right.
    @inline(__always)
    private mutating func put(_ value: UInt32, at end: inout Int) {
        switch value {
        case 0..<0x80:
            folded[end] = UInt8(value)
            end += 1
        case 0x80..<0x800:
            folded[end] = UInt8(0xC0 | value >> 6)
            folded[end + 1] = UInt8(0x80 | value & 0x3F)
            end += 2
        default:
            folded[end] = UInt8(0xE0 | value >> 12)
            folded[end + 1] = UInt8(0x80 | value >> 6 & 0x3F)
            folded[end + 2] = UInt8(0x80 | value & 0x3F)
            end += 3
        }
    }

    /// In bytes; each may become three.
    private static let longestPlain = 64

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
