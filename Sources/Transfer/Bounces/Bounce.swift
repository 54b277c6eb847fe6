package import Newswire

/// What a mail that came to the return path says of one that we sent: a bounce
/// (RFC 3464, RFC 6533, and the free text of servers that know neither), a
/// complaint (RFC 5965), or nothing.
package struct Bounce: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// The recipient is not there, for good.
        case hard
        /// It could not be delivered, and might be another time.
        case soft
        /// A refusal of the message or of us, whoever it is for.
        case policy
        /// The recipient called it spam, or wants no more of it.
        case complaint
        /// No report of a failure: a delay, an answer from a holiday, news.
        case none
    }

    package var kind: Kind
    /// What the server said, if it said it so.
    package var status: EnhancedStatus?
    /// Whom it is about, under each name that the report has: as it was sent
    /// first, then as it was forwarded. Empty where it does not say.
    package var recipients: [EmailAddress]
    /// The server's own words, on one line, for people.
    package var reason: String?
    /// The Message-IDs of what was sent, without angle brackets.
    package var messageIDs: [String]
    /// Addresses that may be our return path: where this mail came to, and where
    /// what was sent said that it came from.
    package var returnPaths: [EmailAddress]

    /// What it asks of us.
    package enum Consequence: Hashable, Sendable {
        /// The recipient is gone, or complained: nothing more is sent to him.
        case suppress
        /// So it is if it happens again on other days; so many in all.
        case suppressAfter(days: Int)
        case nothing
    }

    /// A refusal without a code that names the recipient: Postfix reports
    /// refusals of us in the same words.
    private static let refusalDays = 3
    /// A full mailbox may be emptied, and a server repaired.
    private static let softDays = 5

    package var consequence: Consequence {
        switch kind {
        case .complaint: .suppress
        case .hard:
            if let status, Self.isGone(status) {
                .suppress
            } else {
                .suppressAfter(days: Self.refusalDays)
            }
        case .soft: .suppressAfter(days: Self.softDays)
        case .policy, .none: .nothing
        }
    }

    /// Codes that say of the recipient's address that there is no such.
    private static func isGone(_ status: EnhancedStatus) -> Bool {
        status.kind == 5 && status.subject == 1 && [1, 2, 3, 6, 10].contains(status.detail)
    }
}
