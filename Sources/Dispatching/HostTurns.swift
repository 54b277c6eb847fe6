import Synchronization

/// Lets each server have so many webhooks in flight at a time, so that one that
/// hangs never holds all who send: not even by a hundred addresses, as those of a
/// chat service are.
///
/// Of this process only: it shares out who sends, never what is sent.
final class HostTurns: Sendable {
    private struct State {
        var inFlight: [String: Int] = [:]
        /// Endpoints that found no turn once, by their server.
        var endpoints: [String: Set<String>] = [:]
    }

    private let most: Int
    private let state = Mutex(State())

    /// - Parameter most: in flight to one server.
    init(most: Int) {
        self.most = most
    }

    /// Endpoints for which there is no turn now, of those that found none before.
    var crowded: Set<String> {
        state.withLock { state in
            state.endpoints.reduce(into: []) { crowded, server in
                if state.inFlight[server.key, default: 0] >= most {
                    crowded.formUnion(server.value)
                }
            }
        }
    }

    /// Takes a turn, to be given back by `leave`; false if there is none.
    func enter(_ server: String, for endpoint: String) -> Bool {
        state.withLock { state in
            guard state.inFlight[server, default: 0] < most else {
                state.endpoints[server, default: []].insert(endpoint)
                return false
            }
            state.inFlight[server, default: 0] += 1
            return true
        }
    }

    func leave(_ server: String) {
        state.withLock { state in
            let rest = state.inFlight[server, default: 0] - 1
            state.inFlight[server] = rest > 0 ? rest : nil
        }
    }
}
