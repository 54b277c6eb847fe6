import Foundation
import Newswire

/// A `message/delivery-status` part: RFC 3464, and RFC 6533's of other scripts.
struct DeliveryStatus {
    /// What it says of one recipient.
    struct Recipient {
        /// In lower case: `failed`, `delayed`, `delivered`, `relayed`, `expanded`.
        var action: String
        var status: String?
        var diagnostic: String?
        /// As it was sent to, then as it was tried.
        var addresses: [EmailAddress]
    }

    let recipients: [Recipient]

    static let mediaTypes = ["message/delivery-status", "message/global-delivery-status"]

    /// Groups of fields parted by empty lines: the first is about the message,
    /// each other about a recipient.
    init(_ part: MailPart) {
        var recipients: [Recipient] = []
        var rest = part.content[...]
        while !rest.isEmpty {
            let group = MailPart(rest)
            rest = group.body
            guard let action = group["action"] ?? group["status"].map({ _ in "failed" }),
                group["final-recipient"] != nil || group["original-recipient"] != nil
            else { continue }
            let addresses = ["original-recipient", "final-recipient"]
                .compactMap { group[$0] }.compactMap(Self.address)
            recipients.append(
                Recipient(
                    action: action.lowercased(), status: group["status"],
                    diagnostic: group["diagnostic-code"].map(Self.words), addresses: addresses))
        }
        self.recipients = recipients
    }

    /// `rfc822; lina@example.org`, `utf-8; لينا\x{40}…`: the type is left out.
    private static func address(_ field: String) -> EmailAddress? {
        let halves = field.split(separator: ";", maxSplits: 1)
        guard let last = halves.last else { return nil }
        let text = last.trimmingCharacters(in: .whitespaces)
        return MailAddresses.address(
            halves.count == 2 && halves[0].lowercased().contains("utf-8") ? unescaped(text) : text)
    }

    /// RFC 6533 section 3: `\x{HEX}` for what is no plain ASCII.
    private static func unescaped(_ text: String) -> String {
        text.replacing(#/\\x\{([0-9A-Fa-f]{1,6})\}/#) { match in
            UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String($0) }
                ?? String(match.0)
        }
    }

    /// `smtp; 550 5.1.1 …` without the type.
    private static func words(_ field: String) -> String {
        let halves = field.split(separator: ";", maxSplits: 1)
        return (halves.last ?? "").trimmingCharacters(in: .whitespaces)
    }
}

/// Addresses in the fields of mails, where names, comments and brackets stand
/// around them.
enum MailAddresses {
    /// Of a field that holds one.
    static func address(_ field: String) -> EmailAddress? { addresses(field).first }

    /// Each that is one.
    static func addresses(_ field: String) -> [EmailAddress] {
        field.split(whereSeparator: { $0.isWhitespace || "<>,;:\"'()[]".contains($0) })
            .filter { $0.contains("@") }
            .compactMap { try? EmailAddress(String($0)) }
    }
}
