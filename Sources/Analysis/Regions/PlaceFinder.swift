import Newswire

/// Finds the names of places in one text of an article. Decides what is a name
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

    let gazetteer: Gazetteer
    let language: LanguageTag?
    /// The folded words of names that count nothing here: the publisher's.
    let ownNames: [[String]]

    /// The names in these tokens, in order, none within another: the longest
    /// from each word on wins.
    func findings(in text: TokenizedText, _ range: Range<Int>) -> [Finding] {
        var findings: [Finding] = []
        var at = range.lowerBound
        while at < range.upperBound {
            if let skipped = ownName(in: text, at: at, range.upperBound) {
                at += skipped
                continue
            }
            let starts = mayBegin(at, in: text) ? starts(in: text, at: at) : []
            guard let match = longest(starts, in: text, at: at, end: range.upperBound) else {
                at += 1
                continue
            }
            let words = at..<at + match.length
            if !match.names.isEmpty, !isFamilyName(match.names, in: text, words) {
                findings.append(
                    Finding(
                        range: words, names: match.names,
                        isGuarded: isGuarded(match.names, in: text, words)))
            }
            at += match.length
        }
        return findings
    }

    /// Most words begin no name and need no forms.
    private func mayBegin(_ position: Int, in text: TokenizedText) -> Bool {
        let token = text.tokens[position]
        if token.script == .arabic, isPersian { return true }
        return gazetteer.index.beginnings.mayBegin(
            text.foldedBytes, token.folded,
            without: token.script == .arabic ? Self.mostProclitics : 0)
    }

    private var isPersian: Bool { language?.language == "fa" }

    /// Letters: `وبال`.
    private static let mostProclitics = 4

    /// The words by which a name may begin here: the word as it stands, and in
    /// Arabic without what is written onto it, in Persian without its plural.
    /// Names take no pronouns and no future tense.
    private func starts(in text: TokenizedText, at position: Int) -> [String] {
        let key = text.folded(position)
        var starts = gazetteer.index.begins(with: key) ? [key] : []
        guard text.tokens[position].script == .arabic else { return starts }
        let forms = WordForms.standard.forms(
            of: text, at: position, language: language, stemmers: Stemmers())
        for form in forms where form.kind == .bare && (form.suffix.isEmpty || isPersian) {
            let key = form.key.text
            if !form.prefix.contains("س"), !starts.contains(key), gazetteer.index.begins(with: key)
            {
                starts.append(key)
            }
        }
        return starts
    }

    private func longest(
        _ starts: [String], in text: TokenizedText, at position: Int, end: Int
    ) -> PlaceNameIndex.Match? {
        var best: PlaceNameIndex.Match?
        for start in starts {
            let match = gazetteer.index.longest(
                from: start,
                accept: { isAccepted($0, in: text, at: position) },
                word: { offset in
                    let next = position + offset
                    guard next < end, text.isRow(next - 1, next) else { return nil }
                    return text.folded(next)
                })
            if let match, match.length > best?.length ?? 0 { best = match }
        }
        return best
    }

    /// Whether a name of its language, written so, can be meant in this text.
    private func isAccepted(_ name: PlaceName, in text: TokenizedText, at position: Int) -> Bool {
        guard answers(name) else { return false }
        let token = text.tokens[position]
        guard token.script == .latin else { return true }
        if name.isAcronym { return token.isAcronym && !text.isShouting }
        return !name.needsCapital || token.spelling.contains(.capitalized)
    }

    /// Names of the article's own language answer; of others, places only. In
    /// Arabic nothing Persian does, which spells the same letters otherwise.
    private func answers(_ name: PlaceName) -> Bool {
        guard let spoken = language?.language, spoken != name.language else { return true }
        return name.kind != .demonym && (spoken != "ar" || name.language == "en")
    }

    private func isGuarded(_ names: [PlaceName], in text: TokenizedText, _ words: Range<Int>)
        -> Bool
    {
        names.allSatisfy { name in
            name.traits.contains(.guarded)
                || (name.traits.contains(.person) && isBeforeName(words.upperBound, in: text))
        }
    }

    /// Whether a capitalised word follows at once: `Jordan Peterson`.
    private func isBeforeName(_ next: Int, in text: TokenizedText) -> Bool {
        guard next < text.tokens.count, !text.isShouting else { return false }
        let token = text.tokens[next]
        return token.start - text.tokens[next - 1].end == 1
            && text.isRow(next - 1, next) && token.spelling.contains(.capitalized)
    }

    /// `محمد المصري`: an adjective with the article agrees with a noun that has
    /// it too; behind a given name it is a family's name.
    private func isFamilyName(
        _ names: [PlaceName], in text: TokenizedText, _ words: Range<Int>
    ) -> Bool {
        guard names.allSatisfy({ $0.kind == .demonym }), words.lowerBound > 0,
            text.tokens[words.lowerBound].script == .arabic,
            text.folded(words.lowerBound).hasPrefix("ال"),
            text.isRow(words.lowerBound - 1, words.lowerBound)
        else { return false }
        let before = text.folded(words.lowerBound - 1)
        return gazetteer.givenNames.contains(before)
    }

    /// How many words of the publisher's own name stand here.
    private func ownName(in text: TokenizedText, at position: Int, _ end: Int) -> Int? {
        ownNames.first { words in
            position + words.count <= end
                && words.indices.allSatisfy { offset in
                    text.foldedBytes[text.tokens[position + offset].folded]
                        .elementsEqual(words[offset].utf8)
                }
        }?.count
    }
}

extension PlaceName {
    /// Written in capitals: `US`.
    fileprivate var isAcronym: Bool {
        let letters = text.unicodeScalars.filter { $0.properties.isAlphabetic }
        return letters.count > 1 && letters.allSatisfy { $0.properties.isUppercase }
    }

    /// French writes its adjectives small; all other Latin names begin with a
    /// capital: `turkey` is a bird.
    fileprivate var needsCapital: Bool {
        text.unicodeScalars.first?.properties.isUppercase == true
    }
}

extension TokenizedText {
    /// Whether nothing but spaces, hyphens, an `&` or an abbreviation's dot stands
    /// between two neighbours, so that they can be one name.
    fileprivate func isRow(_ first: Int, _ second: Int) -> Bool {
        let gap = tokens[first].end..<tokens[second].start
        guard gap.count <= Self.widestGap else { return false }
        let bytes = source.utf8.span
        // `St.`, `U.S.`
        let isAbbreviated = tokens[first].end - tokens[first].start <= 3
        return gap.allSatisfy { offset in
            switch bytes[offset] {
            case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "'"), UInt8(ascii: "&"): true
            case UInt8(ascii: "."): isAbbreviated
            // No-break space, hyphens, typographic apostrophe, joints.
            case 0x80...: true
            default: false
            }
        }
    }

    /// Bytes: a no-break space and a joint.
    private static var widestGap: Int { 6 }
}
