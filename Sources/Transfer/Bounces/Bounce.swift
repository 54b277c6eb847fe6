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
        /// A refusal of the message or of us, whoever it is for, or a fault on
        /// the way.
        case policy
        /// The recipient called it spam, or wants no more of it.
        case complaint
        /// No report of a failure: a delay, an answer from a holiday, news.
        case none
    }

    /// What a verdict asks of us.
    package enum Consequence: Hashable, Sendable {
        /// The recipient is gone, or complained: nothing more is sent to him.
        case suppress
        /// So it is if it happens again on other days; so many in all.
        case suppressAfter(days: Int)
        case nothing
    }

    /// One for each recipient that failed, in the report's order, but one that the
    /// returned mail was to goes first. At least one; of the kind `none` only if
    /// it is the only one.
    package var verdicts: [BounceVerdict]
    /// The Message-IDs of what was sent, without angle brackets.
    package var messageIDs: [String]
    /// Addresses that may be our return path: where this mail came to, and where
    /// what was sent said that it came from.
    package var returnPaths: [EmailAddress]
    /// Whom what was sent says that it was to.
    package var sentTo: [EmailAddress]

    /// The first verdict's.
    package var kind: Kind { verdicts[0].kind }
    package var status: EnhancedStatus? { verdicts[0].status }
    package var recipients: [EmailAddress] { verdicts[0].recipients }
    package var reason: String? { verdicts[0].reason }
    package var consequence: Consequence { verdicts[0].consequence }
}
