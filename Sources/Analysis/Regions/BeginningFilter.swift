/// Tells fast, without making a string, that a word of a text begins no name:
/// most words do not, and working out all forms of each is what tagging would
/// spend its time on. May say yes for a word that does not, never the reverse.
///
/// Holds hashes of words read from their last byte to the first, so that one
/// pass over a word tests it with any number of letters taken off its front.
struct BeginningFilter: Sendable {
    private var bits = [UInt64](repeating: 0, count: Self.size / 64)

    /// Adds a folded word; an Arabic one also without its article, which a
    /// preposition swallows (`للعراق`).
    mutating func insert(_ word: String) {
        insert(bytes: Array(word.utf8))
        if word.hasPrefix("ال") { insert(bytes: Array(word.utf8.dropFirst(Self.articleBytes))) }
    }

    private mutating func insert(bytes: [UInt8]) {
        let hash = bytes.reversed().reduce(Self.seed, Self.mix)
        let slot = Self.slot(hash)
        bits[slot / 64] |= 1 << UInt64(slot % 64)
    }

    /// Whether the word in these bytes, or what stays of it without up to
    /// `most` of its first letters, may be one that was added.
    func mayBegin(_ bytes: [UInt8], _ word: Range<Int>, without most: Int) -> Bool {
        var hash = Self.seed
        // The offset behind which lie at most as many letters as may be left off.
        var lastOff = word.lowerBound
        var letters = 0
        while lastOff < word.upperBound, letters < most {
            lastOff += 1
            if lastOff < word.upperBound, bytes[lastOff] & 0xC0 != 0x80 { letters += 1 }
        }
        var offset = word.upperBound
        while offset > word.lowerBound {
            offset -= 1
            hash = Self.mix(hash, bytes[offset])
            if offset <= lastOff, bytes[offset] & 0xC0 != 0x80 {
                let slot = Self.slot(hash)
                if bits[slot / 64] & 1 << UInt64(slot % 64) != 0 { return true }
            }
        }
        return false
    }

    /// FNV-1a.
    private static func mix(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
        (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }

    private static func slot(_ hash: UInt64) -> Int {
        Int(truncatingIfNeeded: (hash ^ hash >> 32) & UInt64(size - 1))
    }

    private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325
    /// Bits; 60 for each of our words, in 32 KB.
    private static let size = 1 << 18
    private static let articleBytes = 4
}
