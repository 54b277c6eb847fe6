/// A moment: whole milliseconds since 1970-01-01T00:00:00 UTC, without leap
/// seconds. This is also how the store keeps times.
package struct Timestamp: Hashable, Comparable, Sendable {
    package var milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package init(seconds: Int64) {
        self.milliseconds = seconds * 1000
    }

    /// The civil time at this moment in UTC, fractions of a second dropped.
    package var utc: CivilTime {
        CivilTime(secondsSinceEpoch: milliseconds.dividedDown(by: 1000))
    }

    package static func < (a: Timestamp, b: Timestamp) -> Bool {
        a.milliseconds < b.milliseconds
    }

    package static func + (moment: Timestamp, length: Duration) -> Timestamp {
        Timestamp(milliseconds: moment.milliseconds + length.milliseconds)
    }

    package static func - (moment: Timestamp, length: Duration) -> Timestamp {
        Timestamp(milliseconds: moment.milliseconds - length.milliseconds)
    }

    package static func - (later: Timestamp, earlier: Timestamp) -> Duration {
        .milliseconds(later.milliseconds - earlier.milliseconds)
    }
}

extension Duration {
    /// Whole milliseconds, rounded toward zero.
    package var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}

extension Int64 {
    /// The quotient rounded toward negative infinity.
    package func dividedDown(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
