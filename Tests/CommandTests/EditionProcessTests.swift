import Foundation
import NashraTesting
import Testing

/// The binary itself, in a Gaza whose clocks show what a test needs: a zoneinfo
/// folder made for it.
@Suite("editions of the binary", .enabled(if: ZicFolder.isThere))
struct EditionProcessTests {
    /// Zoneinfo folders by what a clock in Gaza shows now.
    private struct Clocks {
        /// Of the first hour asked for, so that all have one date.
        private let base: Int
        private let hour: Int

        init(showing clock: String) {
            hour = Self.seconds(clock)
            let utc = Int(Date().timeIntervalSince1970) % 86_400
            let offset = hour - utc
            base = offset > 43_200 ? offset - 86_400 : offset < -43_200 ? offset + 86_400 : offset
        }

        func showing(_ clock: String) throws -> ZicFolder {
            let offset = base + Self.seconds(clock) - hour
            let (sign, all) = (offset < 0 ? "-" : "", abs(offset))
            return try ZicFolder(
                "Zone Asia/Gaza \(sign)\(all / 3600):\(all / 60 % 60):\(all % 60) - GZT")
        }

        private static func seconds(_ clock: String) -> Int {
            let parts = clock.split(separator: ":").compactMap { Int($0) }
            return parts[0] * 3600 + parts[1] * 60
        }
    }

    @Test("with another zoneinfo folder in TZDIR 'due' has other answers")
    func due() async throws {
        let office = try Office(subscribers: ["lina": Office.lina])
        let other = try ZicFolder(ZicFolder.otherGaza)
        func due(_ zones: [String: String]) async throws -> [String] {
            let run = try await office.nashra(
                "due lina --json --count 3 --after 2025-10-30T12:00:00Z", environment: zones)
            return try run.json().map { "\($0["utc"] ?? "") \($0["local"] ?? "")" }
        }
        let machine = [
            "2025-10-31T05:30:00Z 2025-10-31T07:30:00+02:00",
            "2025-11-01T05:30:00Z 2025-11-01T07:30:00+02:00",
            "2025-11-02T05:30:00Z 2025-11-02T07:30:00+02:00",
        ]
        #expect(try await due([:]) == machine)
        #expect(try await due(["TZDIR": ""]) == machine)
        #expect(
            try await due(["TZDIR": other.path]) == [
                "2025-10-31T04:30:00Z 2025-10-31T07:30:00+03:00",
                "2025-11-01T05:30:00Z 2025-11-01T07:30:00+02:00",
                "2025-11-02T05:30:00Z 2025-11-02T07:30:00+02:00",
            ])
        let nowhere = try await office.nashra("due lina", environment: ["TZDIR": "/nowhere"])
        #expect(nowhere.code == 65 && nowhere.errors.contains("/nowhere"))
    }

    private func send(_ office: Office, _ zones: ZicFolder) async throws -> [[String: Any]] {
        let run = try await office.nashra("send --json", environment: ["TZDIR": zones.path])
        #expect(run.code == 0, "\(run.errors)")
        return try run.json()
    }

    /// Before its hour the digest becomes known, which then is twelve hours ago,
    /// and three articles wait for it.
    private func prepare(_ office: Office, _ zones: ZicFolder) async throws {
        #expect(try await send(office, zones).count == 1)
        try office.folder.write(Office.feed(1...3), to: "feed.xml")
        let environment = ["TZDIR": zones.path]
        #expect(try await office.nashra("ingest feed.xml", environment: environment).code == 0)
        let script = """
            import sqlite3, sys
            store = sqlite3.connect(sys.argv[1])
            store.execute("UPDATE digest SET since = since - 43200000")
            store.commit()
            """
        _ = try Python.run(script, arguments: [office.folder.path + "var/nashra.sqlite"])
    }

    @Test("an hour that is over for longer than 'late' is passed over once, and nothing is lost")
    func passedOver() async throws {
        let office = try Office(subscribers: ["lina": Office.lina])
        let clocks = Clocks(showing: "13:31")
        try await prepare(office, try clocks.showing("07:00"))
        let late = try await send(office, try clocks.showing("13:31"))
        #expect(late.count == 2 && late[0]["outcome"] as? String == "late", "\(late)")
        #expect(try await send(office, try clocks.showing("13:32")).count == 1)
        #expect(office.names("var/mail/new").isEmpty)
        let zones = try clocks.showing("13:33")
        let waiting = try await office.nashra(
            "send --dry-run", environment: ["TZDIR": zones.path])
        #expect(waiting.output.contains("3 matches waiting"))
    }

    @Test("what was sealed and not sent before a power cut is sent once, whatever clocks then show")
    func sealed() async throws {
        var behaviour = SMTPServer.Behaviour()
        behaviour.stall = ["*": .rcpt]
        let server = try SMTPServer(behaviour: behaviour)
        let office = try Office(
            configuration: Office.relay(server.url), subscribers: ["lina": Office.lina])
        let clocks = Clocks(showing: "07:50")
        try await prepare(office, try clocks.showing("07:00"))

        // The machine slept until twenty minutes after the hour; then the power
        // goes while the server lets it wait.
        let after = try clocks.showing("07:50")
        let run = try office.start("send", environment: ["TZDIR": after.path])
        while run.isRunning, !server.log.contains(where: { $0.contains("sender ok") }) {
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(run.isRunning)
        run.crash()
        run.waitForEnd()
        #expect(try server.received().isEmpty)

        try server.behave(SMTPServer.Behaviour())
        let sent = try await send(office, after)
        #expect(sent.count == 1 && sent[0]["delivered"] as? Int == 1, "\(sent)")
        // Nor do zones that changed since make another, before the hour or after.
        for clock in ["07:10", "07:35", "09:00"] {
            let made = try await send(office, try clocks.showing(clock))
            #expect(made.count == 1 && made[0]["delivered"] as? Int == 0, "\(clock): \(made)")
        }
        let received = try server.received()
        #expect(received.count == 1)
        let text = try MailText.plain(of: try #require(received.first?.text))
        #expect(text.contains("This bulletin was due at 07:30 and comes late."))
        for number in 1...3 { #expect(text.contains("فيضان رقم \(number)")) }
    }
}
