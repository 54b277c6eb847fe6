/// Settles what ambiguous and guarded names of an article mean by its other
/// names, by where its source is from, and by how likely each is at all.
struct SenseSettlement {
    /// How often a sense stands in each part of the article.
    struct Counts {
        private var plain = InlineArray<4, Int>(repeating: 0)
        private var guarded = InlineArray<4, Int>(repeating: 0)

        mutating func add(_ part: RegionScore.Part, isGuarded: Bool) {
            if isGuarded { guarded[part.rawValue] += 1 } else { plain[part.rawValue] += 1 }
        }

        /// Guarded places count only where they have company.
        func count(_ part: RegionScore.Part, withGuarded: Bool) -> Int {
            plain[part.rawValue] + (withGuarded ? guarded[part.rawValue] : 0)
        }
    }

    /// What a sense means here.
    struct Choice {
        /// More than one where all are meant, or none could be preferred.
        var regions: [Int]
        /// False where several regions are as likely as each other: it names
        /// them, and the article is about none of them for its sake.
        var isSure: Bool
        /// Whether its guarded places count.
        var hasCompany = false
    }

    let gazetteer: Gazetteer
    let score: RegionScore
    /// The country that the article's source is from, if that is known.
    let home: Int?

    /// In the order of the senses.
    func choices(_ senses: [PlaceSense], _ counts: [Counts]) -> [Choice] {
        // First those that are nobody else's, then what they settle; and that
        // again keeps company to the guarded ones.
        var company: [Int: Double] = [:]
        for (sense, counts) in zip(senses, counts) where sense.regions.count == 1 {
            let weight = weight(of: sense, counts)
            if weight > 0 { company[country(of: sense.regions[0]), default: 0] += weight }
        }
        var choices = senses.map { choice(for: $0, company) }
        for (index, choice) in choices.enumerated()
        where senses[index].regions.count > 1 && choice.isSure && choice.regions.count == 1 {
            let weight = weight(of: senses[index], counts[index])
            if weight > 0 { company[country(of: choice.regions[0]), default: 0] += weight }
        }
        for index in choices.indices {
            choices[index].hasCompany = choices[index].regions.contains {
                company[country(of: $0)] != nil
            }
        }
        return choices
    }

    /// Of its places that are not guarded.
    private func weight(of sense: PlaceSense, _ counts: Counts) -> Double {
        score.weight(of: sense.kind)
            * RegionScore.Part.allCases.reduce(0) { sum, part in
                sum + score.weight(of: part)
                    * score.repeated(counts.count(part, withGuarded: false))
            }
    }

    private func country(of region: Int) -> Int {
        gazetteer.containment.countryOrItself(region)
    }

    /// All regions of a shared name; else the only one; else the one for which
    /// most speaks; else all, unsure, or their country if they have but one.
    private func choice(for sense: PlaceSense, _ company: [Int: Double]) -> Choice {
        let regions = sense.regions
        if regions.count == 1 || sense.isShared { return Choice(regions: regions, isSure: true) }
        let support = regions.map { region in
            let country = country(of: region)
            let likelihood = sense.names.filter { Int($0.region) == region }.map(\.likelihood).max()
            return (company[country] ?? 0) + (country == home ? score.home : 0)
                + score.likelihood * Double(likelihood ?? 0)
        }
        let highest = support.max() ?? 0
        let best = zip(regions, support).filter { $0.1 > highest - Self.tie }.map(\.0)
        if best.count == 1 { return Choice(regions: best, isSure: true) }
        let countries = Set(best.map(country))
        if countries.count == 1, let country = countries.first {
            return Choice(regions: [country], isSure: true)
        }
        return Choice(regions: best, isSure: false)
    }

    /// Nearer than this is the same.
    private static let tie = 1e-6
}
