import Newswire

/// All names of a gazetteer: the lines themselves, the files in which their
/// texts stand, and the tree by which they are found.
struct PlaceNames: Sendable {
    private(set) var all: [PlaceName] = []
    private(set) var tree = NameTree()
    /// The names' files, and where each would begin if they stood one behind
    /// the other.
    private var files: [(start: Int, bytes: [UInt8])] = []
    private var end = 0
    /// Primary subtags, by the number that stands in the names.
    private(set) var languages: [String] = []
    let hash = FormHashes.hash

    subscript(_ name: UInt32) -> PlaceName { all[Int(name)] }

    func text(of name: PlaceName) -> String {
        text(of: ShownNames.Place(start: name.start, length: name.length))
    }

    func text(of place: ShownNames.Place) -> String {
        guard let file = files.last(where: { $0.start <= Int(place.start) }) else { return "" }
        let start = Int(place.start) - file.start
        return String(decoding: file.bytes[start..<start + Int(place.length)], as: UTF8.self)
    }

    /// The number of a language; nil if no name is of it.
    func number(of language: String) -> UInt8? {
        languages.firstIndex(of: language).map(UInt8.init)
    }

    /// The names that end at a node, in the order of their lines.
    func names(at node: UInt32) -> [PlaceName] {
        var names: [PlaceName] = []
        forEachName(at: node) { names.append($0) }
        return names
    }

    @inline(__always)
    func forEachName(at node: UInt32, _ body: (PlaceName) -> Void) {
        var name = tree[node].firstName
        while name != NameTree.none {
            let found = all[Int(name)]
            if !found.traits.contains(.off) { body(found) }
            name = found.next
        }
    }

    /// The names that these folded words are, all of them.
    func names(of words: [String]) -> [PlaceName] {
        var at = NameTree.root
        for word in words {
            guard let next = tree.next(at, hash(word)) else { return [] }
            at = next
        }
        return words.isEmpty ? [] : names(at: at)
    }

    // MARK: While loading

    /// Makes room for files of so many bytes.
    mutating func reserve(bytes count: Int) {
        all.reserveCapacity(count / Self.bytesOfLine)
        tree = NameTree(nodes: count / Self.bytesOfLine)
    }

    private static let bytesOfLine = 32

    /// Takes in a file; what it returns is to be added to its offsets.
    mutating func append(file: [UInt8]) -> Int {
        defer { end += file.count }
        files.append((end, file))
        return end
    }

    /// The number of a language, new if need be; nil if there are too many.
    mutating func add(language: String) -> UInt8? {
        if let known = number(of: language) { return known }
        guard languages.count < Int(UInt8.max) else { return nil }
        languages.append(language)
        return UInt8(languages.count - 1)
    }

    mutating func addNoPlace(_ words: [UInt64]) {
        guard !words.isEmpty else { return }
        tree[tree.node(of: words)].isNoPlace = true
    }

    /// What became of a name that was to be added.
    enum Addition {
        case added
        /// There was one of the same words, region and language in the same
        /// files, both people and adjectives or neither, which stays.
        case known(PlaceName)
        /// It takes the place of one of ours.
        case replaced
    }

    mutating func add(_ name: PlaceName, _ words: [UInt64]) -> Addition {
        let node = tree.node(of: words)
        var last = NameTree.none
        var at = tree[node].firstName
        while at != NameTree.none {
            let known = all[Int(at)]
            // `Siria` is the country, `siria` its adjective.
            if known.region == name.region, known.language == name.language,
                (known.kind == .demonym) == (name.kind == .demonym)
            {
                guard known.layer < name.layer else { return .known(known) }
                all[Int(at)] = name
                all[Int(at)].next = known.next
                return .replaced
            }
            last = at
            at = known.next
        }
        let new = UInt32(truncatingIfNeeded: all.count)
        all.append(name)
        if last == NameTree.none {
            tree[node].firstName = new
        } else {
            all[Int(last)].next = new
        }
        return .added
    }
}
