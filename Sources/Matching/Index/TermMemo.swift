import Analysis

/// What words of articles were found to answer, remembered by the words as they
/// were written: the forms of a word are worked out once, not at each place.
///
/// Bounded: of two generations the older is dropped when the younger is full,
/// so what is used stays. Every hit is compared byte by byte.
///
/// Rare words lie far apart in memory, so a lookup is cut in three steps that
/// are taken for many words at a time: the processor then waits for many of
/// them at once.
struct TermMemo {
    /// Words in a generation.
    private static let capacity = 1 << 19
    /// Longer words are not remembered.
    static let longestWord = 255

    private var young = Generation()
    private var old = Generation()
    /// How many generations there were before the younger.
    private(set) var age = 0

    /// The terms of all remembered words, among other things; lookups give a
    /// range in it.
    var terms: [UInt32] {
        @inline(__always) _read { yield young.records }
    }

    /// The first two steps, for the words of a field: puts into `candidates` for
    /// each the record that may be its own; 0 for a word that the younger
    /// generation does not know.
    func findCandidates(
        _ words: ArraySlice<WordScanner.Word>, context: UInt16, into candidates: inout [UInt32]
    ) {
        candidates.removeAll(keepingCapacity: true)
        for word in words { candidates.append(young.firstSlot(word, context)) }
        for (index, word) in words.enumerated() {
            candidates[index] = young.candidate(word, context, candidates[index])
        }
        for (index, word) in words.enumerated() {
            candidates[index] = young.likely(candidates[index], word, context)
        }
    }

    /// The third step: where in `terms` the terms of a word stand; nil if it is
    /// not known. Candidates hold as long as `age` is the same, ranges until the
    /// next word is looked up.
    @inline(__always)
    mutating func terms(
        of word: WordScanner.Word, _ candidate: UInt32, _ bytes: Span<UInt8>, context: UInt16
    ) -> Range<Int>? {
        if candidate != 0, young.isText(Int(candidate), word, bytes) {
            return young.range(Int(candidate))
        }
        return search(word, bytes, context)
    }

    /// What the first candidate was not.
    private mutating func search(
        _ word: WordScanner.Word, _ bytes: Span<UInt8>, _ context: UInt16
    ) -> Range<Int>? {
        if let record = young.find(word, bytes, context) { return young.range(record) }
        guard let record = old.find(word, bytes, context) else { return nil }
        return remember(word, bytes, context: context, terms: Array(old.records[old.range(record)]))
    }

    /// Remembers what a word answers.
    mutating func remember(
        _ word: WordScanner.Word, _ bytes: Span<UInt8>, context: UInt16, terms: [UInt32]
    ) -> Range<Int> {
        if young.isFull {
            old = young
            young = Generation()
            age += 1
        }
        return young.add(word, bytes, context, terms)
    }

    /// Words and their terms, one record behind the other: the length of the
    /// word and its context, the number of terms, the terms, the word.
    ///
    /// A slot is where a record begins, in 22 bits, and ten bits of the word's
    /// hash as a mark; 0 is free. So the table of them is small enough to lie
    /// near the processor.
    private struct Generation {
        private static let recordBits: UInt32 = 22
        private static let recordMask: UInt32 = 1 << recordBits - 1

        /// The first word belongs to no record.
        private(set) var records: [UInt32] = [0]
        private var slots = [UInt32](repeating: 0, count: 1 << 12)
        /// Of each word that can be found, in the order of their coming: what
        /// larger tables are made from.
        private var hashes: [(hash: UInt64, record: UInt32)] = []

        /// Whether another word might not fit.
        var isFull: Bool {
            hashes.count == TermMemo.capacity || records.count > Int(Self.recordMask) - (1 << 16)
        }

        @inline(__always)
        func range(_ record: Int) -> Range<Int> {
            record + 2..<record + 2 + Int(records[record + 1])
        }

        /// What stands where the word is looked for first.
        @inline(__always)
        func firstSlot(_ word: WordScanner.Word, _ context: UInt16) -> UInt32 {
            slots[Int(truncatingIfNeeded: Self.hash(word, context)) & (slots.count - 1)]
        }

        /// The first record with the word's mark, from the first slot on.
        @inline(__always)
        func candidate(
            _ word: WordScanner.Word, _ context: UInt16, _ first: UInt32
        ) -> UInt32 {
            let hash = Self.hash(word, context)
            let mark = Self.mark(hash)
            if first & ~Self.recordMask == mark { return first & Self.recordMask }
            if first == 0 { return 0 }
            var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
            while true {
                place = (place + 1) & (slots.count - 1)
                let slot = slots[place]
                if slot == 0 || slot & ~Self.recordMask == mark {
                    return slot & Self.recordMask
                }
            }
        }

        /// The candidate if its length and context are the word's, else 0.
        @inline(__always)
        func likely(
            _ candidate: UInt32, _ word: WordScanner.Word, _ context: UInt16
        ) -> UInt32 {
            hasHead(Int(candidate), word, context) ? candidate : 0
        }

        func find(_ word: WordScanner.Word, _ bytes: Span<UInt8>, _ context: UInt16) -> Int? {
            let hash = Self.hash(word, context)
            let mark = Self.mark(hash)
            var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
            while slots[place] != 0 {
                let record = Int(slots[place] & Self.recordMask)
                if slots[place] & ~Self.recordMask == mark, hasHead(record, word, context),
                    isText(record, word, bytes)
                {
                    return record
                }
                place = (place + 1) & (slots.count - 1)
            }
            return nil
        }

        @inline(__always)
        func hasHead(_ record: Int, _ word: WordScanner.Word, _ context: UInt16) -> Bool {
            records[record] == Self.head(Int(word.end - word.start), context)
        }

        /// Whether the word of a record, as long as this one, is this one.
        @inline(__always)
        func isText(_ record: Int, _ word: WordScanner.Word, _ bytes: Span<UInt8>) -> Bool {
            let length = Int(word.end - word.start)
            let start = 4 * range(record).upperBound
            let own = records.span.bytes.extracting(start..<start + length)
            let other = bytes.bytes.extracting(Int(word.start)..<Int(word.end))
            return own.isEqual(to: other)
        }

        mutating func add(
            _ word: WordScanner.Word, _ bytes: Span<UInt8>, _ context: UInt16, _ terms: [UInt32]
        ) -> Range<Int> {
            let record = records.count
            let length = Int(word.end - word.start)
            records.append(Self.head(length, context))
            records.append(UInt32(terms.count))
            records += terms
            let range = range(record)
            // A longer word is kept for one use: nothing finds it again.
            guard length <= TermMemo.longestWord else { return range }
            for first in stride(from: Int(word.start), to: Int(word.end), by: 4) {
                var four: UInt32 = 0
                for offset in 0..<min(4, Int(word.end) - first) {
                    four |= UInt32(bytes[first + offset]) << UInt32(8 * offset)
                }
                records.append(four.littleEndian)
            }
            let hash = Self.hash(word, context)
            hashes.append((hash, UInt32(record)))
            if hashes.count * 4 > slots.count * 3 {
                slots = [UInt32](repeating: 0, count: slots.count * 2)
                for (hash, record) in hashes { put(record, hash) }
            } else {
                put(UInt32(record), hash)
            }
            return range
        }

        private mutating func put(_ record: UInt32, _ hash: UInt64) {
            var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
            while slots[place] != 0 { place = (place + 1) & (slots.count - 1) }
            slots[place] = record | Self.mark(hash)
        }

        @inline(__always)
        private static func head(_ length: Int, _ context: UInt16) -> UInt32 {
            UInt32(min(length, TermMemo.longestWord + 1)) | UInt32(context) << 16
        }

        @inline(__always)
        private static func hash(_ word: WordScanner.Word, _ context: UInt16) -> UInt64 {
            word.hash ^ UInt64(context) &* 0x9E37_79B9_7F4A_7C15
        }

        @inline(__always)
        private static func mark(_ hash: UInt64) -> UInt32 {
            UInt32(truncatingIfNeeded: hash >> 32) & ~recordMask
        }
    }
}

extension RawSpan {
    /// Whether the bytes are the same; both of the same length.
    @inline(__always)
    fileprivate func isEqual(to other: RawSpan) -> Bool {
        let count = byteCount
        if count < 8 {
            if count >= 4 {
                return half(at: 0) == other.half(at: 0)
                    && half(at: count - 4) == other.half(at: count - 4)
            }
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
    private func half(at offset: Int) -> UInt32 {
        unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)
    }

    @inline(__always)
    private func word(at offset: Int) -> UInt64 {
        unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
}
