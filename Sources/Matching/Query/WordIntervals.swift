/// A stretch of words of one field: what a word, a phrase or a NEAR group was
/// found as.
package struct WordInterval: Hashable, Sendable {
    /// The start, then the end: intervals compare as one number.
    private let bits: UInt64

    /// The place of its first word.
    package var start: Int { Int(bits >> 32) }
    /// The place behind its last word; always greater than `start`.
    package var end: Int { Int(UInt32(truncatingIfNeeded: bits)) }

    /// Places count from 0 and lie below 2³².
    package init(_ start: Int, _ end: Int) {
        bits = UInt64(UInt32(start)) << 32 | UInt64(UInt32(end))
    }

    /// The most that are kept of one NEAR group in one field, the first ones.
    /// Only a field of more places than any article in earnest reaches it.
    package static let mostKept = 1 << 15
}

extension WordInterval: Comparable {
    /// By the first word, then by the last.
    package static func < (a: WordInterval, b: WordInterval) -> Bool {
        a.bits < b.bits
    }

    fileprivate static func endsBefore(_ a: WordInterval, _ b: WordInterval) -> Bool {
        a.end == b.end ? a.start < b.start : a.end < b.end
    }
}

/// The algebra behind NEAR. Lists are ascending and hold nothing twice; that
/// is what these take, and what they give.
extension WordInterval {
    /// Puts into `found` the stretches from a left interval to a right one, or
    /// if not `isOrdered` also from a right to a left one, that share no word
    /// and whose distance is at most `distance`. What `found` held is dropped,
    /// its storage used again.
    ///
    /// The distance is that from the last word of the earlier to the first of
    /// the later one: neighbours have 1. Of each interval, left and right, only
    /// the nearest partner before it and the nearest behind it count; of two
    /// as near the shorter:
    ///
    ///     left   a . . a . . . .      `a NEAR/4 b` finds 3…5 and 3…6,
    ///     right  . . . . . b b .      `a NEAR/5 b` also 0…5
    ///
    /// That finds something wherever any pair is near enough, and keeps what is
    /// found linear in what is given. So is the time, but for sorting what does
    /// not come out in order. Memory is taken only to grow `found`, and where
    /// an interval lies within another of its list.
    package static func near(
        _ left: [WordInterval], _ right: [WordInterval], within distance: Int, isOrdered: Bool,
        into found: inout [WordInterval]
    ) {
        found.removeAll(keepingCapacity: true)
        if left.isEmpty || right.isEmpty { return }
        join(byEnd(left), before: right, within: distance, into: &found)
        if !isOrdered { join(byEnd(right), before: left, within: distance, into: &found) }
        found.becomeAscending()
        if found.count > mostKept { found.removeSubrange(mostKept...) }
    }

    /// `earlier` is sorted by end, `later` by start, so that the partner of each
    /// is found by going once through both.
    private static func join(
        _ earlier: [WordInterval], before later: [WordInterval], within distance: Int,
        into found: inout [WordInterval]
    ) {
        func take(_ first: WordInterval, _ second: WordInterval) {
            if second.start - first.end < distance {
                found.append(WordInterval(first.start, second.end))
            }
        }
        var next = 0
        for first in earlier {
            while next < later.count, later[next].start < first.end { next += 1 }
            if next == later.count { break }
            take(first, later[next])
        }
        next = 0
        for second in later {
            while next < earlier.count, earlier[next].end <= second.start { next += 1 }
            if next > 0 { take(earlier[next - 1], second) }
        }
    }

    private static func byEnd(_ intervals: [WordInterval]) -> [WordInterval] {
        let isByEnd = zip(intervals, intervals.dropFirst()).allSatisfy { $0.end <= $1.end }
        return isByEnd ? intervals : intervals.sorted(by: endsBefore)
    }

    /// Those of the places that lie within any of the intervals.
    package static func places(
        _ places: [WordInterval], within intervals: [WordInterval]
    ) -> [WordInterval] {
        var next = 0
        var reach = 0
        return places.filter { place in
            while next < intervals.count, intervals[next].start <= place.start {
                reach = max(reach, intervals[next].end)
                next += 1
            }
            return place.end <= reach
        }
    }
}

extension [WordInterval] {
    /// Sorts them and leaves out what stands twice.
    package mutating func becomeAscending() {
        let isAscending = zip(self, dropFirst()).allSatisfy { $0 < $1 }
        if isAscending { return }
        sort()
        var kept = 1
        for index in 1..<count where self[index] != self[kept - 1] {
            self[kept] = self[index]
            kept += 1
        }
        removeSubrange(kept...)
    }
}
