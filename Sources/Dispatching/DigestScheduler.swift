import Almanac
import Digests
package import Newswire
package import Storage

/// Makes the editions whose hour has come.
///
/// Each is chosen and rendered from one moment of the store and sealed in one
/// transaction that also consumes what it tells, so that nothing is told twice
/// and nothing is lost between the two.
package struct DigestScheduler: Sendable {
    /// An edition that was made, or a slot that was passed over.
    package struct Made: Sendable {
        package var subscriber: SubscriberID
        package var digest: String
        package var period: String
        package var outcome: EditionOutcome
        /// Stories told.
        package var items: Int
        /// Stories counted only.
        package var more: Int
        /// Envelopes put into the outbox.
        package var envelopes: Int
    }

    private let press: Press

    package init(_ press: Press) {
        self.press = press
    }

    /// Makes every edition that is due.
    package func makeDue(_ subscribers: [Subscriber]) async throws -> [Made] {
        try await introduce(subscribers)
        var made: [Made] = []
        for subscriber in subscribers {
            let zone = try press.zones.zone(named: subscriber.timeZone)
            for plan in subscriber.digests {
                try Task.checkCancellation()
                let now = press.clock.now()
                guard let slot = plan.schedule.latest(atOrBefore: now, in: zone) else { continue }
                let key = key(subscriber, plan, .slot(slot.civil))
                let decision = try await press.store.read { records in
                    EditionDecision.decide(
                        slot: slot.moment,
                        since: try records.since(subscriber: key.subscriber, digest: key.digest)
                            ?? now,
                        isDone: try records.hasEdition(key), late: plan.late, now: now)
                }
                switch decision {
                case .rest:
                    continue
                case .passOver:
                    made += try await passOver(key, slot: slot.moment)
                case .make(let isLate):
                    let edition = Edition(
                        key: key, plan: plan, zone: zone, slot: slot.moment, date: slot.civil,
                        isLate: isLate)
                    made += try await make(edition, for: subscriber)
                }
            }
        }
        return made
    }

    /// Makes an edition now of everything that waits; digests for which nothing
    /// waits make none.
    package func makeNow(_ subscribers: [Subscriber]) async throws -> [Made] {
        try await introduce(subscribers)
        var made: [Made] = []
        for subscriber in subscribers {
            let zone = try press.zones.zone(named: subscriber.timeZone)
            for plan in subscriber.digests {
                try Task.checkCancellation()
                let now = press.clock.now()
                let edition = Edition(
                    key: key(subscriber, plan, .now(now)), plan: plan, zone: zone, slot: now,
                    date: zone.civil(at: now), isLate: false)
                made += try await make(edition, for: subscriber, evenIfEmpty: false)
            }
        }
        return made
    }

    /// One bulletin to be made.
    private struct Edition: Sendable {
        var key: EditionKey
        var plan: DigestPlan
        var zone: TimeZoneRules
        var slot: Timestamp
        var date: CivilTime
        var isLate: Bool
    }

    /// A digest's slots count from when the store first hears of it.
    private func introduce(_ subscribers: [Subscriber]) async throws {
        let now = press.clock.now()
        let unknown = try await press.store.read { records in
            try subscribers.flatMap { subscriber in
                try subscriber.digests.compactMap { plan in
                    let since = try records.since(subscriber: subscriber.id, digest: plan.name)
                    // A clock that was ahead must not silence a digest until then.
                    return since.map { $0 > now } ?? true ? (subscriber.id, plan.name) : nil
                }
            }
        }
        guard !unknown.isEmpty else { return }
        try await press.commits.write { records in
            for (subscriber, digest) in unknown {
                try records.introduce(subscriber: subscriber, digest: digest, at: now)
            }
        }
    }

    private func key(
        _ subscriber: Subscriber, _ plan: DigestPlan, _ period: EditionKey.Period
    ) -> EditionKey {
        EditionKey(
            subscriber: subscriber.id, digest: plan.name, period: period,
            audience: .init(language: subscriber.language, timeZone: subscriber.timeZone))
    }

    private func passOver(_ key: EditionKey, slot: Timestamp) async throws -> [Made] {
        let now = press.clock.now()
        let row = try await press.commits.write { records in
            try records.insertEdition(key, slot: slot, made: now, outcome: .late)
        }
        return row == nil ? [] : [made(key, .late)]
    }

    private func make(
        _ edition: Edition, for subscriber: Subscriber, evenIfEmpty: Bool = true
    ) async throws -> [Made] {
        let key = edition.key
        let (matches, background) = try await press.store.read { records in
            let matches = try records.pending(for: key.subscriber, digest: key.digest)
            let stories = Set(matches.map(\.article.story))
            return (
                matches,
                BulletinEditor.Background(
                    sources: try records.sources(of: stories),
                    alerted: try records.alerted(subscriber: key.subscriber, stories: stories),
                    told: try records.told(
                        subscriber: key.subscriber, digest: key.digest, stories: stories))
            )
        }
        let contents = press.editor.contents(
            of: matches, background: background, plan: edition.plan,
            language: subscriber.language)
        let now = press.clock.now()
        if contents.groups.isEmpty, edition.plan.empty == .skip || !evenIfEmpty {
            if matches.isEmpty && !evenIfEmpty { return [] }
            return try await passEmpty(edition, consuming: matches.map(\.id), at: now)
        }

        let bulletin = Bulletin(
            kind: .digest, id: Sealer.editionID(key), subscriber: key.subscriber,
            subscriberName: subscriber.name, digest: key.digest,
            period: key.period.description, language: subscriber.language,
            timeZone: subscriber.timeZone, date: edition.date, created: now,
            isLate: edition.isLate,
            groups: press.editor.groups(
                of: contents, matches: matches, background: background,
                language: subscriber.language, zone: edition.zone),
            more: contents.more)
        let channels = edition.plan.to.compactMap(subscriber.channel(named:))
        let sealed = press.sealer.seal(bulletin, to: channels, at: now)
        let shown = contents.groups.flatMap(\.entries).map(\.story)
        let all = Set(matches.map(\.article.story))
        do {
            let envelopes = try await press.commits.write { records -> Int? in
                guard
                    let row = try records.insertEdition(
                        key, slot: edition.slot, made: now, outcome: .sealed,
                        items: shown.count, more: contents.more)
                else { return nil }
                guard
                    try records.consume(matches.map(\.id), digest: key.digest, edition: row)
                else { throw Overtaken() }
                for story in all {
                    try records.insertItem(
                        edition: row, story: story, position: shown.firstIndex(of: story),
                        at: now)
                }
                return try sealed.post(in: records, from: .edition(row))
            }
            guard let envelopes else { return [] }
            return [
                made(
                    key, .sealed, items: shown.count, more: contents.more, envelopes: envelopes)
            ]
        } catch is Overtaken {
            // Another process made an edition of the same matches meanwhile.
            return []
        }
    }

    /// Settles a slot in which there is nothing to tell; what waited said nothing
    /// new of what was told before.
    private func passEmpty(
        _ edition: Edition, consuming matches: [Int64], at now: Timestamp
    ) async throws -> [Made] {
        let key = edition.key
        do {
            let row = try await press.commits.write { records -> Int64? in
                let row = try records.insertEdition(
                    key, slot: edition.slot, made: now, outcome: .empty)
                if let row, try !records.consume(matches, digest: key.digest, edition: row) {
                    throw Overtaken()
                }
                return row
            }
            return row == nil ? [] : [made(key, .empty)]
        } catch is Overtaken {
            return []
        }
    }

    private func made(
        _ key: EditionKey, _ outcome: EditionOutcome, items: Int = 0, more: Int = 0,
        envelopes: Int = 0
    ) -> Made {
        Made(
            subscriber: key.subscriber, digest: key.digest, period: key.period.description,
            outcome: outcome, items: items, more: more, envelopes: envelopes)
    }
}

/// Someone else settled what this transaction was about: it must not stand.
struct Overtaken: Error {}
