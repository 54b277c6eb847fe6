import Analysis

/// What words of articles were found to answer, remembered by the words as they
/// were written: the forms of a word are worked out once, not at each place.
///
/// Bounded: of two generations the older is dropped when the younger is full,
/// so what is used stays. Every hit is compared byte by byte.
struct TermMemo {
    /// Words in a generation.
    private static let capacity = 1 << 16
    /// Longer words are not remembered.
    static let longestWord = 256

    private var young = Generation(capacity: capacity)
    private var old = Generation(capacity: 0)

    /// The terms of all remembered words; `terms(of:)` gives a range in it.
    var terms: [UInt32] { young.terms }

    /// Where in `terms` the terms of a word stand; nil if it is not known.
    /// Ranges hold until the next word is remembered, or found in the older
    /// generation.
    @inline(__always)
    mutating func terms(
        of word: WordScanner.Word, _ bytes: Span<UInt8>, context: UInt16
    ) -> Range<Int>? {
        if let entry = young.find(word, bytes, context) { return young.range(entry) }
        return promoted(word, bytes, context)
    }

    private mutating func promoted(
        _ word: WordScanner.Word, _ bytes: Span<UInt8>, _ context: UInt16
    ) -> Range<Int>? {
        guard old.count > 0, let entry = old.find(word, bytes, context) else { return nil }
        return remember(
            word, bytes, context: context, terms: Array(old.terms[old.range(entry)]))
    }

    /// Remembers what a word answers.
    mutating func remember(
        _ word: WordScanner.Word, _ bytes: Span<UInt8>, context: UInt16, terms: [UInt32]
    ) -> Range<Int> {
        if young.count == Self.capacity {
            old = young
            young = Generation(capacity: Self.capacity)
        }
        return young.add(word, bytes, context, terms)
    }

    private struct Generation {
        struct Entry {
            var hash: UInt64
            var text: UInt32
            var length: UInt16
            var context: UInt16
            var terms: UInt32
            var termCount: UInt32
        }

        private(set) var terms: [UInt32] = []
        private var entries: [Entry] = []
        private var texts: [UInt8] = []
        /// Entries by number from 1.
        private var slots: [UInt32]

        init(capacity: Int) {
            slots = [UInt32](repeating: 0, count: max(1, capacity * 2))
            entries.reserveCapacity(capacity)
        }

        var count: Int { entries.count }

        @inline(__always)
        func range(_ entry: Int) -> Range<Int> {
            let start = Int(entries[entry].terms)
            return start..<start + Int(entries[entry].termCount)
        }

        @inline(__always)
        func find(_ word: WordScanner.Word, _ bytes: Span<UInt8>, _ context: UInt16) -> Int? {
            var slot = Self.slot(word.hash, context, slots.count)
            while slots[slot] != 0 {
                let number = Int(slots[slot]) - 1
                if entries[number].hash == word.hash, entries[number].context == context,
                    isText(number, word, bytes)
                {
                    return number
                }
                slot = (slot + 1) & (slots.count - 1)
            }
            return nil
        }

        @inline(__always)
        private func isText(_ number: Int, _ word: WordScanner.Word, _ bytes: Span<UInt8>) -> Bool {
            let length = Int(word.end - word.start)
            guard Int(entries[number].length) == length else { return false }
            let start = Int(entries[number].text)
            let own = texts.span.extracting(start..<start + length).bytes
            let other = bytes.extracting(Int(word.start)..<Int(word.end)).bytes
            return own.isEqual(to: other)
        }

        mutating func add(
            _ word: WordScanner.Word, _ bytes: Span<UInt8>, _ context: UInt16, _ terms: [UInt32]
        ) -> Range<Int> {
            let start = self.terms.count
            entries.append(
                Entry(
                    hash: word.hash, text: UInt32(texts.count),
                    length: UInt16(word.end - word.start), context: context,
                    terms: UInt32(start), termCount: UInt32(terms.count)))
            for offset in Int(word.start)..<Int(word.end) { texts.append(bytes[offset]) }
            self.terms += terms
            var slot = Self.slot(word.hash, context, slots.count)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(entries.count)
            return start..<start + terms.count
        }

        @inline(__always)
        private static func slot(_ hash: UInt64, _ context: UInt16, _ count: Int) -> Int {
            Int(truncatingIfNeeded: hash ^ UInt64(context) &* 0x9E37_79B9_7F4A_7C15) & (count - 1)
        }
    }
}

extension RawSpan {
    /// Whether the bytes are the same; both of the same length.
    @inline(__always)
    fileprivate func isEqual(to other: RawSpan) -> Bool {
        let count = byteCount
        guard count >= 8 else {
            for offset in 0..<count
            where unsafeLoad(fromByteOffset: offset, as: UInt8.self)
                != other.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
            {
                return false
            }
            return true
        }
        var offset = 0
        while offset + 8 < count {
            if word(at: offset) != other.word(at: offset) { return false }
            offset += 8
        }
        return word(at: count - 8) == other.word(at: count - 8)
    }

    @inline(__always)
    private func word(at offset: Int) -> UInt64 {
        unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
}
