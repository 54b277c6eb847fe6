import Foundation
import NashraTesting
import Newswire
import Storage
import Testing

@testable import Dispatching

@Suite("sending to chats")
struct ChatDeliveryTests {
    private static let token = "12345:secret-Token"

    /// The keys of a channel of this kind that leads to a server.
    private static func keys(_ service: ChatService, _ server: HTTPServer) -> String {
        switch service {
        case .telegram:
            "telegram: { token: env:NASHRA_TOKEN, chat: '-100123', server: '\(server.url("/"))' }"
        case .matrix:
            "matrix: { homeserver: '\(server.url("/"))', room: '!desk:example.org', "
                + "token: env:NASHRA_TOKEN }"
        case .ntfy:
            "ntfy: { server: '\(server.url("/"))', topic: env:NASHRA_TOPIC, "
                + "token: env:NASHRA_TOKEN }"
        default: "\(service.rawValue): env:NASHRA_HOOK"
        }
    }

    /// A desk with an alert for one channel of this kind.
    private func desk(_ service: ChatService, _ server: HTTPServer) async throws -> Desk {
        let desk = try Desk([
            "desk": """
            channels:
              chat: { \(Self.keys(service, server)) }
            rules:
              - { name: floods, match: فيضان }
            """
        ])
        try await desk.receive(Wire.article("1", "فيضان في غزة"))
        #expect(try await desk.dueAlerts().count == 1)
        return desk
    }

    private func drain(_ desk: Desk, _ server: HTTPServer) async throws -> Courier.Tally {
        try await desk.courier(environment: [
            "NASHRA_HOOK": server.url("/hooks/T0/very-secret"), "NASHRA_TOKEN": Self.token,
            "NASHRA_TOPIC": "desk-topic",
        ]).drain()
    }

    /// What a service answers, and what is in the store afterwards.
    struct Case: CustomStringConvertible, Sendable {
        var service: ChatService
        var status: Int
        var body: String
        var headers: [String: String] = [:]
        var state: Envelope.State
        var reason: FailureReason?
        /// How long the endpoint is left alone.
        var blocked: Duration?

        init(
            _ service: ChatService, _ status: Int, _ body: String,
            headers: [String: String] = [:], _ state: Envelope.State,
            _ reason: FailureReason? = nil, blocked: Duration? = nil
        ) {
            self.service = service
            self.status = status
            self.body = body
            self.headers = headers
            self.state = state
            self.reason = reason
            self.blocked = blocked
        }

        var description: String { "\(service.rawValue) \(status) \(body.prefix(60))" }
    }

    private static let stop = BreakerDecision.stop
    private static let teamsFailed =
        "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error "

    private static let cases: [Case] = [
        Case(.slack, 200, "ok", .sent),
        Case(.slack, 400, "invalid_blocks", .failed, .rejected),
        Case(.slack, 404, "no_service", .failed, .endpointGone),
        Case(.slack, 410, "channel_is_archived", .failed, .endpointGone),
        Case(
            .slack, 429, "rate_limited", headers: ["Retry-After": "30"], .ready, .throttled,
            blocked: .seconds(30)),

        Case(.slack, 200, #"{"ok":true}"#, .sent),
        Case(.slack, 200, #"{"ok":false,"error":"invalid_blocks"}"#, .failed, .rejected),
        Case(.slack, 200, #"{"ok":false,"error":"new_word"}"#, .failed, .rejected),
        Case(
            .slack, 200, #"{"ok":false,"error":"channel_not_found"}"#, .failed, .endpointGone),
        Case(
            .slack, 200, #"{"ok":false,"error":"ratelimited"}"#, headers: ["Retry-After": "7.5"],
            .ready, .throttled, blocked: .milliseconds(7500)),
        Case(.slack, 200, #"{"ok":false,"error":"internal_error"}"#, .ready, .serverFault),
        Case(.slack, 407, "", .ready, .authentication, blocked: stop),

        Case(.discord, 200, #"{"id":"1"}"#, .sent),
        Case(.discord, 204, "", .sent),
        Case(.discord, 400, #"{"code":50035,"message":"Invalid Form Body"}"#, .failed, .rejected),
        Case(.discord, 404, #"{"code":10015,"message":"Unknown Webhook"}"#, .failed, .endpointGone),
        Case(
            .discord, 401, #"{"code":50027,"message":"Invalid Webhook Token"}"#, .failed,
            .endpointGone),
        Case(
            .discord, 429, #"{"message":"You are being rate limited.","retry_after":1.337}"#,
            .ready, .throttled, blocked: .milliseconds(1337)),
        Case(.discord, 502, "<html>", .ready, .serverFault),

        Case(.teams, 202, "", .sent),
        Case(.teams, 200, "1", .sent),
        Case(.teams, 202, "an error: this flow failed", .sent),
        Case(.teams, 202, teamsFailed + "404", .sent),
        Case(.teams, 200, #"{"title":"The talks failed, error by error"}"#, .sent),
        Case(.teams, 200, #"{"title":"'\#(teamsFailed)404' explained"}"#, .sent),
        Case(
            .teams, 200, "Microsoft Teams endpoint returned HTTP error 404", .failed, .endpointGone),
        Case(.teams, 204, "", .sent),
        Case(.teams, 200, teamsFailed + "413 with ContextId tcid=1", .failed, .tooLarge),
        Case(
            .teams, 200, teamsFailed + "429 with ContextId tcid=1", .ready, .throttled,
            blocked: BreakerDecision.pause),
        Case(.teams, 200, teamsFailed + "400 with ContextId tcid=1", .failed, .rejected),
        Case(
            .teams, 200, "Webhook message delivery failed with error: Error contacting Teams",
            .ready, .serverFault),
        Case(.teams, 413, "", .failed, .tooLarge),
        Case(.teams, 429, "", .ready, .throttled, blocked: BreakerDecision.pause),
        Case(.teams, 404, #"{"error":{"code":"WorkflowNotFound"}}"#, .failed, .endpointGone),
        Case(
            .teams, 400, #"{"error":{"code":"WorkflowTriggerIsNotEnabled"}}"#, .ready, .policy,
            blocked: stop),

        Case(.telegram, 200, #"{"ok":true,"result":{"message_id":1}}"#, .sent),
        Case(
            .telegram, 200,
            #"{"ok":false,"error_code":429,"parameters":{"retry_after":5}}"#, .ready,
            .throttled, blocked: .seconds(5)),
        Case(
            .telegram, 200,
            #"{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked"}"#,
            .failed, .endpointGone),
        Case(.telegram, 200, #"{"ok":false}"#, .failed, .rejected),
        Case(
            .telegram, 429,
            #"{"ok":false,"error_code":429,"parameters":{"retry_after":34}}"#, .ready,
            .throttled, blocked: .seconds(34)),
        Case(
            .telegram, 403,
            #"{"ok":false,"description":"Forbidden: bot was kicked from the group chat"}"#,
            .failed, .endpointGone),
        Case(
            .telegram, 400, #"{"ok":false,"description":"Bad Request: chat not found"}"#, .failed,
            .endpointGone),
        Case(
            .telegram, 400,
            #"{"ok":false,"description":"Bad Request: not enough rights to send text messages"}"#,
            .ready, .policy, blocked: stop),
        Case(
            .telegram, 400, #"{"ok":false,"description":"Bad Request: can't parse entities"}"#,
            .failed, .rejected),
        Case(
            .telegram, 400, #"{"ok":false,"description":"Bad Request: message is too long"}"#,
            .failed, .tooLarge),
        Case(
            .telegram, 401, #"{"ok":false,"description":"Unauthorized"}"#, .ready,
            .authentication, blocked: stop),

        Case(.mattermost, 200, "ok", .sent),
        Case(
            .mattermost, 400, #"{"id":"web.incoming_webhook.parse.app_error","status_code":400}"#,
            .failed, .rejected),
        Case(
            .mattermost, 400,
            #"{"id":"web.incoming_webhook.invalid.app_error","message":"Invalid webhook."}"#,
            .failed, .endpointGone),
        Case(
            .mattermost, 404, #"{"id":"web.incoming_webhook.channel.app_error"}"#, .failed,
            .endpointGone),
        Case(
            .mattermost, 501, #"{"id":"web.incoming_webhook.disabled.app_error"}"#, .ready,
            .policy, blocked: stop),

        Case(.googleChat, 200, #"{"name":"spaces/A/messages/B"}"#, .sent),
        Case(
            .googleChat, 429, #"{"error":{"code":429,"status":"RESOURCE_EXHAUSTED"}}"#, .ready,
            .throttled, blocked: BreakerDecision.pause),
        Case(
            .googleChat, 403, #"{"error":{"code":403,"status":"PERMISSION_DENIED"}}"#, .failed,
            .endpointGone),
        Case(
            .googleChat, 404, #"{"error":{"code":404,"status":"NOT_FOUND"}}"#, .failed,
            .endpointGone),
        Case(
            .googleChat, 400, #"{"error":{"code":400,"status":"INVALID_ARGUMENT"}}"#, .failed,
            .rejected),

        Case(.matrix, 200, #"{"event_id":"$1"}"#, .sent),
        Case(
            .matrix, 429, #"{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":2500}"#, .ready,
            .throttled, blocked: .milliseconds(2500)),
        Case(
            .matrix, 429, #"{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":2500}"#,
            headers: ["Retry-After": "9"], .ready, .throttled, blocked: .seconds(9)),
        Case(
            .matrix, 401, #"{"errcode":"M_UNKNOWN_TOKEN"}"#, .ready, .authentication,
            blocked: stop),
        Case(.matrix, 403, #"{"errcode":"M_FORBIDDEN"}"#, .ready, .policy, blocked: stop),
        Case(.matrix, 413, #"{"errcode":"M_TOO_LARGE"}"#, .failed, .tooLarge),
        Case(.matrix, 404, #"{"errcode":"M_NOT_FOUND"}"#, .failed, .endpointGone),

        Case(.ntfy, 200, #"{"id":"1","event":"message"}"#, .sent),
        Case(.ntfy, 413, #"{"code":41301,"http":413}"#, .failed, .tooLarge),
        Case(
            .ntfy, 429, #"{"code":42901,"http":429}"#, .ready, .throttled,
            blocked: BreakerDecision.pause),
        Case(.ntfy, 403, #"{"code":40301,"http":403}"#, .ready, .authentication, blocked: stop),
        Case(.ntfy, 507, #"{"code":50701,"http":507}"#, .ready, .serverFault),
    ]

    @Test("after each answer the store is as it means", arguments: ChatService.allCases)
    func answers(service: ChatService) async throws {
        let server = try HTTPServer()
        var asked = 0
        for test in Self.cases where test.service == service {
            try server.serve([
                "*": [.init(status: test.status, headers: test.headers, body: test.body)]
            ])
            let desk = try await desk(service, server)
            _ = try await drain(desk, server)
            let entry = try #require(try desk.outbox().first)
            #expect(entry.state == test.state, "\(test)")
            #expect(entry.reason == test.reason?.rawValue, "\(test)")
            #expect(entry.kind == service.rawValue)
            let now = desk.clock.now
            let blocked = try desk.look { try $0.blockedEndpoints(at: now) }
            #expect(
                blocked.map { $0.until - now } == [test.blocked].compactMap(\.self), "\(test)")
            let deliveries = try desk.look { try $0.deliveries(ofEnvelope: entry.id) }
            #expect(deliveries.map(\.reply?.code) == [test.status], "\(test)")
            asked += 1
            #expect(try server.requests().count == asked, "\(test)")
        }
        #expect(asked >= 4)
    }

    @Test("each service is asked in its own way, and each attempt the same")
    func requests() async throws {
        for service in ChatService.allCases {
            let server = try HTTPServer(["*": [.init(status: 503), .init()]])
            let desk = try await desk(service, server)
            #expect(try await drain(desk, server).later == 1)
            desk.clock.advance(by: .seconds(60))
            #expect(try await drain(desk, server).delivered == 1)
            let requests = try server.requests()
            #expect(requests.count == 2)
            #expect(requests[0].path == requests[1].path && requests[0].body == requests[1].body)
            let first = requests[0]
            let body = try #require(
                try JSONSerialization.jsonObject(with: first.body) as? [String: Any])
            #expect(first.headers["content-type"] == "application/json")
            #expect(first.method == (service == .matrix ? "PUT" : "POST"))
            switch service {
            case .telegram:
                #expect(first.path == "/bot\(Self.token)/sendMessage")
                #expect(body["chat_id"] as? String == "-100123")
            case .matrix:
                let key = try desk.outbox()[0].key
                #expect(
                    first.path == "/_matrix/client/v3/rooms/%21desk%3Aexample.org/send/"
                        + "m.room.message/\(key)")
                #expect(first.headers["authorization"] == "Bearer \(Self.token)")
            case .ntfy:
                #expect(first.path == "/" && body["topic"] as? String == "desk-topic")
                #expect(first.headers["authorization"] == "Bearer \(Self.token)")
            case .discord: #expect(first.path == "/hooks/T0/very-secret?wait=true")
            default: #expect(first.path == "/hooks/T0/very-secret")
            }
            #expect(String(decoding: first.body, as: UTF8.self).contains("فيضان"))
        }
    }

    @Test("a Telegram group that became a supergroup is followed, and the reply says so")
    func migration() async throws {
        let server = try HTTPServer([
            "*": [
                .init(
                    status: 400,
                    body: #"{"ok":false,"parameters":{"migrate_to_chat_id":-1009876543210}}"#),
                .init(body: #"{"ok":true}"#),
            ]
        ])
        let desk = try await desk(.telegram, server)
        #expect(try await drain(desk, server).delivered == 1)
        let chats = try server.requests().map { request in
            try JSONSerialization.jsonObject(with: request.body) as? [String: Any]
        }.map { $0?["chat_id"] as? String }
        #expect(chats == ["-100123", "-1009876543210"])
        let id = try desk.outbox()[0].id
        let reply = try desk.look { try $0.deliveries(ofEnvelope: id) }.first?.reply
        #expect(reply?.text.contains("-1009876543210") == true)
    }

    @Test("a group that moves in circles is asked twice, no more")
    func circle() async throws {
        let server = try HTTPServer([
            "*": [.init(status: 400, body: #"{"parameters":{"migrate_to_chat_id":-1}}"#)]
        ])
        let desk = try await desk(.telegram, server)
        #expect(try await drain(desk, server).failed == 1)
        #expect(try server.requests().count == 2)
    }

    @Test(
        "what a server quotes of a secret is not told again",
        arguments: ChatService.allCases)
    func quotedSecret(service: ChatService) async throws {
        let server = try HTTPServer([
            "*": [
                .init(
                    status: 400,
                    body:
                        "Cannot POST /bot\(Self.token)/x \\/hooks\\/T0\\/very-secret \"desk-topic\""
                )
            ]
        ])
        let desk = try await desk(service, server)
        _ = try await drain(desk, server)
        let id = try desk.outbox()[0].id
        let reply = try #require(
            try desk.look { try $0.deliveries(ofEnvelope: id) }.first?.reply?.text)
        #expect(reply.contains("***"))
        #expect(!reply.contains(service.isHook ? "very-secret" : Self.token))
        #expect(service != .ntfy || !reply.contains("desk-topic"))
    }

    @Test(
        "without its secret, or with one that no header takes, nothing is sent, and why is said",
        arguments: [
            (nil, "missing-secret", "env:NASHRA_TOKEN is not set"),
            (
                "a\r\nHost: evil.test", "configuration",
                "env:NASHRA_TOKEN is no token: it holds a space, a line break or a sign that none has"
            ),
        ] as [(String?, String, String)])
    func badSecret(token: String?, reason: String, words: String) async throws {
        let server = try HTTPServer(["*": [.init()]])
        let desk = try await desk(.matrix, server)
        let environment = token.map { ["NASHRA_TOKEN": $0] } ?? [:]
        #expect(try await desk.courier(environment: environment).drain().later == 1)
        let entry = try #require(try desk.outbox().first)
        #expect(entry.reason == reason)
        let reply = try desk.look { try $0.deliveries(ofEnvelope: entry.id) }.first?.reply
        #expect(reply == ServerReply(code: 0, text: words))
        #expect(try server.requests().isEmpty)
    }
}
