import Almanac
import Digests
import Documents
import Foundation
import NashraTesting
import Newswire
import Testing

@testable import Daemon

@Suite("mail.dkim")
struct DKIMConfigurationTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for (name, text) in [
            ("rsa.pem", SampleKeys.rsa2048), ("ed.pem", SampleKeys.ed25519),
            ("short.pem", SampleKeys.rsaOfRFC8463), ("tiny.pem", SampleKeys.rsa512),
            ("public.pem", Self.publicHalf), ("ec.pem", SampleKeys.elliptic), ("empty.pem", "\n"),
            ("words.pem", "no key at all: hunter2\n"),
            ("cut.pem", String(SampleKeys.rsa2048.prefix(400))), ("folder/x", ""),
        ] {
            try folder.write(text, to: name)
        }
        try Data([0x30, 0x82, 0xFF, 0xFE]).write(to: folder.url.appending(path: "der.pem"))
    }

    private func read(
        _ text: String, environment: [String: String] = [:]
    ) -> (Installation, [Diagnostic]) {
        let (configuration, diagnostics) = ConfigurationReader(
            zones: ZoneFolder(), environment: environment
        ).configuration(Document(Array(text.utf8), file: "nashra.yaml"), folder: folder.url)
        let installation = Installation(
            configuration: configuration, zones: ZoneFolder(), environment: environment)
        return (installation, diagnostics)
    }

    private static let from = "from: digest@example.org"

    @Test("one key or several, from files or the environment, sign in their order")
    func keys() throws {
        let (one, none) = read(
            "mail: { \(Self.from), dkim: { domain: example.org, selector: n1, key: file:rsa.pem } }"
        )
        #expect(none.isEmpty, "\(none.map(\.rendered))")
        #expect(try one.dkimKeys().map(\.recordName) == ["n1._domainkey.example.org"])
        #expect(one.configuration.secrets == [.file("rsa.pem")])
        // Without its last line break, as the environment has it.
        let key = SampleKeys.ed25519.trimmingCharacters(in: .newlines)
        let (two, neither) = read(
            """
            mail:
              \(Self.from)
              dkim:
                - { domain: EXAMPLE.org, selector: a.b, key: file:rsa.pem }
                - { domain: example.org, selector: n2, key: env:DKIM_KEY }
            """, environment: ["DKIM_KEY": key])
        #expect(neither.isEmpty, "\(neither.map(\.rendered))")
        #expect(
            try two.dkimKeys().map(\.recordName)
                == ["a.b._domainkey.example.org", "n2._domainkey.example.org"])
        #expect(try two.dkimKeys().map(\.algorithm) == [.rsa(bits: 2048), .ed25519])
    }

    @Test("without the key nothing is signed")
    func absent() throws {
        let (installation, diagnostics) = read("mail: { \(Self.from) }")
        #expect(diagnostics.isEmpty)
        #expect(try installation.dkimKeys().isEmpty)
    }

    @Test("a domain in another script is signed for in ASCII")
    func international() throws {
        let (installation, diagnostics) = read(
            """
            mail:
              from: digest@نشرة.example
              dkim: { domain: نشرة.example, selector: n1, key: file:ed.pem }
            """)
        #expect(diagnostics.isEmpty, "\(diagnostics.map(\.rendered))")
        #expect(try installation.dkimKeys()[0].domain.hasPrefix("xn--"))
    }

    @Test(
        "a mistake is pointed at, with the way out, and no key is repeated",
        arguments: [
            (
                "domain: example.org, selector: n1, key: ‹file:nowhere.pem›", "dkim-key",
                "no such file"
            ),
            ("domain: example.org, selector: n1, key: ‹file:folder›", "dkim-key", "directory"),
            ("domain: example.org, selector: n1, key: ‹file:empty.pem›", "dkim-key", "is empty"),
            (
                "domain: example.org, selector: n1, key: ‹file:words.pem›", "dkim-key",
                "no key in PEM"
            ),
            ("domain: example.org, selector: n1, key: ‹file:cut.pem›", "dkim-key", "no key in PEM"),
            ("domain: example.org, selector: n1, key: ‹file:der.pem›", "dkim-key", "no key in PEM"),
            ("domain: example.org, selector: n1, key: ‹file:tiny.pem›", "dkim-key", "512 bits"),
            ("domain: example.org, selector: n1, key: ‹file:public.pem›", "dkim-key", "public key"),
            ("domain: example.org, selector: n1, key: ‹file:ec.pem›", "dkim-key", "another kind"),
            (
                "domain: example.org, selector: n1, key: ‹file:words.pem›", "dkim-key",
                "openssl genpkey"
            ),
            (
                "domain: example.org, selector: n1, key: ‹MIIEvQhunter2›", "bad-secret",
                "file:dkim.pem"
            ),
            ("domain: ‹localhost›, selector: n1, key: file:rsa.pem", "bad-dkim", "'localhost'"),
            ("domain: ‹exa mple.org›, selector: n1, key: file:rsa.pem", "bad-dkim", "domain name"),
            ("domain: example.org, selector: ‹n_1›, key: file:rsa.pem", "bad-dkim", "selector"),
            ("domain: example.org, selector: ‹-a›, key: file:rsa.pem", "bad-dkim", "selector"),
            ("domain: example.org, selector: ‹a..b›, key: file:rsa.pem", "bad-dkim", "selector"),
            ("‹domain: example.org, key: file:rsa.pem›", "bad-dkim", "'selector'"),
            ("domain: example.org, selector: n1, ‹keys›: file:rsa.pem", "unknown-key", "'key'"),
        ] as [(MarkedText, String, String)])
    func mistakes(marked: MarkedText, id: String, says: String) throws {
        let (installation, diagnostics) = read(
            "mail:\n  \(Self.from)\n  dkim: { \(marked.text) }\n")
        let error = try #require(
            diagnostics.first { $0.severity == .error }, "nothing was found wrong")
        #expect(error.id == id, "\(error.rendered)")
        #expect(error.position?.line == 3)
        let column = marked.positions[0].column
        #expect(
            error.position?.column == column + 10 || says == "'selector'", "\(error.rendered)")
        #expect(error.rendered.contains(says), "\(error.rendered)")
        #expect(!error.rendered.contains("hunter2"))
        #expect(installation.configuration.dkim.isEmpty)
    }

    @Test(
        "what is no error is a warning",
        arguments: [
            ("example.org", "file:short.pem", [:], "1024 bits: receivers want 2048", 1),
            ("other.example", "file:rsa.pem", [:], "'other.example' counts nothing", 1),
            ("sub.example.org", "file:rsa.pem", [:], "domain: example.org", 1),
            // Who sends mail may see it.
            ("example.org", "env:DKIM_KEY", [:], "is not set", 1),
            ("example.org", "env:DKIM_KEY", ["DKIM_KEY": ""], "is not set", 1),
        ] as [(String, String, [String: String], String, Int)])
    func warnings(
        domain: String, key: String, environment: [String: String], says: String, count: Int
    ) {
        let (installation, diagnostics) = read(
            "mail: { \(Self.from), dkim: { domain: \(domain), selector: n1, key: '\(key)' } }",
            environment: environment)
        #expect(diagnostics.map(\.severity) == [.warning], "\(diagnostics.map(\.rendered))")
        #expect(
            diagnostics.allSatisfy { $0.rendered.contains(says) }, "\(diagnostics.map(\.rendered))")
        #expect(installation.configuration.dkim.count == count)
    }

    @Test("without a key that is to sign it no mail goes out, and the reason names it")
    func sending() throws {
        let (installation, _) = read(
            "mail: { dkim: { domain: example.org, selector: n1, key: 'env:DKIM_KEY' } }")
        let problem = #expect(throws: DKIMKeyProblem.self) { try installation.dkimKeys() }
        #expect(problem?.explanation == "the DKIM key 'env:DKIM_KEY' is not set")
        let way = installation.mailWay
        guard case .unusable(_, let explanation) = way.relays[0] else {
            Issue.record("\(way.relays[0]) would send unsigned")
            return
        }
        #expect(explanation == problem?.explanation)
        #expect(way.keys.isEmpty)
    }

    @Test("two keys have two selectors, and a list has a key")
    func lists() {
        let entry = "{ domain: example.org, selector: n1, key: file:rsa.pem }"
        let (_, twice) = read("mail: { \(Self.from), dkim: [\(entry), \(entry)] }")
        #expect(twice.map(\.id) == ["bad-dkim"])
        #expect(twice.allSatisfy { $0.rendered.contains("'n1' has one key") })
        let (_, none) = read("mail: { \(Self.from), dkim: [] }")
        #expect(none.map(\.id) == ["bad-dkim"])
        let (_, word) = read("mail: { \(Self.from), dkim: yes }")
        #expect(word.map(\.id) == ["bad-dkim"])
    }

    /// What DNS publishes.
    private static let publicHalf = """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEAFnokyYR6kki0nXihb/ZwobezD3y0CiGDZ/h6Yz+iYd8=
        -----END PUBLIC KEY-----

        """
}
