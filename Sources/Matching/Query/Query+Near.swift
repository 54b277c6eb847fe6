extension Query {
    /// Words that stand near each other: `a NEAR/5 b`, `a ONEAR/5 b`.
    ///
    /// Each part yields *intervals* of word places within one field, never
    /// across fields; its scope restricts them as it restricts words. A word or
    /// phrase yields its places, any-of all those of its parts. Two parts yield
    /// the stretches from an interval of one to an interval of the other that
    /// shares no word with it, where from the last word of the earlier to the
    /// first of the later it is at most `distance` words: neighbours have the
    /// distance 1. With `isOrdered` the left part comes first. Of each interval
    /// only the nearest partner before and behind it counts. More parts are
    /// taken from the left: `a NEAR/5 b NEAR/5 c` is what lies near to what
    /// `a NEAR/5 b` yields. `WordInterval.near` is that algebra.
    ///
    /// It holds where any field yields an interval.
    package struct Near: Hashable, Sendable {
        /// Two or more; each is `words`, a `near`, an `any` of these, or a
        /// `topic` that stands for one of these. The first is no `near` of the
        /// same distance and order: its parts are parts of this one.
        package let parts: [Query]
        /// From 1 to `distances`' end.
        package let distance: Int
        package let isOrdered: Bool

        package static let distances = 1...100
        /// Of `NEAR` and `ONEAR` without a number.
        package static let usualDistance = 10
        /// The most NEAR and ONEAR through which one word is joined to others,
        /// `jointCount`; the parser refuses more, for with each of them what
        /// is found may double.
        package static let mostJoints = 16

        package init(parts: [Query], distance: Int, isOrdered: Bool) {
            self.parts = parts
            self.distance = distance
            self.isOrdered = isOrdered
        }

        /// The right one near the left one, normal.
        package init(_ left: Query, _ right: Query, within distance: Int, isOrdered: Bool) {
            if case .near(let near) = left, near.distance == distance, near.isOrdered == isOrdered {
                parts = near.parts + [right]
            } else {
                parts = [left, right]
            }
            self.distance = distance
            self.isOrdered = isOrdered
        }

        /// Where it is looked for: the scope of all its words.
        package var scope: QueryScope {
            Query.near(self).allWords.first?.scope ?? .anywhere
        }
    }

    /// Every word and phrase that stands in it, excluded ones too, in order.
    package var allWords: [Words] {
        switch self {
        case .words(let words): [words]
        case .about, .mentions, .language: []
        case .not(let inner), .topic(_, let inner): inner.allWords
        case .near(let near): near.parts.flatMap(\.allWords)
        case .all(let parts), .any(let parts), .atLeast(_, let parts): parts.flatMap(\.allWords)
        }
    }

    /// What keeps a query from yielding intervals.
    package enum Obstacle: Hashable, Sendable {
        case both
        case without
        case region
        case language
        case count
        case topic(String)
    }

    /// Why it cannot be a part of `Near`; nil if it can.
    var obstacleToNear: Obstacle? {
        switch self {
        case .words, .near: nil
        case .any(let parts): parts.lazy.compactMap(\.obstacleToNear).first
        case .topic(let name, let inner): inner.obstacleToNear == nil ? nil : .topic(name)
        case .all: .both
        case .not: .without
        case .about, .mentions: .region
        case .language: .language
        case .atLeast: .count
        }
    }

    /// How many NEAR and ONEAR build on one another in it; of a group of `|`
    /// those of the part that has most.
    var jointCount: Int {
        switch self {
        case .near(let near): near.parts.reduce(near.parts.count - 1) { $0 + $1.jointCount }
        case .any(let parts), .all(let parts), .atLeast(_, let parts):
            parts.map(\.jointCount).max() ?? 0
        case .topic(_, let inner), .not(let inner): inner.jointCount
        case .words, .about, .mentions, .language: 0
        }
    }
}
