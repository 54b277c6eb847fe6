import CCrypto

/// HMAC with SHA-256 (RFC 2104), of bytes that come in pieces.
///
/// Making the key ready costs about as much as a short message: who has many
/// keeps one that nothing came to, and begins each with a copy of it.
package struct HMAC: Sendable {
    private var inner = SHA256()
    private var outer = SHA256()

    private static let blockSize = 64

    package init(key: [UInt8]) {
        let short = key.count > Self.blockSize ? SHA256.digest(of: key).bytes : key
        let padded = short + repeatElement(0, count: Self.blockSize - short.count)
        inner.update(padded.map { $0 ^ 0x36 })
        outer.update(padded.map { $0 ^ 0x5C })
    }

    package mutating func update(_ bytes: some Sequence<UInt8>) {
        inner.update(bytes)
    }

    /// Of all that came; nothing may follow.
    package mutating func finish() -> Digest {
        outer.update(inner.finish().bytes)
        return outer.finish()
    }

    package static func code(of message: [UInt8], key: [UInt8]) -> Digest {
        var code = HMAC(key: key)
        code.update(message)
        return code.finish()
    }
}

extension Collection<UInt8> {
    /// Whether the bytes are the same, found out in a time that depends only on
    /// their number.
    package func isEqualInConstantTime(to other: some Collection<UInt8>) -> Bool {
        let (a, b) = (Array(self), Array(other))
        return a.count == b.count && CRYPTO_memcmp(a, b, a.count) == 0
    }
}

extension Digest {
    package func isEqualInConstantTime(to other: Digest) -> Bool {
        bytes.isEqualInConstantTime(to: other.bytes)
    }
}

extension [UInt8] {
    /// So many bytes that nobody can foretell.
    package static func random(count: Int) -> [UInt8] {
        // The system's generator is the kernel's, getrandom(2), and can't fail.
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in generator.next() }
    }
}
