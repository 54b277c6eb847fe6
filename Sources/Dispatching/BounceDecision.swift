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

    /// Which mail of ours a bounce is about.
    ///
    /// - Parameters:
    ///   - byToken: the mail that a signed return path names: proof, as only who
    ///     got the mail knows it.
    ///   - byMessageID: the mail whose Message-ID the report gives back: proof
    ///     if the report also names its recipient.
    package static func mail(
        _ bounce: Bounce, byToken: SentMail?, byMessageID: SentMail?
    ) -> Result<SentMail, Unproven> {
        let named = Set(bounce.recipients.map(\.normalised))
        if let mail = byToken {
            let isOther = !named.isEmpty && !named.contains(mail.address.normalised)
            return isOther ? .failure(Unproven(reason: .otherRecipient)) : .success(mail)
        }
        guard let mail = byMessageID else { return .failure(Unproven(reason: .unproven)) }
        return named.contains(mail.address.normalised)
            ? .success(mail)
            : .failure(Unproven(reason: named.isEmpty ? .unproven : .otherRecipient))
    }

    package struct Unproven: Error, Hashable {
        package var reason: Reason
    }

    /// - Parameter days: on how many days bounces of this kind came from the
    ///   address, today's counted.
    package init(_ bounce: Bounce, about mail: SentMail, days: Int) {
        switch bounce.consequence {
        case .nothing:
            self = .nothing(bounce.kind == .none ? .noReport : .notTheRecipient)
        case .suppress: self = .suppress(mail, reason: Self.reason(bounce))
        case .suppressAfter(let limit):
            self =
                days >= limit
                ? .suppress(mail, reason: Self.reason(bounce) + " on \(days) days")
                : .count(mail, day: days, of: limit)
        }
    }

    /// As `status` and `suppressions list` show it: `bounced 5.1.1`.
    private static func reason(_ bounce: Bounce) -> String {
        let status = bounce.status.map { " \($0)" } ?? ""
        return bounce.kind == .complaint ? "complained" : "bounced\(status)"
    }
}
