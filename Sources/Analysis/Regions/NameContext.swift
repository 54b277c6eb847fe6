/// What the words around a name say of it: that it is a person's (`محمد المصري`,
/// `Michael Jordan`), a line of the weather (`القدس 18°`), one of several places
/// of its name (`Tripoli, Lebanon`) or none of ours (`Paris, Texas`).
struct NameContext {
    let text: TokenizedText
    /// The different word at each position, as `keys` numbers them.
    let words: [Int]
    let keys: PlaceKeys
    let gazetteer: Gazetteer
    /// The number of the text's own language.
    let language: UInt8?

    typealias Finding = PlaceFinder.Finding

    /// The findings that are names of places, guarded where they may be something
    /// else, and settled where the next one says which of several is meant.
    func checked(_ findings: [Finding], _ senses: inout PlaceSenses) -> [Finding] {
        var kept: [Finding] = []
        kept.reserveCapacity(findings.count)
        let isTitle = isTitleCase
        // A place that a name behind it has settled already.
        var settled: Int?
        for (index, finding) in findings.enumerated() {
            var finding = finding
            if let sense = settled { finding.sense = sense }
            settled = nil
            let sense = senses[finding.sense]
            if isFamilyName(finding, sense) || isWeather(finding) { continue }
            if sense.isPerson, isPartOfName(finding, isTitle, behind: kept.last) {
                finding.isGuarded = true
            }
            if sense.regions.count > 1, let marked = marked(finding, &senses) {
                finding.sense = marked
            }
            if index + 1 < findings.count, isQualified(finding, by: findings[index + 1]) {
                let next = findings[index + 1].sense
                if let elsewhere = elsewhere(finding.sense, next, &senses) {
                    settled = elsewhere
                    continue
                }
                finding.sense = narrowed(finding.sense, by: next, &senses)
            }
            kept.append(finding)
        }
        liftGuards(&kept, senses)
        return kept
    }

    // MARK: People

    /// In Arabic an adjective agrees with a noun that has the article too, so that
    /// behind a given name it is a family's name; a place may follow as the
    /// object of a verb (`زار محمد القدس`). Scripts with capitals have no verb
    /// there.
    private func isFamilyName(_ finding: Finding, _ sense: PlaceSense) -> Bool {
        let first = finding.start
        guard first > 0, text.isRow(first - 1, first) else { return false }
        let token = text.tokens[first]
        let before = text.tokens[first - 1]
        if token.script == .arabic {
            guard sense.isGuarded || sense.isAll([.demonym]), text.beginsWithArticle(first) else {
                return false
            }
        } else {
            guard token.spelling.contains(.capitalized), before.spelling.contains(.capitalized),
                token.start - before.end == 1
            else { return false }
        }
        return gazetteer.givenNames.contains(keys.surface(of: words[first - 1]))
    }

    /// Whether a word with a capital stands right before or behind it, inside a
    /// sentence whose other words have none: `Jordan Peterson`.
    private func isPartOfName(_ finding: Finding, _ isTitle: Bool, behind last: Finding?) -> Bool {
        guard !text.isShouting else { return false }
        if isNextName(finding.end) { return true }
        let before = finding.start - 1
        guard finding.length == 1, !isTitle, before > 0, last?.end != finding.start else {
            return false
        }
        return isNextName(finding.start) && text.tokens[before].spelling.contains(.capitalized)
            && text.isRow(before - 1, before)
    }

    /// Whether this word has a capital and follows the one before at once.
    private func isNextName(_ next: Int) -> Bool {
        guard next > 0, next < text.tokens.count else { return false }
        let token = text.tokens[next]
        return token.start - text.tokens[next - 1].end == 1 && text.isRow(next - 1, next)
            && token.spelling.contains(.capitalized)
    }

    /// Whether nearly all words of some letters have capitals, as headlines do in
    /// American papers.
    private var isTitleCase: Bool {
        guard text.tokens.count <= Self.longestTitle else { return false }
        let words = text.tokens.filter { $0.script == .latin && $0.end - $0.start >= 4 }
        let capitals = words.count { $0.spelling.contains(.capitalized) }
        return words.count >= 3 && capitals * 5 >= words.count * 4
    }

    // MARK: Weather

    /// A number of degrees right behind it.
    private func isWeather(_ finding: Finding) -> Bool {
        guard finding.end < text.tokens.count else { return false }
        let number = text.tokens[finding.end]
        guard number.script == .number, number.start - text.tokens[finding.end - 1].end <= 3
        else { return false }
        let bytes = source(from: number.end)
        // ° and º, mostly right behind the number.
        return bytes.starts(with: [0xC2, 0xB0]) || bytes.starts(with: [0xC2, 0xBA])
            || bytes.starts(with: [0x20, 0xC2, 0xB0])
    }

    private func source(from start: Int) -> [UInt8] {
        let bytes = text.source.utf8.span
        return (start..<min(start + 3, bytes.count)).map { bytes[$0] }
    }

    // MARK: Which of several

    /// The sense of the one whose vowel marks the writer set: عُمان.
    private func marked(_ finding: Finding, _ senses: inout PlaceSenses) -> Int? {
        let sense = senses[finding.sense]
        let candidates = sense.names.filter { $0.traits.contains(.marked) }
        guard !candidates.isEmpty else { return nil }
        let written = text.original(finding.start..<finding.end)
        let meant = candidates.filter { written.hasSuffix(gazetteer.names.text(of: $0)) }
        guard meant.count == 1 else { return nil }
        return restricted(finding.sense, to: Int(meant[0].region), &senses)
    }

    /// Whether a comma alone parts it from the place that follows.
    private func isQualified(_ finding: Finding, by next: Finding) -> Bool {
        guard finding.end == next.start else { return false }
        let gap = text.tokens[next.start].start - text.tokens[finding.end - 1].end
        guard gap == 2 || gap == 3 else { return false }
        let bytes = source(from: text.tokens[finding.end - 1].end)
        return bytes.starts(with: ", ".utf8) || bytes.starts(with: "، ".utf8)
    }

    /// A sense without those regions that do not lie in what follows, if any do.
    private func narrowed(_ sense: Int, by next: Int, _ senses: inout PlaceSenses) -> Int {
        guard senses[sense].regions.count > 1 else { return sense }
        let outer = senses[next].regions
        let inside = senses[sense].names.filter { name in
            outer.contains { gazetteer.containment.contains($0, Int(name.region)) }
        }
        guard !inside.isEmpty, inside.count < senses[sense].names.count else { return sense }
        let key = PlaceSenses.Key(node: UInt32(sense), traits: .max, qualifier: next)
        return senses.sense(key) { PlaceSense(inside, language: language, gazetteer.containment) }
            ?? sense
    }

    /// Where a state or county follows in which none of the places lies that we
    /// know by the name (`Paris, Texas`), what follows in the sense of that part.
    private func elsewhere(_ sense: Int, _ next: Int, _ senses: inout PlaceSenses) -> Int? {
        guard !senses[sense].isAll([.demonym]) else { return nil }
        let containment = gazetteer.containment
        let parts = senses[next].names.filter { name in
            name.kind == .area
                && Self.countriesOfNamesakes.contains(
                    containment.country(of: Int(name.region)).map {
                        gazetteer.regions[$0].code.code
                    }
                        ?? "")
        }
        let countries = parts.compactMap { containment.country(of: Int($0.region)) }
        guard !parts.isEmpty,
            !senses[sense].regions.contains(where: { region in
                countries.contains(containment.countryOrItself(region))
            })
        else { return nil }
        let key = PlaceSenses.Key(node: UInt32(next), traits: .max - 1)
        return senses.sense(key) { PlaceSense(parts, language: language, containment) }
    }

    private func restricted(_ sense: Int, to region: Int, _ senses: inout PlaceSenses) -> Int? {
        let names = senses[sense].names.filter { Int($0.region) == region }
        let key = PlaceSenses.Key(node: UInt32(sense), traits: .max, qualifier: -2 - region)
        return senses.sense(key) {
            names.isEmpty ? nil : PlaceSense(names, language: language, gazetteer.containment)
        }
    }

    /// In a row of countries each is one: `مالي وبوركينا فاسو والنيجر`.
    private func liftGuards(_ findings: inout [Finding], _ senses: PlaceSenses) {
        guard findings.count > 1 else { return }
        func joins(_ first: Finding, _ second: Finding) -> Bool {
            senses[first.sense].kind == .country && senses[second.sense].kind == .country
                && isList(from: first.end, to: second.start)
        }
        for index in findings.indices.dropFirst()
        where findings[index].isGuarded && !findings[index - 1].isGuarded {
            if joins(findings[index - 1], findings[index]) { findings[index].isGuarded = false }
        }
        for index in findings.indices.dropLast().reversed()
        where findings[index].isGuarded && !findings[index + 1].isGuarded {
            if joins(findings[index], findings[index + 1]) { findings[index].isGuarded = false }
        }
    }

    /// Whether nothing stands between but a comma or a word for "and".
    private func isList(from end: Int, to start: Int) -> Bool {
        let gap = text.tokens[start].start - text.tokens[end - 1].end
        if end == start { return gap <= 3 }
        return start - end == 1 && gap <= 8 && Self.conjunctions.contains(text.folded(end))
    }

    private static let conjunctions: Set<String> = [
        "and", "et", "und", "y", "e", "и", "ve", "و", "اور", "和", "与", "及", "or", "ou", "oder",
    ]
    /// Whose towns bear the names of famous ones.
    private static let countriesOfNamesakes: Set<String> = ["US", "CA", "AU", "GB"]
    /// In words; longer texts are no headlines.
    private static let longestTitle = 30
}

extension TokenizedText {
    /// Whether the folded word begins with ال.
    fileprivate func beginsWithArticle(_ index: Int) -> Bool {
        foldedBytes[tokens[index].folded].starts(with: "ال".utf8)
    }
}
