import Analysis

/// Which part of an article a term is looked for in. The same word is another
/// term in each: an author called Kerry is no news of Kerry.
enum TermZone: UInt32, CaseIterable {
    /// Title, summary and text.
    case prose
    case source
    case author
    case category
    case url

    init(_ scope: QueryScope) {
        self =
            switch scope {
            case .anywhere, .title, .lead, .body: .prose
            case .source: .source
            case .author: .author
            case .category: .category
            case .url: .url
            }
    }
}

/// The words that the rules of an index ask for: which of its terms a word of
/// an article answers. Terms are numbered from 1.
///
/// One open-addressing table from the texts of keys; every hit is compared byte
/// by byte. Some 30 bytes a key. Most words that are not there cost one access of
/// memory, and most beginnings of words that no prefix asks for not even that.
struct TermTable: Sendable {
    /// One term that asks by a key.
    struct Use {
        var term: UInt32
        /// `Tag` bits of the kinds of key by which it asks, the zone, and
        /// whether only words in capitals answer.
        var tags: UInt32
    }

    /// The kinds of key that share one text: bits of `Use.tags`.
    enum Tag {
        static let word: UInt32 = 1
        static let exact: UInt32 = 1 << 1
        static let prefix: UInt32 = 1 << 2
        static let firstStem = 3
        static let zoneShift = 28
        static let needsCapitals: UInt32 = 1 << 31

        static func of(_ stemmer: StemmedLanguage?) -> UInt32 {
            stemmer.map { 1 << UInt32(firstStem + $0.number - 1) } ?? word
        }
    }

    private let hash: WordHash
    /// Where the record of a key begins in 26 bits, and six bits of its hash as a
    /// mark; 0 is free.
    private let slots: [UInt32]
    /// All of a key in one place, so that it costs one access of memory: how many
    /// bytes its text has, how many uses, the uses, the text. The first word
    /// belongs to none.
    private let records: [UInt32]
    private let exactTexts: [UInt32: String]
    /// A bit for each number of letters that some prefix has; the last for all
    /// that are longer.
    private let prefixLengths: UInt64
    private let longestPrefix: Int
    /// A Bloom filter of the prefixes, one bit of sixteen set for each.
    private let prefixFilter: [UInt64]
    /// Zones that have a term, as bits.
    let zones: UInt32
    /// How many terms there are, and the number of the last one.
    let count: Int

    init(_ builder: TermTableBuilder) {
        hash = builder.hash
        exactTexts = builder.exactTexts
        zones = builder.zones
        count = builder.count
        let keys = builder.usesByKey
        var capacity = 16
        while capacity * 7 < (keys.count + 1) * 10 { capacity *= 2 }
        var slots = [UInt32](repeating: 0, count: capacity)
        var records: [UInt32] = [0]
        records.reserveCapacity(keys.count * 7)
        var lengths: UInt64 = 0
        var longest = 0
        let isPrefix = { (uses: [Use]) in uses.contains { $0.tags & Tag.prefix != 0 } }
        let prefixes = keys.values.lazy.filter(isPrefix).count
        var prefixFilter = [UInt64](
            repeating: 0, count: max(prefixes / 4, 1).roundedUpToPowerOfTwo)
        for (key, asked) in keys {
            let text = key.text
            let hashed = hash(text)
            var slot = Int(truncatingIfNeeded: hashed) & (capacity - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
            precondition(
                records.count <= Int(Self.recordMask), "more words in rules than an index holds")
            slots[slot] = UInt32(records.count) | Self.mark(hashed)
            records.append(UInt32(text.utf8.count))
            records.append(UInt32(asked.count))
            for use in asked {
                records.append(use.term)
                records.append(use.tags)
            }
            records.append(packing: text.utf8)
            if isPrefix(asked) {
                let (place, bit) = Self.filterBit(hashed, of: prefixFilter.count)
                prefixFilter[place] |= bit
                let letters = text.unicodeScalars.count
                longest = max(longest, letters)
                lengths |= 1 << UInt64(min(letters, 63))
            }
        }
        self.slots = slots
        self.records = records
        prefixLengths = lengths
        longestPrefix = longest
        self.prefixFilter = prefixFilter
    }

    /// Bytes that the table takes.
    var byteCount: Int {
        slots.count * 4 + records.count * 4 + prefixFilter.count * 8
    }

    func has(_ zone: TermZone) -> Bool { zones & 1 << zone.rawValue != 0 }

    /// The terms that the word answers there, each once. `original` is the word
    /// as it stands in its text.
    func terms(
        answeredBy list: borrowing WordFormList, isInCapitals: Bool, _ original: Span<UInt8>,
        in zone: TermZone, into terms: inout [UInt32]
    ) {
        let first = terms.count
        let bytes = list.bytes.span
        for index in list.forms.indices {
            let form = list.forms[index]
            let tag = Tag.of(form.stemmer)
            let key = bytes.extracting(form.key)
            for place in uses(of: key) {
                let use = use(place)
                guard use.tags >> Tag.zoneShift & 7 == zone.rawValue else { continue }
                let isAnswered =
                    use.tags & tag != 0
                    && (use.tags & Tag.needsCapitals == 0 || isInCapitals)
                let isExact =
                    index == 0 && use.tags & Tag.exact != 0
                    && exactTexts[use.term] == String(copying: original)
                if isAnswered || isExact { terms.add(use.term, from: first) }
            }
            if form.isPrefixed, prefixLengths != 0 {
                addPrefixes(of: key, in: zone, into: &terms, from: first)
            }
        }
    }

    private func addPrefixes(
        of bytes: Span<UInt8>, in zone: TermZone, into terms: inout [UInt32], from first: Int
    ) {
        var length = 0
        var end = 0
        while end < bytes.count, length < longestPrefix {
            end += 1
            while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
            length += 1
            guard prefixLengths & 1 << UInt64(min(length, 63)) != 0 else { continue }
            let hashed = hash(bytes.bytes, 0..<end)
            let (word, bit) = Self.filterBit(hashed, of: prefixFilter.count)
            guard prefixFilter[word] & bit != 0 else { continue }
            for place in uses(of: bytes.extracting(..<end), hashed) {
                let use = use(place)
                if use.tags & Tag.prefix != 0, use.tags >> Tag.zoneShift & 7 == zone.rawValue {
                    terms.add(use.term, from: first)
                }
            }
        }
    }

    /// The number of a term that is in the table; nil for others.
    func number(of term: Term, in zone: TermZone) -> UInt32? {
        guard let key = term.keys.first else { return nil }
        let identity = TermTableBuilder.tags(of: term, in: zone)
        return uses(of: key.text.utf8.span).lazy.map(use).first { use in
            use.tags & identity == identity
                && (use.tags ^ identity) & (7 << UInt32(Tag.zoneShift) | Tag.needsCapitals) == 0
                && (term.mode != .exact || exactTexts[use.term] == term.text)
        }?.term
    }

    /// Where the uses of a key's text begin.
    private func uses(of text: Span<UInt8>) -> StrideTo<Int> {
        uses(of: text, hash(text.bytes, 0..<text.count))
    }

    private func uses(of text: Span<UInt8>, _ hashed: UInt64) -> StrideTo<Int> {
        let mark = Self.mark(hashed)
        var slot = Int(truncatingIfNeeded: hashed) & (slots.count - 1)
        while slots[slot] != 0 {
            if slots[slot] & ~Self.recordMask == mark {
                let record = Int(slots[slot] & Self.recordMask)
                let end = record + 2 + 2 * Int(records[record + 1])
                if Int(records[record]) == text.count, isText(at: end, text) {
                    return stride(from: record + 2, to: end, by: 2)
                }
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return stride(from: 0, to: 0, by: 2)
    }

    private func use(_ place: Int) -> Use {
        Use(term: records[place], tags: records[place + 1])
    }

    /// Whether a record's text, as long as this one, is this one.
    private func isText(at place: Int, _ text: Span<UInt8>) -> Bool {
        let own = records.span.bytes
        for offset in 0..<text.count
        where own.unsafeLoad(fromByteOffset: 4 * place + offset, as: UInt8.self) != text[offset] {
            return false
        }
        return true
    }

    private static var recordMask: UInt32 { 1 << 26 - 1 }

    private static func mark(_ hashed: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: hashed >> 32) & ~recordMask
    }

    /// The bit of a filter of so many words that stands for a hash.
    private static func filterBit(_ hashed: UInt64, of count: Int) -> (word: Int, bit: UInt64) {
        (Int(truncatingIfNeeded: hashed >> 6) & (count - 1), 1 << (hashed & 63))
    }
}

extension [UInt32] {
    /// Appends bytes, four to a word, as they lie in memory.
    fileprivate mutating func append(packing bytes: String.UTF8View) {
        var word: UInt32 = 0
        var count = 0
        for byte in bytes {
            word |= UInt32(byte) << UInt32(8 * (count & 3))
            count += 1
            if count & 3 == 0 {
                append(word.littleEndian)
                word = 0
            }
        }
        if count & 3 != 0 { append(word.littleEndian) }
    }

    fileprivate mutating func add(_ term: UInt32, from first: Int) {
        if !self[first...].contains(term) { append(term) }
    }
}

extension Int {
    /// Of a positive number.
    fileprivate var roundedUpToPowerOfTwo: Int {
        1 << (Int.bitWidth - (self - 1).leadingZeroBitCount)
    }
}
