package import Analysis
import Matching
package import Newswire
package import Storage

/// Takes articles in: analysis, rules, and one transaction that records each
/// with its story, its matches, and what they set going.
///
/// When `receive` returns, everything it reports is durable; if it throws, the
/// articles of the batch that failed are not recorded at all and may simply be
/// given again.
package struct Reception: Sendable {
    /// What became of one article.
    package struct Receipt: Sendable {
        package enum Kind: String, Sendable, Codable {
            case new
            case revision
            case sighting
        }

        package var id: ArticleID
        package var title: String
        package var kind: Kind
        /// Nil where nothing was analysed.
        package var story: StoryID?
        /// Those that this article's arrival brought; not what was known before.
        package var matches: [Match]
    }

    /// Articles recorded by one commit.
    private static let batch = 64

    private let store: Store
    private let commits: GroupCommit
    private let analyzer: Analyzer
    private let rules: Rulebase
    private let clock: NewsClock

    package init(
        commits: GroupCommit, store: Store, analyzer: Analyzer, rules: Rulebase, clock: NewsClock
    ) {
        self.commits = commits
        self.store = store
        self.analyzer = analyzer
        self.rules = rules
        self.clock = clock
    }

    /// Receives articles in their order; `progress` hears how many are durable.
    package func receive(
        _ articles: [Article], progress: (Int) -> Void = { _ in }
    ) async throws -> [Receipt] {
        var receipts: [Receipt] = []
        var rest = articles[...]
        while !rest.isEmpty {
            try Task.checkCancellation()
            let batch = rest.prefix(Self.batch)
            rest = rest.dropFirst(batch.count)
            receipts += try await record(Array(batch))
            progress(receipts.count)
        }
        return receipts
    }

    private func record(_ articles: [Article]) async throws -> [Receipt] {
        let now = clock.now()
        let arrived = articles.map { article in
            var article = article
            // Nothing arrives later than now, whatever it says of itself.
            article.received = min(article.received ?? now, now)
            return (article: article, fingerprint: ArticleFingerprint(of: article))
        }
        // Most of what a feed lists is known: only the rest is worth analysing.
        let isKnown = try await store.read { [arrived] records in
            try arrived.map { article in
                let arrival = try records.arrival(
                    of: article.fingerprint.identity.key,
                    contentHash: article.fingerprint.contentHash)
                return switch arrival {
                case .new, .changed: false
                case .sighting, .pruned: true
                }
            }
        }
        let incoming = await withTaskGroup(of: (Int, Incoming).self) { group in
            for (index, (arrived, isKnown)) in zip(arrived, isKnown).enumerated() {
                group.addTask {
                    let (article, fingerprint) = arrived
                    return (
                        index,
                        isKnown
                            ? Incoming(article: article, fingerprint: fingerprint)
                            : self.incoming(article, fingerprint)
                    )
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }.sorted { $0.0 < $1.0 }.map(\.1)
        return try await commits.write { records in
            try incoming.map { try $0.record(in: records, at: now) }
        }
    }

    private func incoming(_ article: Article, _ fingerprint: ArticleFingerprint) -> Incoming {
        let analysed = analyzer.analyze(article)
        let plans = rules.book.matches(analysed).compactMap { match in
            rules.plan(for: match)
        }
        return Incoming(
            article: analysed.article, fingerprint: fingerprint,
            signature: analysed.signature, plans: plans)
    }
}

/// An article on the threshold, with all that was worked out beforehand.
private struct Incoming: Sendable {
    var article: Article
    var fingerprint: ArticleFingerprint
    /// Nil where the article was known when its batch was looked up.
    var signature: StorySignature?
    var plans: [MatchPlan] = []

    func record(in records: Records, at now: Timestamp) throws -> Reception.Receipt {
        let key = fingerprint.identity.key
        let arrival = try records.arrival(of: key, contentHash: fingerprint.contentHash)
        switch arrival {
        case .sighting(let revision):
            try records.sight(revision: revision, source: article.source ?? "", at: now)
            return receipt(.sighting)
        case .pruned:
            try records.sightPruned(key: key, at: now)
            return receipt(.sighting)
        case .new:
            let (story, role) = try story(in: records, at: now)
            let rows = try records.insert(
                revision, identityKey: key, story: story, role: role,
                signature: signature?.bytes ?? [], bands: signature?.bands ?? [], at: now)
            let matches = try announce(
                article: rows.article, revision: rows.revision, story: story, role: role,
                in: records, at: now)
            return receipt(.new, story: story, matches: matches)
        case .changed(let row, let story):
            let revision = try records.insert(
                revision, ofArticle: row, signature: signature?.bytes ?? [],
                bands: signature?.bands ?? [], at: now)
            let matches = try announce(
                article: row, revision: revision, story: story, role: .followUp, in: records,
                at: now)
            if !matches.isEmpty { try records.promote(article: row) }
            return receipt(.revision, story: story, matches: matches)
        }
    }

    private var revision: Revision {
        Revision(
            article: fingerprint.id, contentHash: fingerprint.contentHash, content: article)
    }

    private func receipt(
        _ kind: Reception.Receipt.Kind, story: StoryID? = nil, matches: [Match] = []
    ) -> Reception.Receipt {
        Reception.Receipt(
            id: fingerprint.id, title: article.title, kind: kind, story: story,
            matches: matches)
    }

    /// The story that the article tells, and what it is to it.
    private func story(
        in records: Records, at now: Timestamp
    ) throws -> (StoryID, StoryRole) {
        let own = StoryID(foundedBy: fingerprint.id)
        guard let signature else { return (own, .founder) }
        let candidates = try records.signatures(
            sharing: signature.bands, since: now - StoryDecision.window
        ).compactMap { stored in
            StorySignature(bytes: stored.signature).map {
                StoryCandidate(story: stored.story, signature: $0, at: stored.published)
            }
        }
        let decision = StoryDecision.decide(
            signature, at: article.effectivePublished ?? now, candidates: candidates)
        switch decision {
        case .found:
            return (own, .founder)
        case .join(let story, .rewrite):
            return (story, try isOwn(story, in: records) ? .followUp : .copy)
        case .join(let story, .copy):
            return (story, .copy)
        case .link(let older, let others, _):
            try records.link(others, to: older, at: now)
            return (older, .copy)
        }
    }

    /// Whether who tells it here told it before: an agency that writes anew what
    /// it wrote has news of it, where another's rewriting has none.
    private func isOwn(_ story: StoryID, in records: Records) throws -> Bool {
        guard let source = article.source else { return false }
        return try records.hasTold(story, source: source, publisher: article.publisher)
    }

    /// Records the matches and sets going what their rules ask for; returns
    /// those that are new.
    private func announce(
        article row: Int64, revision: Int64, story: StoryID, role: StoryRole,
        in records: Records, at now: Timestamp
    ) throws -> [Match] {
        try plans.compactMap { plan in
            let inserted = try records.insert(
                plan.match, priority: plan.rule.priority, article: row, revision: revision,
                at: now)
            guard let match = inserted else { return nil }
            for digest in plan.digests {
                for audience in digest.audiences {
                    try records.insertPending(
                        match: match, subscriber: plan.match.subscriber, digest: digest.name,
                        audience: audience, at: now)
                }
            }
            for channel in plan.channels {
                try tell(match, plan, on: channel, story: story, role: role, in: records, at: now)
            }
            return plan.match
        }
    }

    private func tell(
        _ match: Int64, _ plan: MatchPlan, on channel: String, story: StoryID, role: StoryRole,
        in records: Records, at now: Timestamp
    ) throws {
        let subscriber = plan.match.subscriber
        let decision = NoticeDecision.decide(
            role: role,
            open: try records.openNotice(subscriber: subscriber, channel: channel, story: story),
            lastTold: try records.lastTold(
                subscriber: subscriber, channel: channel, story: story),
            rule: plan.rule, now: now)
        switch decision {
        case .announce(let due, let isUpdate):
            let notice = try records.insertNotice(
                subscriber: subscriber, channel: channel, story: story, due: due,
                isUpdate: isUpdate, at: now)
            try records.attach(match: match, toNotice: notice)
        case .merge(let notice):
            try records.attach(match: match, toNotice: notice)
        case .silence:
            break
        }
    }
}
