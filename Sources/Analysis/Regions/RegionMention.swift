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
    /// By number; more than one where all are meant, or none could be preferred.
    var regions: [Int]
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
            if choice.regions.count == 1 {
                company[country(of: choice.regions[0]), default: 0] += weight(of: mention)
            }
        }
        return zip(mentions, choices).compactMap { mention, choice in
            if mention.isGuarded,
                !choice.regions.contains(where: { company[country(of: $0)] != nil })
            {
                return nil
            }
            return SettledMention(
                regions: choice.regions, weight: weight(of: mention), place: mention.place,
                text: mention.text, isSure: choice.isSure)
        }
    }

    private func weight(of mention: RegionMention) -> Double {
        let kind = mention.names.map { RegionScore.weight(of: $0.kind) }.max() ?? 0
        return kind * RegionScore.weight(of: mention.place)
    }

    /// What the names that are nobody else's say of each country.
    private func company(of mentions: [RegionMention]) -> [Int: Double] {
        var company: [Int: Double] = [:]
        for mention in mentions where !mention.isGuarded {
            let regions = regions(of: mention)
            guard regions.count == 1 else { continue }
            company[country(of: regions[0]), default: 0] += weight(of: mention)
        }
        return company
    }

    private func regions(of mention: RegionMention) -> [Int] {
        gazetteer.containment.outermost(mention.names.map { Int($0.region) })
    }

    private func country(of region: Int) -> Int {
        gazetteer.containment.countryOrItself(region)
    }

    private typealias Choice = (regions: [Int], isSure: Bool)

    /// All regions of a shared name; else the only one; else the one whose
    /// marks the writer set, whose country the article names most, or that is
    /// likeliest; else all, unsure.
    private func choice(for mention: RegionMention, _ company: [Int: Double]) -> Choice {
        let regions = regions(of: mention)
        if regions.count == 1 { return (regions, true) }
        if mention.names.contains(where: { $0.traits.contains(.shared) }) { return (regions, true) }
        let candidates = mention.names.filter { regions.contains(Int($0.region)) }
        let marked = candidates.filter {
            $0.traits.contains(.marked) && mention.text.hasSuffix(gazetteer.names.text(of: $0))
        }
        if marked.count == 1 { return ([Int(marked[0].region)], true) }
        let support = candidates.map { company[country(of: Int($0.region))] ?? 0 }
        if let best = only(candidates, highestIn: support) { return ([best], true) }
        if support.allSatisfy({ $0 == 0 }),
            let best = only(candidates, highestIn: candidates.map { Double($0.likelihood) })
        {
            return ([best], true)
        }
        return (regions, false)
    }

    /// The region of the one that has more than each other one; nil on a tie, or
    /// if none has anything.
    private func only(_ candidates: [PlaceName], highestIn values: [Double]) -> Int? {
        guard let highest = values.max(), highest > 0 else { return nil }
        let best = Set(zip(candidates, values).filter { $0.1 == highest }.map(\.0.region))
        return best.count == 1 ? best.first.map(Int.init) : nil
    }
}
