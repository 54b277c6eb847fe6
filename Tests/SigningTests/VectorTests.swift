import Foundation
import Newswire
import Signing
import Testing

@Suite("Hashes and codes against published vectors")
struct VectorTests {
    @Test(
        "SHA-256, FIPS 180-4",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                String(repeating: "a", count: 1_000_000),
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
            ),
        ])
    func sha256(text: String, digest: String) {
        #expect(SHA256.digest(of: text).hexadecimal == digest)
    }

    @Test("a hash in pieces is the hash of the whole, and copies go their own ways")
    func incremental() {
        var hash = SHA256()
        hash.update("a".utf8)
        var copy = hash
        #expect(hash.digest == SHA256.digest(of: "a"))
        hash.update(Array("bc".utf8).lazy.map { $0 })
        copy.update([])
        #expect(hash.digest == SHA256.digest(of: "abc"))
        #expect(copy.digest == SHA256.digest(of: "a"))
    }

    @Test(
        "HMAC-SHA-256, RFC 4231",
        arguments: [
            (
                Array(repeating: 0x0B, count: 20), "Hi There",
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
            (
                Array("Jefe".utf8), "what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (
                Array(repeating: 0xAA, count: 131),
                "Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
            // Not of the RFC: an empty key is one of zero bytes.
            ([], "", "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
        ] as [([UInt8], String, String)])
    func hmac(key: [UInt8], message: String, digest: String) {
        #expect(HMAC.sha256(Array(message.utf8), key: key).hexadecimal == digest)
    }

    @Test(
        "base 32, RFC 4648 in lower case without padding",
        arguments: [
            ("", ""), ("f", "my"), ("fo", "mzxq"), ("foo", "mzxw6"), ("foob", "mzxw6yq"),
            ("fooba", "mzxw6ytb"), ("foobar", "mzxw6ytboi"),
        ])
    func base32(text: String, encoded: String) {
        #expect(Base32.encode(text.utf8) == encoded)
        #expect(Base32.decode(encoded) == Array(text.utf8))
        #expect(Base32.decode(encoded.uppercased()) == Array(text.utf8))
    }

    @Test(
        "what base 32 does not write is no base 32",
        arguments: ["m", "mz1", "mzxw6=", "my ", "mzx", "mz", "m1", "mzxw6ytbm", "غ"])
    func notBase32(text: String) {
        #expect(Base32.decode(text) == nil)
    }

    @Test("an id is the hash's first eighty bits")
    func ids() {
        let digest = SHA256.digest(of: "abc")
        #expect(digest.id() == Base32.encode(digest.bytes.prefix(10)))
        #expect(digest.id().count == 16)
        #expect(digest.id(characters: 51).count == 51)
    }

    @Test("bytes are compared by value and length")
    func comparison() {
        let digest = SHA256.digest(of: "abc")
        #expect(digest.isEqualInConstantTime(to: SHA256.digest(of: "abc")))
        #expect(!digest.isEqualInConstantTime(to: SHA256.digest(of: "abd")))
        #expect(!digest.bytes.isEqualInConstantTime(to: digest.bytes.dropLast()))
        #expect([UInt8]().isEqualInConstantTime(to: []))
    }

    @Test("random bytes are as many as asked for, and others each time")
    func random() {
        #expect([UInt8].random(count: 0).isEmpty)
        #expect([UInt8].random(count: 32).count == 32)
        #expect([UInt8].random(count: 32) != .random(count: 32))
    }
}

@Suite("Webhook secrets")
struct WebhookSecretTests {
    @Test("the signature is that of Standard Webhooks' own vector")
    func vector() throws {
        let secret = try WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n")
        let headers = secret.headers(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", at: Timestamp(milliseconds: 1_614_265_330_999),
            body: Array(#"{"test": 2432232314}"#.utf8))
        #expect(headers.map(\.name) == ["webhook-id", "webhook-timestamp", "webhook-signature"])
        #expect(
            headers.map(\.value) == [
                "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            ])
    }

    @Test("two secrets, while one is changed, make the signatures of both")
    func rotation() throws {
        let old = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        let new = "whsec_" + Data(1...32).base64EncodedString()
        func signature(_ text: String) throws -> String {
            try WebhookSecret(text).signature(id: "a", timestamp: 7, body: [1, 2, 3])
        }
        #expect(
            try signature("\(new)\n\(old)\n") == signature(new) + " " + signature(old))
        #expect(throws: WebhookSecret.Problem.notBase64) { try signature("\(new) whsec_*") }
    }

    @Test(
        "a bad secret is told by its mistake, never by itself",
        arguments: [
            ("", .noPrefix), ("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", .noPrefix),
            ("whsec_", .badLength(0)), ("whsec_***", .notBase64),
            ("whsec_c2hvcnQ=", .badLength(5)),
            ("whsec_" + String(repeating: "AAAA", count: 22), .badLength(66)),
        ] as [(String, WebhookSecret.Problem)])
    func mistakes(text: String, problem: WebhookSecret.Problem) {
        #expect(throws: problem) { try WebhookSecret(text) }
    }

    @Test("a secret does not print")
    func printing() throws {
        let secret = try WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), dumped] {
            #expect(!text.contains("MfKQ") && !text.contains("49, 242"))
        }
    }
}
