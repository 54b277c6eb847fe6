import Almanac
import Documents
import Newswire
import Testing

@testable import Matching

@Suite("chat channels of a file")
struct ChatChannelTests {
    private static func secret(_ name: String) -> ConfiguredText {
        .secret(.environment("NASHRA_\(name)"))
    }

    @Test(
        "each kind means what it says, and is read back without its secret",
        arguments: [
            (
                "discord: env:NASHRA_X", ChatRoute(.discord, .hook(secret("X"))),
                "Discord (env:NASHRA_X)"
            ),
            ("teams: env:NASHRA_X", ChatRoute(.teams, .hook(secret("X"))), "Teams (env:NASHRA_X)"),
            (
                "googlechat: env:NASHRA_X", ChatRoute(.googleChat, .hook(secret("X"))),
                "Google Chat (env:NASHRA_X)"
            ),
            (
                "mattermost: file:secrets/m",
                ChatRoute(.mattermost, .hook(.secret(.file("secrets/m")))),
                "Mattermost (file:secrets/m)"
            ),
            (
                "telegram: { token: env:NASHRA_T, chat: -1001234567890 }",
                ChatRoute(
                    .telegram,
                    .room(
                        .literal("-1001234567890"), server: "https://api.telegram.org",
                        token: secret("T"))),
                "Telegram -1001234567890"
            ),
            (
                "telegram: { token: env:NASHRA_T, chat: '@desk_news', server: 'http://b.test/' }",
                ChatRoute(
                    .telegram,
                    .room(.literal("@desk_news"), server: "http://b.test", token: secret("T"))),
                "Telegram @desk_news at http://b.test"
            ),
            (
                "matrix: { homeserver: 'https://m.test', room: '!a:m.test', token: env:NASHRA_T }",
                ChatRoute(
                    .matrix,
                    .room(.literal("!a:m.test"), server: "https://m.test", token: secret("T"))),
                "Matrix !a:m.test at https://m.test"
            ),
            (
                "ntfy: { server: 'https://n.test', topic: env:NASHRA_N }",
                ChatRoute(.ntfy, .room(secret("N"), server: "https://n.test", token: nil)),
                "ntfy env:NASHRA_N at https://n.test, no token"
            ),
        ] as [(String, ChatRoute, String)])
    func kinds(keys: String, route: ChatRoute, told: String) throws {
        let file = SampleReader.read(
            "timezone: UTC\nchannels:\n  c: { \(keys) }\nrules: [غزة]\n")
        #expect(file.diagnostics.isEmpty, "\(file.diagnostics.map(\.rendered))")
        #expect(file.subscriber?.channels.first?.target == .chat(route))
        #expect(file.subscriber?.channels.first?.giveUp == .seconds(86_400))
        let sections = ReadBack().sections(
            file, after: Timestamp(seconds: 0), zones: ZoneFolder())
        let lines = sections.flatMap(\.lines)
        #expect(lines.contains { $0.contains("at once: \(told);") }, "\(lines)")
        #expect(
            ChatRoute(
                route.service, target: route.target, token: route.token?.description) == route)
    }
}
