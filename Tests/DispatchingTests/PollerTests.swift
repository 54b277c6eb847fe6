import Foundation
import NashraTesting
import Newswire
import Storage
import Testing

@testable import Dispatching

@Suite("asking sources what is new")
struct PollerTests {
    private static let file = "email: lina@example.org\ndigest: 07:30\nrules: [فيضان]\n"

    private static func feed(_ numbers: ClosedRange<Int>) -> String {
        let items = numbers.map { number in
            """
            <item><guid>urn:\(number)</guid><title>فيضان رقم \(number)</title>
            <link>https://news.example.org/\(number)</link></item>
            """
        }
        return "<rss version=\"2.0\"><channel><title>و</title>\(items.joined())</channel></rss>"
    }

    private func poll(_ desk: Desk, _ sources: NewsSource...) async throws -> [FeedPoller.Poll] {
        try await desk.poller().poll(sources)
    }

    private func source(
        _ url: String, _ name: String = "shms", every: Duration? = nil
    ) -> NewsSource {
        NewsSource(name: name, place: .feed(url: url), language: .arabic, every: every)
    }

    @Test("a feed brings articles, then nothing, then a new item")
    func conditional() async throws {
        let server = try HTTPServer(["/feed": [.init(file: "feed.xml")]])
        let desk = try Desk(["lina": Self.file])
        let source = source(server.url("/feed"))
        try server.put(Self.feed(1...3), as: "feed.xml")
        #expect(try await poll(desk, source).map(\.short) == ["shms: 3 new, 3 matches"])
        #expect(try await poll(desk, source).map(\.short) == ["shms: not modified"])
        try server.put(Self.feed(1...4), as: "feed.xml")
        #expect(try await poll(desk, source).map(\.short) == ["shms: 1 new, 1 matches"])
        let validators = try server.requests().map { $0.headers["if-none-match"] != nil }
        #expect(validators == [false, true, true])
        let article = try #require(
            try desk.look { try $0.pending(for: SubscriberID("lina"), digest: "digest") }
                .first?.article)
        #expect(article.content.source == "shms")
        #expect(article.content.language == .arabic)
    }

    @Test("what a server calls its answer is kept only once its articles are")
    func validatorsLast() async throws {
        let server = try HTTPServer(["/feed": [.init(file: "feed.xml")]])
        try server.put(Self.feed(1...3), as: "feed.xml")
        let desk = try Desk(["lina": Self.file])
        let source = source(server.url("/feed"))
        try desk.sabotage(
            "CREATE TRIGGER stop BEFORE INSERT ON match BEGIN SELECT RAISE(ABORT, 'no'); END;")
        await #expect(throws: StoreError.self) { try await poll(desk, source) }
        #expect(try desk.look { try $0.source("shms", at: server.url("/feed")) }.etag == nil)
        try desk.sabotage("DROP TRIGGER stop;")
        #expect(try await poll(desk, source).map(\.short) == ["shms: 3 new, 3 matches"])
        #expect(try desk.look { try $0.source("shms", at: server.url("/feed")) }.etag != nil)
    }

    @Test("the rest of an answer that broke off is fetched, and a moved feed read anew")
    func brokenOff() async throws {
        let server = try HTTPServer([
            "/feed": [.init(file: "feed.xml")], "/moved": [.init(file: "feed.xml")],
        ])
        let desk = try Desk(["lina": Self.file])
        let whole = Self.feed(1...3)
        try server.put(String(whole.prefix(whole.count - 30)), as: "feed.xml")
        let source = source(server.url("/feed"))
        _ = try await poll(desk, source)
        #expect(try desk.look { try $0.source("shms", at: server.url("/feed")) }.etag == nil)
        try server.put(whole, as: "feed.xml")
        _ = try await poll(desk, source)
        #expect(try desk.look { try $0.articleCounts() }.articles == 3)
        #expect(try desk.look { try $0.source("shms", at: server.url("/feed")) }.etag != nil)
        #expect(try desk.look { try $0.source("shms", at: server.url("/moved")) }.etag == nil)
    }

    @Test("a server that wants to be left alone is, and keeps no other from its turn")
    func resting() async throws {
        let server = try HTTPServer([
            "/busy": [
                .init(status: 503, headers: ["Retry-After": "120"]),
                .init(body: Self.feed(1...1)),
            ],
            "/page": [.init(body: "<html><body>no news here</body></html>")],
            "/feed": [.init(body: Self.feed(7...8))],
        ])
        let desk = try Desk(["lina": Self.file])
        let busy = source(server.url("/busy"), "busy")
        let good = source(server.url("/feed"), "good")
        let polls = try await poll(desk, busy, source("http://127.0.0.1:9/", "down"), good)
        #expect(polls.map(\.isFailed) == [true, true, false])
        let state = try desk.look { try $0.source("busy", at: server.url("/busy")) }
        #expect(state.nextPoll == desk.clock.now + .seconds(120))
        #expect(state.failures == 1 && state.problem != nil)

        desk.clock.advance(by: .seconds(119))
        #expect(try await poll(desk, busy).map(\.short) == ["busy: resting"])
        desk.clock.advance(by: .seconds(1))
        #expect(try await poll(desk, busy).map(\.short) == ["busy: 1 new, 1 matches"])
        #expect(try desk.look { try $0.source("busy", at: server.url("/busy")) }.failures == 0)
        #expect(try server.requests().count { $0.path == "/busy" } == 2)
    }

    @Test("sources that hang hold up no other, and end with their run")
    func hanging() async throws {
        let hanging = try HTTPServer(["*": [.init(delay: 120)]])
        let server = try HTTPServer(["*": [.init(body: Self.feed(1...2))]])
        let desk = try Desk(["lina": Self.file])
        let poller = try await desk.poller()
        let sources =
            ["a", "b", "c"].map { source(hanging.url("/\($0)"), $0) }
            + [source(server.url("/feed"), "good")]
        let poll = Task { try await poller.poll(sources) }
        defer { poll.cancel() }
        let end = ContinuousClock.now + .seconds(30)
        while try desk.look({ try $0.articleCounts() }).articles < 2 {
            try #require(ContinuousClock.now < end, "the source that answers brought nothing")
            try await Task.sleep(for: .milliseconds(10))
        }
        poll.cancel()
        await #expect(throws: CancellationError.self) { try await poll.value }
        // Cut off, it neither failed nor was asked.
        let state = try desk.look { try $0.source("a", at: hanging.url("/a")) }
        #expect(state.polled == nil && state.failures == 0)
    }

    @Test("what many sources bring is told in their order")
    func order() async throws {
        let server = try HTTPServer([
            "/slow": [.init(body: Self.feed(1...1), delay: 0.5)],
            "*": [.init(body: Self.feed(2...3))],
        ])
        let desk = try Desk(["lina": Self.file])
        let names = (1...12).map { "s\($0)" }
        let sources =
            [source(server.url("/slow"), "slow")] + names.map { source(server.url("/\($0)"), $0) }
        let polls = try await desk.poller().poll(sources)
        #expect(polls.map(\.source) == ["slow"] + names)
        #expect(try desk.look { try $0.articleCounts() }.articles == 25)
    }

    @Test("a source is asked as seldom as its file says, cron being a second early or not")
    func every() async throws {
        let server = try HTTPServer(["/feed": [.init(file: "feed.xml")]])
        try server.put(Self.feed(1...1), as: "feed.xml")
        let desk = try Desk(["lina": Self.file])
        let source = source(server.url("/feed"), every: .seconds(300))
        #expect(try await poll(desk, source).map(\.short) == ["shms: 1 new, 1 matches"])
        for (step, short) in [
            (0, "not due"), (269, "not due"), (30, "not modified"), (60, "not due"),
            (239, "not modified"),
            // A clock that was ahead holds up nothing.
            (-9999, "not modified"),
        ] {
            desk.clock.advance(by: .seconds(step))
            #expect(try await poll(desk, source).map(\.short) == ["shms: \(short)"], "\(step)")
        }
        let folder = NewsSource(
            name: "desk", place: .folder(path: desk.folder.path + "in"), every: .seconds(300))
        try desk.folder.write(Self.feed(2...2), to: "in/a.xml")
        #expect(try await poll(desk, folder).map(\.short) == ["desk: 1 new, 1 matches"])
        try desk.folder.write(Self.feed(3...3), to: "in/b.xml")
        #expect(try await poll(desk, folder).map(\.short) == ["desk: not due"])
    }

    @Test("one that fails again and again is asked more and more seldom, until it works")
    func failing() async throws {
        let server = try HTTPServer(["/feed": [.init(status: 500)]])
        let desk = try Desk(["lina": Self.file])
        let source = source(server.url("/feed"), every: .seconds(86_400))
        // The first failure is asked about at once, whatever `every` is.
        for pause in [0, 120, 240, 480, 960, 1920, 3600, 3600] {
            #expect(try await poll(desk, source).map(\.isFailed) == [true], "\(pause)")
            if pause > 0 {
                desk.clock.advance(by: .seconds(pause - 1))
                #expect(try await poll(desk, source).map(\.short) == ["shms: resting"])
                desk.clock.advance(by: .seconds(1))
            }
        }
        try server.serve(["/feed": [.init(body: Self.feed(1...1))]])
        #expect(try await poll(desk, source).map(\.short) == ["shms: 1 new, 1 matches"])
        #expect(try await poll(desk, source).map(\.short) == ["shms: not due"])
    }

    @Test("files that are dropped are read and moved, also those that can't be read")
    func folder() async throws {
        let desk = try Desk(["lina": Self.file])
        try desk.folder.write(Self.feed(1...2), to: "incoming/a.xml")
        try desk.folder.write("", to: "incoming/empty.xml")
        try desk.folder.write(#"{"title": "فيضان في غزة"}"#, to: "incoming/b.json")
        try desk.folder.write("not to be read", to: "incoming/.part")
        let place = desk.folder.path + "incoming"
        let source = NewsSource(
            name: "desk", place: .folder(path: place))
        let polls = try await poll(desk, source)
        #expect(
            polls.map(\.short) == [
                "desk: 2 new, 2 matches", "desk: 1 new, 1 matches", "desk: failed",
            ])
        #expect(try names(place) == [".part", "done", "failed"])
        #expect(try names(place + "/done") == ["a.xml", "b.json"])
        #expect(try names(place + "/failed") == ["empty.xml"])
        #expect(try await poll(desk, source).isEmpty)

        // The same name again, with the same words: neither news nor lost.
        try desk.folder.write(Self.feed(1...2), to: "incoming/a.xml")
        #expect(try await poll(desk, source).map(\.short) == ["desk: 0 new, 0 matches"])
        #expect(try names(place + "/done") == ["a.xml", "a.xml.2", "b.json"])
    }

    @Test("a folder that is not there is a failure of its source alone")
    func noFolder() async throws {
        let desk = try Desk(["lina": Self.file])
        let missing = NewsSource(
            name: "desk", place: .folder(path: desk.folder.path + "nowhere"))
        // However often: it costs nobody anything to look again.
        for _ in 1...4 { #expect(try await poll(desk, missing).map(\.isFailed) == [true]) }
    }

    private func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }
}

extension FeedPoller.Poll {
    fileprivate var isFailed: Bool {
        if case .failed = outcome { true } else { false }
    }

    /// `shms: 3 new, 2 matches`
    fileprivate var short: String {
        switch outcome {
        case .received(let receipts):
            "\(source): \(receipts.count { $0.kind == .new }) new, "
                + "\(receipts.reduce(0) { $0 + $1.matches.count }) matches"
        case .notModified: "\(source): not modified"
        case .notDue: "\(source): not due"
        case .resting: "\(source): resting"
        case .failed: "\(source): failed"
        }
    }
}
