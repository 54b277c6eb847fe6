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
        /// Empty for the subscriber's own.
        package var audience: String
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

    /// Makes every edition that is due, for each audience at its own hour.
    package func makeDue(_ subscribers: [Subscriber]) async throws -> [Made] {
        let known = try await introduce(subscribers)
        let now = press.clock.now()
        let due = try await press.store.read { [zones = press.zones] records in
            try subscribers.flatMap { subscriber in
                try subscriber.digests.flatMap { plan in
                    try subscriber.reach(of: plan).compactMap { reach in
                        let zone = try zones.zone(named: reach.audience.timeZone)
                        guard let slot = plan.schedule.latest(atOrBefore: now, in: zone) else {
                            return nil
                        }
                        var edition = Edition(
                            subscriber: subscriber, plan: plan, reach: reach,
                            period: .slot(slot.civil), zone: zone, slot: slot.moment,
                            date: slot.civil, isLate: false)
                        let since = known[subscriber.id]?[plan.name]?[reach.name]
                        let decision = EditionDecision.decide(
                            slot: slot.moment, since: since ?? now,
                            isDone: try records.hasEdition(edition.key), late: plan.late, now: now)
                        switch decision {
                        case .rest: return nil
                        case .passOver: return (edition, true)
                        case .make(let isLate):
                            edition.isLate = isLate
                            return (edition, false)
                        }
                    } as [(Edition, Bool)]
                }
            }
        }
        var made: [Made] = []
        for (edition, isPassedOver) in due {
            try Task.checkCancellation()
            made += isPassedOver ? try await passOver(edition) : try await make(edition)
        }
        return made
    }

    /// Makes an edition now of everything that waits; digests for which nothing
    /// waits make none.
    package func makeNow(_ subscribers: [Subscriber]) async throws -> [Made] {
        _ = try await introduce(subscribers)
        var made: [Made] = []
        for subscriber in subscribers {
            for plan in subscriber.digests {
                for reach in subscriber.reach(of: plan) {
                    try Task.checkCancellation()
                    let zone = try press.zones.zone(named: reach.audience.timeZone)
                    let now = press.clock.now()
                    let edition = Edition(
                        subscriber: subscriber, plan: plan, reach: reach, period: .now(now),
                        zone: zone, slot: now, date: zone.civil(at: now), isLate: false)
                    made += try await make(edition, evenIfEmpty: false)
                }
            }
        }
        return made
    }

    /// One bulletin to be made for one audience.
    private struct Edition: Sendable {
        var subscriber: Subscriber
        var plan: DigestPlan
        var reach: Subscriber.Reach
        var period: EditionKey.Period
        var zone: TimeZoneRules
        var slot: Timestamp
        var date: CivilTime
        var isLate: Bool

        var key: EditionKey {
            EditionKey(
                subscriber: subscriber.id, digest: plan.name, period: period,
                audience: reach.audience)
        }
    }

    /// The slots of a digest for an audience count from when the store first
    /// hears of it; what the store then knows.
    private func introduce(
        _ subscribers: [Subscriber]
    ) async throws -> [SubscriberID: [String: [String: Timestamp]]] {
        typealias Audience = (subscriber: SubscriberID, digest: String, name: String)
        let now = press.clock.now()
        let known = try await press.store.read { try $0.knownDigests() }
        var unknown: [Audience] = []
        var left: [Audience] = []
        for subscriber in subscribers {
            for plan in subscriber.digests {
                let since = known[subscriber.id]?[plan.name] ?? [:]
                let names = subscriber.reach(of: plan).map(\.name)
                // A clock that was ahead must not silence a digest until then.
                unknown += names.filter { since[$0].map { $0 > now } ?? true }
                    .map { (subscriber.id, plan.name, $0) }
                left += since.keys.filter { !names.contains($0) }
                    .map { (subscriber.id, plan.name, $0) }
            }
        }
        guard !unknown.isEmpty || !left.isEmpty else { return known }
        return try await press.commits.write { [unknown, left] records in
            for (subscriber, digest, name) in unknown {
                try records.introduce(
                    subscriber: subscriber, digest: digest, audience: name, at: now)
            }
            for (subscriber, digest, name) in left {
                try records.dismiss(subscriber: subscriber, digest: digest, audience: name)
            }
            return try records.knownDigests()
        }
    }

    private func passOver(_ edition: Edition) async throws -> [Made] {
        let now = press.clock.now()
        let row = try await press.commits.write { records in
            try records.insertEdition(
                edition.key, audience: edition.reach.name, slot: edition.slot, made: now,
                outcome: .late)
        }
        return row == nil ? [] : [made(edition, .late)]
    }

    private func make(_ edition: Edition, evenIfEmpty: Bool = true) async throws -> [Made] {
        let key = edition.key
        let audience = edition.reach.name
        let language = edition.reach.audience.language
        let (matches, background) = try await press.store.read { records in
            let matches = try records.pending(
                for: key.subscriber, digest: key.digest, audience: audience)
            return (
                matches,
                try BulletinEditor.Background(
                    of: matches, for: key.subscriber, digest: key.digest, audience: audience,
                    in: records)
            )
        }
        let contents = press.editor.contents(
            of: matches, background: background, plan: edition.plan,
            language: language)
        let now = press.clock.now()
        if contents.groups.isEmpty, edition.plan.empty == .skip || !evenIfEmpty {
            if matches.isEmpty && !evenIfEmpty { return [] }
            return try await passEmpty(edition, consuming: matches.map(\.id), at: now)
        }

        let bulletin = Bulletin(
            kind: .digest, id: Sealer.editionID(key), subscriber: key.subscriber,
            subscriberName: edition.subscriber.name, digest: key.digest,
            period: key.period.description, language: language,
            timeZone: edition.reach.audience.timeZone, date: edition.date, created: now,
            isLate: edition.isLate,
            groups: press.editor.groups(
                of: contents, matches: matches, background: background,
                language: language, zone: edition.zone),
            more: contents.more)
        let sealed = press.sealer.seal(bulletin, to: edition.reach.channels, at: now)
        let shown = contents.groups.flatMap(\.entries).map(\.story)
        let all = Set(matches.map(\.article.story))
        do {
            let envelopes = try await press.commits.write { records -> Int? in
                guard
                    let row = try records.insertEdition(
                        key, audience: audience, slot: edition.slot, made: now,
                        outcome: .sealed,
                        items: shown.count, more: contents.more)
                else { return nil }
                guard
                    try records.consume(
                        matches.map(\.id), digest: key.digest, audience: audience, edition: row)
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
                    edition, .sealed, items: shown.count, more: contents.more, envelopes: envelopes)
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
        let audience = edition.reach.name
        do {
            let row = try await press.commits.write { records -> Int64? in
                let row = try records.insertEdition(
                    key, audience: audience, slot: edition.slot, made: now, outcome: .empty)
                if let row,
                    try !records.consume(
                        matches, digest: key.digest, audience: audience, edition: row)
                {
                    throw Overtaken()
                }
                return row
            }
            return row == nil ? [] : [made(edition, .empty)]
        } catch is Overtaken {
            return []
        }
    }

    private func made(
        _ edition: Edition, _ outcome: EditionOutcome, items: Int = 0, more: Int = 0,
        envelopes: Int = 0
    ) -> Made {
        Made(
            subscriber: edition.subscriber.id, digest: edition.plan.name,
            audience: edition.reach.name, period: edition.period.description, outcome: outcome,
            items: items, more: more, envelopes: envelopes)
    }
}

/// Someone else settled what this transaction was about: it must not stand.
struct Overtaken: Error {}
