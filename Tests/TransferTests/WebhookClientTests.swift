import Foundation
import NashraTesting
import Newswire
import Signing
import Testing
import Transfer

@Suite("posting to webhooks")
struct WebhookClientTests {
    private static let now = Timestamp(
        milliseconds: Int64(Date.now.timeIntervalSince1970 * 1000))
    private static let open = (try? AddressGuard(allowing: ["127.0.0.1"])) ?? AddressGuard()

    private func client(
        _ limits: HTTPLimits = .webhook, guardian: AddressGuard = open, perHost: Int = 4
    ) -> WebhookClient {
        WebhookClient(
            network: NetworkSettings(guardian: guardian), limits: limits, perHost: perHost)
    }

    private func request(
        _ url: String, body: String = #"{"text":"عاجل"}"#
    ) -> ChatRequest {
        ChatRequest(
            service: .slack, place: .hook(url), id: "notice-1", body: Array(body.utf8),
            now: Self.now)
    }

    private func standard(
        _ url: String, secret: WebhookSecret? = nil, body: String = "{}"
    ) -> WebhookRequest {
        WebhookRequest(
            url: url, secret: secret, id: "notice-1", body: Array(body.utf8), now: Self.now)
    }

    @Test("a signed message is one that the standardwebhooks library verifies by either secret")
    func signed() async throws {
        let server = try HTTPServer(["/hook": [.init(status: 202, body: "thanks")]])
        let secrets = [
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "whsec_" + Data(1...32).base64EncodedString(),
        ]
        let secret = try WebhookSecret(secrets.joined(separator: " "))
        let body = #"{"type":"alert","data":{"title":"فيضان في غزة"}}"#
        let outcome = await client().post(
            standard(server.url("/hook"), secret: secret, body: body))
        #expect(outcome == .delivered(ServerReply(code: 202, text: "thanks")))
        let got = try #require(try server.requests().first)
        #expect(got.method == "POST" && got.text == body)
        #expect(got.headers["content-type"] == "application/json")
        #expect(got.headers["user-agent"] == "Nashra")
        #expect(got.headers["webhook-id"] == "notice-1")
        #expect(got.headers["expect"] == nil)
        let headers = try JSONEncoder().encode(got.headers)
        let verdict = try Python.run(
            """
            import json, sys
            from standardwebhooks import Webhook
            headers = json.loads(sys.argv[1])
            body = sys.stdin.buffer.read()
            for secret in sys.argv[2:]:
                Webhook(secret).verify(body, headers)
            print("good")
            """, arguments: [String(decoding: headers, as: UTF8.self)] + secrets,
            input: got.body)
        #expect(verdict == "good\n")
    }

    @Test("without a secret there is an id and a time but no signature")
    func unsigned() async throws {
        let server = try HTTPServer(["*": [.init()]])
        _ = await client().post(standard(server.url()))
        let headers = try #require(try server.requests().first).headers
        #expect(headers["webhook-id"] == "notice-1")
        #expect(headers["webhook-timestamp"] == String(Self.now.milliseconds / 1000))
        #expect(headers["webhook-signature"] == nil)
    }

    @Test("an id that would be a header line of its own is refused")
    func headerInjection() async throws {
        var bad = standard("http://127.0.0.1:1/")
        bad.id = "x\r\nHost: evil.test"
        #expect(await client().post(bad) == .stopEndpoint(.configuration, reply: nil))
    }

    @Test("answers are judged by status, words and Retry-After, and redirects not followed")
    func answers() async throws {
        let server = try HTTPServer([
            "/ok": [.init(body: "ok")],
            "/gone": [.init(status: 404, body: "no_service")],
            "/busy": [.init(status: 429, headers: ["Retry-After": "30"], body: "rate_limited")],
            "/broken": [
                .init(status: 503, headers: ["Retry-After": "Fri, 31 Dec 1999 23:59:59 GMT"])
            ],
            "/moved": [.redirect("/ok", status: 308)],
            "/close": [.init(close: true)],
        ])
        let client = client()
        func post(_ path: String) async -> DeliveryOutcome {
            await client.post(request(server.url(path)))
        }
        #expect(await post("/ok") == .delivered(ServerReply(code: 200, text: "ok")))
        #expect(
            await post("/gone")
                == .stopEndpoint(.endpointGone, reply: ServerReply(code: 404, text: "no_service")))
        #expect(
            await post("/busy")
                == .later(
                    .throttled, reply: ServerReply(code: 429, text: "rate_limited"),
                    after: .seconds(30)))
        #expect(
            await post("/broken")
                == .later(.serverFault, reply: ServerReply(code: 503, text: ""), after: .zero))
        #expect(await post("/moved").reason == .configuration)
        #expect(await post("/close") == .later(.unreachable, reply: nil, after: nil))
        #expect(try server.requests().count { $0.path == "/ok" } == 1)
    }

    @Test("an answer of two gigabytes is cut off at the cap, and its status counts")
    func hugeAnswer() async throws {
        let server = try HTTPServer(["*": [.init(huge: 2_147_483_648)]])
        let start = ContinuousClock.now
        let outcome = await client().post(request(server.url()))
        #expect(outcome.reply?.code == 200 && outcome.reason == nil)
        #expect(outcome.reply?.text.count == 500)
        // Reading all of it would take minutes.
        #expect(ContinuousClock.now - start < .seconds(60))
    }

    @Test("a private address is refused before anything connects, however it is written")
    func privateAddress() async throws {
        let server = try HTTPServer(["*": [.init()]])
        let client = client(guardian: AddressGuard())
        let hosts = [
            "127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "0", "[::1]",
        ]
        for host in hosts {
            let outcome = await client.post(request("http://\(host):\(server.port)/"))
            #expect(outcome == .stopEndpoint(.privateAddress, reply: nil), "\(host)")
        }
        #expect(server.connections == 0)
        let allowed = self.client(
            guardian: try AddressGuard(allowing: ["localhost:\(server.port)"]))
        #expect(await allowed.post(request("http://localhost:\(server.port)/")).reason == nil)
        #expect(
            await allowed.post(request("http://127.0.0.1:\(server.port)/")).reason
                == .privateAddress)
        #expect(server.connections == 1)
    }

    @Test(
        "an address that is no web address stops the endpoint",
        arguments: ["", "ftp://example.org/", "file:///etc/passwd", "http://", "http://a b/", "x"])
    func badURLs(_ url: String) async {
        let outcome = await client().post(request(url))
        #expect(outcome.reason == .configuration && outcome.reply?.code == 0)
    }

    @Test("a certificate that nobody vouches for stops the endpoint")
    func certificate() async throws {
        let server = try HTTPServer(["*": [.init()]], tls: true)
        let outcome = await client().post(request("https://127.0.0.1:\(server.port)/"))
        #expect(outcome.reason == .configuration)
        #expect(
            outcome.reply?.text == "SSL certificate problem: self-signed certificate",
            "\(outcome)")
        #expect(try server.requests().isEmpty)
    }

    @Test("the environment's proxy is not looked at")
    func noProxy() async {
        // In a process of its own: other threads may read the environment.
        await #expect(processExitsWith: .success) {
            setenv("http_proxy", "http://127.0.0.1:1/", 1)
            setenv("ALL_PROXY", "http://127.0.0.1:1/", 1)
            let server = try HTTPServer(["*": [.init()]])
            let tests = WebhookClientTests()
            let outcome = await tests.client().post(tests.request(server.url()))
            #expect(outcome.reason == nil)
        }
    }

    @Test("time is up for a slow server, and no other waits for it")
    func slowServer() async throws {
        let slow = try HTTPServer(["*": [.init(delay: 30)]])
        let fast = try HTTPServer(["*": [.init()]])
        var limits = HTTPLimits.webhook
        limits.total = .milliseconds(500)
        let client = client(limits)
        async let late = client.post(request(slow.url()))
        for _ in 1...20 { #expect(await client.post(request(fast.url())).reason == nil) }
        #expect(await late == .later(.timeout, reply: nil, after: nil))
    }

    @Test("an answer counts though its body is cut or never ends, not without its headers")
    func cutAnswers() async throws {
        let long = ["Content-Length": "100000"]
        let server = try HTTPServer([
            "/cut": [.init(headers: long, body: "ok", cut: 2)],
            "/nothing": [.init(headers: long, body: "ok", cut: 0)],
            "/endless": [.init(headers: long, body: "ok", trickle: 0.01)],
            "/busy": [
                .init(
                    status: 429, headers: long.merging(["Retry-After": "30"]) { $1 }, body: "wait",
                    cut: 4)
            ],
            "/close": [.init(close: true)], "/never": [.init(delay: 30)],
        ])
        var limits = HTTPLimits.webhook
        limits.total = .milliseconds(1500)
        let client = client(limits)
        let rows: [(String, DeliveryOutcome)] = [
            ("/cut", .delivered(ServerReply(code: 200, text: "ok"))),
            ("/nothing", .delivered(ServerReply(code: 200, text: ""))),
            ("/endless", .delivered(ServerReply(code: 200, text: "ok"))),
            (
                "/busy",
                .later(
                    .throttled, reply: ServerReply(code: 429, text: "wait"), after: .seconds(30))
            ),
            ("/close", .later(.unreachable, reply: nil, after: nil)),
            ("/never", .later(.timeout, reply: nil, after: nil)),
        ]
        for (path, expected) in rows {
            #expect(await client.post(request(server.url(path))) == expected, "\(path)")
            #expect(await client.post(standard(server.url(path))) == expected, "\(path)")
        }
        for (path, _) in rows {
            #expect(try server.requests().count { $0.path == path } == 2, "\(path)")
        }
    }

    /// What a server says before it resets the line.
    private static let broken: [(said: String, text: String?)] = [
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok", "ok"),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n", "ok"),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nbad", ""),
        ("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\n\r\nok", "ok"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n", nil),
        ("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", nil),
        ("HTTP/1.1 100 Continue\r\n\r\n", nil),
        ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n", nil),
    ]

    @Test("an answer has come with the empty line behind its headers", arguments: broken.indices)
    func brokenAnswer(number: Int) async throws {
        let (said, text) = Self.broken[number]
        let server = try TranscriptServer([
            [.until("\r\n\r\n{}"), .send(said), .sleep(0.2), .abort]
        ])
        let outcome = await client().post(standard("http://127.0.0.1:\(server.port)/"))
        #expect(
            outcome
                == (text.map { .delivered(ServerReply(code: 200, text: $0)) }
                    ?? .later(.unreachable, reply: nil, after: nil)))
    }

    @Test(
        "what a proxy says of the way is no answer",
        arguments: ["200 Connection established", "407 Proxy Authentication Required"])
    func proxy(said: String) async throws {
        let proxy = try TranscriptServer([
            [.until("\r\n\r\n"), .send("HTTP/1.1 \(said)\r\n\r\n"), .sleep(0.2)]
        ])
        let client = WebhookClient(
            network: NetworkSettings(proxy: "http://127.0.0.1:\(proxy.port)"))
        let outcome = await client.post(standard("https://hooks.example.org/"))
        #expect(proxy.received(1).hasPrefix("CONNECT hooks.example.org:443"))
        #expect(outcome == .later(.unreachable, reply: nil, after: nil))
    }

    @Test(
        "a proxy is not asked for what is the machine's own",
        arguments: [
            "localhost", "LOCALHOST.", "a.localhost", "127.0.0.1", "127.0.0.1.", "0x7f.1", "[::1]",
        ])
    func ownByProxy(host: String) async throws {
        let proxy = try HTTPServer(["*": [.init()]])
        let network = NetworkSettings(proxy: proxy.url(""))
        let outcome = await WebhookClient(network: network).post(standard("http://\(host):1/"))
        #expect(outcome == .stopEndpoint(.privateAddress, reply: nil))
        #expect(proxy.connections == 0)
    }

    @Test("what is cancelled while the body comes has been answered")
    func cancelledBody() async throws {
        let server = try HTTPServer([
            "*": [.init(status: 202, body: String(repeating: "x", count: 5000), trickle: 0.01)]
        ])
        let client = client()
        let url = server.url()
        let task = Task { await client.post(request(url)) }
        while try server.requests().isEmpty { try await Task.sleep(for: .milliseconds(10)) }
        try await Task.sleep(for: .milliseconds(500))
        task.cancel()
        #expect(await task.value.reply?.code == 202)
    }

    @Test("only so many requests at a time go to one host, and connections are kept")
    func perHost() async throws {
        let server = try HTTPServer(["*": [.init(delay: 0.02)]])
        let client = client(perHost: 2)
        let url = server.url()
        await withTaskGroup { group in
            for _ in 1...20 {
                group.addTask { await client.post(self.request(url)).reason == nil }
            }
            for await isDelivered in group { #expect(isDelivered) }
        }
        #expect(try server.requests().count == 20)
        #expect(server.connections <= 2)
    }

    @Test("a cancelled task ends its request at once, sent or still waiting")
    func cancellation() async throws {
        let server = try HTTPServer(["*": [.init(delay: 30)]])
        let client = client(perHost: 1)
        let url = server.url()
        let first = Task { await client.post(request(url)) }
        while try server.requests().isEmpty { try await Task.sleep(for: .milliseconds(10)) }
        let second = Task { await client.post(request(url)) }
        try await Task.sleep(for: .milliseconds(20))
        second.cancel()
        #expect(await second.value == .later(.unreachable, reply: nil, after: nil))
        first.cancel()
        #expect(await first.value == .unknown(.cutAfterMessage))
        let third = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await client.post(request(url))
        }
        #expect(await third.value == .later(.unreachable, reply: nil, after: nil))
        #expect(try server.requests().count == 1)
    }
}
