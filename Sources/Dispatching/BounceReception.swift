import Newswire
package import Storage
package import Transfer

/// Takes in what comes to the return path: keeps bounces, and suppresses whom
/// they are about where they must.
package struct BounceReception: Sendable {
    /// Soft bounces of a month ago say nothing of today.
    private static let window = Duration.seconds(30 * 86_400)

    private let commits: GroupCommit
    private let clock: NewsClock
    /// Nil where no keys are set: then only Message-IDs prove anything.
    private let wayBack: WayBack?

    package init(commits: GroupCommit, clock: NewsClock, wayBack: WayBack?) {
        self.commits = commits
        self.clock = clock
        self.wayBack = wayBack
    }

    /// Decides, and records it, in one transaction.
    package func receive(_ bounce: Bounce) async throws -> BounceDecision {
        guard bounce.kind != .none else { return .nothing(.noReport) }
        let key = bounce.returnPaths.lazy.compactMap { wayBack?.envelopeKey(ofReturnPath: $0) }
            .first
        let now = clock.now()
        return try await commits.write { records in
            let byToken = try key.flatMap(records.sentMail(key:))
            let byMessageID =
                try bounce.messageIDs.lazy.compactMap { try records.sentMail(messageID: $0) }.first
            switch BounceDecision.mail(bounce, byToken: byToken, byMessageID: byMessageID) {
            case .failure(let unproven): return .nothing(unproven.reason)
            case .success(let mail): return try Self.settle(bounce, about: mail, records, at: now)
            }
        }
    }

    private static func settle(
        _ bounce: Bounce, about mail: SentMail, _ records: Records, at now: Timestamp
    ) throws -> BounceDecision {
        let isNew = try records.insert(
            BounceRecord(
                mail: mail, kind: bounce.kind.rawValue, status: bounce.status?.description,
                reason: bounce.reason, received: now))
        guard isNew else { return .nothing(.repeated) }
        let days = try records.bounceDays(
            of: mail.address, kind: bounce.kind.rawValue, since: now - window)
        let decision = BounceDecision(bounce, about: mail, days: days)
        if case .suppress(let mail, let reason) = decision {
            // A complaint is about one subscription; an address that is gone is
            // gone for all.
            try records.suppress(
                mail.address, for: bounce.kind == .complaint ? mail.subscriber : nil,
                reason: reason, at: now)
        }
        return decision
    }
}
