import Digests
import Newswire
import Transfer

extension MailItem {
    /// The mail as it goes out, signed by each key; the same bytes each time.
    /// Fails with how the attempt then ends: unsigned it may count as spam, and
    /// against the domain.
    static func signed(
        _ envelope: Envelope, by keys: [DKIMKey]
    ) throws(UnsendableMail) -> MailItem {
        guard var item = MailItem(envelope) else {
            throw UnsendableMail(outcome: .failed(.badAddress, reply: nil))
        }
        guard let fields = DKIMSignature.fields(of: item.pieces, by: keys, at: item.sealed) else {
            let reply = ServerReply(code: 0, text: "libcrypto can't sign")
            throw UnsendableMail(outcome: .later(.serverFault, reply: reply, after: nil))
        }
        if !fields.isEmpty { item.pieces.insert(fields, at: 0) }
        return item
    }
}

/// A mail that no relay was asked to take.
struct UnsendableMail: Error {
    let outcome: DeliveryOutcome
    /// Stands where a relay's name would.
    static let endpoint = "mail"
}

extension DeliveryOutcome {
    /// Whether the message was certainly not taken and another relay may take
    /// it: this one could not be reached, wants to be left alone, or can't be
    /// used.
    var isWorthAnotherRelay: Bool {
        switch self {
        case .later(let reason, _, _):
            [.unreachable, .timeout, .throttled, .cutWithinMessage].contains(reason)
        case .stopEndpoint: true
        default: false
        }
    }
}
