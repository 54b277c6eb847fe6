package import Newswire

/// Tells which regions an article is about and which it only names, and by
/// which words. Immutable, never fails, linear in the article.
///
/// Title, dateline, summary and text count. The publisher's name, credits,
/// categories and the URL do not, and neither do names that merely hold a
/// place's (`واشنطن بوست`).
package struct RegionTagger: Sendable {
    private let gazetteer: Gazetteer

    package init(gazetteer: Gazetteer = .standard) {
        self.gazetteer = gazetteer
    }

    /// The regions of an article, those it is about first, then by weight. A
    /// city gives its own region, the country, and what lies between, with the
    /// same words. `fields` are the article's, as far as they were analysed.
    package func tags(
        article: Article, fields: [AnalyzedField], language: LanguageTag?
    ) -> [RegionTag] {
        let finder = PlaceFinder(
            gazetteer: gazetteer, language: language, ownNames: Self.ownNames(of: article))
        var mentions: [RegionMention] = []
        func find(_ text: TokenizedText, _ range: Range<Int>, _ place: RegionScore.Place) {
            for finding in finder.findings(in: text, range) {
                mentions.append(RegionMention(finding, place: place, in: text))
            }
        }
        func find(_ field: ArticleField, _ search: (TokenizedText) -> Void) {
            for analyzed in fields where analyzed.field == field { search(analyzed.tokens) }
        }

        find(.title) { find($0, $0.tokens.indices, .title) }
        if let dateline = article.dateline.map(TokenizedText.init) {
            find(dateline, dateline.tokens.indices, .dateline)
        }
        find(.summary) { find($0, $0.tokens.indices, .lead) }
        find(.text) { text in
            let parts = TextParts(text)
            find(text, parts.dateline, .dateline)
            find(text, parts.lead, .lead)
            find(text, parts.body, .body)
        }
        return tags(from: MentionSettlement(gazetteer: gazetteer).settled(mentions))
    }

    /// Names of two words or more; a publisher called `سوريا` must not hide
    /// the country.
    private static func ownNames(of article: Article) -> [[String]] {
        [article.publisher, article.source].compactMap { name in
            let words = name.map(GazetteerLoading.words) ?? []
            return words.count > 1 ? words : nil
        }
    }

    /// What the settled mentions say of one region.
    private struct Tally {
        var score = 0.0
        var inTitle = 0.0
        var evidence: [String] = []
        /// Whether any mention counts towards *about*.
        var isSure = false
    }

    private func tags(from mentions: [SettledMention]) -> [RegionTag] {
        var tallies: [RegionCode: Tally] = [:]
        var order: [RegionCode] = []
        for mention in mentions {
            for code in gazetteer.upToCountry(of: mention.codes) {
                var tally = tallies[code] ?? Tally()
                if tallies[code] == nil { order.append(code) }
                if mention.isSure {
                    tally.score += mention.weight
                    tally.isSure = true
                    if mention.place == .title { tally.inTitle += mention.weight }
                }
                if !tally.evidence.contains(mention.text) { tally.evidence.append(mention.text) }
                tallies[code] = tally
            }
        }
        let highest = tallies.values.map(\.score).max() ?? 0
        let ranks = ranks(of: tallies, in: order)
        let tags = order.compactMap { code in
            tallies[code].map { tally in
                RegionTag(
                    code: code,
                    about: tally.isSure
                        && RegionScore.isAbout(
                            score: tally.score, inTitle: tally.inTitle, highest: highest,
                            rank: ranks[gazetteer.country(of: code) ?? code] ?? 0),
                    evidence: tally.evidence, weight: tally.score)
            }
        }
        return tags.enumerated().sorted { a, b in
            if a.element.about != b.element.about { return a.element.about }
            if a.element.weight != b.element.weight { return a.element.weight > b.element.weight }
            return a.offset < b.offset
        }.map(\.element)
    }

    /// The place of each country, area and group by score; what lies in a
    /// country shares its place.
    private func ranks(
        of tallies: [RegionCode: Tally], in order: [RegionCode]
    ) -> [RegionCode: Int] {
        let scores = order.enumerated()
            .filter { (gazetteer.country(of: $0.element) ?? $0.element) == $0.element }
            .map { (offset: $0.offset, code: $0.element, score: tallies[$0.element]?.score ?? 0) }
            .sorted { ($1.score, $0.offset) < ($0.score, $1.offset) }
        return Dictionary(
            uniqueKeysWithValues: scores.enumerated().map { ($0.element.code, $0.offset) })
    }
}

extension Gazetteer {
    /// The regions and what they lie in up to their countries, each once.
    fileprivate func upToCountry(of codes: [RegionCode]) -> [RegionCode] {
        var all: [RegionCode] = []
        for code in codes.flatMap(upToCountry) where !all.contains(code) { all.append(code) }
        return all
    }
}
