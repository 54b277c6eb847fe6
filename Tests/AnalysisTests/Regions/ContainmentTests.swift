@testable import Analysis
import NashraTesting
import Testing

@Suite("What lies within what")
struct ContainmentTests {
    @Test("as a walk from level to level says, in circles too", arguments: 0..<40)
    func judged(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let count = 12
        let kinds = (0..<count).map { _ in Region.Kind.allCases.randomElement(using: &random)! }
        let pairs = (0..<seed / 2).map { _ in
            (Int.random(in: 0..<count, using: &random), Int.random(in: 0..<count, using: &random))
        }
        let containment = Containment(
            kinds: kinds,
            relations: pairs.map { .init(region: UInt16($0.0), area: UInt16($0.1)) })
        let above = (0..<count).map { Self.above($0, pairs) }
        for region in 0..<count {
            #expect(containment.above(region).map(Int.init) == above[region])
            let below = [region] + (0..<count).filter { above[$0].contains(region) }
            #expect(containment.below(region).map(Int.init) == below)
            let country = ([region] + above[region]).first { kinds[$0] == .country }
            #expect(containment.country(of: region) == country)
            let inCountry = above[region].filter { ![.area, .group].contains(kinds[$0]) }
            #expect(containment.upToCountry(region).map(Int.init) == [region] + inCountry)
            for area in 0..<count {
                let isWithin = area == region || above[region].contains(area)
                #expect(containment.contains(area, region) == isWithin)
            }
        }
    }

    private static func above(_ region: Int, _ pairs: [(Int, Int)]) -> [Int] {
        var found: [Int] = []
        var level = [region]
        while !level.isEmpty {
            var next: [Int] = []
            for area in level.flatMap({ child in pairs.filter { $0.0 == child }.map(\.1) })
            where area != region && !found.contains(area) {
                found.append(area)
                next.append(area)
            }
            level = next
        }
        return found
    }
}
