import Almanac
import Documents
import Foundation
import NashraTesting
import Newswire
import Testing
import Transfer

@testable import Daemon

@Suite("what nashra.yaml sets up")
struct InstallationTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func installation(
        password: String, environment: [String: String] = [:]
    ) -> Installation {
        let text = """
            mail:
              relays:
                - url: smtp://127.0.0.1:2525
                  username: digest
                  password: \(password)
            """
        let (configuration, _) = ConfigurationReader(zones: ZoneFolder(), environment: [:])
            .configuration(
                Document(Array(text.utf8), file: "nashra.yaml"), folder: folder.url)
        return Installation(
            configuration: configuration, zones: ZoneFolder(), environment: environment)
    }

    private func relay(_ installation: Installation) -> SMTPRelay? {
        if case .smtp(let server)? = installation.mailWay.relays.first { server } else { nil }
    }

    @Test("a token is one of the environment's, a file's or a command's, by whole paths")
    func tokens() throws {
        try folder.write("ya29.x\n", to: "secrets/token")
        func credentials(_ token: String) throws -> SMTPCredentials? {
            let text = """
                mail:
                  relays:
                    - { url: "smtps://r.example.org", username: digest, ca: ca.pem, token: \(token) }
                """
            let (configuration, _) = ConfigurationReader(
                zones: ZoneFolder(), environment: ["T": "ya29.y"]
            )
            .configuration(
                Document(Array(text.utf8), file: "nashra.yaml"), folder: folder.url)
            let server = relay(
                Installation(
                    configuration: configuration, zones: ZoneFolder(), environment: ["T": "ya29.y"])
            )
            #expect(server?.authorities == folder.url.appending(path: "ca.pem").path)
            return server?.credentials
        }
        let path = folder.url.appending(path: "secrets/token").path
        let cases: [(String, TokenSource)] = [
            ("env:T", .text("ya29.y")), ("file:secrets/token", .file(path: path)),
            (
                "{ command: [bin/token, -v] }",
                .command([folder.url.appending(path: "bin/token").path, "-v"])
            ),
        ]
        for (text, source) in cases {
            #expect(
                try credentials(text) == SMTPCredentials(username: "digest", token: source))
        }
    }

    @Test("a password is looked up where its reference says, without its last line break")
    func passwords() throws {
        try folder.write("hunter2\n", to: "secrets/relay")
        let expected = SMTPCredentials(username: "digest", password: "hunter2")
        let fromFile = installation(password: "file:secrets/relay")
        let fromEnvironment = installation(
            password: "env:RELAY_PASSWORD", environment: ["RELAY_PASSWORD": "hunter2"])
        #expect(relay(fromFile)?.credentials == expected)
        #expect(relay(fromEnvironment)?.credentials == expected)
        #expect(!String(describing: relay(fromFile)).contains("hunter2"))
    }

    @Test(
        "a relay whose reference leads to nothing can't be used, and the reason names it",
        arguments: [
            ("env:NO_SUCH", "'NO_SUCH'"), ("env:EMPTY", "'EMPTY'"),
            ("file:nowhere", "'nowhere'"), ("file:empty", "'empty'"),
        ])
    func missing(reference: String, name: String) throws {
        try folder.write("\n", to: "empty")
        let installation = installation(password: reference, environment: ["EMPTY": ""])
        guard case .unusable(let endpoint, let explanation)? = installation.mailWay.relays.first
        else {
            Issue.record("'\(reference)' was taken for a password")
            return
        }
        #expect(endpoint == "smtp://127.0.0.1:2525")
        #expect(explanation.contains(name))
    }
}
