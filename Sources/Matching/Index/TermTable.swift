import Analysis

/// Which part of an article a term is looked for in. The same word is another
/// term in each: an author called Kerry is no news of Kerry.
enum TermZone: UInt32, CaseIterable {
    /// Title, summary and text.
    case prose
    case source
    case author
    case category
    case url

    init(_ scope: QueryScope) {
        self =
            switch scope {
            case .anywhere, .title, .lead, .body: .prose
            case .source: .source
            case .author: .author
            case .category: .category
            case .url: .url
            }
    }
}

/// The words that the rules of an index ask for: which of its terms a word of
/// an article answers. Terms are numbered from 1.
///
/// One open-addressing table from the texts of keys; every hit is compared byte
/// by byte. Some 30 bytes a key.
struct TermTable: Sendable {
    /// One term that asks by a key.
    struct Use {
        var term: UInt32
        /// `Tag` bits of the kinds of key by which it asks, the zone, and
        /// whether only words in capitals answer.
        var tags: UInt32
    }

    /// The kinds of key that share one text: bits of `Use.tags`.
    enum Tag {
        static let word: UInt32 = 1
        static let exact: UInt32 = 1 << 1
        static let prefix: UInt32 = 1 << 2
        static let firstStem = 3
        static let zoneShift = 28
        static let needsCapitals: UInt32 = 1 << 31

        static func of(_ key: WordKey) -> UInt32 {
            key.tag == 0 ? word : 1 << UInt32(firstStem + key.tag - 1)
        }
    }

    private let hash: WordHash
    private let slots: [UInt32]
    private let texts: [UInt8]
    /// Where the text of each key ends, the first key being an empty one.
    private let textEnds: [UInt32]
    /// Where the uses of each key end.
    private let useEnds: [UInt32]
    private let uses: [Use]
    private let exactTexts: [UInt32: String]
    /// A bit for each number of letters that some prefix has; the last for all
    /// that are longer.
    private let prefixLengths: UInt64
    private let longestPrefix: Int
    /// Zones that have a term, as bits.
    let zones: UInt32
    /// How many terms there are, and the number of the last one.
    let count: Int

    init(_ builder: TermTableBuilder) {
        hash = builder.hash
        exactTexts = builder.exactTexts
        zones = builder.zones
        count = builder.count
        let keys = builder.usesByKey
        var capacity = 16
        while capacity * 7 < (keys.count + 1) * 10 { capacity *= 2 }
        var slots = [UInt32](repeating: 0, count: capacity)
        var texts: [UInt8] = []
        var textEnds: [UInt32] = [0]
        var useEnds: [UInt32] = [0]
        var uses: [Use] = []
        textEnds.reserveCapacity(keys.count + 1)
        useEnds.reserveCapacity(keys.count + 1)
        var lengths: UInt64 = 0
        var longest = 0
        for (text, asked) in keys {
            var slot = Int(truncatingIfNeeded: hash(text)) & (capacity - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
            slots[slot] = UInt32(textEnds.count)
            texts += text.utf8
            textEnds.append(UInt32(texts.count))
            uses += asked
            useEnds.append(UInt32(uses.count))
            if asked.contains(where: { $0.tags & Tag.prefix != 0 }) {
                let letters = text.unicodeScalars.count
                longest = max(longest, letters)
                lengths |= 1 << UInt64(min(letters, 63))
            }
        }
        self.slots = slots
        self.texts = texts
        self.textEnds = textEnds
        self.useEnds = useEnds
        self.uses = uses
        prefixLengths = lengths
        longestPrefix = longest
    }

    /// Bytes that the table takes.
    var byteCount: Int {
        slots.count * 4 + texts.count + textEnds.count * 4 + useEnds.count * 4 + uses.count * 8
    }

    func has(_ zone: TermZone) -> Bool { zones & 1 << zone.rawValue != 0 }

    /// The terms that the word answers there, each once.
    func terms(answeredBy word: WordReading, in zone: TermZone, into terms: inout [UInt32]) {
        let first = terms.count
        for form in word.forms {
            let tag = Tag.of(form.key)
            for place in uses(of: form.key.text.utf8.span) {
                let use = uses[place]
                guard use.tags >> Tag.zoneShift & 7 == zone.rawValue else { continue }
                let isAnswered =
                    use.tags & tag != 0
                    && (use.tags & Tag.needsCapitals == 0 || word.isInCapitals)
                let isExact =
                    form.kind == .surface && use.tags & Tag.exact != 0
                    && exactTexts[use.term] == word.original
                if isAnswered || isExact { terms.add(use.term, from: first) }
            }
            if form.isPrefixed, prefixLengths != 0 {
                addPrefixes(of: form.key.text, in: zone, into: &terms, from: first)
            }
        }
    }

    private func addPrefixes(
        of word: String, in zone: TermZone, into terms: inout [UInt32], from first: Int
    ) {
        let bytes = word.utf8.span
        var length = 0
        var end = 0
        while end < bytes.count, length < longestPrefix {
            end += 1
            while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
            length += 1
            guard prefixLengths & 1 << UInt64(min(length, 63)) != 0 else { continue }
            for place in uses(of: bytes.extracting(..<end)) {
                let use = uses[place]
                if use.tags & Tag.prefix != 0, use.tags >> Tag.zoneShift & 7 == zone.rawValue {
                    terms.add(use.term, from: first)
                }
            }
        }
    }

    /// The number of a term that is in the table; nil for others.
    func number(of term: Term, in zone: TermZone) -> UInt32? {
        guard let key = term.keys.first else { return nil }
        let identity = TermTableBuilder.tags(of: term, in: zone)
        return uses[uses(of: key.text.utf8.span)].first { use in
            use.tags & identity == identity
                && (term.mode != .exact || exactTexts[use.term] == term.text)
        }?.term
    }

    /// Where the uses of a key's text stand.
    private func uses(of text: Span<UInt8>) -> Range<Int> {
        var slot = Int(truncatingIfNeeded: hash(text.bytes, 0..<text.count)) & (slots.count - 1)
        while slots[slot] != 0 {
            let key = Int(slots[slot])
            if isText(key, text) { return Int(useEnds[key - 1])..<Int(useEnds[key]) }
            slot = (slot + 1) & (slots.count - 1)
        }
        return 0..<0
    }

    private func isText(_ key: Int, _ text: Span<UInt8>) -> Bool {
        let start = Int(textEnds[key - 1])
        guard Int(textEnds[key]) - start == text.count else { return false }
        for offset in 0..<text.count where texts[start + offset] != text[offset] { return false }
        return true
    }
}

extension [UInt32] {
    fileprivate mutating func add(_ term: UInt32, from first: Int) {
        if !self[first...].contains(term) { append(term) }
    }
}

/// Numbers the terms of the rules while an index is built.
struct TermTableBuilder {
    let hash: WordHash
    private(set) var usesByKey: [String: [TermTable.Use]] = [:]
    private(set) var exactTexts: [UInt32: String] = [:]
    private(set) var zones: UInt32 = 0
    private(set) var count = 0

    /// As typed: what a term is follows from that.
    private struct Typed: Hashable {
        var text: String
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
        let typed = Typed(text: term.text, mode: term.mode, zone: zone)
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
            let place = usesByKey[key.text]?.firstIndex { $0.term == number }
            if let place {
                usesByKey[key.text]?[place].tags |= tags
            } else {
                usesByKey[key.text, default: []].append(.init(term: number, tags: tags))
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
            case .forms: TermTable.Tag.of(key)
            case .exact: TermTable.Tag.exact
            case .prefix: TermTable.Tag.prefix
            }
        return kind | zone.rawValue << UInt32(TermTable.Tag.zoneShift)
            | (term.needsCapitals ? TermTable.Tag.needsCapitals : 0)
    }
}
