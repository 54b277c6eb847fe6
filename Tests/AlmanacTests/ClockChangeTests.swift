import Almanac
import Foundation
import NashraTesting
import Newswire
import Testing

/// `Slots/clock-changes.tsv` against Python's zoneinfo on the same folder, for
/// which `Slots/judge.py` states the rule once more, in its own words.
@Suite("Slots around the changes of the clocks")
struct ClockChangeTests {
    private struct Row {
        var zone: String
        var civil: String
        /// Where it is history.
        var local: String?
        var why: String
    }

    private static func rows() throws -> [Row] {
        let file = ProjectRoot.file("Tests/AlmanacTests/Slots/clock-changes.tsv")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            .filter { !$0.hasPrefix("#") }
            .map { line in
                let cells = line.split(separator: "\t").map(String.init)
                try #require(cells.count == 4, "\(line)")
                return Row(
                    zone: cells[0], civil: cells[1], local: cells[2] == "-" ? nil : cells[2],
                    why: cells[3])
            }
    }

    /// `UTC local offset` of each slot, as a schedule finds it from the evening
    /// before.
    private static func slots(_ rows: [Row], in folder: ZoneFolder) throws -> [String] {
        try rows.map { row in
            let zone = try folder.zone(named: row.zone)
            let civil = try TimeZoneRulesTests.civil(row.civil)
            let schedule = try Schedule(parsing: String(row.civil.suffix(5)))
            let evening = CivilTime(
                date: civil.date.adding(days: -1),
                clock: TimeOfDay(secondsSinceMidnight: 18 * 3600))
            let slot = try #require(
                schedule.slots(after: zone.moment(of: evening), in: zone)
                    .first { $0.civil.date == civil.date })
            #expect(slot.civil == civil)
            #expect(schedule.latest(atOrBefore: slot.moment, in: zone) == slot)
            return "\(slot.moment.rfc3339) \(zone.rfc3339(slot.moment)) "
                + "\(zone.offset(at: slot.moment))"
        }
    }

    private static func judged(_ rows: [Row], folder: String) throws -> [String] {
        let python = try #require(PythonZones.python)
        let script = ProjectRoot.file("Tests/AlmanacTests/Slots/judge.py")
        let questions = rows.map { "\($0.zone)\t\($0.civil)\n" }.joined()
        let answers = try ChildProcess.run(
            python, [script.path(percentEncoded: false)],
            environment: ["PYTHONTZPATH": folder], input: Data(questions.utf8))
        return String(decoding: answers, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test(
        "every slot of the table is where Python finds it: UTC, local time and offset",
        .enabled(if: PythonZones.python != nil))
    func machine() throws {
        let rows = try Self.rows()
        #expect(rows.count >= 80 && Set(rows.map(\.zone)).count == 9)
        let folder = ZoneFolder()
        let slots = try Self.slots(rows, in: folder)
        let judged = try Self.judged(rows, folder: folder.path)
        try #require(slots.count == judged.count)
        for (row, (ours, theirs)) in zip(rows, zip(slots, judged)) {
            #expect(ours == theirs, "\(row.zone) \(row.civil), \(row.why)")
            if let local = row.local { #expect(ours.split(separator: " ")[1] == local) }
        }
    }

    @Test("what docs/SCHEDULES.md shows is so")
    func shown() throws {
        let shown = try DocumentTable.rows(of: "docs/SCHEDULES.md", below: "## Where clocks jump")
        #expect(shown.count == 10)
        for cells in shown {
            let at = cells[1].filter { $0 != "`" }
            let row = Row(zone: cells[0], civil: "\(cells[2])T\(at)", why: "shown")
            let slot = try Self.slots([row], in: ZoneFolder())[0]
            #expect(slot.split(separator: " ")[1] == cells[3], "\(cells)")
        }
    }

    @Test(
        "with a Gaza that changes its clocks on other days both find other slots, and agree",
        .enabled(if: PythonZones.python != nil && ZicFolder.isThere))
    func moved() throws {
        let files = try ZicFolder(ZicFolder.otherGaza)
        let rows = try Self.rows().filter { $0.zone == "Asia/Gaza" }
        let slots = try Self.slots(rows, in: ZoneFolder(path: files.path))
        #expect(slots == (try Self.judged(rows, folder: files.path)))
        let machine = try Self.slots(rows, in: ZoneFolder())
        #expect(zip(slots, machine).count { $0 != $1 } >= 5)
    }
}
