/// The names of all regions by their folded words: a tree whose branches are
/// words. Finds the longest name that begins at a word.
struct PlaceNameIndex: Sendable {
    private struct Node: Sendable {
        var names: [PlaceName] = []
        /// Whether these words are known to name no place, though they hold one.
        var isNoPlace = false
        var next: [String: Int] = [:]
    }

    /// What the words from one position name.
    struct Match {
        /// How many words.
        var length: Int
        /// Empty where the words are known to name no place.
        var names: [PlaceName]
    }

    /// The root first.
    private var nodes = [Node()]
    private(set) var beginnings = BeginningFilter()

    mutating func add(_ name: PlaceName, words: [String]) {
        guard !words.isEmpty else { return }
        nodes[node(of: words)].names.append(name)
    }

    mutating func addNoPlace(words: [String]) {
        guard !words.isEmpty else { return }
        nodes[node(of: words)].isNoPlace = true
    }

    /// Whether any name begins with this word.
    func begins(with word: String) -> Bool {
        nodes[0].next[word] != nil
    }

    /// The longest entry that begins with `first`, going on with what `word`
    /// gives for 1, 2, …; nil from it ends the row. Entries without a name that
    /// `accept` takes are passed over.
    func longest(
        from first: String, accept: (PlaceName) -> Bool, word: (Int) -> String?
    ) -> Match? {
        var best: Match?
        var length = 1
        var at = nodes[0].next[first]
        while let node = at {
            if nodes[node].isNoPlace {
                best = Match(length: length, names: [])
            } else if !nodes[node].names.isEmpty {
                let names = nodes[node].names.filter(accept)
                if !names.isEmpty { best = Match(length: length, names: names) }
            }
            guard !nodes[node].next.isEmpty, let following = word(length) else { break }
            at = nodes[node].next[following]
            length += 1
        }
        return best
    }

    /// The names that these words are, all of them.
    func names(_ words: [String]) -> [PlaceName] {
        var at = 0
        for word in words {
            guard let next = nodes[at].next[word] else { return [] }
            at = next
        }
        return at == 0 ? [] : nodes[at].names
    }

    private mutating func node(of words: [String]) -> Int {
        var at = 0
        beginnings.insert(words[0])
        for word in words {
            if let next = nodes[at].next[word] {
                at = next
            } else {
                nodes.append(Node())
                nodes[at].next[word] = nodes.count - 1
                at = nodes.count - 1
            }
        }
        return at
    }
}
