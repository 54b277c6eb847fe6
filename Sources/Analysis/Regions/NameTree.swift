/// Rows of words as a tree whose branches are words: each node knows from where
/// and by which word it is reached, and one open-addressed table finds it by that.
///
/// Holds hashes of 64 bits under a key that is drawn anew in every process, and
/// no words: with a million nodes one look-up in ten million million is wrong.
struct NameTree: Sendable {
    struct Node: Sendable {
        /// Of the node before and the word's hash; 0 for the root alone.
        fileprivate var key: UInt64 = 0
        /// The first of the names that end here; `none` if there is no such.
        var firstName = NameTree.none
        /// Whether these words are known to name no place, though they hold one.
        var isNoPlace = false
        /// Whether longer rows go on from here.
        var goesOn = false
    }

    static let none = UInt32.max
    static let root: UInt32 = 0

    private var nodes = [Node()]
    /// Nodes by their keys. Nothing leads to the root: where it stands, the slot
    /// is free.
    private var slots: [UInt32]
    /// A bit for each word that begins a row, by its hash: nearly all words of a
    /// text begin none, and this is asked in the nearest cache.
    private var beginnings: [UInt64]

    /// With room for so many nodes; it grows beyond.
    init(nodes count: Int = 0) {
        var room = 1 << 10
        while room < count * 2 { room *= 2 }
        slots = [UInt32](repeating: Self.root, count: room)
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
        let found = slots[slot(of: Self.key(node, word))]
        return found == Self.root ? nil : found
    }

    /// The node of a row of words, made if it was not there.
    mutating func node(of words: some Sequence<UInt64>) -> UInt32 {
        var at = Self.root
        for word in words { at = insert(at, word) }
        return at
    }

    private mutating func insert(_ node: UInt32, _ word: UInt64) -> UInt32 {
        let key = Self.key(node, word)
        let slot = slot(of: key)
        if slots[slot] != Self.root { return slots[slot] }
        if node == Self.root {
            let bit = Int(truncatingIfNeeded: word & UInt64(Self.beginningBits - 1))
            beginnings[bit / 64] |= 1 << UInt64(bit % 64)
        }
        let new = UInt32(truncatingIfNeeded: nodes.count)
        slots[slot] = new
        nodes[Int(node)].goesOn = true
        nodes.append(Node(key: key))
        if nodes.count * 2 > slots.count { grow() }
        return new
    }

    private mutating func grow() {
        slots = [UInt32](repeating: Self.root, count: slots.count * 4)
        for node in nodes.indices.dropFirst() {
            slots[slot(of: nodes[node].key)] = UInt32(truncatingIfNeeded: node)
        }
    }

    /// Where the node of this key stands, or the free slot where it would.
    @inline(__always)
    private func slot(of key: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: key >> 8) & (slots.count - 1)
        while slots[slot] != Self.root, nodes[Int(slots[slot])].key != key {
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
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
