import Foundation
import NashraTesting
import Signing
import Testing

@Suite("Signing keys and tokens")
struct SigningKeyTests {
    @Test("a key is read as it is written, and no two are the same")
    func text() throws {
        let key = SigningKey.random()
        #expect(key.fileText.hasPrefix("nashra-key-1:") && key.fileText.hasSuffix("\n"))
        #expect(try SigningKey(key.fileText) == key)
        #expect(try SigningKey(" \(key.fileText)\r\n") == key)
        #expect(SigningKey.random() != key)
        #expect("\(key) \(String(reflecting: key))" == "nashra-key-1:*** nashra-key-1:***")
    }

    @Test(
        "what is no key is told by its mistake",
        arguments: [
            ("", .noPrefix), ("secret", .noPrefix), ("nashra-key-2:AAAA", .noPrefix),
            ("nashra-key-1:", .badLength(0)), ("nashra-key-1:é", .notBase64),
            ("nashra-key-1:AAAA", .badLength(3)),
        ] as [(String, SigningKey.Problem)])
    func mistakes(text: String, problem: SigningKey.Problem) {
        #expect(throws: problem) { try SigningKey(text) }
    }

    @Test("a key's file is made once, for its owner only, and leaves nothing beside it")
    func file() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "var/nashra.key"
        let key = try SigningKey.loadOrMake(atPath: path)
        #expect(try SigningKey.loadOrMake(atPath: path) == key)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "var")
        #expect(names == ["nashra.key"])
    }

    @Test("of many that make a key at once all get the same")
    func race() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "nashra.key"
        let keys = try await withThrowingTaskGroup(of: SigningKey.self) { group in
            for _ in 0..<16 { group.addTask { try SigningKey.loadOrMake(atPath: path) } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(keys.count == 1)
    }

    @Test("a file that can't be read or made is told with its path and reason")
    func fileMistakes() throws {
        let folder = try TemporaryFolder()
        let bad = try folder.write("nonsense", to: "bad.key").path(percentEncoded: false)
        let error = try #require(throws: SigningKey.FileError.self) {
            try SigningKey.loadOrMake(atPath: bad)
        }
        #expect(error == .malformed(path: bad, .noPrefix))
        #expect(error.description.contains("holds no key of ours"))
        #expect(try String(contentsOfFile: bad, encoding: .utf8) == "nonsense")
        #expect(throws: SigningKey.FileError.self) {
            try SigningKey.loadOrMake(atPath: bad + "/nashra.key")
        }
        #expect(throws: SigningKey.FileError.self) {
            try SigningKey.loadOrMake(atPath: folder.path)
        }
    }

    @Test("a token carries its payload, for one purpose", arguments: ["", "x", "مكتب/غزة:morning"])
    func tokens(payload: String) {
        let signer = TokenSigner(current: .random())
        let token = signer.token(for: .unsubscribe, carrying: payload)
        #expect(token.allSatisfy { $0.isASCII && ($0.isNumber || $0.isLowercase) })
        #expect(signer.text(of: token, for: .unsubscribe) == payload)
        #expect(signer.text(of: token.uppercased(), for: .unsubscribe) == payload)
        #expect(signer.text(of: token, for: .returnPath) == nil)
        #expect(TokenSigner(current: .random()).text(of: token, for: .unsubscribe) == nil)
    }

    @Test("a token of 8 bytes leaves room for a name in a return path")
    func length() {
        let token = TokenSigner(current: .random()).token(
            for: .returnPath, carrying: [UInt8](repeating: 7, count: 8))
        #expect(token.count == 29)
    }

    @Test("an older key verifies while keys rotate, and does not sign")
    func rotation() {
        let (old, new) = (SigningKey.random(), SigningKey.random())
        let token = TokenSigner(current: old).token(for: .article, carrying: "a1")
        let rotating = TokenSigner(current: new, older: [old])
        #expect(rotating.text(of: token, for: .article) == "a1")
        #expect(rotating.token(for: .article, carrying: "a1") != token)
        #expect(TokenSigner(current: new).text(of: token, for: .article) == nil)
    }

    @Test("a token with any character changed, cut or added is worth nothing")
    func forgery() {
        let signer = TokenSigner(current: .random())
        let token = Array(signer.token(for: .article, carrying: "a1b2"))
        for index in token.indices {
            var changed = token
            changed[index] = token[index] == "a" ? "b" : "a"
            #expect(signer.payload(of: String(changed), for: .article) == nil)
            #expect(signer.payload(of: String(token[..<index]), for: .article) == nil)
        }
        for text in [String(token) + "a", "", "غزة", String(repeating: "a", count: 1_000_000)] {
            #expect(signer.payload(of: text, for: .article) == nil)
        }
    }
}
