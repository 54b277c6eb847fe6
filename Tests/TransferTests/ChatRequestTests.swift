import Newswire
import Testing

@testable import Transfer

@Suite("requests to chats")
struct ChatRequestTests {
    @Test(
        "Discord is asked in a version whose waits are seconds",
        arguments: [
            (
                "https://discord.com/api/webhooks/1/t",
                "https://discord.com/api/v10/webhooks/1/t?wait=true"
            ),
            (
                "https://ptb.discord.com/api/webhooks/1/t?thread_id=2",
                "https://ptb.discord.com/api/v10/webhooks/1/t?thread_id=2&wait=true"
            ),
            (
                "https://discordapp.com/api/webhooks/1/t",
                "https://discordapp.com/api/v10/webhooks/1/t?wait=true"
            ),
            // Whoever names a version wants it, and another server has its own.
            (
                "https://discord.com/api/v9/webhooks/1/t",
                "https://discord.com/api/v9/webhooks/1/t?wait=true"
            ),
            (
                "https://hooks.example.org/api/webhooks/1/t",
                "https://hooks.example.org/api/webhooks/1/t?wait=true"
            ),
            (
                "https://notdiscord.com/api/webhooks/1/t",
                "https://notdiscord.com/api/webhooks/1/t?wait=true"
            ),
        ])
    func discord(hook: String, asked: String) {
        let request = ChatRequest(
            service: .discord, place: .hook(hook), id: "1", body: Array("{}".utf8),
            now: Timestamp(seconds: 0))
        #expect(request.http?.url == asked)
    }
}
