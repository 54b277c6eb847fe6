package import Analysis

/// Collects queries and makes an index of them. Takes time in proportion to
/// their terms; the same queries in the same order make the same index.
package struct QueryIndexBuilder {
    private var coder: QueryCoder
    /// The code of all different queries, one behind the other.
    private var code: [UInt32] = []
    private var codeEnds: [Int] = [0]
    /// Open addressing by the code's hash: the query's number from 1.
    private var slots = [UInt32](repeating: 0, count: 1 << 10)
    private var queryOfItem: [UInt32] = []

    package init(hash: WordHash) {
        coder = QueryCoder(terms: TermTableBuilder(hash: hash))
    }

    /// Adds the next item, which has this query.
    package mutating func add(_ query: Query) {
        add { $0.write(query) }
    }

    /// Adds the next item, which has the query that is written.
    mutating func add(_ write: (inout QueryCoder) -> Void) {
        coder.clear()
        write(&coder)
        queryOfItem.append(number(of: coder.code))
    }

    /// Whether an item of this query would be asked about every article.
    mutating func isEverywhere(_ write: (inout QueryCoder) -> Void) -> Bool {
        coder.clear()
        write(&coder)
        return Anchoring.isNowhere(coder.code[...])
    }

    private mutating func number(of written: [UInt32]) -> UInt32 {
        if (codeEnds.count + 1) * 2 > slots.count { grow() }
        var slot = slot(of: written)
        while slots[slot] != 0 {
            let query = Int(slots[slot])
            if code[codeEnds[query - 1]..<codeEnds[query]].elementsEqual(written) {
                return UInt32(query)
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        code += written
        codeEnds.append(code.count)
        slots[slot] = UInt32(codeEnds.count - 1)
        return slots[slot]
    }

    private func slot(of written: some Collection<UInt32>) -> Int {
        var state: UInt64 = 0
        for word in written {
            state = (state ^ UInt64(word)) &* 0x9E37_79B9_7F4A_7C15
            state ^= state >> 29
        }
        return Int(truncatingIfNeeded: state) & (slots.count - 1)
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for query in 1..<codeEnds.count {
            var slot = slot(of: code[codeEnds[query - 1]..<codeEnds[query]])
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(query)
        }
    }

    // MARK: The index

    /// Where a query stands.
    private struct Placing {
        var anchor: Anchoring.Anchor
        var part: PostingBuilder.Part
        var second: UInt32
    }

    /// The index of all that was added; `earlier` is one whose articles tell how
    /// rare words are.
    package mutating func index(learningFrom earlier: QueryIndex? = nil) -> QueryIndex {
        let any = coder.terms.number(of: .any)
        let table = TermTable(coder.terms)
        let rarity = coder.terms.shares(by: earlier)
        let anchoring = Anchoring(rarity: rarity)

        var placings: [(query: Int, placings: [Placing])] = []
        placings.reserveCapacity(codeEnds.count)
        for query in 1..<codeEnds.count {
            placings.append((query, place(query, by: anchoring, any: any)))
        }
        // Those that are ever asked come first: only they need their code.
        let asked = placings.partition { !$0.placings.contains { $0.part.isAsked } }

        var flags = [UInt8](repeating: 0, count: coder.terms.count + 1)
        var postings = PostingBuilder()
        var pairs: [(first: UInt32, second: UInt32)] = []
        var pairNumbers: [UInt64: Int] = [:]
        var newNumbers = [UInt32](repeating: 0, count: codeEnds.count)
        for (number, (query, places)) in placings.enumerated() {
            newNumbers[query] = UInt32(number)
            let written = UInt32(number) | (places.count > 1 ? PostingList.manyAnchors : 0)
            for place in places {
                let list: Int
                switch place.anchor {
                case .term(let term):
                    list = Int(term)
                    flags[list] |= UInt8(QueryIndex.TermFlag.anchor >> 24)
                case .pair(let first, let second):
                    let key = UInt64(first) << 32 | UInt64(second)
                    if let known = pairNumbers[key] {
                        list = known
                    } else {
                        list = coder.terms.count + 1 + pairs.count
                        pairNumbers[key] = list
                        pairs.append((first, second))
                        flags[Int(first)] |= UInt8(QueryIndex.TermFlag.beginsPair >> 24)
                        flags[Int(second)] |= UInt8(QueryIndex.TermFlag.endsPair >> 24)
                    }
                }
                postings.add(written, to: list, place.part, second: place.second)
            }
        }
        let (lists, starts) = postings.lists(coder.terms.count + 1 + pairs.count)
        var ordered: [UInt32] = []
        var codeStarts: [UInt32] = []
        for (query, _) in placings[..<asked] {
            codeStarts.append(UInt32(ordered.count))
            ordered += code[codeEnds[query - 1]..<codeEnds[query]]
        }
        let (itemEnds, items) = items(by: newNumbers)
        let termCount = coder.terms.count
        return QueryIndex(
            terms: table, signs: coder.terms.numberedSigns,
            pairs: PairTable(pairs) { starts[termCount + 1 + $0] }, flags: flags,
            lists: Array(starts[...termCount]), postings: lists, codeStarts: codeStarts,
            code: ordered, itemEnds: itemEnds, items: items,
            rarity: TermRarity(terms: termCount))
    }

    private func place(_ query: Int, by anchoring: Anchoring, any: UInt32) -> [Placing] {
        let code = code[codeEnds[query - 1]..<codeEnds[query]]
        let choice = anchoring.choice(for: code)
        let anchors = choice.cost.isFinite ? choice.anchors : [.term(any)]
        let root = code[code.startIndex]
        return anchors.map { anchor in
            let part = part(code, root, anchor)
            let second =
                part == .both || part == .check ? anchoring.second(for: code, beside: anchor) : 0
            // Without a second term there is nothing to test beforehand, or at all.
            let left: PostingBuilder.Part =
                switch part {
                case .check where second == 0: .run
                case .both where second == 0: .alone
                default: part
                }
            return Placing(anchor: anchor, part: left, second: second)
        }
    }

    /// What is left to be asked once the anchor is there.
    private func part(
        _ code: ArraySlice<UInt32>, _ root: UInt32, _ anchor: Anchoring.Anchor
    ) -> PostingBuilder.Part {
        switch QueryCode.operation(root) {
        case .term where QueryCode.place(root) == .anywhere: return .alone
        case .phrase where QueryCode.place(root) == .anywhere:
            if case .pair = anchor, code.count == 3 { return .alone }
        case .any:
            if case .term(let term) = anchor,
                code.dropFirst().contains(QueryCode.node(.term, .anywhere, Int(term))),
                isList(code)
            {
                return .alone
            }
        case .all:
            if code.count == 3, isList(code), code.dropFirst().allSatisfy(isPlain) { return .both }
        default: break
        }
        return .check
    }

    private func isPlain(_ word: UInt32) -> Bool {
        QueryCode.operation(word) == .term && QueryCode.place(word) == .anywhere
    }

    /// Whether all parts are single words.
    private func isList(_ code: ArraySlice<UInt32>) -> Bool {
        code.dropFirst().allSatisfy { QueryCode.operation($0) == .term }
            && code.count == QueryCode.length(code[code.startIndex])
    }

    /// The items of each query under its new number.
    private func items(by newNumbers: [UInt32]) -> (ends: [UInt32], items: [UInt32]) {
        var ends = [UInt32](repeating: 0, count: codeEnds.count)
        for query in queryOfItem { ends[Int(newNumbers[Int(query)]) + 1] += 1 }
        for index in 1..<max(1, ends.count) { ends[index] += ends[index - 1] }
        var next = ends
        var items = [UInt32](repeating: 0, count: queryOfItem.count)
        for (item, query) in queryOfItem.enumerated() {
            let number = Int(newNumbers[Int(query)])
            items[Int(next[number])] = UInt32(item)
            next[number] += 1
        }
        return (ends, items)
    }
}

extension PostingBuilder.Part {
    fileprivate var isAsked: Bool { self == .check || self == .run }
}
