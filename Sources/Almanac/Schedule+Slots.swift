package import Newswire

extension Schedule {
    /// A time at which a digest comes.
    package struct Slot: Hashable, Comparable, Sendable {
        /// As the schedule writes it, also where clocks skip it: the edition's
        /// period.
        package let civil: CivilTime
        /// When that is: the first moment where clocks show it twice, the one by
        /// the offset before the gap where they skip it.
        package let moment: Timestamp

        package static func < (a: Slot, b: Slot) -> Bool {
            (a.moment, a.civil) < (b.moment, b.civil)
        }
    }

    /// The first slot after a moment; nil only for a schedule without times. Of
    /// several that a gap makes one moment it is the latest on the clock.
    package func next(after moment: Timestamp, in zone: TimeZoneRules) -> Slot? {
        let today = zone.civil(at: moment).date
        var best: Slot?
        for daysAhead in -2...Self.horizon {
            let date = today.adding(days: daysAhead)
            if let best, date > best.civil.date.adding(days: 2) { break }
            for slot in slots(on: date, in: zone) where slot.moment > moment {
                guard let earlier = best else {
                    best = slot
                    continue
                }
                best =
                    slot.moment == earlier.moment ? max(slot, earlier) : min(slot, earlier)
            }
        }
        return best
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

    /// The slots after a moment in order, each at a moment of its own, without
    /// end: `prefix` what is wanted.
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
        var after: Timestamp

        package mutating func next() -> Slot? {
            let slot = schedule.next(after: after, in: zone)
            if let slot { after = slot.moment }
            return slot
        }
    }

    /// Two weeks: a week holds each slot once, and no jump of the clocks was
    /// ever longer than a day.
    private static let horizon = 14

    private func slots(on date: CivilDate, in zone: TimeZoneRules) -> [Slot] {
        let weekday = date.weekday
        let times = Set(entries.filter { $0.days.contains(weekday) }.flatMap(\.times))
        return times.map { time in
            let civil = CivilTime(date: date, clock: time)
            return Slot(civil: civil, moment: zone.moment(of: civil))
        }
    }
}
