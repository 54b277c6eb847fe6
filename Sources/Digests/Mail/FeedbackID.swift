/// By what the great mailbox providers count complaints: Gmail's `Feedback-ID`,
/// labels parted by colons, the sender's own last:
/// `morning:gaza-desk:digest:nashra`.
///
/// It says no more of a reader than the `List-Id` does: numbers that are one
/// reader's alone would count for nothing.
package struct FeedbackID: Hashable, Sendable {
    let text: String

    /// - Parameters:
    ///   - stream: the digest's or channel's name.
    ///   - subscriber: the subscriber's id.
    ///   - kind: an update counts as an alert.
    package init(stream: String, subscriber: String, kind: Bulletin.Kind) {
        let kind = kind == .digest ? "digest" : "alert"
        let labels = [stream, subscriber].map {
            MailLabel.labels(of: $0).joined(separator: ".")
        }
        text = (labels + [kind, "nashra"]).joined(separator: ":")
    }
}
