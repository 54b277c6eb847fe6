import GRDB
package import Newswire

/// Which refusals as gone count for `BrakeDecision`, by where they came from.
extension Schema {
    static let gone = """
        ALTER TABLE bounce ADD COLUMN gone_from TEXT;
        CREATE INDEX bounce_gone ON bounce (gone_from, received) WHERE gone_from IS NOT NULL;
        """
}

/// The last attempt that a server answered for good.
package struct AnsweredAttempt: Hashable, Sendable {
    var delivery: Int64
    /// The relay.
    package var endpoint: String
    package var finished: Timestamp
}

/// Of the addresses that were tried last at a place, how many it says are not there.
///
/// A place is a recipient's domain, as `RecipientDomain` names it, or a relay.
package struct GoneSample: Hashable, Sendable {
    package var attempted: Int
    package var gone: Int

    package init(attempted: Int, gone: Int) {
        self.attempted = attempted
        self.gone = gone
    }
}

extension Records {
    /// Different addresses that a sample is of, at most.
    package static let goneSampleSize = 100
    /// Attempts that are looked through for them, at most.
    private static let goneSampleReach: Int64 = 5_000

    /// Nil if none was answered for good, or that is forgotten.
    package func answeredAttempt(ofMail key: String) throws -> AnsweredAttempt? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT delivery.id, delivery.endpoint, finished FROM envelope
                JOIN delivery ON envelope_id = envelope.id
                WHERE key = ? AND outcome IN ('delivered', 'failed')
                ORDER BY delivery.id DESC LIMIT 1
                """)
        return try Row.fetchOne(statement, arguments: [key]).map {
            AnsweredAttempt(
                delivery: $0[0], endpoint: $0[1], finished: Timestamp(milliseconds: $0[2]))
        }
    }

    static let answeredAddresses = """
        SELECT address FROM delivery CROSS JOIN envelope ON envelope.id = envelope_id
        WHERE delivery.id BETWEEN :last - :reach + 1 AND :last AND +finished >= :since
            AND outcome IN ('delivered', 'failed') AND address IS NOT NULL
            AND (delivery.endpoint = :place OR substr(address, -length(:place)) = :place)
        ORDER BY delivery.id DESC
        """

    static let isGone = """
        SELECT 1 FROM bounce WHERE address = ? AND kind = 'hard' AND received >= ?
            AND gone_from IS NOT NULL LIMIT 1
        """

    /// Whether there are so many and one more.
    static let moreGone = """
        SELECT 1 FROM bounce WHERE gone_from = ? AND received >= ? LIMIT 1 OFFSET ?
        """

    /// What was tried up to an attempt, this one first. Reads a bounded number of
    /// rows, and few where less than `least` may be gone.
    ///
    /// - Parameters:
    ///   - others: domains that are no part of a relay's sample.
    ///   - least: nil is returned if surely fewer are gone.
    package func goneSample(
        of place: String, upTo attempt: AnsweredAttempt, since: Timestamp,
        without others: Set<String>, least: Int
    ) throws -> GoneSample? {
        if RecipientDomain.isEndpoint(place) {
            let first = try Int64.fetchOne(
                db, sql: "SELECT finished FROM delivery WHERE id = ?",
                arguments: [attempt.delivery - Self.goneSampleReach])
            let reach = max(since.milliseconds, first ?? 0)
            let last = try Int.fetchOne(
                db.cachedStatement(sql: Self.moreGone), arguments: [place, reach, least - 1])
            if last == nil { return nil }
        }
        let rows = try String.fetchCursor(
            db.cachedStatement(sql: Self.answeredAddresses),
            arguments: [
                "last": attempt.delivery, "reach": Self.goneSampleReach,
                "since": since.milliseconds, "place": place,
            ])
        var addresses: Set<String> = []
        while addresses.count < Self.goneSampleSize, let address = try rows.next() {
            if let domain = RecipientDomain.endpoint(of: address), others.contains(domain) {
                continue
            }
            addresses.insert(address)
        }
        let isGone = try db.cachedStatement(sql: Self.isGone)
        let gone = try addresses.count {
            try Int.fetchOne(isGone, arguments: [$0, since.milliseconds]) != nil
        }
        return GoneSample(attempted: addresses.count, gone: gone)
    }

    /// In terms of `bounce`: what a place says is gone, since a moment.
    private static let refused = """
        gone_from IS NOT NULL AND received >= ?2 AND (gone_from = ?1 OR ?1 =
            (SELECT delivery.endpoint FROM envelope JOIN delivery ON envelope_id = envelope.id
            WHERE key = bounce.envelope ORDER BY delivery.id DESC LIMIT 1))
        """

    /// Writes again to those whom refusals at a place since a moment, and nothing
    /// else, suppressed: also what waited for them. Their bounces stay, and count.
    /// Returns how many addresses.
    ///
    /// - Parameter reason: of such a suppression, by the bounce's status.
    package func liftSuppressions(
        by place: String, since: Timestamp, at now: Timestamp,
        reason: (_ status: String) -> String
    ) throws -> Int {
        let rows = try Row.fetchAll(
            db, sql: "SELECT DISTINCT address, status FROM bounce WHERE \(Self.refused)",
            arguments: [place, since.milliseconds])
        var lifted = 0
        for row in rows {
            let (address, reason): (String, String) = (row[0], reason(row[1] ?? ""))
            try db.execute(
                sql: """
                    DELETE FROM suppression
                    WHERE address = ? AND subscriber = '' AND reason = ? AND since >= ?
                    """, arguments: [address, reason, since.milliseconds])
            guard db.changesCount > 0 else { continue }
            lifted += 1
            try db.execute(
                sql: """
                    UPDATE envelope SET state = 'ready', settled = NULL, reason = NULL,
                        next_attempt = :now
                    WHERE state = 'suppressed' AND address = :address AND reason = :reason
                        AND settled >= :since AND give_up > :now
                    """,
                arguments: [
                    "now": now.milliseconds, "address": address, "reason": reason,
                    "since": since.milliseconds,
                ])
        }
        return lifted
    }
}

/// The brakes that are on: alarms, which end when a brake is taken off.
extension Records {
    /// Since when it is on at each of these places.
    package func brakes(at places: [String]) throws -> [String: Timestamp] {
        let statement = try db.cachedStatement(
            sql: "SELECT raised FROM alarm WHERE endpoint = ? AND ended IS NULL")
        return try places.reduce(into: [:]) { brakes, place in
            brakes[place] = try Int64.fetchOne(
                statement, arguments: [Alarm.brakePrefix + place]
            ).map(Timestamp.init(milliseconds:))
        }
    }

    /// Domains at which it is on.
    package func brakedDomains() throws -> Set<String> {
        Set(
            try openAlarms().compactMap { alarm in
                guard case .refusals(let place) = alarm.subject,
                    RecipientDomain.isEndpoint(place)
                else { return nil }
                return place
            })
    }

    /// Puts it on, and lets a person know.
    ///
    /// - Parameters:
    ///   - reason: how many are refused, for people.
    ///   - reply: the server's last words.
    package func putBrake(
        on place: String, reason: String, reply: String?, at now: Timestamp
    ) throws {
        try db.execute(
            sql:
                "INSERT OR IGNORE INTO alarm (endpoint, reason, reply, raised) VALUES (?, ?, ?, ?)",
            arguments: [Alarm.brakePrefix + place, reason, reply, now.milliseconds])
    }

    package func takeBrake(off place: String, at now: Timestamp) throws {
        try db.execute(
            sql: "UPDATE alarm SET ended = ? WHERE endpoint = ? AND ended IS NULL",
            arguments: [now.milliseconds, Alarm.brakePrefix + place])
    }

    /// Takes it off where it was put on before a moment and nobody has been refused
    /// since.
    package func takeIdleBrakesOff(before moment: Timestamp, at now: Timestamp) throws {
        for alarm in try openAlarms() where alarm.raised < moment {
            guard case .refusals(let place) = alarm.subject else { continue }
            let isRefusing = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM bounce WHERE \(Self.refused))",
                arguments: [place, moment.milliseconds])
            if isRefusing != true { try takeBrake(off: place, at: now) }
        }
    }
}
