/// Makes and reads tokens: short texts that carry a payload and prove that we
/// made them, for links and return paths.
///
/// A token is lower-case letters and digits (base 32), so it survives a mail
/// server's folding of case and needs no escaping in a URL. Its payload is
/// signed, not hidden. It is 16 characters longer than the payload's own 1.6 a
/// byte; it does not expire by itself.
package struct TokenSigner: Sendable {
    /// What a token is for; one for a link is worth nothing as a return path.
    package struct Purpose: RawRepresentable, Hashable, Sendable {
        package let rawValue: String

        package init(rawValue: String) {
            self.rawValue = rawValue
        }

        package static let unsubscribe = Purpose(rawValue: "unsubscribe")
        package static let returnPath = Purpose(rawValue: "return-path")
        package static let article = Purpose(rawValue: "article")
    }

    /// RFC 2104 section 5 lets a MAC be cut to 80 bits; guesses go over the
    /// network, one by one.
    private static let macLength = 10

    private let current: SigningKey
    private let older: [SigningKey]

    /// - Parameters:
    ///   - current: Signs and verifies.
    ///   - older: Verify only, while keys rotate.
    package init(current: SigningKey, older: [SigningKey] = []) {
        self.current = current
        self.older = older
    }

    package func token(for purpose: Purpose, carrying payload: [UInt8]) -> String {
        Base32.encode(payload + mac(of: payload, purpose, by: current))
    }

    package func token(for purpose: Purpose, carrying payload: String) -> String {
        token(for: purpose, carrying: Array(payload.utf8))
    }

    /// What a token carries; nil if none of the keys made it for this purpose.
    package func payload(of token: some StringProtocol, for purpose: Purpose) -> [UInt8]? {
        guard token.utf8.count <= 4096, let bytes = Base32.decode(token),
            bytes.count >= Self.macLength
        else { return nil }
        let payload = Array(bytes.dropLast(Self.macLength))
        let found = bytes.suffix(Self.macLength)
        // All keys are tried, so that time does not tell which one fits.
        let fits = ([current] + older).filter { key in
            mac(of: payload, purpose, by: key).isEqualInConstantTime(to: found)
        }
        return fits.isEmpty ? nil : payload
    }

    /// The same for a payload that was text.
    package func text(of token: some StringProtocol, for purpose: Purpose) -> String? {
        payload(of: token, for: purpose).flatMap { String(validating: $0, as: UTF8.self) }
    }

    private func mac(of payload: [UInt8], _ purpose: Purpose, by key: SigningKey) -> [UInt8] {
        Array(key.authenticate(payload, purpose: purpose.rawValue).bytes.prefix(Self.macLength))
    }
}
