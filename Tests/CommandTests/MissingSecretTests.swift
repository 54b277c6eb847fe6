import NashraTesting
import Testing

@Suite("a relay whose password is not here")
struct MissingSecretTests {
    private let hooks: HTTPServer
    private let office: Office

    init() throws {
        hooks = try HTTPServer(["*": [.init()]])
        office = try Office(
            configuration: """
                operator: duty
                channels: { duty: { webhook: "\(hooks.url("/duty"))" } }
                network: { allow: [127.0.0.1] }
                mail:
                  from: Nashra <digest@example.org>
                  relays: [{ url: "smtp://127.0.0.1:9", username: a, password: env:NO_SUCH }]

                """,
            subscribers: [
                "desk": """
                channels:
                  inbox: { email: reader@example.org }
                  wire: { webhook: "\(hooks.url("/wire"))" }
                digests: { morning: { at: 07:30, to: inbox } }
                rules:
                  - { match: فيضان, send: [morning, wire] }
                """
            ])
        try office.folder.write(Office.feed(1...1), to: "feed.xml")
    }

    @Test("keeps nothing from a webhook; the operator hears of it, and its mail waits")
    func othersGoOn() async throws {
        #expect(try await office.nashra("ingest feed.xml").code == 0)
        let send = try await office.nashra("send --now --all --yes")
        #expect(send.code == 78)
        #expect(send.output.contains("1 delivered, 0 failed, 1 waiting"), "\(send.output)")
        #expect(send.errors.contains("the environment has no 'NO_SUCH'"), "\(send.errors)")
        #expect(send.errors.contains("told duty about smtp://127.0.0.1:9"))
        let asked = try hooks.requests()
        #expect(asked.map(\.path).sorted() == ["/duty", "/wire"])
        #expect(
            asked.contains {
                $0.text.contains("nothing is delivered by smtp://127.0.0.1:9: missing-secret")
            })
        // It is there now, as the connection that is refused shows.
        _ = try await office.nashra("outbox retry --all")
        let found = try await office.nashra("send", environment: ["NO_SUCH": "x"])
        #expect(found.code == 75)
        #expect(found.errors.contains("smtp://127.0.0.1:9: unreachable"), "\(found.errors)")
    }

    @Test("is what a test of the channel says")
    func trial() async throws {
        let test = try await office.nashra("send-test desk inbox")
        #expect(test.code == 1)
        #expect(test.output.contains("missing-secret"), "\(test.output)")
        #expect(test.output.contains("the environment has no 'NO_SUCH'"))
    }
}
