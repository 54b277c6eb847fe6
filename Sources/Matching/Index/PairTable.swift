/// The pairs of neighbouring terms under which phrases of common words stand:
/// both numbers → where their list of postings begins.
struct PairTable: Sendable {
    private let keys: [UInt64]
    private let lists: [UInt32]

    /// `lists` gives for each pair where its list begins.
    init(_ pairs: [(first: UInt32, second: UInt32)], lists: (Int) -> UInt32) {
        var capacity = 16
        while capacity * 3 < pairs.count * 4 { capacity *= 2 }
        var keys = [UInt64](repeating: 0, count: capacity)
        var found = [UInt32](repeating: 0, count: capacity)
        for (index, pair) in pairs.enumerated() {
            let key = Self.key(pair.first, pair.second)
            var slot = Self.slot(key, capacity)
            while keys[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
            keys[slot] = key
            found[slot] = lists(index)
        }
        self.keys = keys
        self.lists = found
    }

    var byteCount: Int { keys.count * 12 }

    /// Where the pair's list begins; 0 if nothing stands under it.
    @inline(__always)
    func list(of first: UInt32, _ second: UInt32) -> UInt32 {
        let key = Self.key(first, second)
        var slot = Self.slot(key, keys.count)
        while true {
            let found = keys[slot]
            if found == key { return lists[slot] }
            if found == 0 { return 0 }
            slot = (slot + 1) & (keys.count - 1)
        }
    }

    @inline(__always)
    private static func key(_ first: UInt32, _ second: UInt32) -> UInt64 {
        UInt64(first) << 32 | UInt64(second)
    }

    /// Fibonacci hashing: the upper half of the product depends on both terms.
    @inline(__always)
    private static func slot(_ key: UInt64, _ capacity: Int) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (capacity - 1)
    }
}
