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
    private static let capacity = 1 << 18
    /// Longer words are not remembered.
    static let longestWord = 255

    private var young = Generation(capacity: capacity)
    private var old = Generation(capacity: 0)
    /// How many generations there were before the younger.
    private(set) var age = 0

    /// The terms of all remembered words, among other things; lookups give a
    /// range in it.
    var terms: [UInt32] {
        @inline(__always) _read { yield young.records }
    }

    /// The first step: where the word may be remembered; 0 if it is not.
    @inline(__always)
    func candidate(_ word: WordScanner.Word, context: UInt16) -> UInt32 {
        young.candidate(word, context)
    }

    /// The second step: the candidate if its length and context are the word's,
    /// else 0.
    @inline(__always)
    func likely(_ candidate: UInt32, _ word: WordScanner.Word, context: UInt16) -> UInt32 {
        young.hasHead(Int(candidate), word, context) ? candidate : 0
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
        return searched(word, bytes, context)
    }

    /// What the first candidate was not.
    private mutating func searched(
        _ word: WordScanner.Word, _ bytes: Span<UInt8>, _ context: UInt16
    ) -> Range<Int>? {
        if let record = young.find(word, bytes, context) { return young.range(record) }
        guard old.count > 0, let record = old.find(word, bytes, context) else { return nil }
        return remember(word, bytes, context: context, terms: Array(old.records[old.range(record)]))
    }

    /// Remembers what a word answers.
    mutating func remember(
        _ word: WordScanner.Word, _ bytes: Span<UInt8>, context: UInt16, terms: [UInt32]
    ) -> Range<Int> {
        if young.count == Self.capacity {
            old = young
            young = Generation(capacity: Self.capacity)
            age += 1
        }
        return young.add(word, bytes, context, terms)
    }

    /// Words and their terms, one record behind the other: the length of the
    /// word and its context, the number of terms, the terms, the word.
    private struct Generation {
        private struct Slot {
            /// Half of the hash; the other half says where the slot is.
            var mark: UInt32
            /// Where the record begins; 0 is free.
            var record: UInt32
        }

        /// The first word belongs to no record.
        private(set) var records: [UInt32] = [0]
        private(set) var count = 0
        private var slots: [Slot]

        init(capacity: Int) {
            slots = [Slot](repeating: Slot(mark: 0, record: 0), count: max(1, capacity * 2))
        }

        @inline(__always)
        func range(_ record: Int) -> Range<Int> {
            record + 2..<record + 2 + Int(records[record + 1])
        }

        @inline(__always)
        func candidate(_ word: WordScanner.Word, _ context: UInt16) -> UInt32 {
            let mark = Self.mark(word)
            var place = Self.place(word.hash, context, slots.count)
            while true {
                let slot = slots[place]
                if slot.mark == mark || slot.record == 0 { return slot.record }
                place = (place + 1) & (slots.count - 1)
            }
        }

        func find(_ word: WordScanner.Word, _ bytes: Span<UInt8>, _ context: UInt16) -> Int? {
            let mark = Self.mark(word)
            var place = Self.place(word.hash, context, slots.count)
            while slots[place].record != 0 {
                let record = Int(slots[place].record)
                if slots[place].mark == mark, hasHead(record, word, context),
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
            var place = Self.place(word.hash, context, slots.count)
            while slots[place].record != 0 { place = (place + 1) & (slots.count - 1) }
            slots[place] = Slot(mark: Self.mark(word), record: UInt32(record))
            count += 1
            return range
        }

        @inline(__always)
        private static func head(_ length: Int, _ context: UInt16) -> UInt32 {
            UInt32(min(length, TermMemo.longestWord + 1)) | UInt32(context) << 16
        }

        @inline(__always)
        private static func mark(_ word: WordScanner.Word) -> UInt32 {
            UInt32(truncatingIfNeeded: word.hash >> 32)
        }

        @inline(__always)
        private static func place(_ hash: UInt64, _ context: UInt16, _ count: Int) -> Int {
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
