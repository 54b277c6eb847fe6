import Foundation
import NashraTesting
import Newswire
import Testing
import Transfer

@Suite("fetching")
struct FetcherTests {
    private static let now = Timestamp(seconds: 1_795_000_000)

    private func fetcher(
        _ limits: HTTPLimits = .fetch, allowing entries: [String] = ["127.0.0.1"]
    ) throws -> Fetcher {
        Fetcher(
            network: NetworkSettings(guardian: try AddressGuard(allowing: entries)),
            limits: limits)
    }

    private func page(_ result: FetchResult) throws -> FetchedPage {
        var fetched: FetchedPage?
        if case .fetched(let page) = result { fetched = page }
        return try #require(fetched)
    }

    @Test("a feed is fetched, then unchanged, then fetched again when it changed")
    func conditional() async throws {
        let server = try HTTPServer([
            "/feed": [.init(headers: ["Content-Type": "application/rss+xml"], file: "feed.xml")]
        ])
        try server.put("<rss>1</rss>", as: "feed.xml")
        let fetcher = try fetcher()
        let url = server.url("/feed")
        let first = try page(try await fetcher.fetch(url, now: Self.now))
        #expect(String(decoding: first.bytes, as: UTF8.self) == "<rss>1</rss>")
        #expect(first.contentType == "application/rss+xml")
        #expect(first.url == url && first.movedTo == nil)
        #expect(first.validators.etag != nil && first.validators.lastModified != nil)

        let second = try await fetcher.fetch(url, validators: first.validators, now: Self.now)
        #expect(second == .notModified(first.validators, movedTo: nil))

        try server.put("<rss>2</rss>", as: "feed.xml")
        let third = try page(
            try await fetcher.fetch(url, validators: first.validators, now: Self.now))
        #expect(String(decoding: third.bytes, as: UTF8.self) == "<rss>2</rss>")
        #expect(third.validators.etag != first.validators.etag)
        let asked = try server.requests()
        #expect(asked[1].headers["if-none-match"] == first.validators.etag)
        #expect(asked[0].headers["user-agent"] == "Nashra")
        #expect(asked[0].headers["accept-encoding"]?.contains("gzip") == true)
    }

    @Test("redirects are followed, relative ones too; those for good are told")
    func redirects() async throws {
        let server = try HTTPServer([
            "/old": [.redirect("/new", status: 301)],
            "/new": [.redirect("newer?x=1", status: 308)],
            "/newer": [.redirect("/here", status: 302)],
            "/here": [.init(body: "found")],
        ])
        let found = try page(try await fetcher().fetch(server.url("/old"), now: Self.now))
        #expect(String(decoding: found.bytes, as: UTF8.self) == "found")
        #expect(found.url == server.url("/here"))
        #expect(found.movedTo == server.url("/newer?x=1"))
        let later = try page(try await fetcher().fetch(server.url("/newer"), now: Self.now))
        #expect(later.movedTo == nil)
    }

    @Test("letters of other scripts in a path go out percent-encoded")
    func otherScripts() async throws {
        let path = "/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1"
        let server = try HTTPServer([path: [.init(body: "found")]])
        let url = server.url("/أخبار?لغة=ar")
        _ = try page(try await fetcher().fetch(url, now: Self.now))
        #expect(try server.requests()[0].path == path + "?%d9%84%d8%ba%d8%a9=ar")
        let allowed = try fetcher(allowing: ["مثال.localhost", "127.0.0.1"])
        let found = try await allowed.fetch(
            "http://مثال.localhost:\(server.port)\(path)", now: Self.now)
        #expect(try page(found).bytes == Array("found".utf8))
        #expect(
            try server.requests()[1].headers["host"]?.hasPrefix("xn--mgbh0fb.localhost:") == true)
    }

    @Test("packed answers are unpacked")
    func packed() async throws {
        let text = String(repeating: "نشرة الأخبار ", count: 1000)
        let server = try HTTPServer(["*": [.init(body: text, gzip: true)]])
        let page = try page(try await fetcher().fetch(server.url(), now: Self.now))
        #expect(String(decoding: page.bytes, as: UTF8.self) == text)
    }

    struct Failing: Sendable, CustomTestStringConvertible {
        var answer: HTTPServer.Answer
        var message: String
        var isPassing: Bool
        var testDescription: String { message }

        init(_ answer: HTTPServer.Answer, _ message: String, passing: Bool) {
            self.answer = answer
            self.message = message
            isPassing = passing
        }
    }

    @Test("what can't be had is told, with the way out")
    func failures() async throws {
        let rows = [
            Failing(.redirect("/0"), "more than 5 redirects", passing: false),
            Failing(
                .redirect(""), "'127.0.0.1' redirects to no http or https address", passing: false),
            Failing(
                .redirect("ftp://example.org/"),
                "'127.0.0.1' redirects to no http or https address",
                passing: false),
            Failing(
                .redirect("http://10.0.0.1/"),
                "'10.0.0.1' leads to the private address 10.0.0.1; "
                    + "list it under 'network.allow' if that is meant", passing: false),
            Failing(.init(huge: 2_147_483_648), "the answer is longer than 1 MiB", passing: false),
            Failing(
                .init(huge: 2_147_483_648, gzip: true), "the answer is longer than 1 MiB",
                passing: false),
            Failing(
                .init(headers: ["Content-Length": "99999999"]), "the answer is longer than 1 MiB",
                passing: false),
            Failing(
                .init(status: 404), "'127.0.0.1' answered with status 404", passing: false),
            Failing(
                .init(status: 304), "'127.0.0.1' answered with status 304", passing: false),
            Failing(
                .init(status: 429, headers: ["Retry-After": "60"]),
                "'127.0.0.1' answered with status 429; asked to wait 60 s", passing: true),
            Failing(.init(status: 503), "'127.0.0.1' answered with status 503", passing: true),
            Failing(
                .init(close: true),
                "'127.0.0.1' cannot be reached: server returned nothing (no headers, no data)",
                passing: true),
            Failing(
                .init(body: "0123456789", cut: 3),
                "'127.0.0.1' cannot be reached: transferred a partial file", passing: true),
            Failing(
                .init(body: "0123456789", trickle: 0.3), "'127.0.0.1' did not answer in time",
                passing: true),
            Failing(
                .init(headers: ["Content-Encoding": "gzip"], body: "not packed"),
                "'127.0.0.1' cannot be reached: unrecognized or bad HTTP Content or "
                    + "Transfer-Encoding", passing: true),
        ]
        let server = try HTTPServer(
            Dictionary(uniqueKeysWithValues: rows.enumerated().map { ("/\($0)", [$1.answer]) }))
        var limits = HTTPLimits.fetch
        limits.bytes = 1_048_576
        limits.total = .milliseconds(800)
        let fetcher = try fetcher(limits)
        for (number, row) in rows.enumerated() {
            let failure = await #expect(throws: FetchFailure.self) {
                try await fetcher.fetch(server.url("/\(number)"), now: Self.now)
            }
            #expect(failure?.explanation == row.message)
            #expect(failure?.isPassing == row.isPassing)
        }
    }

    @Test(
        "what is no web address is not fetched",
        arguments: [
            ("ftp://example.org/feed", FetchFailure.notHTTP),
            ("file:///etc/passwd", .badURL), ("gopher://example.org/", .notHTTP),
            ("news", .badURL), ("", .badURL), ("http://", .badURL),
            ("http://exa mple.org/", .badURL), ("http://example.org/\r\nX: y", .badURL),
            ("http://127.0.0.1:99999/", .badURL),
        ])
    func badURLs(_ url: String, _ expected: FetchFailure) async throws {
        let fetcher = try fetcher()
        let failure = await #expect(throws: FetchFailure.self) {
            try await fetcher.fetch(url, now: Self.now)
        }
        #expect(failure == expected)
    }

    @Test("a host that does not answer, and a private one, are told apart")
    func unreachable() async throws {
        let open = try fetcher()
        let nobody = await #expect(throws: FetchFailure.self) {
            try await open.fetch("http://127.0.0.1:1/", now: Self.now)
        }
        #expect(nobody == .unreachable(host: "127.0.0.1", .couldNotConnect))
        let server = try HTTPServer(["*": [.init()]])
        let closed = try fetcher(allowing: [])
        let refused = await #expect(throws: FetchFailure.self) {
            try await closed.fetch(server.url(), now: Self.now)
        }
        #expect(refused == .privateAddress(host: "127.0.0.1", address: "127.0.0.1"))
        #expect(server.connections == 0)
    }

    @Test("a cancelled fetch ends at once, also when the fetcher is gone")
    func cancellation() async throws {
        let server = try HTTPServer(["*": [.init(delay: 30)]])
        let url = server.url()
        let task = Task { [fetcher = try fetcher()] in
            await #expect(throws: FetchFailure.cancelled) {
                try await fetcher.fetch(url, now: Self.now)
            }
        }
        while try server.requests().isEmpty { try await Task.sleep(for: .milliseconds(10)) }
        task.cancel()
        _ = await task.result
    }
}
