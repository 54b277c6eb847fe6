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

    /// Adds the next item, which has this query; a normal tree.
    package mutating func add(_ query: Query) {
        add { $0.write(query) }
    }

    /// Adds the next item, which has the query that is written.
    mutating func add(_ write: (inout QueryCoder) -> Void) {
        coder.clear()
        write(&coder)
        queryOfItem.append(number(of: coder.code))
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
        /// A term's number, or beyond all of them a pair's.
        var list: Int
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

        var flags = [UInt8](repeating: 0, count: coder.terms.count + 1)
        var pairs = PairNumbers(first: coder.terms.count + 1)
        var placings: [[Placing]] = [[]]
        placings.reserveCapacity(codeEnds.count)
        for query in 1..<codeEnds.count {
            placings.append(place(query, by: anchoring, any: any, &pairs, &flags))
        }
        let (order, asked) = order(placings, lists: pairs.end)
        var postings = PostingBuilder()
        var newNumbers = [UInt32](repeating: 0, count: codeEnds.count)
        for (number, query) in order.enumerated() {
            newNumbers[query] = UInt32(number)
            let places = placings[query]
            let written = UInt32(number) | (places.count > 1 ? PostingList.manyAnchors : 0)
            for place in places {
                postings.add(written, to: place.list, place.part, second: place.second)
            }
        }
        let (lists, starts) = postings.lists(pairs.end)
        var ordered: [UInt32] = []
        var codeStarts: [UInt32] = []
        for query in order[..<asked] {
            codeStarts.append(UInt32(ordered.count))
            ordered += code[codeEnds[query - 1]..<codeEnds[query]]
        }
        let (itemEnds, items) = items(by: newNumbers)
        let termCount = coder.terms.count
        return QueryIndex(
            terms: table, signs: coder.terms.numberedSigns,
            pairs: PairTable(pairs.pairs) { starts[termCount + 1 + $0] }, flags: flags,
            lists: Array(starts[...termCount]), postings: lists, codeStarts: codeStarts,
            code: ordered, itemEnds: itemEnds, items: items,
            rarity: TermRarity(shares: rarity, articles: earlier?.rarity.articles ?? 0))
    }

    private func place(
        _ query: Int, by anchoring: Anchoring, any: UInt32, _ pairs: inout PairNumbers,
        _ flags: inout [UInt8]
    ) -> [Placing] {
        let code = code[codeEnds[query - 1]..<codeEnds[query]]
        let choice = anchoring.choice(for: code)
        let anchors = choice.cost.isFinite ? choice.anchors : [.term(any)]
        let root = code[code.startIndex]
        let single =
            QueryCode.operation(root) == .any && isList(code) ? Set(code.dropFirst()) : []
        return anchors.map { anchor in
            let part = part(code, root, anchor, single)
            let second =
                part == .both || part == .check ? anchoring.second(for: code, beside: anchor) : 0
            // Without a second term there is nothing to test beforehand, or at all.
            let left: PostingBuilder.Part =
                switch part {
                case .check where second == 0: .run
                case .both where second == 0: .alone
                default: part
                }
            let list: Int
            switch anchor {
            case .term(let term):
                list = Int(term)
                flags[list] |= UInt8(QueryIndex.TermFlag.anchor >> 24)
            case .pair(let first, let second):
                list = pairs.number(of: first, second)
                flags[Int(first)] |= UInt8(QueryIndex.TermFlag.beginsPair >> 24)
                flags[Int(second)] |= UInt8(QueryIndex.TermFlag.endsPair >> 24)
            }
            return Placing(list: list, part: left, second: second)
        }
    }

    /// The queries in the order of their new numbers: first those that are ever
    /// asked, for only they need their code; in either part those that stand
    /// together lie together. And how many are asked.
    private func order(_ placings: [[Placing]], lists: Int) -> (order: [Int], asked: Int) {
        var counts = [Int](repeating: 0, count: 2 * lists + 1)
        let keys = placings.map { places in
            (places.contains { $0.part.isAsked } ? 0 : lists) + (places.first?.list ?? 0)
        }
        for key in keys.dropFirst() { counts[key + 1] += 1 }
        for index in 1..<counts.count { counts[index] += counts[index - 1] }
        let asked = counts[lists]
        var order = [Int](repeating: 0, count: placings.count - 1)
        for (query, key) in keys.enumerated().dropFirst() {
            order[counts[key]] = query
            counts[key] += 1
        }
        return (order, asked)
    }

    /// What is left to be asked once the anchor is there. `single` are the parts
    /// of a disjunction of single words.
    private func part(
        _ code: ArraySlice<UInt32>, _ root: UInt32, _ anchor: Anchoring.Anchor,
        _ single: Set<UInt32>
    ) -> PostingBuilder.Part {
        switch QueryCode.operation(root) {
        case .term where QueryCode.place(root) == .anywhere: return .alone
        case .phrase where QueryCode.place(root) == .anywhere:
            if case .pair = anchor, code.count == 3 { return .alone }
        case .any:
            if case .term(let term) = anchor,
                single.contains(QueryCode.node(.term, .anywhere, Int(term)))
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

/// Numbers pairs of terms, in the order of their coming.
private struct PairNumbers {
    private let first: Int
    private(set) var pairs: [(first: UInt32, second: UInt32)] = []
    private var numbers: [UInt64: Int] = [:]

    init(first: Int) {
        self.first = first
    }

    /// Behind the last one.
    var end: Int { first + pairs.count }

    mutating func number(of one: UInt32, _ next: UInt32) -> Int {
        let key = UInt64(one) << 32 | UInt64(next)
        if let known = numbers[key] { return known }
        let number = end
        numbers[key] = number
        pairs.append((one, next))
        return number
    }
}

extension PostingBuilder.Part {
    fileprivate var isAsked: Bool { self == .check || self == .run }
}
