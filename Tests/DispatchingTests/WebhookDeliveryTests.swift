import Foundation
import NashraTesting
import Newswire
import Storage
import Testing

@testable import Dispatching

@Suite("sending to webhooks")
struct WebhookDeliveryTests {
    private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    private static let environment = ["NASHRA_KEY": secret]

    /// A desk with an alert for a webhook at this address.
    private func desk(_ url: String) async throws -> Desk {
        // Signatures are of this hour, or no receiver takes them.
        let now = Timestamp(milliseconds: Int64(Date.now.timeIntervalSince1970 * 1000))
        let desk = try Desk(
            [
                "wire": """
                timezone: UTC
                channels:
                  wire: { webhook: "\(url)", secret: env:NASHRA_KEY }
                rules:
                  - { name: floods, match: فيضان }
                """
            ], at: now.rfc3339)
        try await desk.receive(Wire.article("1", "فيضان في غزة"))
        #expect(try await desk.dueAlerts().count == 1)
        return desk
    }

    private func drain(_ desk: Desk) async throws -> Courier.Tally {
        try await desk.courier(environment: Self.environment).drain()
    }

    @Test("an alert is one that the standardwebhooks library verifies")
    func verified() async throws {
        let server = try HTTPServer(["/hook": [.init(status: 202)]])
        let desk = try await desk(server.url("/hook"))
        #expect(try await drain(desk).delivered == 1)
        let request = try #require(try server.requests().first)
        #expect(request.headers["webhook-id"] == (try desk.outbox()[0].key))
        let verdict = try Python.run(
            """
            import json, sys
            from standardwebhooks import Webhook
            message = Webhook(sys.argv[1]).verify(sys.stdin.buffer.read(), json.loads(sys.argv[2]))
            item = message["data"]["items"][0]
            print(message["type"], item["title"], item["why"][0]["text"][0])
            """,
            arguments: [
                Self.secret,
                String(decoding: try JSONEncoder().encode(request.headers), as: UTF8.self),
            ], input: request.body)
        #expect(verdict == "alert فيضان في غزة فيضان\n")
        #expect(try await drain(desk).delivered == 0)
    }

    @Test("a busy receiver is left alone as long as it wants, then told with the same id")
    func throttled() async throws {
        let server = try HTTPServer([
            "/hook": [.init(status: 429, headers: ["Retry-After": "600"]), .init()]
        ])
        let desk = try await desk(server.url("/hook"))
        #expect(try await drain(desk).later == 1)
        desk.clock.advance(by: .seconds(599))
        #expect(try await drain(desk).delivered == 0)
        desk.clock.advance(by: .seconds(1))
        #expect(try await drain(desk).delivered == 1)
        let ids = try server.requests().map { $0.headers["webhook-id"] }
        #expect(ids.count == 2 && ids[0] == ids[1])
    }

    @Test(
        "what a receiver refuses for good is not tried again, what it can't take now is",
        arguments: [
            (400, Envelope.State.failed), (410, .failed), (422, .failed), (500, .ready),
            (503, .ready),
        ])
    func fates(status: Int, state: Envelope.State) async throws {
        let server = try HTTPServer(["/hook": [.init(status: status)]])
        let desk = try await desk(server.url("/hook"))
        _ = try await drain(desk)
        #expect(try desk.outbox().map(\.state) == [state])
        #expect(try server.requests().count == 1)
    }

    @Test(
        "what a receiver would refuse of any message stops it, and nothing is lost",
        arguments: [(302, "configuration"), (401, "authentication"), (404, "configuration")])
    func wrongAddress(status: Int, reason: String) async throws {
        let server = try HTTPServer(["/hook": [.init(status: status), .init()]])
        let desk = try await desk(server.url("/hook"))
        _ = try await drain(desk)
        let entry = try #require(try desk.outbox().first)
        #expect(entry.state == .ready && entry.reason == reason)
        #expect(try desk.look { try $0.openAlarms() }.map(\.reason) == [reason])
        desk.clock.advance(by: .seconds(7200))
        #expect(try await drain(desk).delivered == 1)
    }

    @Test("without its secret nothing is sent, and nothing is lost")
    func missingSecret() async throws {
        let server = try HTTPServer(["/hook": [.init()]])
        let desk = try await desk(server.url("/hook"))
        #expect(try await desk.courier().drain().later == 1)
        #expect(try server.requests().isEmpty)
        #expect(try desk.outbox().map(\.reason) == ["missing-secret"])
        desk.clock.advance(by: .seconds(7200))
        #expect(try await drain(desk).delivered == 1)
    }

    @Test(
        "a secret that is none stops the endpoint, and why is said without it",
        arguments: [
            (
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "does not begin with whsec_; expected whsec_ and base64"
            ),
            ("whsec_.....", "is not base64 behind whsec_"),
            ("whsec_AAAA", "holds 3 bytes; expected 24 to 64"),
        ])
    func badSecret(secret: String, words: String) async throws {
        let server = try HTTPServer(["/hook": [.init()]])
        let desk = try await desk(server.url("/hook"))
        #expect(try await desk.courier(environment: ["NASHRA_KEY": secret]).drain().later == 1)
        let entry = try #require(try desk.outbox().first)
        #expect(entry.reason == "configuration")
        let reply = try desk.look { try $0.deliveries(ofEnvelope: entry.id) }.first?.reply
        #expect(reply == ServerReply(code: 0, text: "env:NASHRA_KEY \(words)"))
        #expect(try server.requests().isEmpty)
    }

    @Test("one receiver that is down keeps no other's alerts")
    func oneDown() async throws {
        let server = try HTTPServer(["/hook": [.init()]])
        let desk = try await Desk.withAlerts(
            5, to: ["down": "http://127.0.0.1:9/", "up": server.url("/hook")])
        #expect(try await drain(desk).delivered == 5)
        let waiting = try desk.outbox().filter { $0.state == .ready }
        #expect(waiting.map(\.subscriber.id) == Array(repeating: "down", count: 5))
    }
}
