/// Chooses under which terms a query stands in the index: terms of which every
/// article that satisfies it holds one, as rare ones as can be had.
///
/// Of a conjunction the rarest part serves, of a disjunction every part is
/// needed, an exclusion never serves. For a phrase of common words two
/// neighbours serve together as a pair.
struct Anchoring {
    enum Anchor: Hashable {
        case term(UInt32)
        case pair(UInt32, UInt32)
    }

    /// Under what to stand, and how often that is met: the expected number of
    /// anchors in an article; infinite where nothing serves.
    struct Choice {
        var cost: Float
        var anchors: [Anchor]

        static let none = Choice(cost: .infinity, anchors: [])
    }

    /// How many of the articles hold each term, by its number.
    let rarity: [Float]
    /// How much rarer two words are in a row than by chance alone; words keep
    /// company.
    static let attraction: Float = 20
    /// To look a pair up costs something for every word of an article, so a
    /// phrase with a rare word stands under that.
    static let commonWord: Float = 0.0004

    func choice(for code: ArraySlice<UInt32>) -> Choice {
        choice(code, code.startIndex)
    }

    private func choice(_ code: ArraySlice<UInt32>, _ node: Int) -> Choice {
        let word = code[node]
        let end = node + QueryCode.length(word)
        switch QueryCode.operation(word) {
        case .never: return Choice(cost: 0, anchors: [])
        case .term:
            let term = UInt32(QueryCode.argument(word))
            return Choice(cost: rarity[Int(term)], anchors: [.term(term)])
        case .not: return .none
        case .phrase: return phrase(code[node + 1..<end])
        case .all: return parts(code, node + 1, end).min { $0.cost < $1.cost } ?? .none
        case .near: return parts(code, node + 2, end).min { $0.cost < $1.cost } ?? .none
        case .any: return union(parts(code, node + 1, end))
        case .atLeast:
            // Whoever holds k of n parts holds one of any n - k + 1.
            let parts = parts(code, node + 2, end).sorted { $0.cost < $1.cost }
            let wanted = Int(code[node + 1])
            return union(Array(parts.prefix(max(1, parts.count - wanted + 1))))
        }
    }

    private func parts(_ code: ArraySlice<UInt32>, _ start: Int, _ end: Int) -> [Choice] {
        var choices: [Choice] = []
        var node = start
        while node < end {
            choices.append(choice(code, node))
            node += QueryCode.length(code[node])
        }
        return choices
    }

    private func union(_ choices: [Choice]) -> Choice {
        var known: Set<Anchor> = []
        return choices.reduce(into: Choice(cost: 0, anchors: [])) { whole, part in
            whole.cost += part.cost
            whole.anchors += part.anchors.filter { known.insert($0).inserted }
        }
    }

    private func phrase(_ terms: ArraySlice<UInt32>) -> Choice {
        let rarest = terms.min { rarity[Int($0)] < rarity[Int($1)] } ?? 0
        let cost = rarity[Int(rarest)]
        guard cost > Self.commonWord else { return Choice(cost: cost, anchors: [.term(rarest)]) }
        let pairs = zip(terms, terms.dropFirst()).map { first, second in
            let together = rarity[Int(first)] * rarity[Int(second)] * Self.attraction
            return Choice(cost: min(together, cost), anchors: [.pair(first, second)])
        }
        return pairs.min { $0.cost < $1.cost } ?? .none
    }

    /// Whether nothing serves as an anchor: every article has to be looked at.
    static func isNowhere(_ code: ArraySlice<UInt32>) -> Bool {
        isNowhere(code, code.startIndex)
    }

    private static func isNowhere(_ code: ArraySlice<UInt32>, _ node: Int) -> Bool {
        let word = code[node]
        let end = node + QueryCode.length(word)
        var part = node + 1
        var total = 0
        var without = 0
        switch QueryCode.operation(word) {
        case .never, .term, .phrase, .near: return false
        case .not: return true
        case .atLeast: part += 1
        case .all, .any: break
        }
        while part < end {
            total += 1
            if isNowhere(code, part) { without += 1 }
            part += QueryCode.length(code[part])
        }
        switch QueryCode.operation(word) {
        case .all: return without == total
        case .any: return without > 0
        default: return total - without < total - Int(code[node + 1]) + 1
        }
    }

    /// The rarest term but the anchor itself that every article which satisfies
    /// the query holds; 0 if there is none.
    func second(for code: ArraySlice<UInt32>, beside anchor: Anchor) -> UInt32 {
        var best: UInt32 = 0
        required(code, code.startIndex) { term in
            let isAnchor: Bool =
                switch anchor {
                case .term(let own): own == term
                case .pair(let first, let second): first == term || second == term
                }
            if !isAnchor, best == 0 || rarity[Int(term)] < rarity[Int(best)] { best = term }
        }
        return best
    }

    private func required(
        _ code: ArraySlice<UInt32>, _ node: Int, _ body: (UInt32) -> Void
    ) {
        let word = code[node]
        let end = node + QueryCode.length(word)
        var part: Int
        switch QueryCode.operation(word) {
        case .term: return body(UInt32(QueryCode.argument(word)))
        case .phrase: return code[node + 1..<end].forEach(body)
        case .all: part = node + 1
        case .near: part = node + 2
        case .never, .any, .not, .atLeast: return
        }
        while part < end {
            required(code, part, body)
            part += QueryCode.length(code[part])
        }
    }
}
