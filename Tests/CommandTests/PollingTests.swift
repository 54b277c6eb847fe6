import Foundation
import NashraTesting
import Testing

@Suite("run --once, as cron calls it")
struct PollingTests {
    private static func configuration(_ sources: String) -> String {
        "network: { allow: [127.0.0.1] }\nsources:\n\(sources)\n"
    }

    @Test("articles at first, then nothing new, then the new item")
    func thrice() async throws {
        let server = try HTTPServer(["/feed": [.init(file: "feed.xml")]])
        try server.put(Office.feed(1...3), as: "feed.xml")
        let office = try Office(
            configuration: Self.configuration(
                "  - { name: shms, feed: \"\(server.url("/feed"))\" }"),
            subscribers: ["lina": Office.lina])
        let first = try await office.nashra("run --once --json")
        #expect(first.code == 0, "\(first.errors)")
        #expect(try first.json()[0]["new"] as? Int == 3)
        let second = try await office.nashra("run --once --json").json()
        #expect(second[0]["outcome"] as? String == "not-modified")
        try server.put(Office.feed(1...4), as: "feed.xml")
        let third = try await office.nashra("run --once --json").json()
        #expect(third[0]["new"] as? Int == 1 && third[0]["sightings"] as? Int == 3)
        let conditional = try server.requests().map { $0.headers["if-none-match"] != nil }
        #expect(conditional == [false, true, true])
    }

    @Test("a source that is not due is left alone, and said to be")
    func notDue() async throws {
        let server = try HTTPServer(["/feed": [.init(body: Office.feed(1...1))]])
        let office = try Office(
            configuration: Self.configuration(
                "  - { name: shms, feed: \"\(server.url("/feed"))\", every: 5m }"),
            subscribers: ["lina": Office.lina])
        #expect(try await office.nashra("run --once").code == 0)
        #expect(try await office.nashra("run --once").output.contains("shms: not due\n"))
        let json = try await office.nashra("run --once --json").json()
        #expect(json[0]["outcome"] as? String == "not-due")
        #expect(try server.requests().count == 1)
    }

    @Test("one source that fails keeps no other from its turn, and the code is still 0")
    func failing() async throws {
        let server = try HTTPServer([
            "/good": [.init(body: Office.feed(1...2))],
            "/bad": [.init(body: "<rss><channel><item>")],
            "/gone": [.init(status: 404)],
        ])
        let sources = ["gone", "bad", "good"].map {
            "  - { name: \($0), feed: \"\(server.url("/" + $0))\" }"
        }
        let down = ["  - { name: down, feed: \"http://127.0.0.1:9/\" }"]
        let office = try Office(
            configuration: Self.configuration((down + sources).joined(separator: "\n")),
            subscribers: ["lina": Office.lina])
        let run = try await office.nashra("run --once --json")
        #expect(run.code == 0, "\(run.errors)")
        let json = try run.json()
        #expect(json.first { $0["input"] as? String == "good" }?["new"] as? Int == 2)
        #expect(run.errors.contains("down: ") && run.errors.contains("gone: "))
    }

    @Test("a private address is asked only if the configuration allows it")
    func guarded() async throws {
        let server = try HTTPServer(["*": [.init(body: Office.feed(1...1))]])
        let office = try Office(
            configuration: "sources: [{ name: shms, feed: \"\(server.url("/feed"))\" }]\n",
            subscribers: ["lina": Office.lina])
        let run = try await office.nashra("run --once")
        #expect(run.code == 0)
        #expect(run.errors.contains("shms: "))
        #expect(server.connections == 0)
    }

    @Test("a file dropped into a folder is news in the same run")
    func folder() async throws {
        let office = try Office(
            configuration: "sources: [{ name: desk, folder: incoming }]\n",
            subscribers: ["lina": Office.lina])
        try office.folder.write(Office.feed(1...2), to: "incoming/feed.xml")
        try office.folder.write("", to: "incoming/empty.xml")
        let run = try await office.nashra("run --once --json")
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.errors.contains("empty.xml"))
        #expect(office.names("incoming/done") == ["feed.xml"])
        #expect(office.names("incoming/failed") == ["empty.xml"])
    }

    @Test("asked to end while a source hangs, a run leaves it, and the next one reads it")
    func askedWhilePolling() async throws {
        let server = try HTTPServer([
            "/slow": [.init(delay: 120)], "/feed": [.init(body: Office.feed(1...2))],
        ])
        let office = try Office(
            configuration: Self.configuration(
                ["slow", "feed"].map {
                    "  - { name: \($0), feed: \"\(server.url("/" + $0))\" }"
                }.joined(separator: "\n")), subscribers: ["lina": Office.lina])
        let run = try office.start("run --once")
        try await waiting { try server.requests().count == 2 }
        run.ask()
        let end = try await run.result()
        #expect(end.code == 75, "\(end.errors)")
        #expect(end.errors.contains("interrupted: what was recorded stays"), "\(end.errors)")
        try server.serve(["*": [.init(body: Office.feed(1...3))]])
        let next = try await office.nashra("run --once --json")
        #expect(next.code == 0, "\(next.errors)")
        #expect(
            try next.json().prefix(2).compactMap { $0["input"] as? String } == ["slow", "feed"])
        let status = try await office.nashra("status --json").json()[0]
        #expect(status["articles"] as? Int == 6)
    }

    @Test("the lines of a run say when, but not to programs; status says when one ended last")
    func times() async throws {
        let server = try HTTPServer(["*": [.init(body: Office.feed(1...1))]])
        let office = try Office(
            configuration: Self.configuration(
                """
                  - { name: shms, feed: "\(server.url("/feed"))" }
                  - { name: down, feed: "http://127.0.0.1:9/" }
                """), subscribers: ["lina": Office.lina])
        #expect(try await office.nashra("status").output.contains("last `nashra run`") == false)
        let run = try await office.nashra("run --once")
        let lines = run.lines + run.errors.split(separator: "\n").map(String.init)
        #expect(lines.count >= 3)
        for line in lines {
            #expect(
                try /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z .+/.wholeMatch(in: line) != nil,
                "\(line)")
        }
        #expect(try await office.nashra("run --once --json").json().count >= 2)
        #expect(!(try await office.nashra("send").output.hasPrefix("20")))
        let status = try await office.nashra("status")
        #expect(status.code == 0 && status.output.contains("last `nashra run` ended 20"))
        #expect(try await office.nashra("status --json").json()[0]["lastRun"] is String)
    }

    @Test("asked to end, a sender records what is under way, and none of it is sent again")
    func asked() async throws {
        var behaviour = SMTPServer.Behaviour()
        behaviour.delay = 0.3
        let relay = try SMTPServer(behaviour: behaviour)
        let chat = try HTTPServer(["*": [.init(delay: 0.5)]])
        let readers = (1...30).map { "reader\($0)@example.org" }
        let office = try Office(
            configuration: Office.relay(relay.url, sessions: 2),
            subscribers: [
                "desk": """
                timezone: Asia/Gaza
                email: [\(readers.joined(separator: ", "))]
                digest: 07:30
                rules: [فيضان]
                """,
                "wire": """
                channels: { wire: { webhook: "\(chat.url("/hook"))" } }
                rules: [{ name: floods, match: فيضان }]
                """,
            ])
        try office.folder.write(Office.feed(1...4), to: "feed.xml")
        #expect(try await office.nashra("ingest feed.xml").code == 0)
        let sender = try office.start("send --now --all")
        try await waiting { try relay.received().count >= 4 }
        sender.ask()
        let end = try await sender.result()
        #expect(end.code == 75, "\(end.errors)")
        #expect(end.errors.contains("as soon as what is under way is recorded"))
        let (mails, alerts) = (try relay.received().count, try chat.requests().count)
        #expect(mails < 30)
        try relay.behave(SMTPServer.Behaviour())
        #expect(try await office.nashra("send").code == 0)
        let all = try relay.received().flatMap(\.recipients)
        #expect(all.count == 30 && Set(all).count == 30)
        #expect(try chat.requests().count >= alerts)
        let keys = try chat.requests().compactMap { $0.headers["webhook-id"] }
        #expect(Set(keys).count == keys.count)
    }

    @Test("a relay that is slow keeps no run from its poll, nor a chat from its alert")
    func besideMail() async throws {
        var behaviour = SMTPServer.Behaviour()
        behaviour.stall = ["*": .final]
        let relay = try SMTPServer(behaviour: behaviour)
        let feed = try HTTPServer(["/feed": [.init(file: "feed.xml")]])
        let chat = try HTTPServer(["*": [.init()]])
        try feed.put(Office.feed(1...1), as: "feed.xml")
        let office = try Office(
            configuration: Office.relay(relay.url, sessions: 1)
                + "sources: [{ name: shms, feed: \"\(feed.url("/feed"))\" }]\n",
            subscribers: [
                "desk": """
                channels:
                  mail: { email: desk@example.org }
                  wire: { webhook: "\(chat.url("/hook"))" }
                rules: [{ name: floods, match: فيضان, send: [mail, wire] }]
                """
            ])
        let first = try office.start("run --once")
        try await waiting { relay.log.contains { $0.contains("354") } }
        try await waiting { try chat.requests().count == 1 }
        try feed.put(Office.feed(2...2, title: "زلزال بعد فيضان"), as: "feed.xml")
        let second = try await office.nashra("run --once --json")
        #expect(second.code == 75, "\(second.errors)")
        #expect(second.errors.contains("another `nashra run` is sending mail"))
        #expect(try second.json()[0]["new"] as? Int == 1)
        #expect(try chat.requests().count == 2)
        // Mail has no second sender, whose sessions and rate would add to the first's.
        #expect(relay.log.count { $0.hasSuffix("connected") } == 1)
        #expect(first.isRunning)
        first.crash()
        _ = try await first.result()
        try relay.behave(SMTPServer.Behaviour())
        #expect(try await office.nashra("run --once").code == 0)
        #expect(try relay.received().count == 2)
    }
}
