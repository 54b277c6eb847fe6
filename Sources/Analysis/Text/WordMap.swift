/// Values by words, folded mostly, that are looked up by their bytes wherever
/// these stand: no string is made for a look-up, and most words that are not
/// there cost one access of memory.
///
/// Open addressing by `WordHash`; a hit is compared byte by byte.
struct WordMap<Value: Sendable>: Sendable {
    private let hash = WordHash()
    /// Where an entry stands, from 1, in 24 bits, and eight bits of its hash
    /// as a mark; 0 is free.
    private var slots = [UInt32](repeating: 0, count: 16)
    private var texts: [UInt8] = []
    private var ends: [UInt32] = [0]
    private(set) var values: [Value] = []

    init() {}

    /// Of several values of one word the first stays.
    init(_ pairs: some Sequence<(String, Value)>) {
        for (word, value) in pairs { insert(word, value) }
    }

    /// The value of the word in `bytes[range]`.
    func value(of bytes: borrowing [UInt8], _ range: Range<Int>) -> Value? {
        entry(of: bytes.span.bytes, range).map { values[$0] }
    }

    func value(of word: String) -> Value? {
        place(of: word).map { values[$0] }
    }

    func contains(_ bytes: borrowing [UInt8], _ range: Range<Int>) -> Bool {
        entry(of: bytes.span.bytes, range) != nil
    }

    func contains(_ word: String) -> Bool { place(of: word) != nil }

    /// The words with their values, as they were added.
    var entries: [(word: String, value: Value)] {
        values.indices.map { place in
            let bytes = texts[Int(ends[place])..<Int(ends[place + 1])]
            return (String(decoding: bytes, as: UTF8.self), values[place])
        }
    }

    /// Adds a word; does nothing if it is there.
    mutating func insert(_ word: String, _ value: Value) {
        if place(of: word) == nil { add(word, value) }
    }

    /// Adds a word; if it is there, it gets this value.
    mutating func set(_ word: String, _ value: Value) {
        if let place = place(of: word) {
            values[place] = value
        } else {
            add(word, value)
        }
    }

    private mutating func add(_ word: String, _ value: Value) {
        precondition(values.count < Int(Self.placeMask), "too many words for a list")
        texts += word.utf8
        ends.append(UInt32(texts.count))
        values.append(value)
        if values.count * 4 > slots.count * 3 {
            slots = [UInt32](repeating: 0, count: slots.count * 2)
            for place in values.indices { put(place) }
        } else {
            put(values.count - 1)
        }
    }

    private func place(of word: String) -> Int? {
        var word = word
        word.makeContiguousUTF8()
        return entry(of: word.utf8.span.bytes, 0..<word.utf8.count)
    }

    private func entry(of bytes: RawSpan, _ range: Range<Int>) -> Int? {
        let hash = hash(bytes, range)
        let mark = Self.mark(hash)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            if slots[slot] & ~Self.placeMask == mark {
                let place = Int(slots[slot] & Self.placeMask) - 1
                if isText(place, bytes, range) { return place }
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private func isText(_ place: Int, _ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        let own = Int(ends[place])..<Int(ends[place + 1])
        guard own.count == range.count else { return false }
        for offset in 0..<own.count
        where texts[own.lowerBound + offset]
            != bytes.unsafeLoad(fromByteOffset: range.lowerBound + offset, as: UInt8.self)
        {
            return false
        }
        return true
    }

    private mutating func put(_ place: Int) {
        let hash = hash(texts.span.bytes, Int(ends[place])..<Int(ends[place + 1]))
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = UInt32(place + 1) | Self.mark(hash)
    }

    private static var placeMask: UInt32 { 1 << 24 - 1 }

    private static func mark(_ hash: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: hash >> 32) & ~placeMask
    }
}

/// Words that are looked up as those of a `WordMap` are.
typealias WordSet = WordMap<Void>

extension WordMap<Void> {
    init(words: some Sequence<String>) {
        self.init(words.lazy.map { ($0, ()) })
    }

    mutating func insert(_ word: String) { insert(word, ()) }
}
