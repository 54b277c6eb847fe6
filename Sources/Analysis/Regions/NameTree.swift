/// Rows of words as a tree whose branches are words: one open-addressed table
/// that leads from a node and a word's hash to the next node.
///
/// Holds hashes of 64 bits under a key that is drawn anew in every process, and
/// no words: with a million nodes one look-up in ten million million is wrong.
struct NameTree: Sendable {
    struct Node: Sendable {
        /// The first of the names that end here; `none` if there is no such.
        var firstName = NameTree.none
        /// Whether these words are known to name no place, though they hold one.
        var isNoPlace = false
        /// Whether longer rows go on from here.
        var goesOn = false
    }

    /// From a node to the next by a word; where the key is 0, the slot is free.
    private struct Way {
        var key: UInt64 = 0
        var target: UInt32 = 0
    }

    static let none = UInt32.max
    static let root: UInt32 = 0

    private(set) var nodes = [Node()]
    private var ways: [Way]
    /// A bit for each word that begins a row, by its hash: nearly all words of a
    /// text begin none, and this is asked in the nearest cache.
    private var beginnings: [UInt64]

    /// With room for so many nodes; it grows beyond.
    init(nodes count: Int = 0) {
        var slots = 1 << 10
        while slots < count * 2 { slots *= 2 }
        ways = [Way](repeating: Way(), count: slots)
        nodes.reserveCapacity(count)
        beginnings = [UInt64](repeating: 0, count: Self.beginningBits / 64)
    }

    subscript(_ node: UInt32) -> Node {
        get { nodes[Int(node)] }
        set { nodes[Int(node)] = newValue }
    }

    /// The node behind this word that begins a row; nil for nearly all words.
    @inline(__always)
    func beginning(_ word: UInt64) -> UInt32? {
        let bit = Int(truncatingIfNeeded: word & UInt64(Self.beginningBits - 1))
        guard beginnings[bit / 64] & 1 << UInt64(bit % 64) != 0 else { return nil }
        return next(Self.root, word)
    }

    /// The node to which this word leads from another.
    @inline(__always)
    func next(_ node: UInt32, _ word: UInt64) -> UInt32? {
        let key = Self.key(node, word)
        var slot = slot(of: key)
        while ways[slot].key != 0 {
            if ways[slot].key == key { return ways[slot].target }
            slot = (slot + 1) & (ways.count - 1)
        }
        return nil
    }

    /// The node of a row of words, made if it was not there.
    mutating func node(of words: some Sequence<UInt64>) -> UInt32 {
        var at = Self.root
        for word in words { at = insert(at, word) }
        return at
    }

    private mutating func insert(_ node: UInt32, _ word: UInt64) -> UInt32 {
        let key = Self.key(node, word)
        var slot = slot(of: key)
        while ways[slot].key != 0 {
            if ways[slot].key == key { return ways[slot].target }
            slot = (slot + 1) & (ways.count - 1)
        }
        if node == Self.root {
            let bit = Int(truncatingIfNeeded: word & UInt64(Self.beginningBits - 1))
            beginnings[bit / 64] |= 1 << UInt64(bit % 64)
        }
        let new = UInt32(truncatingIfNeeded: nodes.count)
        ways[slot] = Way(key: key, target: new)
        nodes[Int(node)].goesOn = true
        nodes.append(Node())
        if nodes.count * 2 > ways.count { grow() }
        return new
    }

    private mutating func grow() {
        let old = ways
        ways = [Way](repeating: Way(), count: old.count * 4)
        for way in old where way.key != 0 {
            var slot = slot(of: way.key)
            while ways[slot].key != 0 { slot = (slot + 1) & (ways.count - 1) }
            ways[slot] = way
        }
    }

    private func slot(of key: UInt64) -> Int {
        Int(truncatingIfNeeded: key >> 8) & (ways.count - 1)
    }

    /// Never 0.
    @inline(__always)
    private static func key(_ node: UInt32, _ word: UInt64) -> UInt64 {
        let product = (word ^ UInt64(node) &* 0x9E37_79B9_7F4A_7C15)
            .multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
        return (product.low ^ product.high) | 1
    }

    /// 128 KB: a tenth of them set by 100,000 different words.
    private static let beginningBits = 1 << 20
}
