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
}
