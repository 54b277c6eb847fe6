import Digests
import Newswire
import Transfer

/// One session's way to the relays, in their order: a mail goes to the first
/// that takes it.
///
/// Another relay is asked only when the one before certainly did not take the
/// message: it could not be reached, wants to be left alone, or can't be used.
struct MailRoute: Sendable {
    struct Result: Sendable {
        var outcome: DeliveryOutcome
        /// Who gave it.
        var endpoint: String
        /// Relays that were tried before and should be left alone.
        var blocks: [(endpoint: String, reason: FailureReason)] = []
    }

    private let sessions: [RelaySession]
    private let keys: [DKIMKey]

    /// - Parameter keys: each signs every mail.
    init(relays: [Relay], keys: [DKIMKey]) {
        sessions = relays.map { RelaySession($0) }
        self.keys = keys
    }

    func send(_ envelope: Envelope, avoiding blocked: Set<String>) async -> Result {
        guard var item = MailItem(envelope) else {
            return Result(outcome: .failed(.badAddress, reply: nil), endpoint: "mail")
        }
        guard
            let signatures = DKIMSignature.fields(of: item.pieces, by: keys, at: item.sealed)
        else {
            // Unsigned it may count as spam, and against the domain.
            let reply = ServerReply(code: 0, text: "libcrypto can't sign")
            return Result(
                outcome: .later(.serverFault, reply: reply, after: nil), endpoint: "mail")
        }
        if !signatures.isEmpty { item.pieces.insert(signatures, at: 0) }
        let open = sessions.filter { !blocked.contains($0.endpoint) }
        var result = Result(outcome: .later(.unreachable, reply: nil, after: nil), endpoint: "mail")
        for session in open.isEmpty ? sessions : open {
            let blocks = result.blocks
            result = Result(
                outcome: await session.send(item), endpoint: session.endpoint, blocks: blocks)
            guard let reason = result.outcome.reasonToTryAnother else { break }
            result.blocks.append((session.endpoint, reason))
        }
        return result
    }

    func close() async {
        for session in sessions { await session.close() }
    }
}

extension DeliveryOutcome {
    /// Set where the message was certainly not taken and another server may.
    fileprivate var reasonToTryAnother: FailureReason? {
        switch self {
        case .later(let reason, _, _) where [.unreachable, .timeout, .throttled].contains(reason):
            reason
        case .stopEndpoint(let reason, _): reason
        default: nil
        }
    }
}
