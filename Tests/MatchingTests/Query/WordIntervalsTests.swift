import Testing

@testable import Matching

@Suite("word intervals")
struct WordIntervalsTests {
    private static func list(_ places: (Int, Int)...) -> [WordInterval] {
        places.map { WordInterval($0, $1) }
    }

    @Test("near each other are joined to the nearest partner on each side")
    func joined() {
        let left = Self.list((0, 1), (3, 4))
        let right = Self.list((5, 6), (6, 7))
        #expect(near(left, right, within: 4) == Self.list((3, 6), (3, 7)))
        #expect(near(left, right, within: 5) == Self.list((0, 6), (3, 6), (3, 7)))
        #expect(near(left, right, within: 1) == [])
        #expect(near(left, right, within: 100, isOrdered: true).count == 3)
        #expect(near(right, left, within: 100, isOrdered: true) == [])
        #expect(near(right, left, within: 5) == Self.list((0, 6), (3, 6), (3, 7)))
    }

    @Test("that share a word are no pair")
    func disjoint() {
        #expect(near(Self.list((2, 5)), Self.list((3, 4), (4, 6)), within: 9) == [])
        #expect(near(Self.list((2, 5)), Self.list((2, 5)), within: 9) == [])
        #expect(near(Self.list((2, 5)), Self.list((5, 6)), within: 1) == Self.list((2, 6)))
        let same = Self.list((1, 2), (4, 5))
        #expect(near(same, same, within: 3) == Self.list((1, 5)))
    }

    @Test("of which one lies within another both count")
    func nested() {
        let left = Self.list((0, 6), (2, 4))
        #expect(near(left, Self.list((6, 7)), within: 1) == Self.list((0, 7)))
        #expect(near(left, Self.list((6, 7)), within: 3) == Self.list((0, 7), (2, 7)))
    }

    @Test("are joined as trying every pair joins them", arguments: 0..<400)
    func judged(seed: Int) {
        var numbers = SeededNumbers(seed: seed)
        let left = intervals(&numbers)
        let right = intervals(&numbers)
        let distance = 1 + numbers.below(6)
        let isOrdered = numbers.below(2) == 0
        let found = near(left, right, within: distance, isOrdered: isOrdered)
        var expected = Set(pairs(left, right, distance))
        if !isOrdered { expected.formUnion(pairs(right, left, distance)) }
        #expect(found == expected.sorted())
        // Whatever is left aside, something is found where any pair is near.
        let isAnyNear = left.contains { a in
            right.contains { b in
                isNear(a, b, distance) || (!isOrdered && isNear(b, a, distance))
            }
        }
        #expect(found.isEmpty != isAnyNear)
        #expect(found.count <= 2 * (left.count + right.count))
    }

    @Test("are found within others as trying each finds them", arguments: 0..<100)
    func within(seed: Int) {
        var numbers = SeededNumbers(seed: seed)
        let places = intervals(&numbers)
        let stretches = intervals(&numbers)
        #expect(
            WordInterval.places(places, within: stretches)
                == places.filter { place in
                    stretches.contains { $0.start <= place.start && place.end <= $0.end }
                })
    }

    @Test("too many to be kept are cut off")
    func many() {
        let places = (0..<40_000).map { WordInterval($0 * 2, $0 * 2 + 1) }
        let others = (0..<40_000).map { WordInterval($0 * 2 + 1, $0 * 2 + 2) }
        #expect(near(places, others, within: 3).count == WordInterval.mostKept)
    }

    @Test("do not multiply, however many are joined")
    func growth() {
        // Three words over and over, as no article has them: what is found
        // could double with each joint.
        let words = (0..<3).map { word in
            stride(from: word, to: 30_000, by: 3).map { WordInterval($0, $0 + 1) }
        }
        let clock = ContinuousClock()
        let time = clock.measure {
            var found = words[0]
            for joint in 1...Query.Near.mostJoints {
                let left = found
                WordInterval.near(
                    left, words[joint * 7 % 3], within: 100, isOrdered: false, into: &found)
                #expect(found.count <= WordInterval.mostKept)
            }
            #expect(!found.isEmpty)
        }
        // A debug build on a busy machine.
        #expect(time < .seconds(20))
    }

    private func near(
        _ left: [WordInterval], _ right: [WordInterval], within distance: Int,
        isOrdered: Bool = false
    ) -> [WordInterval] {
        var found = [WordInterval(7, 8)]
        WordInterval.near(left, right, within: distance, isOrdered: isOrdered, into: &found)
        return found
    }

    private func isNear(_ a: WordInterval, _ b: WordInterval, _ distance: Int) -> Bool {
        b.start >= a.end && b.start - (a.end - 1) <= distance
    }

    /// By the definition: of each the nearest partner, the shorter of two.
    private func pairs(
        _ earlier: [WordInterval], _ later: [WordInterval], _ distance: Int
    ) -> [WordInterval] {
        let behind = earlier.compactMap { a in
            later.filter { $0.start >= a.end }.min { ($0.start, $0.end) < ($1.start, $1.end) }
                .map { (a, $0) }
        }
        let before = later.compactMap { b in
            earlier.filter { $0.end <= b.start }.max { ($0.end, $0.start) < ($1.end, $1.start) }
                .map { ($0, b) }
        }
        return (behind + before).filter { isNear($0, $1, distance) }
            .map { WordInterval($0.start, $1.end) }
    }

    private func intervals(_ numbers: inout SeededNumbers) -> [WordInterval] {
        let all = (0..<numbers.below(8)).map { _ in
            let start = numbers.below(20)
            return WordInterval(start, start + 1 + numbers.below(numbers.below(3) == 0 ? 6 : 2))
        }
        return Set(all).sorted()
    }
}
