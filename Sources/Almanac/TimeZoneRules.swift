package import Newswire

/// What a time zone's clocks showed and will show, as one TZif file says.
package struct TimeZoneRules: Hashable, Sendable {
    /// What clocks show between two transitions.
    package struct LocalType: Hashable, Sendable {
        /// Seconds east of UTC.
        package var offset: Int
        package var isDaylightSaving: Bool
        /// `EET`; `+03` where nobody says anything else.
        package var abbreviation: String
    }

    /// The IANA name: `Asia/Gaza`.
    package let name: String

    /// Ascending, in seconds since 1970 UTC, each with the type it begins.
    let transitions: [Int64]
    let types: [LocalType]
    /// Before the first transition.
    let initial: LocalType
    /// What holds after the last transition; nil leaves its type for ever.
    let rest: RecurringZone?

    /// - Precondition: `transitions` ascends and `types` has as many elements.
    init(
        name: String, transitions: [Int64], types: [LocalType], initial: LocalType,
        rest: RecurringZone?
    ) {
        precondition(transitions.count == types.count)
        self.name = name
        self.transitions = transitions
        self.types = types
        self.initial = initial
        self.rest = rest
    }

    /// Universal time, which needs no file.
    package static let utc = TimeZoneRules(
        name: "UTC", transitions: [], types: [],
        initial: LocalType(offset: 0, isDaylightSaving: false, abbreviation: "UTC"), rest: nil)

    package func localType(at moment: Timestamp) -> LocalType {
        span(at: moment.milliseconds.dividedDown(by: 1000)).type
    }

    /// Seconds east of UTC.
    package func offset(at moment: Timestamp) -> Int {
        localType(at: moment).offset
    }

    /// What a clock on the wall shows; fractions of a second dropped.
    package func civil(at moment: Timestamp) -> CivilTime {
        let seconds = moment.milliseconds.dividedDown(by: 1000)
        return CivilTime(secondsSinceEpoch: seconds + Int64(span(at: seconds).type.offset))
    }

    /// When a clock on the wall shows this time: the first of the two moments
    /// in an overlap; in a gap the moment by the offset before the jump, so
    /// that a skipped 02:30 is 03:30 (RFC 5545 section 3.3.5).
    package func moment(of civil: CivilTime) -> Timestamp {
        let local = civil.secondsSinceEpoch
        // No offset is as much as 26 hours, so nothing before this span counts.
        var span = span(at: local - 26 * 3600)
        while true {
            let candidate = local - Int64(span.type.offset)
            if candidate < span.end { return Timestamp(seconds: candidate) }
            let next = self.span(at: span.end)
            if local - Int64(next.type.offset) < next.start {
                return Timestamp(seconds: candidate)
            }
            span = next
        }
    }

    /// A stretch of time, `start..<end` in seconds since 1970 UTC, in which
    /// clocks keep one type.
    struct Span {
        var start: Int64
        var end: Int64
        var type: LocalType
    }

    func span(at seconds: Int64) -> Span {
        let following = transitions.firstIndex(after: seconds)
        let start = following == 0 ? Int64.min : transitions[following - 1]
        let type = following == 0 ? initial : types[following - 1]
        if following < transitions.count {
            return Span(start: start, end: transitions[following], type: type)
        }
        guard let rest else { return Span(start: start, end: .max, type: type) }
        var span = rest.span(at: seconds)
        span.start = max(span.start, start)
        return span
    }
}

extension [Int64] {
    /// The index of the first element greater than the value, `count` if there
    /// is none, in an ascending array.
    fileprivate func firstIndex(after value: Int64) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] > value { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
