/// What lies within what, by the numbers of regions.
struct Containment: Sendable {
    /// Nearest first; never the region itself.
    private let aboveEach: [[UInt16]]
    /// All that lies in each, and itself, in order.
    private let belowEach: [[UInt16]]
    private let countries: [UInt16?]
    /// The region itself and what it lies in, up to its country.
    private let upToCountryOfEach: [[UInt16]]

    init(kinds: [Region.Kind], parents: [[Int]]) {
        let above = kinds.indices.map { Self.climb(from: $0, parents) }
        var below = kinds.indices.map { [UInt16($0)] }
        for (region, areas) in above.enumerated() {
            for area in areas { below[Int(area)].append(UInt16(region)) }
        }
        countries = kinds.indices.map { region in
            kinds[region] == .country
                ? UInt16(region) : above[region].first { kinds[Int($0)] == .country }
        }
        upToCountryOfEach = kinds.indices.map { region in
            [UInt16(region)]
                + above[region].filter { area in
                    switch kinds[Int(area)] {
                    case .country, .subdivision, .place: true
                    case .area, .group: false
                    }
                }
        }
        aboveEach = above
        belowEach = below
    }

    func above(_ region: Int) -> [UInt16] { aboveEach[region] }
    func below(_ region: Int) -> [UInt16] { belowEach[region] }
    func upToCountry(_ region: Int) -> [UInt16] { upToCountryOfEach[region] }
    func country(of region: Int) -> Int? { countries[region].map(Int.init) }

    /// Its country, or itself where it lies in none.
    func countryOrItself(_ region: Int) -> Int { country(of: region) ?? region }

    func contains(_ area: Int, _ region: Int) -> Bool {
        area == region || aboveEach[region].contains(UInt16(area))
    }

    /// Without those that lie in another of them, each once, in order.
    func outermost(_ regions: [Int]) -> [Int] {
        if regions.count == 1 { return regions }
        var kept: [Int] = []
        for region in regions where !kept.contains(region) {
            if !regions.contains(where: { $0 != region && contains($0, region) }) {
                kept.append(region)
            }
        }
        return kept
    }

    /// Level by level, so that what is near comes first.
    private static func climb(from region: Int, _ parents: [[Int]]) -> [UInt16] {
        var found: [UInt16] = []
        var level = parents[region]
        while !level.isEmpty {
            var next: [Int] = []
            for area in level where area != region && !found.contains(UInt16(area)) {
                found.append(UInt16(area))
                next += parents[area]
            }
            level = next
        }
        return found
    }
}
