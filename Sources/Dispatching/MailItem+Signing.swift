import Digests
import Newswire
import Transfer

extension MailItem {
    /// The mail as it goes out, signed by each key; the same bytes each time.
    /// Fails with how the attempt then ends: unsigned it may count as spam, and
    /// against the domain.
    ///
    /// - Parameter redirect: who gets it instead.
    static func signed(
        _ envelope: Envelope, by keys: [DKIMKey], to redirect: EmailAddress? = nil
    ) throws(UnsendableMail) -> MailItem {
        guard var item = MailItem(envelope) else {
            throw UnsendableMail(outcome: .failed(.badAddress, reply: nil))
        }
        if let redirect { item.recipient = redirect }
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
    /// it: this one could not be reached, wants to be left alone, has a passing
    /// fault, lacks what the message needs, or can't be used.
    var isWorthAnotherRelay: Bool {
        switch self {
        case .later(let reason, _, _):
            [.unreachable, .timeout, .throttled, .serverFault, .cutWithinMessage]
                .contains(reason)
        case .failed(.tooLarge, .some), .failed(.badAddress, .some): true
        case .stopEndpoint: true
        default: false
        }
    }
}
