import Newswire

/// A `message/feedback-report` part: the Abuse Reporting Format of RFC 5965.
struct ComplaintReport {
    static let mediaType = "message/feedback-report"

    /// Whether the recipient wants no such mail. A report that mail is *not*
    /// spam, or of its signatures, is no complaint.
    private let isComplaint: Bool
    private let recipients: [EmailAddress]
    private let moments: [Timestamp]
    /// Where what was sent said that it came from.
    let returnPaths: [EmailAddress]

    init(_ part: MailPart) {
        // Each line counts, as in a delivery's report.
        var fields = MailHeader()
        var rest = part.content[...]
        while !rest.isEmpty { _ = fields.add(rest.takeLine()) }
        let type = fields["feedback-type"].map { FieldValue($0).value } ?? "abuse"
        isComplaint = !["not-spam", "auth-failure", "dmarc"].contains(type)
        recipients = (fields.all("original-rcpt-to") + fields.all("removal-recipient"))
            .flatMap(MailAddresses.addresses)
        returnPaths = fields.all("original-mail-from").flatMap(MailAddresses.addresses)
        moments = ["arrival-date", "received-date"].compactMap { fields[$0] }
            .compactMap(MailDate.moment)
    }

    /// Providers that hide the recipient may leave him in what they return.
    func verdict(returned: [MailPart]) -> BounceVerdict {
        var named = recipients
        if named.allSatisfy(Self.isRedacted) {
            named = returned.flatMap { $0.all("to") }.flatMap(MailAddresses.addresses) + named
        }
        return BounceVerdict(
            kind: isComplaint ? .complaint : .none, recipients: named,
            isPlain: !named.allSatisfy(Self.isRedacted), moments: moments)
    }

    /// RFC 6590: the local part is a word for that, or a digest of what stood
    /// there, in hexadecimal or base64.
    private static func isRedacted(_ address: EmailAddress) -> Bool {
        let local = address.local.lowercased()
        if ["redacted", "removed", "hidden", "anonym", "undisclosed", "xxx", "***"]
            .contains(where: { local.contains($0) })
        {
            return true
        }
        return local.utf8.count >= 24 && !local.contains(".") && local.contains(where: \.isNumber)
            && local.contains(where: \.isLetter)
    }
}
