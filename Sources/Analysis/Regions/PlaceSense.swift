/// What a name can mean in an article: all of its places that are written so
/// that the same regions come into question share one.
struct PlaceSense {
    /// One for each region and kind that it may mean; never empty.
    let names: [PlaceName]
    /// The regions, without those that lie in another of them.
    let regions: [Int]
    /// Whether it counts only beside another name of the same country.
    let isGuarded: Bool
    /// Whether it is a given name too.
    let isPerson: Bool
    /// Whether all of its regions are meant at once.
    let isShared: Bool
    /// Of the kind that says most.
    let kind: PlaceName.Kind

    /// `names` are not empty; `language` is the number of the text's own.
    init(_ names: [PlaceName], language: UInt8?, _ containment: Containment) {
        self.names = names
        regions = containment.outermost(names.map { Int($0.region) })
        // What is another word in the text's own language is one however other
        // languages use it.
        let own = names.filter { $0.language == language }
        let telling = own.isEmpty ? names : own
        isGuarded = telling.allSatisfy { $0.traits.contains(.guarded) }
        isPerson = telling.allSatisfy { $0.traits.contains(.person) }
        isShared = names.contains { $0.traits.contains(.shared) }
        kind = names.map(\.kind).max { RegionScore.order($0) < RegionScore.order($1) } ?? .area
    }

    /// Whether all of its names are of a kind.
    func isAll(_ kinds: Set<PlaceName.Kind>) -> Bool {
        names.allSatisfy { kinds.contains($0.kind) }
    }
}

/// The senses of one article, each once, and where they stand.
struct PlaceSenses {
    private(set) var all: [PlaceSense] = []
    private var known: [Key: Int] = [:]

    /// What settles which names of a node come into question.
    struct Key: Hashable {
        var node: UInt32
        /// A bit for each thing that counts: a stem, a capital, foreign letters.
        var traits: UInt32
        /// The sense of the place that follows it and says which is meant
        /// (`Tripoli, Lebanon`); or -1.
        var qualifier = -1
    }

    subscript(_ sense: Int) -> PlaceSense { all[sense] }

    /// The sense under this key, made by `make` the first time; nil where it is
    /// none, which is remembered as well.
    mutating func sense(_ key: Key, _ make: () -> PlaceSense?) -> Int? {
        if let known = known[key] { return known < 0 ? nil : known }
        guard let sense = make() else {
            known[key] = -1
            return nil
        }
        known[key] = all.count
        all.append(sense)
        return all.count - 1
    }
}
