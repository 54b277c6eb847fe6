/// Which terms an article holds, and where: filled for one article, asked, and
/// cleared for the next in time proportional to what was filled in.
struct MatchState {
    /// The places of one term: the first and the last of its chain.
    struct Chain {
        var first: UInt32
        var last: UInt32
    }

    struct Place {
        var position: UInt32
        /// The next place of the same term; 0 at the end.
        var next: UInt32
    }

    /// Where fields end and begin, as `ArticleWords` has it.
    private(set) var titleEnd: UInt32 = 0
    private(set) var leadEnd: UInt32 = 0
    private(set) var textStart: UInt32 = 0

    /// By term: its chain; a first place of 0 means that it is not there.
    private(set) var chains: [Chain]
    private(set) var places: [Place] = [Place(position: 0, next: 0)]
    /// Terms that the article holds, each once.
    private(set) var terms: [UInt32] = []
    /// Lists of those that queries stand under.
    private var anchors: [UInt32] = []
    private var pairLists: Set<UInt32> = []
    /// A bit for each term by the end of its number, so small that it stays in
    /// the nearest cache: most second terms are not there.
    private var present = [UInt64](repeating: 0, count: 1 << 10)
    /// Queries under several anchors that were found already.
    private var found: Set<UInt32> = []

    /// Places of terms.
    private static let mostKept = 1 << 16

    init(terms count: Int) {
        chains = [Chain](repeating: Chain(first: 0, last: 0), count: count + 1)
    }

    /// Forgets the last article, and begins with one whose fields lie so.
    mutating func begin(_ article: ArticleWords) {
        (titleEnd, leadEnd, textStart) = (article.titleEnd, article.leadEnd, article.textStart)
        for term in terms {
            chains[Int(term)].first = 0
            present[Int(term >> 6) & 0x3FF] = 0
        }
        // What a huge article needed is not kept for small ones.
        let keeps = places.capacity <= Self.mostKept
        terms.removeAll(keepingCapacity: keeps)
        anchors.removeAll(keepingCapacity: keeps)
        pairLists.removeAll(keepingCapacity: keeps)
        found.removeAll(keepingCapacity: keeps)
        if keeps {
            places.removeSubrange(1...)
        } else {
            places = [Place(position: 0, next: 0)]
        }
    }

    /// Makes room for places, that they need not move while they come.
    mutating func reserve(_ more: Int) {
        places.reserveCapacity(places.count + more)
    }

    /// Notes a place of a term, given with its flags. Positions ascend.
    @inline(__always)
    mutating func note(_ flagged: UInt32, at position: UInt32) {
        let term = Int(flagged & QueryIndex.TermFlag.number)
        let place = UInt32(places.count)
        places.append(Place(position: position, next: 0))
        if chains[term].first == 0 {
            chains[term] = Chain(first: place, last: place)
            present[term >> 6 & 0x3FF] |= 1 << UInt64(term & 63)
            terms.append(UInt32(term))
            if flagged & QueryIndex.TermFlag.anchor != 0 { anchors.append(UInt32(term)) }
        } else {
            places[Int(chains[term].last)].next = place
            chains[term].last = place
        }
    }

    /// Notes that the two words of a pair stand in a row, by the pair's list.
    @inline(__always)
    mutating func note(pair list: UInt32) {
        if list != 0 { pairLists.insert(list) }
    }

    @inline(__always)
    func holds(_ term: UInt32) -> Bool {
        present[Int(term) >> 6 & 0x3FF] & 1 << UInt64(term & 63) != 0
            && chains[Int(term)].first != 0
    }

    // MARK: Collecting

    /// Appends the queries that the article satisfies. Returns how many were
    /// looked at.
    mutating func collect(_ index: QueryIndex, into matched: inout [UInt32]) -> Int {
        var candidates = 0
        for term in anchors {
            candidates += collect(Int(index.lists[Int(term)]), index, into: &matched)
        }
        for list in pairLists {
            candidates += collect(Int(list), index, into: &matched)
        }
        return candidates
    }

    private mutating func collect(
        _ offset: Int, _ index: QueryIndex, into matched: inout [UInt32]
    ) -> Int {
        let list = PostingList(index.postings, at: offset)
        for place in list.alone..<list.both { add(index.postings[place], to: &matched) }
        var place = list.both
        while place < list.check {
            if holds(index.postings[place]) { add(index.postings[place + 1], to: &matched) }
            place += 2
        }
        while place < list.run {
            if holds(index.postings[place]) {
                ask(index.postings[place + 1], index, into: &matched)
            }
            place += 2
        }
        while place < list.end {
            ask(index.postings[place], index, into: &matched)
            place += 1
        }
        return list.end - list.run + (list.run - list.alone + list.both - list.alone) / 2
    }

    @inline(__always)
    private mutating func add(_ query: UInt32, to matched: inout [UInt32]) {
        if query & PostingList.manyAnchors == 0 {
            matched.append(query)
        } else if found.insert(query).inserted {
            matched.append(query & ~PostingList.manyAnchors)
        }
    }

    private mutating func ask(
        _ query: UInt32, _ index: QueryIndex, into matched: inout [UInt32]
    ) {
        let number = query & ~PostingList.manyAnchors
        if query != number, found.contains(query) { return }
        if satisfies(index.code, Int(index.codeStarts[Int(number)])) {
            add(query, to: &matched)
        }
    }
}
