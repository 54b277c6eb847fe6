import Newswire

/// Finds the names of places in one field of an article. Decides what is a name
/// and what only looks like one; which region an ambiguous name means, and what
/// a name weighs, is settled with the whole article in view.
struct PlaceFinder {
    /// A row of words that names a place.
    struct Finding {
        /// In tokens of the text.
        var range: Range<Int>
        /// One for each region it may mean; never empty.
        var names: [PlaceName]
        /// Whether it counts only beside another word of the same country.
        var isGuarded: Bool
    }

    private let gazetteer: Gazetteer
    private let field: AnalyzedField
    private let text: TokenizedText
    private let keys: PlaceKeys
    private let stems: StemmedPlaceNames.Tree?
    private let acceptance: NameAcceptance
    private let ownNames: [[UInt64]]

    /// `ownNames` are the hashed words of names that count nothing here: the
    /// publisher's.
    init(
        _ field: AnalyzedField, _ gazetteer: Gazetteer, language: LanguageTag?,
        ownNames: [[UInt64]] = []
    ) {
        self.gazetteer = gazetteer
        self.field = field
        text = field.tokens
        self.ownNames = ownNames
        let spoken = language.flatMap { StemmedLanguage(rawValue: $0.language) }
        stems = gazetteer.stems.tree(of: spoken == .arabic ? nil : spoken, gazetteer.names)
        keys = PlaceKeys(
            field, gazetteer.names, stems: stems,
            isPersian: PersianForms.speaks(language))
        acceptance = NameAcceptance(language, gazetteer.names)
    }

    /// The names in these tokens, in order, none within another: the longest
    /// from each word on wins.
    func findings(in range: Range<Int>) -> [Finding] {
        var findings: [Finding] = []
        var at = range.lowerBound
        while at < range.upperBound {
            let word = field.words[at]
            if !ownNames.isEmpty, let skipped = ownName(at: at, range.upperBound) {
                at += skipped
                continue
            }
            guard keys.begins(word), let match = longest(at: at, end: range.upperBound) else {
                at += 1
                continue
            }
            let words = at..<at + match.length
            if !match.names.isEmpty, !isFamilyName(match.names, words) {
                findings.append(
                    Finding(
                        range: words, names: match.names,
                        isGuarded: isGuarded(match.names, words)))
            }
            at += match.length
        }
        return findings
    }

    // MARK: The longest name

    /// What the words from one position name.
    private struct Match {
        /// How many words.
        var length: Int
        /// Empty where the words are known to name no place.
        var names: [PlaceName]
    }

    private func longest(at position: Int, end: Int) -> Match? {
        var best: Match?
        for beginning in keys.beginnings(of: field.words[position]) {
            walk(beginning, from: position, length: 1, end: end, &best)
        }
        return best
    }

    /// Goes on from a node behind `length` words. A word that follows may have an
    /// ending, but nothing before it, except that adjectives agree:
    /// `الكوري الشمالي`.
    private func walk(
        _ at: PlaceKeys.Beginning, from position: Int, length: Int, end: Int, _ best: inout Match?
    ) {
        let tree = at.isStem ? stems?.tree : gazetteer.names.tree
        guard let tree else { return }
        let node = tree[at.node]
        if length > best?.length ?? 0,
            node.isNoPlace || at.isStem || node.firstName != NameTree.none
        {
            if node.isNoPlace {
                best = Match(length: length, names: [])
            } else {
                let names = names(at, of: text.tokens[position])
                if !names.isEmpty { best = Match(length: length, names: names) }
            }
        }
        let next = position + length
        guard node.goesOn, next < end, text.isRow(next - 1, next) else { return }
        for key in keys.keys(of: field.words[next]) {
            let isFit =
                at.isStem
                ? !key.isBehindProclitic
                : !key.isStem
                    && (!key.isBehindProclitic || key.isBehindArticle && at.isBehindArticle)
            if isFit, let on = tree.next(at.node, key.hash) {
                walk(
                    PlaceKeys.Beginning(
                        node: on, isBehindArticle: at.isBehindArticle, isStem: at.isStem),
                    from: position, length: length + 1, end: end, &best)
            }
        }
    }

    /// The names at a node that may be meant where the first word stands so.
    private func names(_ at: PlaceKeys.Beginning, of token: Token) -> [PlaceName] {
        var names: [PlaceName] = []
        func add(_ name: PlaceName) {
            if acceptance.accepts(name, token, isShouting: text.isShouting) { names.append(name) }
        }
        if at.isStem {
            for number in stems?.names(at: at.node) ?? [] { add(gazetteer.names[number]) }
        } else {
            gazetteer.names.forEachName(at: at.node, add)
        }
        return names
    }

    // MARK: What only looks like one

    private func isGuarded(_ names: [PlaceName], _ words: Range<Int>) -> Bool {
        names.allSatisfy { name in
            name.traits.contains(.guarded)
                || (name.traits.contains(.person) && isBeforeName(words.upperBound))
        }
    }

    /// Whether a capitalised word follows at once: `Jordan Peterson`.
    private func isBeforeName(_ next: Int) -> Bool {
        guard next < text.tokens.count, !text.isShouting else { return false }
        let token = text.tokens[next]
        return token.start - text.tokens[next - 1].end == 1
            && text.isRow(next - 1, next) && token.spelling.contains(.capitalized)
    }

    /// `محمد المصري`: an adjective with the article agrees with a noun that has
    /// it too; behind a given name it is a family's name.
    private func isFamilyName(_ names: [PlaceName], _ words: Range<Int>) -> Bool {
        let first = words.lowerBound
        guard first > 0, text.tokens[first].script == .arabic,
            names.allSatisfy({ $0.kind == .demonym }), text.beginsWithArticle(first),
            text.isRow(first - 1, first)
        else { return false }
        return gazetteer.givenNames.contains(keys.surface(of: field.words[first - 1]))
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
            default: return false
            }
            at += length
        }
        return true
    }

    /// Whether the folded word begins with ال.
    fileprivate func beginsWithArticle(_ index: Int) -> Bool {
        foldedBytes[tokens[index].folded].starts(with: "ال".utf8)
    }

    /// Bytes: a no-break space and a joint.
    private static var widestGap: Int { 6 }
}
