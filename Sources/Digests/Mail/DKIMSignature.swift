import Foundation
package import Newswire
import Signing

/// Signatures of a whole mail (RFC 6376; Ed25519 by RFC 8463): relaxed in head
/// and body, the body in its whole length.
///
/// The same message, key and moment give the same bytes, so that a mail that is
/// tried again is the one that was tried before.
package enum DKIMSignature {
    /// The fields that go before a message, one for each key, in the order of
    /// the keys. None covers another, so that a receiver who knows but one of
    /// the algorithms verifies that one.
    ///
    /// - Parameters:
    ///   - pieces: their concatenation is the message.
    ///   - moment: of sealing, `t=`.
    /// - Returns: Nil if libcrypto can't sign, as without memory.
    package static func fields(
        of pieces: [[UInt8]], by keys: [DKIMKey], at moment: Timestamp
    ) -> [UInt8]? {
        guard !keys.isEmpty else { return [] }
        let message = pieces.flatMap { $0 }
        let (head, body) = parted(message)
        let signed = SignedFields(head: head)
        let bodyHash = SHA256.digest(of: RelaxedForm.body(body))
        var fields: [UInt8] = []
        for key in keys {
            let tags = tags(key, signed.names, bodyHash, moment)
            let unsigned = HeaderField.structured("DKIM-Signature", tags + ["b="])
            let covered = covered(signed.relaxed, by: Array(unsigned.line.utf8))
            guard let signature = signature(of: covered, by: key.key) else { return nil }
            let value = chunks("b=" + Data(signature).base64EncodedString())
            fields += Array(HeaderField.structured("DKIM-Signature", tags + value).line.utf8)
        }
        return fields
    }

    /// What is signed: the fields in relaxed form, then the signature's own,
    /// its `b=` empty, without the line end (RFC 6376 section 3.7).
    static func covered(_ fields: [UInt8], by unsigned: [UInt8]) -> [UInt8] {
        fields + RelaxedForm.field(unsigned).dropLast(2)
    }

    /// RSA signs the hash of what is covered, Ed25519 signs that hash as its
    /// message (RFC 8463 section 3).
    static func signature(of covered: [UInt8], by key: PrivateKey) -> [UInt8]? {
        switch key.algorithm {
        case .rsa: key.signature(of: covered)
        case .ed25519: key.signature(of: SHA256.digest(of: covered).bytes)
        }
    }

    private static func tags(
        _ key: DKIMKey, _ names: [String], _ bodyHash: Digest, _ moment: Timestamp
    ) -> [String] {
        var names = names.map { $0 + ":" }
        names[0] = "h=" + names[0]
        names[names.count - 1] = String(names[names.count - 1].dropLast()) + ";"
        return [
            "v=1;", "a=\(key.key.algorithm.dkimName)-sha256;", "c=relaxed/relaxed;",
            "d=\(key.domain);", "s=\(key.selector);",
            "t=\(moment.milliseconds.dividedDown(by: 1000));",
        ] + names + ["bh=\(Data(bodyHash.bytes).base64EncodedString());"]
    }

    /// Pieces that fit on a line of their own; the first begins the tag, so that
    /// an emptied `b=` leaves nothing behind it.
    private static func chunks(_ text: String) -> [String] {
        var rest = text[...]
        var chunks: [String] = []
        while !rest.isEmpty {
            chunks.append(String(rest.prefix(HeaderField.longestLine - 2)))
            rest = rest.dropFirst(HeaderField.longestLine - 2)
        }
        return chunks
    }

    /// A message before and behind the empty line that ends its head.
    private static func parted(
        _ message: [UInt8]
    ) -> (head: ArraySlice<UInt8>, body: ArraySlice<UInt8>) {
        var index = message.startIndex
        while index + 3 < message.endIndex {
            if message[index] == 0x0D, message[index + 1] == 0x0A, message[index + 2] == 0x0D,
                message[index + 3] == 0x0A
            {
                return (message[..<(index + 2)], message[(index + 4)...])
            }
            index += 1
        }
        return (message[...], [])
    }
}
