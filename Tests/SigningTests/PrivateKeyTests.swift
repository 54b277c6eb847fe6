import Foundation
import NashraTesting
import Signing
import Testing

@Suite("Key pairs")
struct PrivateKeyTests {
    @Test("Ed25519 signs as RFC 8032's third vector says")
    func vector() throws {
        // The seed behind the fixed head of a PKCS #8 Ed25519 key (RFC 8410).
        let seed = "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"
        let key = try PrivateKey(
            pem: Self.pem("PRIVATE KEY", "302e020100300506032b657004220420" + seed))
        let publicBytes = "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"
        let signature =
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
            + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        #expect(key.algorithm == .ed25519)
        #expect(key.publicBytes == Self.bytes(publicBytes))
        #expect(key.signature(of: [0xAF, 0x82]) == Self.bytes(signature))
        let verifier = try PublicKey(
            pem: Self.pem("PUBLIC KEY", "302a300506032b6570032100" + publicBytes))
        #expect(verifier.verifies(Self.bytes(signature), of: [0xAF, 0x82]))
        #expect(!verifier.verifies(Self.bytes(signature), of: [0xAF, 0x83]))
        #expect(!verifier.verifies([], of: [0xAF, 0x82]))
        #expect(verifier.publicBytes == key.publicBytes)
    }

    @Test(
        "what we sign openssl verifies, and the other way round",
        .enabled(if: OpenSSL.isThere))
    func rsa() throws {
        let folder = try TemporaryFolder()
        try OpenSSL.run(["genpkey", "-out", "key.pem", "-algorithm", "RSA"], in: folder)
        try OpenSSL.run(["pkey", "-in", "key.pem", "-pubout", "-out", "public.pem"], in: folder)
        let message = try folder.write("from:nashra\r\nنشرة", to: "message")
        let bytes = [UInt8](try Data(contentsOf: message))
        let key = try PrivateKey(pem: Self.text("key.pem", in: folder))
        #expect(key.algorithm == .rsa(bits: 2048))

        let signature = try #require(key.signature(of: bytes))
        try Data(signature).write(to: folder.url.appending(path: "ours"))
        try OpenSSL.run(
            ["dgst", "-sha256", "-verify", "public.pem", "-signature", "ours", "message"],
            in: folder)
        try OpenSSL.run(
            ["dgst", "-sha256", "-sign", "key.pem", "-out", "theirs", "message"], in: folder)
        let theirs = [UInt8](try Data(contentsOf: folder.url.appending(path: "theirs")))
        #expect(theirs == signature)
        let verifier = try PublicKey(pem: Self.text("public.pem", in: folder))
        #expect(verifier.verifies(theirs, of: bytes))
        #expect(!verifier.verifies(theirs, of: bytes + [0]))
        #expect(
            Self.pem("PUBLIC KEY", verifier.publicBytes)
                == (try Self.text("public.pem", in: folder)))
    }

    @Test("the older form of an RSA key is read too", .enabled(if: OpenSSL.isThere))
    func traditional() throws {
        let folder = try TemporaryFolder()
        try OpenSSL.run(["genrsa", "-traditional", "-out", "key.pem", "1024"], in: folder)
        let text = try Self.text("key.pem", in: folder)
        #expect(text.contains("BEGIN RSA PRIVATE KEY"))
        #expect(try PrivateKey(pem: text).algorithm == .rsa(bits: 1024))
    }

    @Test(
        "a key that we can't use is told by its reason", .enabled(if: OpenSSL.isThere),
        arguments: [
            (
                ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
                .unsupportedAlgorithm
            ),
            (
                ["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:768"],
                .tooShort(bits: 768)
            ),
            (["genpkey", "-algorithm", "ED25519", "-aes128", "-pass", "pass:secret"], .encrypted),
        ] as [([String], KeyProblem)])
    func refusals(arguments: [String], problem: KeyProblem) throws {
        let folder = try TemporaryFolder()
        try OpenSSL.run(arguments + ["-out", "key.pem"], in: folder)
        let text = try Self.text("key.pem", in: folder)
        #expect(throws: problem) { try PrivateKey(pem: text) }
    }

    @Test("the public half of a key is told from the private one")
    func publicHalf() throws {
        let bytes = "302a300506032b6570032100" + String(repeating: "11", count: 32)
        #expect(throws: KeyProblem.publicHalf) {
            try PrivateKey(pem: Self.pem("PUBLIC KEY", bytes))
        }
    }

    @Test("a key without its last line break is one", arguments: [0, 1])
    func lastLineBreak(dropped: Int) throws {
        for text in [SampleKeys.rsa2048, SampleKeys.ed25519, SampleKeys.rsaOfRFC8463] {
            #expect(throws: Never.self) { try PrivateKey(pem: String(text.dropLast(dropped))) }
            let windows = text.replacing("\n", with: "\r\n").dropLast(dropped)
            #expect(throws: Never.self) { try PrivateKey(pem: String(windows)) }
        }
    }

    @Test(
        "what is no PEM is refused",
        arguments: [
            "", "nonsense", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        ])
    func notPEM(text: String) {
        #expect(throws: KeyProblem.notPEM) { try PrivateKey(pem: text) }
        #expect(throws: KeyProblem.notPEM) { try PublicKey(pem: text) }
    }

    private static func text(_ name: String, in folder: TemporaryFolder) throws -> String {
        try String(contentsOf: folder.url.appending(path: name), encoding: .utf8)
    }

    private static func bytes(_ hexadecimal: String) -> [UInt8] {
        stride(from: 0, to: hexadecimal.count, by: 2).compactMap { start in
            UInt8(hexadecimal.dropFirst(start).prefix(2), radix: 16)
        }
    }

    private static func pem(_ label: String, _ hexadecimal: String) -> String {
        pem(label, bytes(hexadecimal))
    }

    private static func pem(_ label: String, _ bytes: [UInt8]) -> String {
        let lines = Data(bytes).base64EncodedString(options: [
            .lineLength64Characters, .endLineWithLineFeed,
        ])
        return "-----BEGIN \(label)-----\n\(lines)\n-----END \(label)-----\n"
    }
}

/// The command of libcrypto's own project, as the judge of what we make of it.
private enum OpenSSL {
    private static let command = URL(filePath: "/usr/bin/openssl")

    static let isThere = FileManager.default.isExecutableFile(
        atPath: command.path(percentEncoded: false))

    static func run(_ arguments: [String], in folder: TemporaryFolder) throws {
        try ChildProcess.run(command, arguments, in: folder.url)
    }
}
