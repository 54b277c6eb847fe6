import Newswire

/// A `message/feedback-report` part: the Abuse Reporting Format of RFC 5965.
struct ComplaintReport {
    static let mediaType = "message/feedback-report"

    /// Whether the recipient wants no such mail. A report that mail is *not*
    /// spam, or of its signatures, is no complaint.
    let isComplaint: Bool
    let recipients: [EmailAddress]
    /// Where what was sent said that it came from.
    let returnPaths: [EmailAddress]

    init(_ part: MailPart) {
        let fields = MailPart(part.content[...])
        let type = fields["feedback-type"]?.lowercased() ?? "abuse"
        isComplaint = !["not-spam", "auth-failure", "dmarc"].contains(type)
        recipients = (fields.all("original-rcpt-to") + fields.all("removal-recipient"))
            .flatMap(MailAddresses.addresses)
        returnPaths = fields.all("original-mail-from").flatMap(MailAddresses.addresses)
    }
}
