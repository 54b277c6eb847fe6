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
    private static let mostReturnPaths = 20

    /// `recipient` is the address that the mail was delivered to, as a mail
    /// server tells the program that it pipes to.
    package init(_ bytes: [UInt8], recipient: EmailAddress? = nil) {
        let mail = MailPart(bytes[...])
        let parts = mail.parts
        var returned = parts.filter { Self.returnedTypes.contains($0.mediaType) }
            .map { MailPart($0.content[...]) }
        var report: Report
        if let part = parts.first(where: { $0.mediaType == ComplaintReport.mediaType }) {
            report = Report(ComplaintReport(part), returned: returned)
        } else if let part = parts.first(where: {
            DeliveryStatus.mediaTypes.contains($0.mediaType)
        }) {
            report = Report(DeliveryStatus(part))
        } else if AutomaticReply.isOne(mail) {
            report = Report(kind: .none)
        } else if let text = ServerText(mail, parts) {
            report = Report(text)
            returned += [text.returned].compactMap(\.self)
        } else {
            report = Report(kind: .none)
        }
        let own =
            [recipient].compactMap(\.self)
            + ["delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "to"]
            .flatMap(mail.all).flatMap(MailAddresses.addresses)
        let sent = returned.flatMap { $0.all("return-path") }.flatMap(MailAddresses.addresses)
        bounce = Bounce(
            kind: report.kind, status: report.status, recipients: report.recipients,
            reason: report.reason.map(Self.line),
            messageIDs: returned.compactMap { $0["message-id"] }
                .map { String($0.drop { $0 == "<" }.prefix { $0 != ">" }) },
            returnPaths: Array((own + report.returnPaths + sent).prefix(Self.mostReturnPaths)))
    }

    /// What the report itself says.
    private struct Report {
        var kind: Bounce.Kind
        var status: EnhancedStatus?
        var recipients: [EmailAddress] = []
        var reason: String?
        var returnPaths: [EmailAddress] = []

        init(kind: Bounce.Kind) {
            self.kind = kind
        }

        init(_ complaint: ComplaintReport, returned: [MailPart]) {
            kind = complaint.isComplaint ? .complaint : .none
            // Providers that hide the recipient leave him in what they return.
            recipients =
                complaint.recipients.isEmpty
                ? returned.flatMap { $0.all("to") }.flatMap(MailAddresses.addresses)
                : complaint.recipients
            returnPaths = complaint.returnPaths
        }

        /// Of several recipients the one that failed; what was delayed or
        /// delivered is no bounce.
        init(_ status: DeliveryStatus) {
            guard let failed = status.recipients.first(where: { $0.action == "failed" }) else {
                kind = .none
                self.status = status.recipients.first?.status.flatMap { EnhancedStatus(in: $0) }
                recipients = status.recipients.first?.addresses ?? []
                return
            }
            let refusal = Refusal(status: failed.status, words: failed.diagnostic)
            kind = refusal.kind
            self.status = refusal.status
            recipients = failed.addresses
            reason = failed.diagnostic
        }

        init(_ text: ServerText) {
            kind = text.kind
            status = text.status
            recipients = text.recipients
            reason = text.reason
        }
    }

    /// On one line and no longer than people read.
    private static func line(_ text: String) -> String {
        String(
            text.split(whereSeparator: { $0.isWhitespace || $0.isNewline }).joined(separator: " ")
                .filter { !$0.unicodeScalars.contains { $0.value < 0x20 } }.prefix(300))
    }
}
