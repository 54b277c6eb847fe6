import Foundation
import NashraTesting
import Testing

@Suite("a relay that only a person can mend")
struct StoppedRelayTests {
    private let server: SMTPServer
    private let operators: HTTPServer
    private let office: Office
    private let relay: String

    init() throws {
        var options = SMTPServer.Options()
        options.startTLS = true
        server = try SMTPServer(options)
        operators = try HTTPServer(["*": [.init()]])
        relay = "smtp://localhost:\(server.port)"
        office = try Office(
            configuration: """
                operator: duty
                channels: { duty: { webhook: "\(operators.url("/duty"))" } }
                network: { allow: [127.0.0.1] }
                mail:
                  from: Nashra <digest@example.org>
                  relays: [{ url: "\(relay)", tls: required, sessions: 1 }]

                """,
            subscribers: [
                "desk": """
                email: [\((1...5).map { "reader\($0)@example.org" }.joined(separator: ", "))]
                digest: 07:30
                rules: [فيضان]
                """
            ])
        try office.folder.write(Office.feed(1...1), to: "feed.xml")
    }

    private var connections: Int { server.log.count { $0.hasSuffix("connected") } }

    @Test("is said once, by another way, and stays to be seen; messages wait")
    func stopped() async throws {
        #expect(try await office.nashra("ingest feed.xml").code == 0)
        let send = try await office.nashra("send --now --all --yes")
        #expect(send.code == 75)
        #expect(send.errors.contains("self-signed certificate"), "\(send.errors)")
        #expect(send.errors.contains("told duty about \(relay)"))
        #expect(connections == 1)
        // It is left alone, and nobody is told again.
        #expect(try await office.nashra("send").code == 75)
        #expect(connections == 1)
        let told = try operators.requests()
        #expect(told.count == 1)
        #expect(told[0].text.contains("nothing is delivered by \(relay): configuration"))
        #expect(told[0].text.contains("self-signed certificate"))

        let status = try await office.nashra("status")
        #expect(status.code == 1)
        #expect(status.output.contains("! nothing is delivered by \(relay) since"))
        let json = try await office.nashra("status --json").json()[0]
        let endpoint = try #require((json["endpoints"] as? [[String: Any]])?.first)
        #expect(endpoint["name"] as? String == relay && endpoint["told"] != nil)
        #expect(endpoint["alarm"] != nil && endpoint["until"] != nil)

        // Tried again by hand: the same alarm, no second one.
        let retry = try await office.nashra("outbox retry --endpoint \(relay)")
        #expect(retry.output == "1 message due now\n", "\(retry.errors)")
        #expect(try await office.nashra("send").code == 75)
        #expect(connections == 2)
        #expect(try operators.requests().count == 1)
    }

    @Test("messages are named by number, range, address and time; attempts by time")
    func selections() async throws {
        #expect(try await office.nashra("ingest feed.xml").code == 0)
        #expect(try await office.nashra("send --now --all --yes").code == 75)
        for (selection, count) in [
            ("2-4", 3), ("1 3-9", 4), ("--to reader2@", 1), ("--since 1h", 5),
            ("--to reader2@ 3-5", 0), ("--endpoint smtp://elsewhere:25", 0), ("--all", 5),
        ] {
            let retry = try await office.nashra("outbox retry --json \(selection)")
            #expect(try retry.json()[0]["due"] as? Int == count, "\(selection)")
            #expect(retry.code == (count == 0 ? 1 : 0))
        }
        #expect(try await office.nashra("outbox list --to reader2@").lines.count == 1)
        #expect(try await office.nashra("deliveries --since 1h --failed").lines.count == 1)
        #expect(try await office.nashra("deliveries --to nobody").output == "no such attempt\n")
        // Some of them: the newest, in their order, and how many are not shown.
        let some = try await office.nashra("outbox list --limit 2")
        #expect(some.lines.map { $0.prefix(2) } == ["4 ", "5 "])
        #expect(some.errors.contains("and 3 more, older ones; --limit shows them"))
        let json = try await office.nashra("outbox --all --limit 4 --json")
        #expect(try json.json().compactMap { $0["id"] as? Int } == [2, 3, 4, 5])
        #expect(json.errors.contains("and 1 more"))
        let every = try await office.nashra("outbox list --limit 0")
        #expect(every.lines.count == 5 && every.errors.isEmpty)
        for wrong in [
            "outbox list --limit -1", "outbox retry", "outbox retry --all 3", "outbox retry 5-3",
            "outbox retry x",
            "outbox drop --since soon", "deliveries --since 3", "deliveries --limit 0",
        ] {
            #expect(try await office.nashra(wrong).code == 64, "\(wrong)")
        }
    }
}
