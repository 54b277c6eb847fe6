import Almanac
import NashraTesting
import Newswire
import Testing

@Suite("Slots", .enabled(if: ZicFolder.isThere))
struct SlotTests {
    /// Held here because the folder goes with its last reference.
    private let files: ZicFolder

    init() throws {
        files = try ZicFolder(ZicFolder.jumps)
    }

    @Test(
        "the slots of a schedule follow its reader's clocks",
        arguments: [
            (
                "Test/Strip", "07:00", "2026-03-27T12:00:00Z",
                [
                    "2026-03-28T07:00 2026-03-28T07:00:00+03:00",
                    "2026-03-29T07:00 2026-03-29T07:00:00+03:00",
                ]
            ),
            // In a gap once, at the shifted time, under its own name.
            (
                "Test/Strip", "02:30", "2026-03-26T12:00:00Z",
                [
                    "2026-03-27T02:30 2026-03-27T02:30:00+02:00",
                    "2026-03-28T02:30 2026-03-28T03:30:00+03:00",
                    "2026-03-29T02:30 2026-03-29T02:30:00+03:00",
                ]
            ),
            // In an overlap once, the first time.
            (
                "Test/Strip", "01:30", "2026-10-30T12:00:00Z",
                [
                    "2026-10-31T01:30 2026-10-31T01:30:00+03:00",
                    "2026-11-01T01:30 2026-11-01T01:30:00+02:00",
                ]
            ),
            // One passes the other; what falls on one moment comes once, under
            // the latest name.
            (
                "Test/Strip", "02:30 03:15 03:30", "2026-03-27T22:00:00Z",
                [
                    "2026-03-28T03:15 2026-03-28T03:15:00+03:00",
                    "2026-03-28T03:30 2026-03-28T03:30:00+03:00",
                    "2026-03-29T02:30 2026-03-29T02:30:00+03:00",
                ]
            ),
            // Midnight does not exist.
            (
                "Test/Cedar", "Sun 00:00", "2026-03-28T12:00:00Z",
                [
                    "2026-03-29T00:00 2026-03-29T01:00:00+03:00",
                    "2026-04-05T00:00 2026-04-05T00:00:00+03:00",
                ]
            ),
            (
                "Test/Isle", "02:10", "2026-10-03T15:00:00Z",
                ["2026-10-04T02:10 2026-10-04T02:40:00+11:00"]
            ),
            // A whole day does not exist.
            (
                "Test/Dateline", "Fri 07:00", "2011-12-29T00:00:00Z",
                [
                    "2011-12-30T07:00 2011-12-31T07:00:00+13:00",
                    "2012-01-06T07:00 2012-01-06T07:00:00+13:00",
                ]
            ),
            (
                "Test/Fixed", "Sun-Thu 08:00 12:00", "2026-11-26T14:00:00Z",
                [
                    "2026-11-26T12:00 2026-11-26T12:00:00-03:30",
                    "2026-11-29T08:00 2026-11-29T08:00:00-03:30",
                ]
            ),
        ])
    func sequence(name: String, at: String, after: String, expected: [String]) throws {
        let zone = try files.zone(name)
        let schedule = try Schedule(parsing: at)
        let after = try #require(Timestamp(rfc3339: after))
        let slots = Array(schedule.slots(after: after, in: zone).prefix(expected.count))
        #expect(slots.map { "\($0.civil) \(zone.rfc3339($0.moment))" } == expected)
        #expect(schedule.next(after: after, in: zone) == slots.first)
        let last = try #require(slots.last)
        #expect(schedule.slots(after: after, through: last.moment, in: zone) == slots)
        #expect(schedule.latest(atOrBefore: last.moment, in: zone) == last)
    }

    @Test("next is after, latest is at or before, to the millisecond")
    func bounds() throws {
        let zone = try files.zone("Test/Strip")
        let schedule = try Schedule(parsing: "07:00")
        let slot = zone.moment(of: try TimeZoneRulesTests.civil("2026-11-24T07:00"))
        let instant = Duration.milliseconds(1)
        #expect(schedule.next(after: slot, in: zone)?.moment == slot + .seconds(86_400))
        #expect(schedule.next(after: slot - instant, in: zone)?.moment == slot)
        #expect(schedule.latest(atOrBefore: slot, in: zone)?.moment == slot)
        #expect(
            schedule.latest(atOrBefore: slot - instant, in: zone)?.moment == slot - .seconds(86_400)
        )
        #expect(schedule.slots(after: slot, through: slot, in: zone).isEmpty)
        #expect(schedule.slots(after: slot - instant, through: slot, in: zone).count == 1)
    }

    @Test(
        "a year of slots holds each civil time once, in order",
        arguments: ["Test/Strip", "Test/Isle"])
    func year(name: String) throws {
        let zone = try files.zone(name)
        let schedule = try Schedule(parsing: ["01:30 02:15", "Sun-Thu 07:00"])
        let start = zone.moment(of: try TimeZoneRulesTests.civil("2026-01-01T00:00"))
        let end = zone.moment(of: try TimeZoneRulesTests.civil("2027-01-01T00:00"))
        let slots = schedule.slots(after: start, through: end, in: zone)
        #expect(slots == slots.sorted())
        #expect(Set(slots.map(\.civil)).count == slots.count)
        // 2026 has 365 days, and 261 from Sunday to Thursday.
        #expect(slots.count == 365 * 2 + 261)
        for (earlier, later) in zip(slots, slots.dropFirst()) {
            #expect(
                schedule.latest(atOrBefore: later.moment - .milliseconds(1), in: zone) == earlier)
        }
    }

    @Test("a schedule without times, which no file can say, has no slots")
    func empty() {
        let schedule = Schedule(entries: [])
        #expect(schedule.next(after: Timestamp(seconds: 0), in: .utc) == nil)
        #expect(schedule.latest(atOrBefore: Timestamp(seconds: 0), in: .utc) == nil)
        #expect(Array(schedule.slots(after: Timestamp(seconds: 0), in: .utc)).isEmpty)
    }
}
