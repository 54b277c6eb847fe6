import Newswire

/// A name of a place at one spot of an article, before it is settled which
/// region it means.
struct RegionMention {
    var names: [PlaceName]
    var isGuarded: Bool
    var place: RegionScore.Place
    /// As it stands in the article.
    var text: String

    init(_ finding: PlaceFinder.Finding, place: RegionScore.Place, in text: TokenizedText) {
        names = finding.names
        isGuarded = finding.isGuarded
        self.place = place
        self.text = text.original(finding.range)
    }
}

/// A mention whose regions are known.
struct SettledMention {
    /// More than one where all are meant, or none could be preferred.
    var codes: [RegionCode]
    var weight: Double
    var place: RegionScore.Place
    var text: String
    /// False where several regions are as likely as each other: it names them,
    /// and the article is about none of them for its sake.
    var isSure: Bool
}

/// Settles what ambiguous and guarded names mean by the other places of the
/// article.
struct MentionSettlement {
    let gazetteer: Gazetteer

    /// In the same order; guarded names without company are left out.
    func settled(_ mentions: [RegionMention]) -> [SettledMention] {
        var company = company(of: mentions)
        let choices = mentions.map { choice(for: $0, company) }
        for (mention, choice) in zip(mentions, choices) where !mention.isGuarded && choice.isSure {
            for country in countries(of: choice.codes) where choice.codes.count == 1 {
                company[country, default: 0] += weight(of: mention)
            }
        }
        return zip(mentions, choices).compactMap { mention, choice in
            if mention.isGuarded,
                !countries(of: choice.codes).contains(where: { company[$0] != nil })
            {
                return nil
            }
            return SettledMention(
                codes: choice.codes, weight: weight(of: mention), place: mention.place,
                text: mention.text, isSure: choice.isSure)
        }
    }

    private func weight(of mention: RegionMention) -> Double {
        let kind = mention.names.map { RegionScore.weight(of: $0.kind) }.max() ?? 0
        return kind * RegionScore.weight(of: mention.place)
    }

    /// What the names that are nobody else's say of each country.
    private func company(of mentions: [RegionMention]) -> [RegionCode: Double] {
        var company: [RegionCode: Double] = [:]
        for mention in mentions where !mention.isGuarded {
            let codes = gazetteer.outermost(mention.names.map(\.code))
            guard codes.count == 1 else { continue }
            for country in countries(of: codes) {
                company[country, default: 0] += weight(of: mention)
            }
        }
        return company
    }

    private func countries(of codes: [RegionCode]) -> [RegionCode] {
        codes.map { gazetteer.country(of: $0) ?? $0 }
    }

    private typealias Choice = (codes: [RegionCode], isSure: Bool)

    /// All regions of a shared name; else the only one; else the one whose
    /// marks the writer set, whose country the article names most, or that is
    /// likeliest; else all, unsure.
    private func choice(for mention: RegionMention, _ company: [RegionCode: Double]) -> Choice {
        let codes = gazetteer.outermost(mention.names.map(\.code))
        if codes.count == 1 { return (codes, true) }
        if mention.names.contains(where: { $0.traits.contains(.shared) }) { return (codes, true) }
        let candidates = mention.names.filter { codes.contains($0.code) }
        let marked = candidates.filter { $0.hasMarks && mention.text.hasSuffix($0.text) }
        if marked.count == 1 { return ([marked[0].code], true) }
        let support = candidates.map { company[gazetteer.country(of: $0.code) ?? $0.code] ?? 0 }
        if let best = only(candidates, highestIn: support) { return ([best.code], true) }
        if support.allSatisfy({ $0 == 0 }),
            let best = only(candidates, highestIn: candidates.map(\.likelihood))
        {
            return ([best.code], true)
        }
        return (codes, false)
    }

    /// The one that has more than each other one; nil on a tie, or if none has
    /// anything.
    private func only(_ candidates: [PlaceName], highestIn values: [Double]) -> PlaceName? {
        guard let highest = values.max(), highest > 0 else { return nil }
        let best = zip(candidates, values).filter { $0.1 == highest }.map(\.0)
        return Set(best.map(\.code)).count == 1 ? best.first : nil
    }
}

extension PlaceName {
    /// Whether it is written with vowel marks: عُمان and عمّان.
    fileprivate var hasMarks: Bool {
        text.unicodeScalars.contains { (0x64B...0x652).contains($0.value) }
    }
}
