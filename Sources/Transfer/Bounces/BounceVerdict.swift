package import Newswire

/// What a bounce says of one recipient.
package struct BounceVerdict: Hashable, Sendable {
    package var kind: Bounce.Kind
    /// What the server said, if it said it so.
    package var status: EnhancedStatus?
    /// Whom it is about, under each name that the report has: as it was sent
    /// first, then as it was forwarded. Empty where it does not say.
    package var recipients: [EmailAddress] = []
    /// Whether a field says so. Else they stand in a text among others, such as
    /// that of a help desk, or a provider has made them unreadable: they can show
    /// that it is about one of them, and never that it is about nobody else.
    package var isPlain = true
    /// The server's own words, on one line, for people.
    package var reason: String?
    /// When it failed, as far as the report says; the best first.
    package var moments: [Timestamp] = []

    /// A refusal without a code that names the recipient: Postfix reports
    /// refusals of us in the same words.
    private static let refusalDays = 3
    /// A full mailbox may be emptied, and a server repaired.
    private static let softDays = 5

    package var consequence: Bounce.Consequence {
        switch kind {
        case .complaint: .suppress
        case .hard: isGone ? .suppress : doubtedConsequence
        case .soft: .suppressAfter(days: Self.softDays)
        case .policy, .none: .nothing
        }
    }

    /// Whether it says for certain that there is no such address.
    package var isGone: Bool { kind == .hard && status?.isGone == true }

    /// What follows where a code that says who is gone is not believed.
    package var doubtedConsequence: Bounce.Consequence {
        kind == .hard ? .suppressAfter(days: Self.refusalDays) : consequence
    }

    /// Whether it is about this address: as it is, or without its tag, which a
    /// server takes off when it delivers `lina+news@` to `lina@`.
    package func names(_ address: EmailAddress) -> Bool {
        guard !recipients.isEmpty else { return false }
        let name = address.normalised
        let untagged = address.local.firstIndex(of: "+").flatMap {
            try? EmailAddress("\(address.local[..<$0])@\(address.domain)").normalised
        }
        return recipients.contains { $0.normalised == name || $0.normalised == untagged }
    }
}

extension BounceVerdict {
    /// What a server said itself, when it was asked to take a message.
    package init(kind: Bounce.Kind, reply: ServerReply?) {
        self.init(
            kind: kind, status: reply?.enhanced.flatMap { EnhancedStatus($0) },
            reason: reply?.text)
    }
}
