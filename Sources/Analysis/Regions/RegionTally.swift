import Newswire

/// Adds up what the settled names of an article say of each region, and decides
/// which it is about.
struct RegionTally {
    let gazetteer: Gazetteer
    let score: RegionScore

    /// What the names say of one region.
    private struct Entry {
        /// By part: so many names that each weigh so much.
        var names = [[(weight: Double, count: Int)]](repeating: [], count: 4)
        /// Whether any of them counts towards *about*.
        var isSure = false
        var evidence: [(sense: Int, spot: RegionMentions.Spot)] = []
        var total = 0.0
        var inTitle = 0.0
    }

    func tags(of mentions: RegionMentions, _ choices: [SenseSettlement.Choice]) -> [RegionTag] {
        var entries: [Int: Entry] = [:]
        for (sense, choice) in choices.enumerated() {
            add(sense, choice, mentions, to: &entries)
        }
        for region in entries.keys { weigh(&entries[region]!) }
        let highest = entries.values.map(\.total).max() ?? 0
        let ranks = ranks(of: entries)
        let spelled = SpelledEvidence(
            mentions, spots: entries.values.flatMap(\.evidence).map(\.spot))
        let found = entries.map { region, entry in
            let rank = ranks[gazetteer.containment.countryOrItself(region)] ?? 0
            let isAbout =
                entry.isSure
                && score.isAbout(
                    score: entry.total, inTitle: entry.inTitle, highest: highest, rank: rank)
            return (
                first: entry.evidence.first?.spot.order ?? 0, region: region,
                depth: gazetteer.containment.upToCountry(region).count,
                tag: tag(region, entry, isAbout, mentions, spelled)
            )
        }
        return found.sorted { a, b in
            if a.tag.about != b.tag.about { return a.tag.about }
            if a.tag.weight != b.tag.weight { return a.tag.weight > b.tag.weight }
            if a.first != b.first { return a.first < b.first }
            // A city before its country.
            return a.depth == b.depth ? a.region < b.region : a.depth > b.depth
        }.map(\.tag)
    }

    private func add(
        _ sense: Int, _ choice: SenseSettlement.Choice, _ mentions: RegionMentions,
        to entries: inout [Int: Entry]
    ) {
        let counts = RegionScore.Part.allCases.map {
            mentions.counts[sense].count($0, withGuarded: choice.hasCompany)
        }
        guard counts.contains(where: { $0 > 0 }) else { return }
        let meant = mentions.senses[sense]
        let countries = Set(choice.regions.map(gazetteer.containment.countryOrItself)).count
        let weight =
            score.weight(of: meant.kind) * score.share(of: meant.kind, countries: countries)
        let spots = mentions.spots[sense].filter { choice.hasCompany || !$0.isGuarded }
        for region in upToCountry(choice.regions) {
            var entry = entries.removeValue(forKey: region) ?? Entry()
            if choice.isSure {
                entry.isSure = true
                for (part, count) in counts.enumerated() where count > 0 {
                    entry.names[part].append((weight, count))
                }
            }
            for spot in spots { entry.evidence.append((sense, spot)) }
            entries[region] = entry
        }
    }

    /// Adds up each part, the names that weigh most first.
    private func weigh(_ entry: inout Entry) {
        entry.evidence.sort { $0.spot.order < $1.spot.order }
        for part in RegionScore.Part.allCases {
            var count = 0
            var sum = 0.0
            for name in entry.names[part.rawValue].sorted(by: { $0.weight > $1.weight }) {
                sum += name.weight * (score.repeated(count + name.count) - score.repeated(count))
                count += name.count
            }
            sum *= score.weight(of: part)
            entry.total += sum
            if part == .title { entry.inTitle = sum }
        }
    }

    /// The place of each country, area and group by score; what lies in a
    /// country shares its place.
    private func ranks(of entries: [Int: Entry]) -> [Int: Int] {
        let scores =
            entries
            .filter { gazetteer.containment.countryOrItself($0.key) == $0.key }
            .map {
                (region: $0.key, score: $0.value.total, $0.value.evidence.first?.spot.order ?? 0)
            }
            .sorted { ($1.score, $0.2, $0.region) < ($0.score, $1.2, $1.region) }
        return Dictionary(
            uniqueKeysWithValues: scores.enumerated().map { ($0.element.region, $0.offset) })
    }

    private func tag(
        _ region: Int, _ entry: Entry, _ isAbout: Bool, _ mentions: RegionMentions,
        _ spelled: SpelledEvidence
    ) -> RegionTag {
        var tag = RegionTag(
            code: gazetteer.regions[region].code, about: isAbout, evidence: [],
            weight: entry.total)
        for (sense, spot) in entry.evidence {
            guard tag.evidence.count < Self.mostEvidence else { break }
            let text = spelled.text(of: spot)
            if tag.evidence.contains(text) { continue }
            tag.evidence.append(text)
            let names = mentions.senses[sense].names
            let name = names.first { gazetteer.containment.contains(region, Int($0.region)) }
            guard let name = name ?? names.first else { continue }
            let (start, length) = spelled.place(of: spot)
            tag.places.append(
                RegionEvidence(
                    field: mentions.fields[spot.field].isField
                        ? mentions.fields[spot.field].field.field : nil,
                    start: start, length: length, name: gazetteer.names.text(of: name),
                    kind: name.kind))
        }
        return tag
    }

    /// The regions and what they lie in up to their countries, each once.
    private func upToCountry(_ regions: [Int]) -> [Int] {
        if regions.count == 1 { return gazetteer.containment.upToCountry(regions[0]).map(Int.init) }
        var seen: Set<Int> = []
        return regions.flatMap { gazetteer.containment.upToCountry($0).map(Int.init) }
            .filter { seen.insert($0).inserted }
    }

    /// Spellings; nobody reads more.
    private static let mostEvidence = 20
}

/// The words of spots, and where they stand in scalars: counted in one pass over
/// each field.
private struct SpelledEvidence {
    private let mentions: RegionMentions
    /// By order.
    private var places: [Int: (start: Int, length: Int)] = [:]

    init(_ mentions: RegionMentions, spots: [RegionMentions.Spot]) {
        self.mentions = mentions
        let sorted = spots.sorted { $0.order < $1.order }
        var field = -1
        var at = 0
        var scalars = 0
        for spot in sorted where places[spot.order] == nil {
            if spot.field != field { (field, at, scalars) = (spot.field, 0, 0) }
            let text = mentions.fields[field].field.tokens
            let bytes = text.source.utf8.span
            let start = text.tokens[spot.range.lowerBound].start
            let end = text.tokens[spot.range.upperBound - 1].end
            while at < start {
                if bytes[at] & 0xC0 != 0x80 { scalars += 1 }
                at += 1
            }
            var length = 0
            for offset in start..<end where bytes[offset] & 0xC0 != 0x80 { length += 1 }
            places[spot.order] = (scalars, length)
        }
    }

    func text(of spot: RegionMentions.Spot) -> String {
        mentions.fields[spot.field].field.tokens.original(spot.range)
    }

    func place(of spot: RegionMentions.Spot) -> (start: Int, length: Int) {
        places[spot.order] ?? (0, 0)
    }
}
