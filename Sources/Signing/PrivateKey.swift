import CCrypto

/// What a key pair is for, and how it signs: RSA with SHA-256 (PKCS #1 v1.5) or
/// Ed25519 (RFC 8032).
package enum KeyAlgorithm: Hashable, Sendable {
    case rsa(bits: Int)
    case ed25519
}

/// Why a PEM text is no key for us.
package enum KeyProblem: Error, Hashable, Sendable, CustomStringConvertible {
    case notPEM
    case encrypted
    /// The half that everyone may see, where the other was asked for.
    case publicHalf
    case unsupportedAlgorithm
    /// RFC 8301 section 3.2 takes nothing under 1,024 bits.
    case tooShort(bits: Int)

    /// To follow the place where the key is kept.
    package var description: String {
        switch self {
        case .notPEM: "holds no key in PEM; expected -----BEGIN … KEY-----"
        case .encrypted: "holds an encrypted key; expected one without a passphrase"
        case .publicHalf: "holds a public key or a certificate; expected the private key"
        case .unsupportedAlgorithm: "holds a key of another kind; expected RSA or Ed25519"
        case .tooShort(let bits): "holds an RSA key of \(bits) bits; expected 2048"
        }
    }
}

/// A private key that signs. It never prints.
package final class PrivateKey: Sendable {
    package let algorithm: KeyAlgorithm
    private let key: KeyOwner

    /// Reads PKCS #8 or the older PKCS #1 form, unencrypted.
    package init(pem: String) throws(KeyProblem) {
        do throws(KeyProblem) {
            key = try KeyOwner(pem: pem, read: nashra_read_private_key)
        } catch {
            let isPublic = pem.contains("PUBLIC KEY-----") || pem.contains("CERTIFICATE-----")
            throw error == .notPEM && isPublic ? .publicHalf : error
        }
        algorithm = try key.algorithm()
    }

    /// Nil only if libcrypto refuses, as without memory.
    package func signature(of message: [UInt8]) -> [UInt8]? {
        guard let context = EVP_MD_CTX_new() else { return nil }
        defer { EVP_MD_CTX_free(context) }
        var length = 0
        guard EVP_DigestSignInit(context, nil, algorithm.hash, nil, key.pointer) == 1,
            EVP_DigestSign(context, nil, &length, message, message.count) == 1
        else {
            ERR_clear_error()
            return nil
        }
        var signature = [UInt8](repeating: 0, count: length)
        guard EVP_DigestSign(context, &signature, &length, message, message.count) == 1 else {
            ERR_clear_error()
            return nil
        }
        return Array(signature.prefix(length))
    }

    /// The public half as DKIM publishes it under `p=`: the DER of an RSA key's
    /// SubjectPublicKeyInfo, the 32 bytes of an Ed25519 key (RFC 8463).
    package var publicBytes: [UInt8] {
        key.publicBytes(algorithm)
    }
}

/// A public key that verifies.
package final class PublicKey: Sendable {
    package let algorithm: KeyAlgorithm
    private let key: KeyOwner

    package init(pem: String) throws(KeyProblem) {
        key = try KeyOwner(pem: pem, read: nashra_read_public_key)
        algorithm = try key.algorithm()
    }

    package func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        guard let context = EVP_MD_CTX_new() else { return false }
        defer {
            EVP_MD_CTX_free(context)
            ERR_clear_error()
        }
        return EVP_DigestVerifyInit(context, nil, algorithm.hash, nil, key.pointer) == 1
            && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }

    /// See `PrivateKey.publicBytes`.
    package var publicBytes: [UInt8] {
        key.publicBytes(algorithm)
    }
}

extension KeyAlgorithm {
    /// Ed25519 hashes by itself.
    fileprivate var hash: OpaquePointer? {
        switch self {
        case .rsa: EVP_sha256()
        case .ed25519: nil
        }
    }
}

/// Owns a libcrypto key.
private final class KeyOwner: Sendable {
    // libcrypto counts its references atomically, and a key that nobody changes
    // may be used by several threads at once (openssl-threads(7)).
    nonisolated(unsafe) let pointer: OpaquePointer

    init(pem: String, read: (OpaquePointer?) -> OpaquePointer?) throws(KeyProblem) {
        let bytes = Array(pem.utf8)
        let key = bytes.withUnsafeBytes { buffer -> OpaquePointer? in
            guard let input = BIO_new_mem_buf(buffer.baseAddress, Int32(clamping: buffer.count))
            else { return nil }
            defer { BIO_free(input) }
            return read(input)
        }
        guard let key else {
            ERR_clear_error()
            throw pem.contains("ENCRYPTED") ? .encrypted : .notPEM
        }
        pointer = key
    }

    deinit {
        EVP_PKEY_free(pointer)
    }

    func algorithm() throws(KeyProblem) -> KeyAlgorithm {
        switch EVP_PKEY_get_base_id(pointer) {
        case EVP_PKEY_ED25519: return .ed25519
        case EVP_PKEY_RSA:
            let bits = Int(EVP_PKEY_get_bits(pointer))
            guard bits >= 1024 else { throw .tooShort(bits: bits) }
            return .rsa(bits: bits)
        default: throw .unsupportedAlgorithm
        }
    }

    func publicBytes(_ algorithm: KeyAlgorithm) -> [UInt8] {
        switch algorithm {
        case .ed25519:
            var length = 32
            var bytes = [UInt8](repeating: 0, count: length)
            precondition(EVP_PKEY_get_raw_public_key(pointer, &bytes, &length) == 1)
            return bytes
        case .rsa:
            var start: UnsafeMutablePointer<UInt8>?
            let length = i2d_PUBKEY(pointer, &start)
            guard length > 0, let start else { return [] }
            defer { CRYPTO_free(start, #file, #line) }
            return Array(UnsafeBufferPointer(start: start, count: Int(length)))
        }
    }
}
