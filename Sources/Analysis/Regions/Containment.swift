/// What lies within what, by the numbers of regions.
struct Containment: Sendable {
    /// That one region lies in another, as a line says.
    struct Relation {
        var region: UInt16
        var area: UInt16
    }

    /// Nearest first; never the region itself.
    private let aboveEach: RegionLists
    /// All that lies in each, and itself first, in order.
    private let belowEach: RegionLists
    private let countries: [UInt16?]
    /// The region itself and what it lies in, up to its country.
    private let upToCountryOfEach: RegionLists

    init(kinds: [Region.Kind], relations: [Relation]) {
        let parents = RegionLists(count: kinds.count) { add in
            for relation in relations { add(relation.region, relation.area) }
        }
        var above = RegionLists()
        var upToCountry = RegionLists()
        var countries: [UInt16?] = []
        countries.reserveCapacity(kinds.count)
        var found: [UInt16] = []
        for region in kinds.indices {
            Self.climb(from: region, parents, &found)
            above.append(found)
            found.insert(UInt16(region), at: 0)
            countries.append(found.first { kinds[Int($0)] == .country })
            upToCountry.append(
                found.lazy.filter { area in
                    switch kinds[Int(area)] {
                    case .country, .subdivision, .place: true
                    case .area, .group: area == region
                    }
                })
        }
        belowEach = RegionLists(count: kinds.count) { add in
            for region in kinds.indices { add(UInt16(region), UInt16(region)) }
            for region in kinds.indices {
                for area in above[region] { add(area, UInt16(region)) }
            }
        }
        aboveEach = above
        upToCountryOfEach = upToCountry
        self.countries = countries
    }

    func above(_ region: Int) -> ArraySlice<UInt16> { aboveEach[region] }
    func below(_ region: Int) -> ArraySlice<UInt16> { belowEach[region] }
    func upToCountry(_ region: Int) -> ArraySlice<UInt16> { upToCountryOfEach[region] }
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

    /// Puts what a region lies in into `found`, level by level, so that what is
    /// near comes first.
    private static func climb(
        from region: Int, _ parents: RegionLists, _ found: inout [UInt16]
    ) {
        found.removeAll(keepingCapacity: true)
        var at = region
        var climbed = 0
        while true {
            for area in parents[at] where Int(area) != region && !found.contains(area) {
                found.append(area)
            }
            guard climbed < found.count else { return }
            at = Int(found[climbed])
            climbed += 1
        }
    }
}
