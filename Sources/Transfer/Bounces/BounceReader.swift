package import Newswire

/// Reads a mail that came to the return path.
///
///     let bounce = BounceReader(bytes, recipient: nil).bounce
///
/// Linear in the mail's size, and never fails: a mail that is no report is of
/// the kind `none`.
package struct BounceReader {
    package let bounce: Bounce

    /// The mail that a report gives back, or its header.
    private static let returnedTypes = [
        "message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers",
        "message/global-headers",
    ]
    /// Of each kind: more than any mail server adds.
    private static let mostReturnPaths = 10
    private static let longestReason = 300

    /// `recipient` is the address that the mail was delivered to, as a mail
    /// server tells the program that it pipes to.
    package init(_ bytes: [UInt8], recipient: EmailAddress? = nil) {
        let mail = MailPart(Self.lines(bytes))
        let parts = mail.parts
        var returned = parts.filter { Self.returnedTypes.contains($0.mediaType) }
            .map { MailPart($0.content[...]) }
        var verdicts: [BounceVerdict] = []
        var returnPaths: [EmailAddress] = []
        if let complaint = parts.first(where: { $0.mediaType == ComplaintReport.mediaType })
            .map(ComplaintReport.init)
        {
            verdicts = [complaint.verdict(returned: returned)]
            returnPaths = complaint.returnPaths
        } else if let status = parts.first(where: {
            DeliveryStatus.mediaTypes.contains($0.mediaType)
        }).map(DeliveryStatus.init), !status.recipients.isEmpty {
            verdicts = Self.verdicts(status)
        } else if !AutomaticReply.isOne(mail), let text = ServerText(mail, parts) {
            verdicts = [text.verdict]
            returned += [text.returned].compactMap(\.self)
        }
        if verdicts.isEmpty { verdicts = [BounceVerdict(kind: .none)] }
        let date = mail["date"].flatMap(MailDate.moment)
        for index in verdicts.indices {
            verdicts[index].moments += [date].compactMap(\.self)
            verdicts[index].reason = verdicts[index].reason.map(Self.line)
        }

        let sentTo = Self.addresses(in: returned, ["to"])
        if let ours = verdicts.firstIndex(where: { sentTo.contains(where: $0.names) }) {
            verdicts.swapAt(0, ours)
        }
        let own = Self.addresses(
            in: [mail], ["delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "to"])
        let sent = Self.addresses(in: returned, ["return-path", "received"])
        bounce = Bounce(
            verdicts: verdicts,
            messageIDs: returned.compactMap { $0["message-id"] }
                .map { String($0.drop { $0 == "<" }.prefix { $0 != ">" }) },
            returnPaths: Array(
                ([recipient].compactMap(\.self) + own).prefix(Self.mostReturnPaths)
                    + (returnPaths + sent).prefix(Self.mostReturnPaths)),
            sentTo: sentTo)
    }

    /// Of several recipients those that failed; what was delayed or delivered is
    /// no bounce.
    private static func verdicts(_ status: DeliveryStatus) -> [BounceVerdict] {
        let failed = status.recipients.filter { $0.action == "failed" }
            .map { failed -> BounceVerdict in
                let refusal = Refusal(status: failed.status, words: failed.diagnostic)
                return BounceVerdict(
                    kind: refusal.kind, status: refusal.status, recipients: failed.addresses,
                    reason: failed.diagnostic, moments: failed.moments)
            }
            .filter { $0.kind != .none }
        guard failed.isEmpty else { return failed }
        return status.recipients.prefix(1).map { other in
            BounceVerdict(
                kind: .none, status: other.status.flatMap { EnhancedStatus(in: $0) },
                recipients: other.addresses)
        }
    }

    /// What these fields hold, the first of them first.
    private static func addresses(in mails: [MailPart], _ fields: [String]) -> [EmailAddress] {
        Array(
            fields.lazy.flatMap { name in mails.lazy.flatMap { $0.all(name) } }
                .flatMap(MailAddresses.addresses).prefix(mostReturnPaths))
    }

    /// As other programs have left it: behind a byte order mark, behind empty
    /// lines, with the line ends of an old Macintosh.
    private static func lines(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        var rest = bytes[...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        rest = rest.drop { $0 == 0x0A || $0 == 0x0D }
        guard !rest.contains(0x0A), rest.contains(0x0D) else { return rest }
        return rest.map { $0 == 0x0D ? 0x0A : $0 }[...]
    }

    /// On one line and no longer than people read.
    private static func line(_ text: String) -> String {
        String(
            text.prefix(4 * longestReason)
                .split(whereSeparator: { $0.isWhitespace || $0.isNewline }).joined(separator: " ")
                .filter { !$0.unicodeScalars.contains { $0.value < 0x20 } }.prefix(longestReason))
    }
}
