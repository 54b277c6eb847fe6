import Analysis

/// Numbers the terms of the rules while an index is built.
struct TermTableBuilder {
    let hash: WordHash
    /// By the text of a key, bare of what made it.
    private(set) var usesByKey: [WordKey: [TermTable.Use]] = [:]
    private(set) var exactTexts: [UInt32: String] = [:]
    private(set) var zones: UInt32 = 0
    private(set) var count = 0

    /// As typed: what a term is follows from that.
    private struct Typed: Hashable {
        var text: WordKey
        var mode: Term.Mode
        var zone: TermZone
    }

    /// What a term asks for: two spellings of one word are one term.
    private struct Asked: Hashable {
        var keys: [WordKey]
        var mode: Term.Mode
        var needsCapitals: Bool
        var exact: String?
        var zone: TermZone
    }

    private var typed: [Typed: UInt32] = [:]
    /// By number, from 1.
    private var numbered: [(term: Term, zone: TermZone)?] = []
    private var asked: [Asked: UInt32] = [:]
    private var signs: [Sign: UInt32] = [:]

    init(hash: WordHash) {
        self.hash = hash
    }

    /// The number of a term.
    mutating func number(of term: Term, in zone: TermZone) -> UInt32 {
        let typed = Typed(text: WordKey(term.text), mode: term.mode, zone: zone)
        if let number = self.typed[typed] { return number }
        let asked = Asked(
            keys: term.keys, mode: term.mode, needsCapitals: term.needsCapitals,
            exact: term.mode == .exact ? term.text : nil, zone: zone)
        if let number = self.asked[asked] {
            self.typed[typed] = number
            return number
        }
        let number = next((term, zone))
        self.typed[typed] = number
        self.asked[asked] = number
        zones |= 1 << zone.rawValue
        if term.mode == .exact { exactTexts[number] = term.text }
        for key in term.keys {
            let tags = Self.tags(of: key, term, zone)
            let text = WordKey(key.text)
            let place = usesByKey[text]?.firstIndex { $0.term == number }
            if let place {
                usesByKey[text]?[place].tags |= tags
            } else {
                usesByKey[text, default: []].append(.init(term: number, tags: tags))
            }
        }
        return number
    }

    /// The number of something that is no word.
    mutating func number(of sign: Sign) -> UInt32 {
        if let number = signs[sign] { return number }
        let number = next(nil)
        signs[sign] = number
        return number
    }

    var numberedSigns: [Sign: UInt32] { signs }

    private mutating func next(_ term: (Term, TermZone)?) -> UInt32 {
        numbered.append(term)
        count += 1
        precondition(count < QueryCode.mostTerms, "more words in rules than an index holds")
        return UInt32(count)
    }

    /// By number: the share of articles that hold each term, as far as an
    /// earlier index has learnt it, else a guess.
    func shares(by earlier: QueryIndex?) -> [Float] {
        var shares: [Float] = [0]
        shares.reserveCapacity(count + 1)
        for term in numbered {
            let guess = term.map { TermRarity.guess($0.term) } ?? 0
            let known = term.flatMap { earlier?.terms.number(of: $0.term, in: $0.zone) }
            shares.append(known.flatMap { earlier?.rarity.share(of: $0, guess: guess) } ?? guess)
        }
        for (sign, number) in signs {
            let known = earlier?.signs[sign]
            shares[Int(number)] =
                known.flatMap { earlier?.rarity.share(of: $0, guess: sign.guess) } ?? sign.guess
        }
        return shares
    }

    /// The bits that a use of the term's first key has.
    static func tags(of term: Term, in zone: TermZone) -> UInt32 {
        term.keys.first.map { tags(of: $0, term, zone) } ?? 0
    }

    private static func tags(of key: WordKey, _ term: Term, _ zone: TermZone) -> UInt32 {
        let kind =
            switch term.mode {
            case .forms: TermTable.Tag.of(key.stemmer)
            case .exact: TermTable.Tag.exact
            case .prefix: TermTable.Tag.prefix
            }
        return kind | zone.rawValue << UInt32(TermTable.Tag.zoneShift)
            | (term.needsCapitals ? TermTable.Tag.needsCapitals : 0)
    }
}
