import GRDB
package import Newswire

/// A recipient's domain that a server takes no more mail for just now: an
/// endpoint of its own, named like the end of its addresses, `@example.org`.
package enum RecipientDomain {
    /// Nil for what is no address.
    package static func endpoint(of address: String?) -> String? {
        address.flatMap { address in
            address.lastIndex(of: "@").map { String(address[$0...]) }
        }
    }

    package static func isEndpoint(_ name: String) -> Bool { name.hasPrefix("@") }

    /// In terms of `endpoint`, by its key.
    static let condition = "name >= '@' AND name < 'A'"
}

/// Mails that `claimMail` leased.
package struct ClaimedMail: Sendable {
    package var envelopes: [StoredEnvelope] = []
    /// How many it met that are not to be sent, or not yet. If there were any there
    /// may be more that is due.
    package var passedOver = 0
    /// Whether one of them is to try its domain, after a pause.
    package var triesDomain = false

    package init() {}
}

/// What is known of recipients' domains while envelopes are looked through.
struct DomainPauses {
    /// So many are put off in one transaction, so that it is a short one; each is
    /// once a pause, however often others are leased meanwhile.
    static let mostHeldBack = 256

    private var states: [String: EndpointState]
    private let now: Timestamp
    /// Each until its domain's pause is over.
    private(set) var heldBack: [(envelope: Int64, until: Timestamp)] = []
    /// Domains that one message tries from now on.
    private(set) var probed: [String] = []

    init(_ states: [EndpointState], at now: Timestamp) {
        self.states = Dictionary(uniqueKeysWithValues: states.map { ($0.name, $0) })
        self.now = now
    }

    var isEmpty: Bool { states.isEmpty }

    /// Whether it may be leased now, be it to try its domain; else it is held back.
    mutating func admits(_ envelope: StoredEnvelope) -> Bool {
        guard let domain = RecipientDomain.endpoint(of: envelope.address),
            let state = states[domain]
        else { return true }
        switch state.admission(at: now) {
        case .all: return true
        case .probe:
            // What can't be read tries nothing.
            if envelope.isReadable {
                states[domain]?.probedUntil = now + Records.probeTime
                probed.append(domain)
            }
            return true
        case .shut:
            let ends = [state.blockedUntil, state.probedUntil].compactMap(\.self)
            heldBack.append((envelope.id, ends.max() ?? now))
            return false
        }
    }

    /// Whether one that is leased is held back: its domain's pause is not over. One
    /// that tries its domain is not.
    mutating func holdsBack(_ leased: LeasedEnvelope) -> Bool {
        guard let domain = RecipientDomain.endpoint(of: leased.address),
            let end = states[domain]?.blockedUntil, end > now
        else { return false }
        heldBack.append((leased.id, end))
        return true
    }
}

extension Records {
    /// Domains that have, or lately had, a pause.
    func domainPauses(at now: Timestamp) throws -> DomainPauses {
        let statement = try db.cachedStatement(
            sql: "SELECT * FROM endpoint WHERE \(RecipientDomain.condition)")
        return DomainPauses(try Row.fetchAll(statement).map(EndpointState.init), at: now)
    }

    /// Records who tries a domain, and puts off what waits for one.
    func apply(_ pauses: DomainPauses, at now: Timestamp) throws {
        for domain in pauses.probed { try probe(domain, at: now) }
        let statement = try db.cachedStatement(
            sql: "UPDATE envelope SET next_attempt = ? WHERE id = ?")
        for (envelope, until) in pauses.heldBack {
            try statement.execute(arguments: [until.milliseconds, envelope])
        }
    }

    /// Gives up leases of envelopes whose domain has got a pause since: they wait
    /// until it is over. Returns their rows.
    func holdBack(_ envelopes: [LeasedEnvelope], at now: Timestamp) throws -> [Int64] {
        var pauses = try domainPauses(at: now)
        if pauses.isEmpty { return [] }
        let waiting = envelopes.filter { pauses.holdsBack($0) }
        try giveBack(waiting)
        try apply(pauses, at: now)
        return waiting.map(\.id)
    }

    /// Forgets domains whose pause ended before a moment: nobody has tried them
    /// since, for want of mail.
    package func forgetDomains(pausedBefore moment: Timestamp, at now: Timestamp) throws {
        let old = "\(RecipientDomain.condition) AND blocked_until < ?"
        try db.execute(
            sql: """
                UPDATE alarm SET ended = ?1, end_told = ?1 WHERE ended IS NULL
                    AND endpoint IN (SELECT name FROM endpoint WHERE \(old)2)
                """,
            arguments: [now.milliseconds, moment.milliseconds])
        try db.execute(
            sql: "DELETE FROM endpoint WHERE \(old)", arguments: [moment.milliseconds])
    }
}
