import Foundation
import NashraTesting
import Testing

@testable import Transfer

@Suite("requests on one loop")
struct HTTPLoopTests {
    /// With a guard that lets requests to this machine pass.
    private func terms(
        perHost: Int = 1, total: Duration = .seconds(30), bytes: Int = 1_048_576,
        excess: HTTPLimits.Excess = .refused, acceptsPacked: Bool = false
    ) throws -> HTTPTerms {
        HTTPTerms(
            guardian: try AddressGuard(allowing: ["127.0.0.1"]), perHost: perHost,
            limits: HTTPLimits(
                connect: .seconds(10), total: total, bytes: bytes, excess: excess),
            acceptsPacked: acceptsPacked)
    }

    private func get(_ url: String) -> HTTPRequest {
        HTTPRequest(url: url)
    }

    private func text(_ response: HTTPResponse) -> String {
        String(decoding: response.body, as: UTF8.self)
    }

    private func failure(of task: Task<some Sendable, any Error>) async -> HTTPFailure? {
        guard case .failure(let error) = await task.result else { return nil }
        return error as? HTTPFailure
    }

    /// One host, one request at a time: all are made by the same handle.
    @Test("a request says nothing of the one before it")
    func nothingSaidAgain() async throws {
        let server = try HTTPServer(["*": [.init()]])
        let loop = HTTPLoop(try terms())
        let url = server.url("/plain")
        var rich = HTTPRequest(
            url: "http://who:secret@127.0.0.1:\(server.port)/rich?x=1",
            headers: [("Content-Type", "application/json"), ("Authorization", "Bearer token")],
            body: Array(String(repeating: "rich", count: 1000).utf8), method: "PUT")
        let plain = get(url)
        let post = HTTPRequest(url: url, body: Array("x".utf8))
        let empty = HTTPRequest(url: url, body: [])
        for request in [plain, rich, plain, rich, post, rich, empty] {
            #expect(try await loop.perform(request).status == 200)
        }
        rich.headers = []
        for request in [rich, plain] { #expect(try await loop.perform(request).status == 200) }

        let asked = try server.requests()
        #expect(server.connections == 1)
        #expect(
            asked.map(\.method)
                == ["GET", "PUT", "GET", "PUT", "POST", "PUT", "POST", "PUT", "GET"])
        // What a loop says that never made another request.
        let fresh = asked[0]
        #expect(Set(fresh.headers.keys) == ["host", "user-agent", "accept"])
        for number in [2, 8] {
            #expect(asked[number].headers == fresh.headers)
            #expect(asked[number].path == "/plain" && asked[number].body.isEmpty)
        }
        for (number, body) in [(4, "x"), (6, "")] {
            #expect(asked[number].text == body)
            #expect(asked[number].headers["content-length"] == String(body.utf8.count))
            for name in ["authorization", "accept-encoding", "expect"] {
                #expect(asked[number].headers[name] == nil, "\(name)")
            }
        }
        #expect(asked[1].headers["authorization"] == "Bearer token")
        // "who:secret" in base64.
        #expect(asked[7].headers["authorization"] == "Basic d2hvOnNlY3JldA==")
        #expect(asked[7].headers["content-type"] != "application/json")
    }

    @Test("nothing that came back is left for the next, whatever became of it")
    func nothingHeardAgain() async throws {
        let closed = try HTTPServer(["*": [.init()]], tls: true)
        let server = try HTTPServer([
            "/rich": [
                .init(
                    status: 308,
                    headers: ["Location": "/there", "ETag": "\"1\"", "Retry-After": "30"],
                    body: "moved")
            ],
            "/plain": [.init(status: 200)],
            "/long": [.init(body: String(repeating: "x", count: 5000))],
            "/broken": [.init(headers: ["Content-Encoding": "gzip"], body: "not packed")],
            "/short": [.init(body: "short")],
            "/close": [.init(close: true)],
            "/never": [.init(delay: 30)],
            "/cut": [.init(headers: ["Content-Length": "90"], body: "cut", cut: 3)],
        ])
        var loop = HTTPLoop(try terms(bytes: 100))

        func isPlain() async throws {
            let plain = try await loop.perform(get(server.url("/plain")))
            #expect(plain.status == 200 && plain.body.isEmpty && plain.redirect == nil)
            for name in ["location", "etag", "retry-after", "content-encoding"] {
                #expect(plain.header(name) == nil, "\(name)")
            }
        }
        func fails(_ request: HTTPRequest, _ expected: HTTPFailure) async throws {
            let failure = await #expect(throws: HTTPFailure.self) {
                try await loop.perform(request)
            }
            #expect(failure == expected)
        }
        let rich = try await loop.perform(get(server.url("/rich")))
        #expect(rich.status == 308 && rich.redirect == server.url("/there"))
        #expect(rich.header("etag") == "\"1\"" && text(rich) == "moved")
        try await isPlain()
        try await fails(get(server.url("/long")), .tooLarge)
        #expect(text(try await loop.perform(get(server.url("/short")))) == "short")
        try await isPlain()
        // Unpacked only by those who ask for it packed.
        #expect(text(try await loop.perform(get(server.url("/broken")))) == "not packed")

        try await fails(get(server.url("/cut")), .lost(.partialFile))
        try await isPlain()

        loop = HTTPLoop(try terms(bytes: 100, excess: .dropped))
        #expect(text(try await loop.perform(get(server.url("/cut")))) == "cut")
        try await isPlain()
        try await fails(get(server.url("/close")), .lost(.gotNothing))
        #expect(try await loop.perform(get(server.url("/long"))).body.count == 100)
        #expect(text(try await loop.perform(get(server.url("/short")))) == "short")
        try await isPlain()

        loop = HTTPLoop(try terms(total: .seconds(2), acceptsPacked: true))
        try await fails(get(server.url("/broken")), .lost(.badContentEncoding))
        try await isPlain()
        try await fails(get(server.url("/never")), .lost(.timedOut))
        try await isPlain()

        loop = HTTPLoop(try terms())
        try await fails(get(server.url("/close")), .lost(.gotNothing))
        try await isPlain()
        try await fails(
            get("https://127.0.0.1:\(closed.port)/"),
            .unusable(
                .peerVerification, words: "SSL certificate problem: self-signed certificate"))
        try await fails(get("http://127.0.0.1:1/"), .lost(.couldNotConnect))
        try await fails(get("http://10.0.0.1/"), .privateAddress("10.0.0.1"))
        try await fails(get("http://127.0.0.1:1/"), .lost(.couldNotConnect))
        let asked = try server.requests().count
        let never = Task { [loop] in try await loop.perform(get(server.url("/never"))) }
        while try server.requests().count == asked {
            try await Task.sleep(for: .milliseconds(5))
        }
        never.cancel()
        #expect(await failure(of: never) == .cancelled(mayHaveArrived: true))
        try await isPlain()
    }

    @Test("of many at once each gets its own answer, over no more connections than allowed")
    func manyAtOnce() async throws {
        let count = 200
        let server = try HTTPServer(
            Dictionary(
                uniqueKeysWithValues: (0..<count).map { number in
                    (
                        "/\(number)",
                        [
                            HTTPServer.Answer(
                                status: 200 + number % 3, headers: ["X-Number": "n\(number)"],
                                body: String(repeating: "\(number) ", count: 1 + number % 50))
                        ]
                    )
                }))
        let loop = HTTPLoop(try terms(perHost: 3))
        try await withThrowingTaskGroup(of: (Int, HTTPResponse).self) { group in
            for number in 0..<count {
                let request = HTTPRequest(
                    url: server.url("/\(number)"), body: Array("body \(number)".utf8))
                group.addTask { (number, try await loop.perform(request)) }
            }
            for try await (number, response) in group {
                #expect(response.status == 200 + number % 3)
                #expect(response.header("x-number") == "n\(number)")
                #expect(
                    text(response) == String(repeating: "\(number) ", count: 1 + number % 50))
            }
        }
        let asked = try server.requests()
        #expect(asked.count == count && server.connections <= 3)
        for request in asked { #expect(request.text == "body \(request.path.dropFirst())") }
    }

    @Test("those that wait and are cancelled never go out, the others do when there is room")
    func cancelledWhileWaiting() async throws {
        let server = try HTTPServer(["/never": [.init(delay: 30)], "*": [.init()]])
        let loop = HTTPLoop(try terms())
        let first = Task { try await loop.perform(get(server.url("/never"))) }
        while try server.requests().isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        let waiting = (0..<100).map { number in
            Task { try await loop.perform(get(server.url("/\(number)"))).status }
        }
        // One more, to a host of its own, comes back when the others wait.
        let other = try HTTPServer(["*": [.init()]])
        _ = try await loop.perform(get(other.url()))
        for (number, task) in waiting.enumerated() where number % 2 == 0 { task.cancel() }
        for (number, task) in waiting.enumerated() where number % 2 == 0 {
            #expect(await failure(of: task) == .cancelled(mayHaveArrived: false))
        }
        first.cancel()
        #expect(await failure(of: first) == .cancelled(mayHaveArrived: true))
        for (number, task) in waiting.enumerated() where number % 2 == 1 {
            #expect(try await task.value == 200)
        }
        let paths = Set(try server.requests().map(\.path))
        #expect(
            paths == Set(["/never"] + (0..<100).filter { $0 % 2 == 1 }.map { "/\($0)" }))
    }

    @Test("a connection that its server closed between two requests is not used again")
    func hangingUp() async throws {
        var server: HTTPServer? = try HTTPServer(["*": [.init()]])
        let url = try #require(server?.url())
        let loop = HTTPLoop(try terms())
        #expect(try await loop.perform(get(url)).status == 200)
        server = nil
        // Until it is really gone.
        while (try? await HTTPLoop(terms()).perform(get(url))) != nil {}
        let failure = await #expect(throws: HTTPFailure.self) {
            try await loop.perform(get(url))
        }
        #expect(failure == .lost(.couldNotConnect))
    }

    @Test("what is asked again over a new connection is asked of the same URL")
    func askingAgain() async throws {
        // Hangs up on a connection in use: libcurl tries a fresh one.
        let server = try HTTPServer(["/busy": [.init(close: true), .init()], "*": [.init()]])
        let loop = HTTPLoop(try terms())
        for path in ["/first", "/second", "/busy", "/first"] {
            let request = HTTPRequest(url: server.url(path), body: Array(path.utf8))
            #expect(try await loop.perform(request).status == 200)
        }
        let asked = try server.requests()
        #expect(asked.map(\.path) == ["/first", "/second", "/busy", "/busy", "/first"])
        #expect(asked.map(\.text) == asked.map(\.path))
        #expect(asked.map(\.connection) == [1, 1, 1, 2, 2])
    }

    @Test("those under way when the loop ends are told, and nothing of it is left")
    func ending() async throws {
        // In a process of its own: other tests open descriptors too.
        await #expect(processExitsWith: .success) {
            let tests = HTTPLoopTests()
            let server = try HTTPServer(["/never": [.init(delay: 30)], "*": [.init()]])
            let before = HTTPLoopTests.descriptors()
            let inbox = HTTPInbox()
            let terms = try tests.terms()
            let thread = Thread {
                HTTPEngine(inbox: inbox, terms)?.run()
            }
            thread.start()
            async let results = withTaskGroup { group in
                for _ in 1...3 {
                    group.addTask {
                        let call = HTTPCall(tests.get(server.url("/never")))
                        return await withUnsafeContinuation { continuation in
                            call.continuation = continuation
                            inbox.put(.start(call))
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            while try server.requests().isEmpty { try await Task.sleep(for: .milliseconds(5)) }
            // Long enough for all to have come; if not they count as waiting.
            try await Task.sleep(for: .milliseconds(50))
            inbox.end()
            let failures = await results.map { result -> HTTPFailure? in
                guard case .failure(let failure) = result else { return nil }
                return failure
            }
            #expect(failures.count { $0 == .cancelled(mayHaveArrived: true) } == 1)
            #expect(failures.count { $0 == .cancelled(mayHaveArrived: false) } == 2)

            for _ in 1...10 {
                let loop = HTTPLoop(try tests.terms())
                _ = try await loop.perform(tests.get(server.url()))
                let never = Task { try await loop.perform(tests.get(server.url("/never"))) }
                never.cancel()
                _ = await never.result
            }
            // A loop has two, and one for each connection; the system's own
            // queues may have some.
            let deadline = ContinuousClock.now + .seconds(20)
            while HTTPLoopTests.descriptors() > before + 6, ContinuousClock.now < deadline {
                try await Task.sleep(for: .milliseconds(5))
            }
            #expect(HTTPLoopTests.descriptors() <= before + 6)
        }
    }

    private static func descriptors() -> Int {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))?.count ?? 0
    }

    @Test("a queue gives what was not cancelled, first come, first served")
    func queue() throws {
        let queue = HTTPQueue(place: "http://news.test:80")
        let address = try HTTPAddress("http://news.test/")
        var expected: [String] = []
        var given: [String] = []
        for number in 0..<1000 {
            let call = HTTPCall(get("http://news.test/\(number)"))
            queue.append(call, to: address)
            if number % 7 == 3 { call.phase = .ended } else { expected.append(call.request.url) }
            if number % 3 == 0, let next = queue.next() { given.append(next.call.request.url) }
        }
        #expect(!queue.isDone)
        while let next = queue.next() { given.append(next.call.request.url) }
        #expect(given == expected && queue.isDone)
    }

    @Test("a header is found by its name alone, the last of several, without what is around it")
    func headers() {
        var headers = HTTPHeaders()
        for line in [
            "ETag: \"1\"\r\n", "etags: no\r\n", "x-etag: no\r\n", "Content-Type:text/html \t\r\n",
            "ETAG:  \"2\" \r\n", "Empty:\r\n", "no header\n", "\r\n", "\n", "Bad : x\r\n",
            "Last: \u{1F4F0} a:b",
        ] {
            Array(line.utf8).withUnsafeBytes { headers.append(line: $0) }
        }
        let expected: [(String, String?)] = [
            ("etag", "\"2\""), ("content-type", "text/html"), ("empty", ""), ("bad", nil),
            ("last", "\u{1F4F0} a:b"), ("etags", "no"), ("e", nil), ("no header", nil),
        ]
        for (name, value) in expected { #expect(headers.value(of: name) == value, "\(name)") }
    }
}
