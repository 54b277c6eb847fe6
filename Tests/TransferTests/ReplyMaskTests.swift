import Foundation
import NashraTesting
import Newswire
import Testing

@testable import Transfer

@Suite("what a server quotes of a secret")
struct ReplyMaskTests {
    private static let hook = "https://hooks.example.org/hook/SECRETHOOK123"
    private static let google =
        "https://chat.example.org/v1/spaces/AAAA/messages?key=GCKEY&token=GCTOKEN"
    private static let teams =
        "https://flow.example.org:443/workflows/0123456789abcdef/run?sp=%2Ftriggers%2Fx&sig=TEAMSIG"

    private static let addresses: [(url: String, reply: String, shown: String)] = [
        (hook, "<pre>Cannot POST /hook/SECRETHOOK123</pre>", "<pre>Cannot POST ***</pre>"),
        (hook, "POST \(hook) failed", "POST https://hooks.example.org*** failed"),
        (
            hook, #"{"url":"https:\/\/hooks.example.org\/hook\/SECRETHOOK123"}"#,
            #"{"url":"https:\/\/hooks.example.org***"}"#
        ),
        (hook, "SECRETHOOK123, SECRETHOOK123", "***, ***"),
        (hook, "no hook hook/SECRETHOOK123 of ours", "no hook *** of ours"),
        (hook, "%2Fhook%2fSECRETHOOK123 %252Fhook%252FSECRETHOOK123.", "*** ***."),
        (hook, "&#x2F;hook&#47;SECRETHOOK123", "***"),
        (hook, "SECRETHOOK124 at hooks.example.org", "SECRETHOOK124 at hooks.example.org"),
        (hook, "the line was cut at SECRETHO", "the line was cut at ***"),
        (hook + "?", "/hook/SECRETHOOK123?", "***"),
        ("https://h.example.org/h/S%C3%89CRETE%21", "h/SÉCRETE! \\/h\\/S\\u00c9CRETE!", "*** ***"),
        ("https://desk:pass-word@h.example.org/", "desk:pass-word pass-word", "*** ***"),
        ("https://h.example.org/", "https://h.example.org/ /", "https://h.example.org/ /"),
        ("https://h.example.org", "h.example.org", "h.example.org"),
        ("https://h.example.org/ab/c", "at /ab/c, /ab/cd", "at ***, /ab/cd"),
        (google, "bad key=GCKEY&amp;token=GCTOKEN", "bad ***&amp;***"),
        (google, #"/v1/spaces/AAAA/messages?key=GCKEY\u0026token=GCTOKEN"#, "***"),
        (google, "{\"key=GCKEY&token=GCTOKEN\"}", "{\"***&***\"}"),
        (teams, "sig=TEAMSIG is no signature", "*** is no signature"),
        (teams, "/workflows/0123456789abcdef/run is off", "*** is off"),
        (teams, "workflow 0123456789abcdef", "workflow ***"),
        (teams, "sp=/triggers/x", "***"),
        ("https://h.example.org/hooks/%zz-secret?%", "%zz-secret &#; \\u12 %", "*** &#; \\u12 %"),
    ]

    @Test(
        "an address is hidden, whole and in parts, in the escapes of any answer, not its host",
        arguments: addresses)
    func address(url: String, reply: String, shown: String) {
        #expect(ReplyMask(url: url).hidden(in: reply) == shown)
    }

    @Test(
        "a room and a token are hidden",
        arguments: [
            (
                "SECRETTOPIC", nil, #"{"id":"1","topic":"SECRETTOPIC"}"#,
                #"{"id":"1","topic":"***"}"#
            ),
            ("desk", nil, #"{"topic":"desk"} desktop"#, #"{"topic":"***"} desktop"#),
            ("a", nil, "a b", "a b"),
            (
                "!AbCd:example.org", "syt_secret",
                "%21AbCd%3Aexample.org !AbCd:example.org Bearer syt_secret", "*** *** Bearer ***"
            ),
            ("-1001234", "12345:secret-Token", "/bot12345:secret-Token/x", "/bot***/x"),
            ("-1001234", "12345:secret-Token", "secret-Token of 12345", "*** of 12345"),
        ] as [(String, String?, String, String)])
    func room(room: String, token: String?, reply: String, shown: String) {
        #expect(ReplyMask(room: room, token: token).hidden(in: reply) == shown)
    }

    @Test("what quotes half of it, or nothing but escapes, costs no more than its length")
    func hostile() {
        let url = "https://h.example.org/" + String(repeating: "aaaaaaaa/", count: 200)
        let mask = ReplyMask(url: url + "%25")
        for reply in ["%2525", "&amp;amp;", "a", "aaaaaaa/", "\\\\", "&#x"] {
            let long = String(repeating: reply, count: 4096 / reply.utf8.count)
            #expect(mask.hidden(in: long).utf8.count <= 4096)
        }
    }

    @Test("neither a webhook's outcome nor a chat's tells it")
    func outcomes() async throws {
        let secret = "/hook/SECRETHOOK123"
        let server = try HTTPServer([
            secret: [.init(status: 404, body: "<pre>Cannot POST \(secret)</pre>")]
        ])
        let client = WebhookClient(
            network: NetworkSettings(guardian: try AddressGuard(allowing: ["127.0.0.1"])))
        let now = Timestamp(seconds: 1_795_000_000)
        let outcomes = [
            await client.post(
                WebhookRequest(
                    url: server.url(secret), secret: nil, id: "1", body: [], now: now)),
            await client.post(
                ChatRequest(
                    service: .discord, place: .hook(server.url(secret)), id: "1",
                    body: Array("{}".utf8), now: now)),
        ]
        for outcome in outcomes {
            #expect(outcome.reply?.text == "<pre>Cannot POST ***</pre>")
        }
    }
}
