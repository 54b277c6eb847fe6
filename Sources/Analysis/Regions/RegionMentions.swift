import Newswire

/// All names of places in one article: what they can mean, how often each
/// stands in which part, and the words themselves.
struct RegionMentions {
    /// Words that stand for a sense: the first place where they are written so.
    struct Spot {
        /// Of all names of the article, in its order.
        var order: Int
        /// Its place in `fields`.
        var field: Int
        /// In tokens.
        var range: Range<Int>
        var isGuarded: Bool
    }

    var senses = PlaceSenses()
    private(set) var counts: [SenseSettlement.Counts] = []
    /// By sense.
    private(set) var spots: [[Spot]] = []
    /// With whether it is a field of the article; the dateline is none.
    private(set) var fields: [(field: AnalyzedField, isField: Bool)] = []
    private var order = 0

    var isEmpty: Bool { order == 0 }

    mutating func add(
        _ parts: [(RegionScore.Part, Range<Int>)], of field: AnalyzedField, _ finder: PlaceFinder,
        isField: Bool = true
    ) {
        fields.append((field, isField))
        for (part, range) in parts where !range.isEmpty {
            for finding in finder.findings(in: range, &senses) { add(finding, part, field) }
        }
        makeRoom()
    }

    /// For what was found since.
    private mutating func makeRoom() {
        while counts.count < senses.all.count {
            counts.append(SenseSettlement.Counts())
            spots.append([])
        }
    }

    private mutating func add(
        _ finding: PlaceFinder.Finding, _ part: RegionScore.Part, _ field: AnalyzedField
    ) {
        makeRoom()
        counts[finding.sense].add(part, isGuarded: finding.isGuarded)
        order += 1
        // The same characters again are no new evidence.
        let known = spots[finding.sense]
        let isKnown = known.contains { spot in
            spot.field == fields.count - 1 && spot.range.count == finding.length
                && spot.isGuarded == finding.isGuarded
                && field.words[spot.range.lowerBound] == field.words[finding.start]
        }
        guard !isKnown, known.count < Self.mostSpots else { return }
        spots[finding.sense].append(
            Spot(
                order: order, field: fields.count - 1, range: finding.start..<finding.end,
                isGuarded: finding.isGuarded))
    }

    /// Spellings of one sense in one article; nobody reads more.
    private static let mostSpots = 16
}
