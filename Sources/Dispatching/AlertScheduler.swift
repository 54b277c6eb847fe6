import Almanac
import Digests
package import Newswire
import Storage

/// Turns notices whose time has come into alerts.
///
/// What a channel has due at once goes out story by story; what was held by
/// quiet hours or a cap goes out as one message, and so does what fell due in
/// quiet hours that nobody saw: the machine slept too.
package struct AlertScheduler: Sendable {
    /// One alert put into the outbox.
    package struct Made: Sendable {
        package var subscriber: SubscriberID
        package var channel: String
        package var stories: [StoryID]
        package var envelopes: Int
    }

    private let press: Press

    package init(_ press: Press) {
        self.press = press
    }

    /// Makes the alerts that are due, for `only` these subscribers if some are
    /// named; those that wait for more of their story too, with `now`, and those
    /// held that the channel as it is now no longer holds. Notices of subscribers
    /// or channels that `rules` no longer knows are silenced.
    package func makeDue(
        _ rules: Rulebase, only: Set<SubscriberID>? = nil, now hurried: Bool = false
    ) async throws -> [Made] {
        let now = press.clock.now()
        let due = try await press.store.read { records in
            let notices =
                hurried ? try records.openNotices() : try records.dueNotices(at: now)
            return notices.filter { only?.contains($0.subscriber) ?? true }
        }
        var made: [Made] = []
        for (place, notices) in Dictionary(grouping: due, by: Place.init).sorted(by: {
            $0.key < $1.key
        }) {
            try Task.checkCancellation()
            guard let subscriber = rules.subscribers[place.subscriber],
                let channel = subscriber.channel(named: place.channel)
            else {
                try await silence(notices, at: now)
                continue
            }
            made += try await make(notices, for: subscriber, on: channel)
        }
        return made
    }

    private struct Place: Hashable, Comparable {
        var subscriber: SubscriberID
        var channel: String

        init(_ notice: Notice) {
            subscriber = notice.subscriber
            channel = notice.channel
        }

        static func < (a: Place, b: Place) -> Bool {
            (a.subscriber, a.channel) < (b.subscriber, b.channel)
        }
    }

    private func silence(_ notices: [Notice], at now: Timestamp) async throws {
        try await press.commits.write { records in
            for notice in notices {
                _ = try records.settle(notice: notice.id, as: .silenced, at: now)
            }
        }
    }

    private func make(
        _ notices: [Notice], for subscriber: Subscriber, on channel: Channel
    ) async throws -> [Made] {
        let zone = try press.zones.zone(named: subscriber.timeZone)
        let isHeld = { (notice: Notice) in
            notice.state == .held || channel.quiet?.contains(notice.due, in: zone) ?? false
        }
        let held = notices.filter(isHeld)
        let messages =
            (held.isEmpty ? [] : [held]) + notices.filter { !isHeld($0) }.map { [$0] }
        var made: [Made] = []
        for message in messages {
            let now = press.clock.now()
            let told = try await press.store.read { records in
                try channel.cap.map { cap in
                    try records.alertTimes(
                        subscriber: subscriber.id, channel: channel.name, since: now - cap.per,
                        through: now, limit: cap.count)
                } ?? []
            }
            let decision = AlertDecision.decide(
                quietUntil: channel.quiet?.end(around: now, in: zone), cap: channel.cap,
                told: told, now: now)
            switch decision {
            case .hold(let until, _):
                try await press.commits.write { records in
                    for notice in message { try records.hold(notice: notice.id, until: until) }
                }
            case .seal:
                made += try await seal(message, for: subscriber, on: channel)
            }
        }
        return made
    }

    private func seal(
        _ notices: [Notice], for subscriber: Subscriber, on channel: Channel
    ) async throws -> [Made] {
        let (matches, background, opening) = try await press.store.read { records in
            let matches = try notices.flatMap { try records.matches(ofNotice: $0.id) }
            return (
                matches,
                try BulletinEditor.Background(ofAlert: matches, in: records),
                // What tells of several stories goes on from none of them.
                notices.count == 1
                    ? try records.openingNotice(
                        subscriber: subscriber.id, channel: channel.name, story: notices[0].story)
                    : nil
            )
        }
        let now = press.clock.now()
        guard let first = notices.first, !matches.isEmpty else {
            try await silence(notices, at: now)
            return []
        }
        // Each audience hears it in its language and by its clock.
        let sealed = try subscriber.reach(of: [channel]).map { reach in
            let language = reach.audience.language
            let zone = try press.zones.zone(named: reach.audience.timeZone)
            let contents = press.editor.contents(
                ofAlert: matches, background: background, language: language)
            let bulletin = Bulletin(
                kind: notices.allSatisfy(\.isUpdate) ? .update : .alert,
                id: Sealer.noticeID(first), subscriber: subscriber.id,
                subscriberName: subscriber.name, language: language,
                timeZone: reach.audience.timeZone, date: zone.civil(at: now), created: now,
                groups: press.editor.groups(
                    of: contents, matches: matches, background: background,
                    language: language, zone: zone))
            return press.sealer.seal(
                bulletin, to: reach.channels, after: opening.map(Sealer.noticeID), at: now)
        }
        do {
            let envelopes = try await press.commits.write { records in
                var told: Set<Int64> = []
                for notice in notices {
                    told.formUnion(try records.matchRows(ofNotice: notice.id))
                    guard try records.settle(notice: notice.id, as: .sealed, at: now) else {
                        throw Overtaken()
                    }
                }
                // A match that joined a notice meanwhile must be told with it.
                guard told == Set(matches.map(\.id)) else { throw Overtaken() }
                return try sealed.reduce(0) {
                    $0 + (try $1.post(in: records, from: .notice(first.id)))
                }
            }
            return [
                Made(
                    subscriber: subscriber.id, channel: channel.name,
                    stories: notices.map(\.story), envelopes: envelopes)
            ]
        } catch is Overtaken {
            // Another process sealed or added to one of them meanwhile; the next
            // round takes what is left.
            return []
        }
    }
}
