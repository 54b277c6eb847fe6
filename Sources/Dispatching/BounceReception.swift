import Newswire
package import Storage
package import Transfer

/// Takes in what comes to the return path: keeps bounces, and suppresses whom
/// they are about where they must.
package struct BounceReception: Sendable {
    /// Soft bounces of a month ago say nothing of today.
    static let window = Duration.seconds(30 * 86_400)

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
            switch BounceDecision.finding(bounce, byToken: byToken, byMessageID: byMessageID) {
            case .failure(let unproven): return .nothing(unproven.reason)
            case .success(let finding): return try Self.settle(finding, records, at: now)
            }
        }
    }

    /// Records what a bounce says, or a refusal at the relay, and does what follows.
    ///
    /// - Parameter isRefusal: whether we were told so ourselves, just now.
    static func settle(
        _ finding: BounceDecision.Finding, _ records: Records, isRefusal: Bool = false,
        at now: Timestamp
    ) throws -> BounceDecision {
        let (mail, verdict) = (finding.mail, finding.verdict)
        // What a mail server kept for days counts for the day of which it tells.
        let failed = verdict.moments.first { now - window < $0 && $0 <= now } ?? now
        let isNew = try records.insert(
            BounceRecord(
                mail: mail, kind: verdict.kind.rawValue, status: verdict.status?.description,
                reason: verdict.reason, received: failed, isGone: verdict.isGone),
            isNews: isRefusal)
        guard isNew else { return .nothing(.repeated) }
        let days = try records.bounceDays(
            of: mail.address, kind: verdict.kind.rawValue, since: now - window)
        let decision = BounceDecision(
            finding, days: days,
            isBraked: verdict.isGone ? try records.isBraked(finding, at: now) : false)
        if case .suppress(let mail, let reason) = decision {
            // A complaint is about one subscription; an address that is gone is
            // gone for all.
            try records.suppress(
                mail.address, for: verdict.kind == .complaint ? mail.subscriber : nil,
                reason: reason, at: now)
        }
        return decision
    }
}
