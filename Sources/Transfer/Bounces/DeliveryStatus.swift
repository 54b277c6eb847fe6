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
        /// When it was tried last, or came to the server: as far as it says so.
        var moments: [Timestamp]
    }

    let recipients: [Recipient]

    static let mediaTypes = ["message/delivery-status", "message/global-delivery-status"]

    /// Groups of fields parted by empty lines: the first is about the message,
    /// each other about a recipient. Lines that are no field are passed over.
    init(_ part: MailPart) {
        var groups: [MailHeader] = []
        var message = MailHeader()
        var block = MailHeader()
        func endBlock() {
            guard !block.fields.isEmpty else { return }
            let own = Self.recipientFields.filter { block[$0] != nil }
            if let last = groups.indices.last, Self.continues(groups[last], own) {
                groups[last].add(block)
            } else if own.isEmpty {
                message.add(block)
            } else {
                groups.append(block)
            }
            block = MailHeader()
        }
        var rest = part.content[...]
        while !rest.isEmpty {
            let line = rest.takeLine()
            if line.trimmed.isEmpty { endBlock() } else { _ = block.add(line) }
        }
        endBlock()
        let arrival = message["arrival-date"]
        recipients = groups.compactMap { Self.recipient($0, arrival: arrival) }
    }

    private static let addressFields = ["original-recipient", "final-recipient"]
    private static let recipientFields = addressFields + ["action", "status"]

    /// Whether a block with these fields of a recipient only goes on with a group
    /// that an empty line has cut.
    private static func continues(_ group: MailHeader, _ own: [String]) -> Bool {
        if own.contains(where: { group[$0] != nil }) { return false }
        let isComplete = group["action"] != nil || group["status"] != nil
        return !(isComplete && own.contains { addressFields.contains($0) })
    }

    private static func recipient(_ group: MailHeader, arrival: String?) -> Recipient? {
        guard let action = group["action"] ?? group["status"].map({ _ in "failed" }) else {
            return nil
        }
        let moments = [group["last-attempt-date"], arrival ?? group["arrival-date"]]
        return Recipient(
            action: FieldValue(action).value, status: group["status"],
            diagnostic: group["diagnostic-code"].map(words),
            addresses: addressFields.compactMap { group[$0] }.flatMap(addresses),
            moments: moments.compactMap(\.self).compactMap(MailDate.moment))
    }

    /// `rfc822; lina@example.org`, `utf-8; لينا\x{40}…`: the type is left out. An
    /// address whose encoding (RFC 3461 section 4) was left is given in both forms.
    private static func addresses(_ field: String) -> [EmailAddress] {
        let halves = field.split(separator: ";", maxSplits: 1)
        guard let last = halves.last else { return [] }
        var text = last.trimmingCharacters(in: .whitespaces)
        if halves.count == 2, halves[0].lowercased().contains("utf-8") { text = unescaped(text) }
        // `"lina.k"@example.org` is the same without its marks, where it may be.
        let read = MailAddresses.address(text.replacing("\"", with: ""))
        guard let read, read.local.contains("+") else { return [read].compactMap(\.self) }
        let plain = read.local.replacing(#/\+([0-9A-F]{2})/#) { match in
            UInt8(match.1, radix: 16).map { String(UnicodeScalar($0)) } ?? String(match.0)
        }
        return [read]
            + [try? EmailAddress("\(plain)@\(read.domain)")].compactMap(\.self)
            .filter { $0 != read }
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
