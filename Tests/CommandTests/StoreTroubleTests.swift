import Foundation
import NashraTesting
import Testing

/// Another process that keeps the store to itself, until this value goes.
private final class StoreHolder: Sendable {
    private struct NotHeld: Error {}

    private let process: ChildProcess

    enum Grip: String {
        /// Nobody else writes.
        case writing = "BEGIN EXCLUSIVE"
        /// Nobody else so much as reads.
        case everything = "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE"
    }

    init(_ office: Office, _ grip: Grip) throws {
        process = try ChildProcess(
            ProjectRoot.python,
            [
                "-c",
                """
                import sqlite3, sys
                store = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=60)
                for statement in sys.argv[2].split(";"):
                    store.execute(statement)
                store.execute("UPDATE courier SET started = started")
                print("held", flush=True)
                sys.stdin.read()
                """, office.folder.path + "var/nashra.sqlite", grip.rawValue,
            ], input: nil)
        while try process.output.isEmpty, process.isRunning {
            Thread.sleep(forTimeInterval: 0.01)
        }
        guard try !process.output.isEmpty else {
            throw NotHeld()
        }
    }

    /// Lets go, as a program that is killed does.
    func letGo() {
        process.send(SIGKILL)
        process.waitForEnd()
    }
}

/// A desk whose digest goes to so many readers by a server that takes its time.
private struct Mailing {
    let server: SMTPServer
    let office: Office
    let readers: Set<String>
    static let sessions = 2

    init(readers count: Int, delay: Double = 0) throws {
        var behaviour = SMTPServer.Behaviour()
        behaviour.delay = delay
        server = try SMTPServer(behaviour: behaviour)
        readers = Set((1...count).map { "reader\($0)@example.org" })
        office = try Office(
            configuration: Office.relay(server.url, sessions: Self.sessions),
            subscribers: [
                "desk": """
                email: [\(readers.sorted().joined(separator: ", "))]
                digest: 07:30
                rules: [فيضان]
                """
            ])
        try office.folder.write(Office.feed(1...3), to: "feed.xml")
        try office.folder.write(Office.feed(4...40), to: "more.xml")
    }

    /// Everyone has the message, no more of them twice than sessions were cut off,
    /// and doubles are the same to the byte.
    func expectAllOnce(cuts: Int) throws {
        let received = try server.received()
        let messages = Dictionary(grouping: received) { $0.recipients.joined() }
        #expect(Set(messages.keys) == readers)
        #expect(received.count <= readers.count + Self.sessions * cuts)
        for copies in messages.values { #expect(Set(copies.map(\.bytes)).count == 1) }
    }
}

@Suite("a store that another process holds")
struct HeldStoreTests {
    @Test("is waited for while it is held for a moment")
    func moment() async throws {
        let mailing = try Mailing(readers: 5)
        #expect(try await mailing.office.nashra("ingest feed.xml").code == 0)
        let holder = try StoreHolder(mailing.office, .writing)
        let run = try mailing.office.start("send --now --all --yes")
        try await Task.sleep(for: .seconds(2))
        #expect(run.isRunning)
        holder.letGo()
        let result = try await run.result()
        #expect(result.code == 0, "\(result.errors)")
        try mailing.expectAllOnce(cuts: 0)
    }

    @Test("for ever: every command says so and ends, and goes on when it is free")
    func forEver() async throws {
        let mailing = try Mailing(readers: 5)
        #expect(try await mailing.office.nashra("ingest feed.xml").code == 0)
        for grip in [StoreHolder.Grip.writing, .everything] {
            let holder = try StoreHolder(mailing.office, grip)
            async let ingest = mailing.office.nashra("ingest more.xml")
            async let send = mailing.office.nashra("send --now --all --yes")
            for result in [try await ingest, try await send] {
                #expect(result.code == 75, "\(grip) \(result.output)\(result.errors)")
                #expect(result.errors.contains("in use by another process"))
            }
            #expect(try mailing.server.received().isEmpty)
            holder.letGo()
        }
        let articles = try await mailing.office.nashra("status --json").json()[0]
        #expect(articles["articles"] as? Int == 3)
        #expect(try await mailing.office.nashra("ingest more.xml").code == 0)
        #expect(try await mailing.office.nashra("send --now --all --yes").code == 0)
        try mailing.expectAllOnce(cuts: 0)
    }

    @Test("while mail goes out: what it was sending is sent again, and nothing else")
    func amidst() async throws {
        let mailing = try Mailing(readers: 60, delay: 0.05)
        #expect(try await mailing.office.nashra("ingest feed.xml").code == 0)
        let run = try mailing.office.start("send --now --all --yes")
        while run.isRunning, try mailing.server.received().count < 10 {
            try await Task.sleep(for: .milliseconds(10))
        }
        let holder = try StoreHolder(mailing.office, .writing)
        let result = try await run.result()
        #expect(result.code == 75, "\(result.output)\(result.errors)")
        #expect(result.errors.contains("in use by another process"))
        holder.letGo()
        let last = try await mailing.office.nashra("send")
        #expect(last.code == 0, "\(last.errors)")
        try mailing.expectAllOnce(cuts: 1)
    }
}

private let canMakeDisks: Bool =
    (try? ChildProcess.run(
        URL(filePath: "/usr/bin/unshare"),
        ["-rm", "mount", "-t", "tmpfs", "-o", "size=1m", "none", "/tmp"])) != nil

/// The disk is a small one of memory, in a name space of its own: real errors
/// without touching the machine's.
@Suite(
    "a disk that is full",
    .enabled(if: canMakeDisks, "unshare can't make a name space here"))
struct FullDiskTests {
    /// Runs lines of shell with the office's `var` on a disk of so many
    /// megabytes; `nashra` prints its exit code behind what it said.
    private func run(_ office: Office, megabytes: Int, _ script: String) throws -> String {
        let output = try ChildProcess.run(
            URL(filePath: "/usr/bin/unshare"),
            [
                "-rm", "sh", "-c",
                """
                nashra() { "\(NashraProcess.binary.path)" "$@" 2>&1; echo "code $?"; }
                fill() { dd if=/dev/zero of=var/ballast bs=1k status=none 2>/dev/null; }
                mkdir var && mount -t tmpfs -o size=\(megabytes)m none var
                \(script)
                """,
            ], in: office.folder.url)
        return String(decoding: output, as: UTF8.self)
    }

    private func codes(_ output: String) -> [Int] {
        output.split(separator: "\n").compactMap {
            $0.hasPrefix("code ") ? Int($0.dropFirst(5)) : nil
        }
    }

    @Test("is said, with its exit code, and nothing is half-written: it goes on when there is room")
    func receiving() throws {
        let mailing = try Mailing(readers: 5)
        let output = try run(
            mailing.office, megabytes: 24,
            """
            nashra ingest feed.xml
            fill
            nashra ingest more.xml
            nashra send --now --all --yes
            nashra status
            rm var/ballast
            nashra status --json
            nashra ingest more.xml
            nashra send --now --all --yes
            nashra status --json
            """)
        #expect(codes(output).count == 8, "\(output)")
        #expect(codes(output).prefix(3) == [0, 73, 73], "\(output)")
        #expect(output.contains("the disk is full"))
        // Reading needs no room, or says what it lacks.
        #expect([0, 73].contains(codes(output)[3]), "\(output)")
        #expect(codes(output).suffix(4) == [0, 0, 0, 0], "\(output)")
        #expect(output.contains("\"articles\":3,") && output.contains("\"articles\":40,"))
        try mailing.expectAllOnce(cuts: 0)
    }

    @Test("while mail goes out: it stops, and goes on with at most one double for each session")
    func sending() throws {
        let mailing = try Mailing(readers: 300)
        let output = try run(
            mailing.office, megabytes: 24,
            """
            nashra ingest feed.xml
            cat > /dev/null <<END
            END
            nashra send --dry-run --now --all
            fill
            truncate -s -96k var/ballast
            for turn in 1 2 3; do
                nashra send --now --all --yes
                fill
                truncate -s -96k var/ballast
            done
            rm var/ballast
            nashra send --now --all --yes
            nashra send
            """)
        let codes = codes(output)
        #expect(codes.count == 7, "\(output)")
        let cuts = codes.dropFirst(2).prefix(3).count { $0 == 73 }
        #expect(cuts > 0, "\(output)")
        #expect(codes.suffix(2) == [0, 0], "\(output)")
        try mailing.expectAllOnce(cuts: cuts)
    }
}
