import Newswire
import Storage

/// An address that nothing is written to, as commands print it.
struct PrintedSuppression: Encodable {
    var address: String
    var subscriber: SubscriberID?
    var reason: String
    var since: Timestamp

    init(_ suppression: Suppression) {
        address = suppression.address
        subscriber = suppression.subscriber
        reason = suppression.reason
        since = suppression.since
    }

    var line: String {
        let whose = subscriber.map { ", of \($0)" } ?? ""
        return "\(address)\(whose): \(reason), since \(since.rfc3339)"
    }
}
