package import Newswire

/// Where a session gets its messages from, and whom it tells what became of
/// each. All calls come on the session's thread, which they may block.
package protocol MailFeed: AnyObject {
    /// The next message; nil if none is ready now. A second one may be asked for
    /// before the first has ended, to open its transaction meanwhile.
    func next() -> MailItem?

    /// How a message that `next` gave ended. One that can't be put on the wire
    /// may end before the one that is on it.
    ///
    /// - Returns: False if the session should send no more.
    func ended(_ item: MailItem, _ outcome: DeliveryOutcome) -> Bool

    /// Whether all that ended is recorded and will survive a crash; waits for
    /// it. No final dot goes out before, so that of each session a crash can
    /// double but one message.
    func isRecorded() -> Bool

    /// Whether `isRecorded` would answer at once.
    var hasRecorded: Bool { get }

    /// A message that `next` gave was not sent, and nothing can have come of it.
    func takeBack(_ item: MailItem)

    /// The server keeps us waiting: it said nothing, or took nothing, for
    /// `SMTPDeadlines.patience`. Called each time that this has passed again, until
    /// it goes on or is given up. Of what `next` gave only the message is under
    /// way whose turn it is.
    func waits()
}

extension MailFeed {
    /// Nothing: for a feed that keeps nothing from others.
    package func waits() {}
}

/// A single message, whose end somebody waits for.
final class SingleMail: MailFeed {
    private var item: MailItem?
    private(set) var outcome = DeliveryOutcome.later(.unreachable, reply: nil, after: nil)

    init(_ item: MailItem) {
        self.item = item
    }

    func next() -> MailItem? {
        defer { item = nil }
        return item
    }

    func ended(_ item: MailItem, _ outcome: DeliveryOutcome) -> Bool {
        self.outcome = outcome
        return true
    }

    func isRecorded() -> Bool { true }

    var hasRecorded: Bool { true }

    func takeBack(_ item: MailItem) {}
}
