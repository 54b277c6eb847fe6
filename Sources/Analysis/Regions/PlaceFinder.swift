import Newswire

/// Finds the names of places in one field of an article: the longest from each
/// word on wins. What only looks like a name is told by `NameContext`; which
/// region an ambiguous name means, and what a name weighs, is settled with the
/// whole article in view.
struct PlaceFinder {
    /// A row of words that names a place.
    struct Finding: BitwiseCopyable {
        /// In tokens of the text.
        var start: Int
        var length: Int
        /// In the article's `PlaceSenses`.
        var sense: Int
        /// Whether it counts only beside another name of the same country.
        var isGuarded = false

        var end: Int { start + length }
    }

    private let gazetteer: Gazetteer
    private let field: AnalyzedField
    private let text: TokenizedText
    private let keys: PlaceKeys
    private let stems: StemmedPlaceNames.Tree?
    private let acceptance: NameAcceptance
    private let language: UInt8?
    /// The hashed words of names that count nothing here: the publisher's.
    private let ownNames: [[UInt64]]

    init(
        _ field: AnalyzedField, _ gazetteer: Gazetteer, language: LanguageTag?,
        ownNames: [[UInt64]] = []
    ) {
        self.gazetteer = gazetteer
        self.field = field
        text = field.tokens
        self.ownNames = ownNames
        self.language = language.flatMap { gazetteer.names.number(of: $0.language) }
        let spoken = language.flatMap { StemmedLanguage(rawValue: $0.language) }
        stems = gazetteer.stems.tree(of: spoken == .arabic ? nil : spoken, gazetteer.names)
        keys = PlaceKeys(
            field.hashes, gazetteer.names.tree, stems: stems?.tree,
            isPersian: PersianForms.speaks(language))
        acceptance = NameAcceptance(language, gazetteer.names)
    }

    /// The names in these tokens, in order, none within another.
    func findings(in range: Range<Int>, _ senses: inout PlaceSenses) -> [Finding] {
        var findings: [Finding] = []
        var at = range.lowerBound
        while at < range.upperBound {
            if !ownNames.isEmpty, let skipped = ownName(at: at, range.upperBound) {
                at += skipped
                continue
            }
            let word = field.words[at]
            guard keys.begins(word),
                let match = longest(at: at, end: range.upperBound, &senses)
            else {
                at += 1
                continue
            }
            if match.sense >= 0 {
                findings.append(
                    Finding(
                        start: at, length: match.length, sense: match.sense,
                        isGuarded: senses[match.sense].isGuarded))
            }
            at += match.length
        }
        let context = NameContext(
            text: text, words: field.words, keys: keys, gazetteer: gazetteer,
            language: language)
        return context.checked(findings, &senses)
    }

    /// The names that the whole of the field is; none if it is more or less than
    /// one.
    func wholeNames() -> [PlaceName] {
        var senses = PlaceSenses()
        let all = text.tokens.indices
        return findings(in: all, &senses)
            .first { $0.length == all.count }.map { senses[$0.sense].names } ?? []
    }

    // MARK: The longest name

    /// What the words from one position name.
    private struct Match {
        /// How many words.
        var length = 0
        /// Negative where the words are known to name no place.
        var sense = -1
        var isGuarded = true
    }

    private func longest(at position: Int, end: Int, _ senses: inout PlaceSenses) -> Match? {
        var best = Match()
        for beginning in keys.beginnings(of: field.words[position]) {
            walk(beginning, from: position, length: 1, end: end, &best, &senses)
        }
        return best.length > 0 ? best : nil
    }

    /// Goes on from a node behind `length` words.
    private func walk(
        _ at: PlaceKeys.Beginning, from position: Int, length: Int, end: Int,
        _ best: inout Match, _ senses: inout PlaceSenses
    ) {
        guard let tree = at.isStem ? stems?.tree : gazetteer.names.tree else { return }
        let node = tree[at.node]
        if node.isNoPlace, length > best.length {
            best = Match(length: length)
        } else if at.isStem || node.firstName != NameTree.none,
            length > best.length || length == best.length && best.sense >= 0 && best.isGuarded,
            let sense = sense(at, position, &senses)
        {
            let isGuarded = senses[sense].isGuarded
            if length > best.length || !isGuarded {
                best = Match(length: length, sense: sense, isGuarded: isGuarded)
            }
        }
        let next = position + length
        guard node.goesOn, next < end, text.isRow(next - 1, next) else { return }
        keys.forEachFollowing(field.words[next], behind: at) { hash in
            guard let on = tree.next(at.node, hash) else { return }
            walk(
                PlaceKeys.Beginning(
                    node: on, isBehindArticle: at.isBehindArticle, isStem: at.isStem),
                from: position, length: length + 1, end: end, &best, &senses)
        }
    }

    /// The names at a node that may be meant where the first word stands so.
    private func sense(
        _ at: PlaceKeys.Beginning, _ position: Int, _ senses: inout PlaceSenses
    ) -> Int? {
        let token = text.tokens[position]
        let isLocated = text.isBehindIn(position)
        let key = PlaceSenses.Key(
            node: at.node,
            traits: acceptance.traits(of: token, isShouting: text.isShouting)
                | (at.isStem ? 1 << 16 : 0) | (isLocated ? 1 << 17 : 0))
        return senses.sense(key) {
            var names: [PlaceName] = []
            func add(_ name: PlaceName) {
                if acceptance.accepts(name, token, isShouting: text.isShouting) {
                    names.append(name)
                }
            }
            if at.isStem {
                for number in stems?.names(at: at.node) ?? [] { add(gazetteer.names[number]) }
            } else {
                gazetteer.names.forEachName(at: at.node, add)
            }
            names = Self.located(names, isLocated: isLocated)
            return names.isEmpty
                ? nil : PlaceSense(names, language: language, gazetteer.containment)
        }
    }

    /// Behind "in" those names that are places there, and no other word; elsewhere
    /// without those that are not looked for.
    private static func located(_ names: [PlaceName], isLocated: Bool) -> [PlaceName] {
        let located = names.filter { $0.traits.contains(.located) }
        if located.isEmpty { return names }
        guard isLocated else {
            return names.filter { !$0.traits.contains(.located) || $0.traits.contains(.guarded) }
        }
        return located.map { name in
            var name = name
            name.traits.remove(.guarded)
            return name
        }
    }

    /// How many words of the publisher's own name stand here.
    private func ownName(at position: Int, _ end: Int) -> Int? {
        ownNames.first { words in
            position + words.count <= end
                && words.indices.allSatisfy { offset in
                    keys.surface(of: field.words[position + offset]) == words[offset]
                }
        }?.count
    }
}

extension TokenizedText {
    /// Whether nothing but spaces, hyphens, an `&` or an abbreviation's dot stands
    /// between two neighbours, so that they can be one name.
    func isRow(_ first: Int, _ second: Int) -> Bool {
        let end = tokens[second].start
        var at = tokens[first].end
        guard end - at <= Self.widestGap else { return false }
        let bytes = source.utf8.span
        var isBehindApostrophe = false
        while at < end {
            let (value, length) = ScalarFolding.scalar(in: bytes, at: at)
            switch value {
            // Space, ampersand, apostrophe, hyphen, no-break space, middle dots.
            case 0x20, 0x26, 0x27, 0x2D, 0xA0, 0xB7, 0x2BC, 0x30FB: break
            // Maqaf; joints, marks of direction, hyphens; a dash without spaces,
            // the typographic apostrophe; the narrow space.
            case 0x5BE, 0x200B...0x2011, 0x2019, 0x202F: break
            case 0x2013 where end - at == 3 && at == tokens[first].end: break
            // `St.`, `U.S.`
            case 0x2E where tokens[first].end - tokens[first].start <= 3: break
            // `People's Republic`.
            case 0x73 where isBehindApostrophe: break
            default: return false
            }
            isBehindApostrophe = value == 0x27 || value == 0x2019
            at += length
        }
        return true
    }

    /// Whether the word before is Arabic for "in".
    fileprivate func isBehindIn(_ index: Int) -> Bool {
        guard index > 0, tokens[index].script == .arabic, isRow(index - 1, index) else {
            return false
        }
        let before = foldedBytes[tokens[index - 1].folded]
        return before.elementsEqual("في".utf8) || before.elementsEqual("وفي".utf8)
    }

    /// Bytes: a no-break space and a joint.
    private static var widestGap: Int { 6 }
}
