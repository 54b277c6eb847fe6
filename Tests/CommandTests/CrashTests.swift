import Foundation
import NashraTesting
import Testing

/// A power cut is played by SIGKILL, in every phase: while editions are sealed,
/// while messages are on their way, while replies are recorded. `NASHRA_KILLS` asks
/// for more of them, and `make soak` for 200 over 5,000 messages.
@Suite("after kill -9", .serialized)
struct CrashTests {
    private static let kills =
        ProcessInfo.processInfo.environment["NASHRA_KILLS"].flatMap { Int($0) } ?? 20
    private static let isSoak = kills > 20
    private static let readers = isSoak ? 25 * kills : 100
    private static let stories = isSoak ? 6 * kills : 120

    /// Runs a command again and again, each time until a crash: the first few
    /// at moments that spread over its start and the sealing, the others when
    /// the receiver has got some more messages. Returns how many runs did not
    /// end before their crash.
    private func crash(
        _ command: String, in office: Office, of total: Int,
        received: @escaping @Sendable () throws -> Int
    ) async throws -> Int {
        try await onItsOwnThread {
            var crashes = 0
            var random = SystemRandomNumberGenerator()
            for number in 0..<Self.kills {
                let before = try received()
                // Few enough that the last crash finds something left to do.
                let usual = 3 * total / (2 * Self.kills)
                let more = Self.isSoak ? Int.random(in: 1...usual, using: &random) : 2
                let run = try office.start(command)
                if number < 5 {
                    Thread.sleep(forTimeInterval: 0.04 * Double(number + 1))
                } else {
                    while try run.isRunning && received() < before + more {
                        Thread.sleep(forTimeInterval: 0.002)
                    }
                }
                crashes += run.isRunning ? 1 : 0
                run.crash()
                run.waitForEnd()
            }
            return crashes
        }
    }

    /// The watch must not wait for its turn among other tests' tasks, or the
    /// crash comes when all is done.
    private func onItsOwnThread<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
        }
    }

    @Test("every mail arrives, and of each crash at most one for each session twice")
    func mail() async throws {
        let sessions = 2
        let addresses = (1...Self.readers).map { "reader\($0)@example.org" }
        var behaviour = SMTPServer.Behaviour()
        behaviour.delay = 0.04
        let server = try SMTPServer(behaviour: behaviour)
        let office = try Office(
            configuration: Office.relay(server.url, sessions: sessions),
            subscribers: [
                "desk": """
                recipients: readers.csv
                digest: 07:30
                rules: [فيضان]
                """
            ])
        try office.folder.write(
            "email\n" + addresses.map { "\($0)\n" }.joined(), to: "subscribers/readers.csv")
        try office.folder.write(Office.feed(1...5), to: "feed.xml")
        #expect(try await office.nashra("ingest feed.xml").code == 0)
        let crashes = try await crash("send --now --all --yes", in: office, of: addresses.count) {
            try server.count()
        }
        #expect(crashes >= Self.kills - 2)
        let last = try await office.nashra("send --now --all --yes")
        #expect(last.code == 0, "\(last.errors)")

        let received = try server.received()
        let messages = Dictionary(grouping: received) { $0.recipients.joined() }
        #expect(Set(messages.keys) == Set(addresses))
        #expect(received.count - addresses.count <= sessions * Self.kills)
        // A double is the same message to the byte, its Message-ID included.
        for (address, copies) in messages {
            #expect(Set(copies.map(\.bytes)).count == 1, "\(address)")
        }
        let ids = Set(try messages.values.map { try messageID(of: $0[0].text) })
        #expect(ids.count == addresses.count)
        let status = try await office.nashra("status --json").json()[0]
        #expect(status["outbox"] as? [String: Int] == ["sent": addresses.count])
    }

    @Test("every alert arrives, and doubles bear the same id")
    func webhooks() async throws {
        let stories = Self.stories
        let server = try HTTPServer(["*": [.init(delay: 0.04)]])
        let office = try Office(
            configuration: "network: { allow: [127.0.0.1] }\n",
            subscribers: [
                "wire": """
                channels: { wire: { webhook: "\(server.url("/hook"))" } }
                rules: [{ name: floods, match: فيضان }]
                """
            ])
        try office.folder.write(Office.feed(1...stories), to: "feed.xml")
        #expect(try await office.nashra("ingest feed.xml").code == 0)
        let crashes = try await crash("send", in: office, of: stories) { try server.count() }
        #expect(crashes >= Self.kills - 2)
        let last = try await office.nashra("send")
        #expect(last.code == 0, "\(last.errors)")

        let requests = try server.requests()
        let told = Dictionary(grouping: requests) { $0.headers["webhook-id"] ?? "" }
        #expect(told.count == stories)
        #expect(told[""] == nil)
        for copies in told.values { #expect(Set(copies.map(\.body)).count == 1) }
        // Four at a time go to one host.
        #expect(requests.count - stories <= 4 * Self.kills)
    }

    @Test("a long list is addressed to its end, whenever the power goes")
    func addressing() async throws {
        let readers = 9_000
        // Nobody is there: what is addressed stays in the outbox.
        let office = try Office(
            configuration: Office.relay("smtp://127.0.0.1:1", sessions: 1),
            subscribers: ["list": "recipients: list.csv\ndigest: 07:30\nrules: [فيضان]\n"])
        try office.folder.write(
            "email\n" + (1...readers).map { "reader\($0)@example.org\n" }.joined(),
            to: "subscribers/list.csv")
        try office.folder.write(Office.feed(1...2), to: "feed.xml")
        #expect(try await office.nashra("ingest feed.xml").code == 0)
        let store = office.folder.path + "var/nashra.sqlite"
        let kills = try await onItsOwnThread {
            var kills = 0
            for batch in 0..<3 {
                let run = try office.start(batch == 0 ? "send --now --all --yes" : "send")
                // As soon as another batch is there.
                while run.isRunning, try Self.envelopes(in: store) <= batch * 2_000 {
                    Thread.sleep(forTimeInterval: 0.01)
                }
                kills += run.isRunning ? 1 : 0
                run.crash()
                run.waitForEnd()
            }
            return kills
        }
        #expect(kills > 0)
        #expect(try await office.nashra("send").code == 75)
        let status = try await office.nashra("status --json").json()[0]
        #expect(status["unaddressed"] as? Int == 0)
        #expect((status["outbox"] as? [String: Int])?.values.reduce(0, +) == readers)
    }

    /// Counted by another's eyes, and without keeping the store busy.
    private static func envelopes(in store: String) throws -> Int {
        let counted = try Python.run(
            """
            import sqlite3, sys
            store = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
            try: print(store.execute("SELECT count(*) FROM envelope").fetchone()[0])
            except sqlite3.Error: print(0)
            """, arguments: [store])
        return Int(counted.trimmingCharacters(in: .newlines)) ?? 0
    }

    @Test("what was being received when the power went is received whole, and once")
    func ingest() async throws {
        let office = try Office(subscribers: ["lina": Office.lina])
        try office.folder.write(Office.feed(1...1500), to: "feed.xml")
        for number in 1...6 {
            let run = try office.start("ingest feed.xml")
            try await Task.sleep(for: .milliseconds(60 * number))
            run.crash()
            _ = try await run.result()
        }
        let last = try await office.nashra("ingest --json feed.xml").json()[0]
        #expect((last["new"] as? Int ?? 0) + (last["sightings"] as? Int ?? 0) == 1500)
        let status = try await office.nashra("status --json").json()[0]
        #expect(status["articles"] as? Int == 1500)
        #expect(status["pending"] as? Int == 1500)
    }

    private func messageID(of message: String) throws -> String {
        let line = message.split(separator: "\r\n").first {
            $0.lowercased().hasPrefix("message-id:")
        }
        return String(try #require(line))
    }
}

extension SMTPServer {
    /// How many messages came so far, without reading them.
    fileprivate func count() throws -> Int {
        try FileManager.default.contentsOfDirectory(
            atPath: folder.appending(path: "messages").path
        ).count { $0.hasSuffix(".json") }
    }
}

extension HTTPServer {
    fileprivate func count() throws -> Int {
        connections == 0 ? 0 : try requests().count
    }
}
