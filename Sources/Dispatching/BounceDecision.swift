import Newswire
package import Storage
package import Transfer

/// What a bounce comes to, and why.
package enum BounceDecision: Hashable, Sendable {
    /// Nothing more is written to whom it is about.
    case suppress(SentMail, reason: String)
    /// Kept, for it may happen again; so many days of so many.
    case count(SentMail, day: Int, of: Int)
    case nothing(Reason)

    package enum Reason: String, Hashable, Sendable {
        /// It is no report of a failure.
        case noReport = "no-report"
        /// About us or the message, not about the recipient.
        case notTheRecipient = "not-the-recipient"
        /// Nothing proves that it is about a mail of ours: anyone can write a
        /// mail that looks like a bounce.
        case unproven
        /// The token, or our Message-ID, is of a mail to someone else.
        case otherRecipient = "other-recipient"
        /// This message's bounce was read before.
        case repeated
    }

    /// A mail of ours, and what a bounce says of its recipient.
    package struct Finding: Hashable, Sendable {
        package var mail: SentMail
        package var verdict: BounceVerdict
    }

    /// Which mail of ours a bounce is about, and which of its verdicts.
    ///
    /// - Parameters:
    ///   - byToken: the mail that a signed return path names: proof, as only who
    ///     got the mail knows it, unless the bounce plainly is about someone else.
    ///   - byMessageID: the mail whose Message-ID the report gives back: proof
    ///     if the report also names its recipient.
    package static func finding(
        _ bounce: Bounce, byToken: SentMail?, byMessageID: SentMail?
    ) -> Result<Finding, Unproven> {
        guard let mail = byToken ?? byMessageID else {
            return .failure(Unproven(reason: .unproven))
        }
        if let verdict = bounce.verdicts.first(where: { $0.names(mail.address) }) {
            return .success(Finding(mail: mail, verdict: verdict))
        }
        let verdict = bounce.verdicts[0]
        let isOther = verdict.isPlain && !verdict.recipients.isEmpty
        if byToken != nil, bounce.verdicts.count == 1,
            !isOther || isForwarded(bounce, from: mail.address)
        {
            return .success(Finding(mail: mail, verdict: verdict))
        }
        return .failure(Unproven(reason: isOther ? .otherRecipient : .unproven))
    }

    /// Whether what came back was to this address and failed at another house:
    /// the reader has his mail sent on, and who does that for him does not say so.
    /// Within one house another address is another reader.
    private static func isForwarded(_ bounce: Bounce, from address: EmailAddress) -> Bool {
        bounce.sentTo.contains { $0.normalised == address.normalised }
            && bounce.recipients.allSatisfy { $0.domain != address.domain }
    }

    package struct Unproven: Error, Hashable {
        package var reason: Reason
    }

    /// - Parameters:
    ///   - days: on how many days bounces of this kind came from the address,
    ///     today's counted.
    ///   - isBraked: whether who says so says it of too many (`BrakeDecision`).
    package init(_ finding: Finding, days: Int, isBraked: Bool = false) {
        let (mail, verdict) = (finding.mail, finding.verdict)
        switch isBraked ? verdict.doubtedConsequence : verdict.consequence {
        case .nothing:
            self = .nothing(verdict.kind == .none ? .noReport : .notTheRecipient)
        case .suppress: self = .suppress(mail, reason: Self.reason(verdict))
        case .suppressAfter(let limit):
            self =
                days >= limit
                ? .suppress(mail, reason: Self.reason(verdict) + " on \(days) days")
                : .count(mail, day: days, of: limit)
        }
    }

    /// As `status` and `suppressions list` show it: `bounced 5.1.1`.
    private static func reason(_ verdict: BounceVerdict) -> String {
        reason(verdict.kind, status: verdict.status?.description)
    }

    static func reason(_ kind: Bounce.Kind, status: String?) -> String {
        kind == .complaint ? "complained" : "bounced" + (status.map { " \($0)" } ?? "")
    }
}
