import CCrypto

/// HMAC with SHA-256 (RFC 2104).
package enum HMAC {
    package static func sha256(_ message: [UInt8], key: [UInt8]) -> Digest {
        // A key of no bytes must still be an address to libcrypto, which takes
        // nil for "the key of last time".
        let padded = key.isEmpty ? [0] : key
        let bytes = [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            let result = CCrypto.HMAC(
                EVP_sha256(), padded, Int32(padded.count), message, message.count,
                buffer.baseAddress, nil)
            precondition(result != nil, "libcrypto cannot compute HMAC-SHA-256")
            count = 32
        }
        return Digest(bytes: bytes)
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
