package import Newswire
package import Signing

/// A mail's way back: the return path that names the message a bounce is
/// about, and the link by which its reader leaves. Both carry a token, so that
/// nobody can make one for a mail that he never got.
package struct WayBack: Sendable {
    /// Who reads what.
    package struct Reader: Hashable, Sendable {
        package var subscriber: SubscriberID
        /// In the form by which addresses are compared.
        package var address: EmailAddress

        package init(subscriber: SubscriberID, address: EmailAddress) {
            self.subscriber = subscriber
            self.address = address
        }
    }

    /// The longest part before the @ that leaves room for a token: an address
    /// has 64 octets there (RFC 5321 section 4.5.3.1.1).
    package static let longestLocalPart = 64 - 1 - tokenLength
    /// Of an envelope's key, 17 bytes, and its signature, 10, in base 32.
    private static let tokenLength = 44
    private static let keyLength = 26

    private let tokens: TokenSigner
    private let bounces: EmailAddress?
    private let site: String?

    /// - Parameters:
    ///   - bounces: where bounces come to; nil makes no return paths.
    ///   - site: what links begin with, without a slash at its end; nil makes
    ///     no links.
    package init(tokens: TokenSigner, bounces: EmailAddress? = nil, site: String? = nil) {
        self.tokens = tokens
        self.bounces = bounces
        self.site = site
    }

    package var hasLinks: Bool { site != nil }

    /// `bounces+TOKEN@example.org`, the token naming the envelope and by it
    /// recipient and subscriber (VERP). It survives servers that change the case
    /// of letters.
    package func returnPath(forEnvelope key: String) -> EmailAddress? {
        // The key is base 32 itself, without its last bits a whole byte.
        guard let bounces, let payload = Base32.decode(key + "aa") else { return nil }
        let token = tokens.token(for: .returnPath, carrying: payload)
        return try? EmailAddress("\(bounces.local)+\(token)@\(bounces.domain)")
    }

    /// The key of the envelope that a return path of ours names; nil for any
    /// other address, and for a token that none of the keys signed.
    package func envelopeKey(ofReturnPath address: EmailAddress) -> String? {
        guard let plus = address.local.lastIndex(of: "+") else { return nil }
        let token = address.local[address.local.index(after: plus)...]
        return tokens.payload(of: token, for: .returnPath).map {
            String(Base32.encode($0).prefix(Self.keyLength))
        }
    }

    /// Where a reader leaves: `https://nashra.example.org/u/TOKEN`.
    package func unsubscribeLink(for reader: Reader) -> String? {
        site.map { site in
            let payload = "\(reader.subscriber)\n\(reader.address.normalised)"
            return "\(site)/u/\(tokens.token(for: .unsubscribe, carrying: payload))"
        }
    }

    /// Whom a token is about, or a link that carries one; nil unless one of the
    /// keys signed it for this.
    package func reader(leavingBy tokenOrLink: String) -> Reader? {
        let path = tokenOrLink.prefix { $0 != "?" && $0 != "#" }
        let token = path.split(separator: "/").last ?? path[...]
        guard let text = tokens.text(of: token, for: .unsubscribe),
            let end = text.lastIndex(of: "\n"),
            let address = try? EmailAddress(String(text[text.index(after: end)...]))
        else { return nil }
        return Reader(subscriber: SubscriberID(String(text[..<end])), address: address)
    }
}
