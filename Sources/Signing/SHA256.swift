import CCrypto

/// SHA-256 (FIPS 180-4), of bytes at hand or of bytes that come in pieces.
///
///     var hash = SHA256()
///     hash.update(part)
///     hash.digest
package struct SHA256 {
    private var context: Context

    package init() {
        context = Context()
    }

    package mutating func update(_ bytes: some Sequence<UInt8>) {
        if !isKnownUniquelyReferenced(&context) { context = Context(copying: context) }
        let isDone: Void? = bytes.withContiguousStorageIfAvailable { context.update($0) }
        if isDone == nil { Array(bytes).withUnsafeBufferPointer { context.update($0) } }
    }

    /// Of what came so far; more may follow.
    package var digest: Digest {
        Context(copying: context).finish()
    }

    package static func digest(of bytes: some Sequence<UInt8>) -> Digest {
        let context = Context()
        let isDone: Void? = bytes.withContiguousStorageIfAvailable { context.update($0) }
        if isDone == nil { Array(bytes).withUnsafeBufferPointer { context.update($0) } }
        return context.finish()
    }

    /// Of the text's UTF-8.
    package static func digest(of text: String) -> Digest {
        digest(of: text.utf8)
    }
}

/// The 32 bytes of a SHA-256 or HMAC-SHA-256.
///
/// `==` is for hashes of what is public; compare what authenticates with
/// `isEqualInConstantTime(to:)`.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
    package let bytes: [UInt8]

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// In lower case.
    package var hexadecimal: String {
        String(
            decoding: bytes.flatMap { [Self.digits[Int($0 >> 4)], Self.digits[Int($0 & 15)]] },
            as: UTF8.self)
    }

    /// The first characters of its base 32: 16 of them are 80 bits, and make an
    /// id that is the same on every machine.
    ///
    /// - Precondition: at most 51 characters.
    package func id(characters: Int = 16) -> String {
        precondition(characters <= 51)
        return String(Base32.encode(bytes).prefix(characters))
    }

    package var description: String { hexadecimal }

    private static let digits = Array("0123456789abcdef".utf8)
}

/// Owns a libcrypto hash in progress.
private final class Context {
    private let pointer: OpaquePointer

    /// libcrypto refuses only without memory or without SHA-256 in it at all.
    private static let complaint: StaticString = "libcrypto cannot compute SHA-256"

    init() {
        guard let pointer = EVP_MD_CTX_new(), EVP_DigestInit_ex(pointer, EVP_sha256(), nil) == 1
        else { preconditionFailure("\(Self.complaint)") }
        self.pointer = pointer
    }

    init(copying other: Context) {
        guard let pointer = EVP_MD_CTX_new(), EVP_MD_CTX_copy_ex(pointer, other.pointer) == 1
        else { preconditionFailure("\(Self.complaint)") }
        self.pointer = pointer
    }

    deinit {
        EVP_MD_CTX_free(pointer)
    }

    func update(_ bytes: UnsafeBufferPointer<UInt8>) {
        precondition(EVP_DigestUpdate(pointer, bytes.baseAddress, bytes.count) == 1)
    }

    /// Ends it; nothing may follow.
    func finish() -> Digest {
        let bytes = [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            precondition(EVP_DigestFinal_ex(pointer, buffer.baseAddress, nil) == 1)
            count = 32
        }
        return Digest(bytes: bytes)
    }
}
