package import Newswire

extension Schedule {
    /// A time at which a digest comes.
    package struct Slot: Hashable, Comparable, Sendable {
        /// As the schedule writes it, also where clocks skip it: the edition's
        /// period.
        package let civil: CivilTime
        /// When that is; the first moment where clocks show it twice.
        package let moment: Timestamp

        package static func < (a: Slot, b: Slot) -> Bool {
            (a.moment, a.civil) < (b.moment, b.civil)
        }
    }

    /// The first slot after a moment; nil only for a schedule without times.
    package func next(after moment: Timestamp, in zone: TimeZoneRules) -> Slot? {
        next(in: zone, from: moment) { $0.moment > moment }
    }

    /// The last slot that is not after a moment; nil only for a schedule
    /// without times.
    package func latest(atOrBefore moment: Timestamp, in zone: TimeZoneRules) -> Slot? {
        let today = zone.civil(at: moment).date
        var best: Slot?
        for daysBack in -2...Self.horizon {
            let date = today.adding(days: -daysBack)
            if let best, date < best.civil.date.adding(days: -2) { break }
            for slot in slots(on: date, in: zone) where slot.moment <= moment {
                best = best.map { max($0, slot) } ?? slot
            }
        }
        return best
    }

    /// The slots after a moment in order, without end: `prefix` what is wanted.
    /// Two slots whose times a gap makes one moment both come.
    package func slots(after moment: Timestamp, in zone: TimeZoneRules) -> SlotSequence {
        SlotSequence(schedule: self, zone: zone, after: moment)
    }

    /// The slots after `start` and not after `end`, in order.
    package func slots(
        after start: Timestamp, through end: Timestamp, in zone: TimeZoneRules
    ) -> [Slot] {
        Array(slots(after: start, in: zone).prefix { $0.moment <= end })
    }

    /// See `slots(after:in:)`.
    package struct SlotSequence: Sequence, IteratorProtocol {
        let schedule: Schedule
        let zone: TimeZoneRules
        let after: Timestamp
        private var last: Slot?

        init(schedule: Schedule, zone: TimeZoneRules, after: Timestamp) {
            (self.schedule, self.zone, self.after) = (schedule, zone, after)
        }

        package mutating func next() -> Slot? {
            last =
                last.map { last in
                    schedule.next(in: zone, from: last.moment) { $0 > last }
                } ?? schedule.next(after: after, in: zone)
            return last
        }
    }

    /// Two weeks: a week holds each slot once, and no jump of the clocks was
    /// ever longer than a day.
    private static let horizon = 14

    private func next(
        in zone: TimeZoneRules, from moment: Timestamp, where isWanted: (Slot) -> Bool
    ) -> Slot? {
        let today = zone.civil(at: moment).date
        var best: Slot?
        for daysAhead in -2...Self.horizon {
            let date = today.adding(days: daysAhead)
            if let best, date > best.civil.date.adding(days: 2) { break }
            for slot in slots(on: date, in: zone) where isWanted(slot) {
                best = best.map { min($0, slot) } ?? slot
            }
        }
        return best
    }

    private func slots(on date: CivilDate, in zone: TimeZoneRules) -> [Slot] {
        let weekday = date.weekday
        let times = Set(entries.filter { $0.days.contains(weekday) }.flatMap(\.times))
        return times.map { time in
            let civil = CivilTime(date: date, clock: time)
            return Slot(civil: civil, moment: zone.moment(of: civil))
        }
    }
}
