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
        let ownNames = ownNames(of: article)
        var mentions: [RegionMention] = []
        func finder(_ field: AnalyzedField) -> PlaceFinder {
            PlaceFinder(field, gazetteer, language: language, ownNames: ownNames)
        }
        func add(
            _ findings: [PlaceFinder.Finding], _ place: RegionScore.Place, in field: AnalyzedField
        ) {
            for finding in findings {
                mentions.append(RegionMention(finding, place: place, in: field.tokens))
            }
        }
        func whole(_ field: AnalyzedField, _ place: RegionScore.Place) {
            add(finder(field).findings(in: field.tokens.tokens.indices), place, in: field)
        }

        for field in fields where field.field == .title { whole(field, .title) }
        if let dateline = article.dateline {
            whole(AnalyzedField(.text, dateline, language: language), .dateline)
        }
        for field in fields where field.field == .summary { whole(field, .lead) }
        for field in fields where field.field == .text {
            let parts = TextParts(field.tokens)
            let finder = finder(field)
            add(finder.findings(in: parts.dateline), .dateline, in: field)
            add(finder.findings(in: parts.lead), .lead, in: field)
            add(finder.findings(in: parts.body), .body, in: field)
        }
        return tags(from: MentionSettlement(gazetteer: gazetteer).settled(mentions))
    }

    /// Names of two words or more; a publisher called `سوريا` must not hide
    /// the country.
    private func ownNames(of article: Article) -> [[UInt64]] {
        [article.publisher, article.source].compactMap { name in
            let words = name.map { NameFolder.words($0, hash: gazetteer.names.hash) } ?? []
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
        var tallies: [Int: Tally] = [:]
        var order: [Int] = []
        for mention in mentions {
            for region in upToCountry(mention.regions) {
                var tally = tallies[region] ?? Tally()
                if tallies[region] == nil { order.append(region) }
                if mention.isSure {
                    tally.score += mention.weight
                    tally.isSure = true
                    if mention.place == .title { tally.inTitle += mention.weight }
                }
                if !tally.evidence.contains(mention.text) { tally.evidence.append(mention.text) }
                tallies[region] = tally
            }
        }
        let highest = tallies.values.map(\.score).max() ?? 0
        let ranks = ranks(of: tallies, in: order)
        let tags = order.compactMap { region in
            tallies[region].map { tally in
                RegionTag(
                    code: gazetteer.regions[region].code,
                    about: tally.isSure
                        && RegionScore.isAbout(
                            score: tally.score, inTitle: tally.inTitle, highest: highest,
                            rank: ranks[gazetteer.containment.countryOrItself(region)] ?? 0),
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
    private func ranks(of tallies: [Int: Tally], in order: [Int]) -> [Int: Int] {
        let scores = order.enumerated()
            .filter { gazetteer.containment.countryOrItself($0.element) == $0.element }
            .map { (offset: $0.offset, region: $0.element, score: tallies[$0.element]?.score ?? 0) }
            .sorted { ($1.score, $0.offset) < ($0.score, $1.offset) }
        return Dictionary(
            uniqueKeysWithValues: scores.enumerated().map { ($0.element.region, $0.offset) })
    }

    /// The regions and what they lie in up to their countries, each once.
    private func upToCountry(_ regions: [Int]) -> [Int] {
        var all: [Int] = []
        for region in regions.flatMap(gazetteer.containment.upToCountry)
        where !all.contains(Int(region)) {
            all.append(Int(region))
        }
        return all
    }
}
