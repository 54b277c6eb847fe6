import Newswire
import Storage

/// Which relays a session may use now.
struct RelayGate: Hashable {
    /// Those to be left alone.
    private(set) var shut: Set<String> = []
    /// The one whose pause is over, which this session alone would try: the first
    /// that may be used. One behind a relay that works is tried by what that one
    /// does not take.
    private(set) var probe: String?
    /// Whether no relay may be used.
    private(set) var isShut = true
    /// Whether one may be used by all.
    private(set) var isWorking = false

    /// Those that all but a scout leave alone: where another relay works, nobody
    /// else tries the one whose pause is over.
    var shutToMany: Set<String> {
        isWorking ? shut.union(probe.map { [$0] } ?? []) : shut
    }

    /// - Parameter relays: in their order, each with what is known of it.
    init(_ relays: [(name: String, state: EndpointState?)], at now: Timestamp) {
        for (name, state) in relays {
            switch state?.admission(at: now) ?? .all {
            case .all: (isShut, isWorking) = (false, true)
            case .probe where isShut:
                probe = name
                isShut = false
            // Only what the relay before it can't take comes to it.
            case .probe where isWorking: break
            case .probe, .shut: shut.insert(name)
            }
        }
    }
}

extension Records {
    func gate(to relays: [String], at now: Timestamp) throws -> RelayGate {
        RelayGate(try relays.map { ($0, try endpoint($0)) }, at: now)
    }
}
