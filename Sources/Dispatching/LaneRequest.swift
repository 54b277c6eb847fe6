import Newswire
import Storage

/// The relays of a courier as one of its lanes may use them.
struct LaneRelays: Sendable {
    /// In the order in which they are tried.
    let endpoints: [String]
    let quiet: QuietQuestion
    /// A relay has so many sessions, and each lane has one.
    private let isMine: [Bool]

    init(_ pools: [Courier.RelayPool], lane number: Int) {
        endpoints = pools.map(\.relay.endpoint)
        quiet = QuietQuestion(endpoints: endpoints)
        isMine = pools.map { $0.sessions > number }
    }

    /// Whether one may be asked, be it by other lanes.
    func areOpen(but blocked: Set<String>) -> Bool { !blocked.isSuperset(of: endpoints) }

    /// The first relay that may be asked, if this lane may use it. A message
    /// that others refused goes to any that this lane may use.
    func firstOpen(
        _ blocked: Set<String>, but refusals: [Settlement.Refusal] = []
    ) -> Int? {
        let open = endpoints.indices.filter { place in
            !blocked.contains(endpoints[place])
                && !refusals.contains { $0.endpoint == endpoints[place] }
        }
        if refusals.isEmpty { return open.first.flatMap { isMine[$0] ? $0 : nil } }
        return open.first { isMine[$0] }
    }
}

/// What a lane asks of the store in one transaction: to record what ended, to
/// lease more, and whether what is next is still to be sent.
struct LaneRequest: Sendable {
    struct Answer: Sendable {
        /// Relays that this lane leaves alone.
        var blocked: Set<String>
        var claimed: ClaimedMail
        /// Leased envelopes that are not to be sent any more, or not now.
        var withdrawn: [Int64]
        /// Whether a relay is to be tried that this lane leaves alone.
        var wantsScout: Bool
        /// Whether what was claimed is to try a relay, alone, or a recipient's domain.
        var isTrial: Bool
    }

    let relays: LaneRelays
    let isScout: Bool
    /// Nil if nothing has ended.
    var settlement: Settlement?
    /// The relay that the lane is sending to, if it is.
    var current: Int?
    /// Leased, and sent soon: not before the answer is heard, as the next two may be.
    var upcoming: [LeasedEnvelope]
    var lease: Lease
    /// Whether what is leased already is to stay so until the lease's end.
    var renews: Bool
    /// How many more to lease.
    var wanted: Int
    /// Of the envelope that was leased last.
    var mailing: StoredMailing?
    var now: Timestamp

    func answer(from records: Records) throws -> Answer {
        let wasQuiet = try records.isQuiet(relays.quiet, upcoming)
        try settlement?.record(in: records, isQuiet: wasQuiet)
        let isQuiet = wasQuiet && settlement?.isPlain != false
        if renews { try records.renew(lease) }
        let gate =
            isQuiet
            ? RelayGate(relays.endpoints.map { ($0, nil) }, at: now)
            : try records.gate(to: relays.endpoints, at: now)
        let shut = isScout ? gate.shut : gate.shutToMany
        let (claimed, isTrial) = try claim(from: records, gate, shut, isQuiet: isQuiet)
        return Answer(
            blocked: shut, claimed: claimed,
            withdrawn: isQuiet ? [] : try records.withdraw(upcoming, at: now),
            wantsScout: !isScout && gate.isWorking && gate.probe != nil, isTrial: isTrial)
    }

    private func claim(
        from records: Records, _ gate: RelayGate, _ shut: Set<String>, isQuiet: Bool
    ) throws -> (ClaimedMail, isTrial: Bool) {
        let place: Int? =
            if let current {
                shut.contains(relays.endpoints[current]) ? nil : current
            } else {
                relays.firstOpen(shut)
            }
        guard wanted > 0, let place else { return (ClaimedMail(), isTrial: false) }
        let endpoint = relays.endpoints[place]
        let isProbe = endpoint == gate.probe
        let claimed = try records.claimMail(
            under: lease, at: now, limit: isProbe ? 1 : wanted, known: mailing, isQuiet: isQuiet)
        let triesRelay = isProbe && claimed.envelopes.contains(where: \.isReadable)
        if triesRelay { try records.probe(endpoint, at: now) }
        return (claimed, isTrial: triesRelay || claimed.triesDomain)
    }
}
