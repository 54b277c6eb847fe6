import Foundation
import NashraTesting
import Newswire
import Testing

@testable import Transfer

@Suite("a login by a bearer token")
struct TokenLoginTests {
    private static let token = "ya29.a0Aa4xrX_~+/x=="

    private func send(to server: SMTPServer, _ source: TokenSource) throws -> DeliveryOutcome {
        var deadlines = SMTPSessionTests.patience
        deadlines.login = .seconds(2)
        let relay = SMTPRelay(
            host: "localhost", port: server.port, tls: .none,
            credentials: SMTPCredentials(username: "digest", token: source),
            deadlines: deadlines)
        return SMTPSession(relay: relay).send(try SMTPSessionTests.item(to: "a@example.org"))
    }

    private func server() throws -> SMTPServer {
        var options = SMTPServer.Options()
        options.token = "digest:\(Self.token)"
        return try SMTPServer(options)
    }

    @Test("the token is taken from a text, a file and a command, white space and all")
    func sources() throws {
        let server = try server()
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "token").path
        try Data("\(Self.token)\r\n".utf8).write(to: URL(filePath: file))
        let sources: [TokenSource] = [
            .text(Self.token), .file(path: file), .command(["/bin/cat", file]),
        ]
        for source in sources {
            #expect(try send(to: server, source).reason == nil)
        }
        #expect(try server.received().map(\.login) == [true, true, true])
    }

    @Test("a token that is refused stops the relay, with the server's words")
    func refused() throws {
        let outcome = try send(to: try server(), .text("stale"))
        #expect(outcome.reason == .authentication)
        #expect(outcome.reply?.text == #"{"status":"401"}"#)
    }

    @Test("where no token is to be had it says why, and nothing of the token")
    func absent() throws {
        let server = try server()
        let cases: [(TokenSource, String)] = [
            (.file(path: "/nowhere/token"), "the token's file /nowhere/token can't be read"),
            (.command(["/nowhere/token"]), "the token's command /nowhere/token can't be run"),
            (.command(["/bin/false"]), "the token's command /bin/false ended with 1"),
            (.command(["/bin/true"]), "the token's command /bin/true gives no token, but nothing"),
            (
                .command(["/bin/sleep", "60"]),
                "the token's command /bin/sleep prints too much, or takes longer than 2.0 seconds"
            ),
            (
                .command(["/bin/sh", "-c", "echo token; exec >&-; exec sleep 60"]),
                "the token's command /bin/sh prints too much, or takes longer than 2.0 seconds"
            ),
            (
                .command(["/bin/cat", "/dev/zero"]),
                "the token's command /bin/cat prints too much, or takes longer than 2.0 seconds"
            ),
            (
                .command(["/bin/echo", "usage: token"]),
                "the token's command /bin/echo gives no token, "
                    + "but several words or bytes that no token has"
            ),
        ]
        for (source, explanation) in cases {
            let outcome = try send(to: server, source)
            #expect(outcome.reason == .authentication)
            #expect(outcome.reply?.text == explanation)
        }
        #expect(try server.received().isEmpty)
    }

    @Test("a server that knows no tokens gets no empty password")
    func notOffered() throws {
        var options = SMTPServer.Options()
        options.login = "digest:geheim"
        let server = try SMTPServer(options)
        #expect(try send(to: server, .text(Self.token)).reason == .authentication)
        #expect(!server.log.contains { $0.contains("AUTH PLAIN") || $0.contains("535") })
    }
}
