import Newswire

@testable import Transfer

/// Messages in their order, and how each ended.
final class ListFeed: MailFeed {
    let items: [MailItem]
    private var rest: ArraySlice<MailItem>
    private(set) var ends: [(item: MailItem, outcome: DeliveryOutcome)] = []
    /// How many had ended whenever it was asked whether they are recorded.
    private(set) var recorded: [Int] = []
    private(set) var timesKeptWaiting = 0
    /// How many may be recorded.
    private let most: Int

    init(_ items: [MailItem], recordingOnly most: Int = .max) {
        self.items = items
        self.most = most
        rest = items[...]
    }

    func next() -> MailItem? {
        rest.popFirst()
    }

    func ended(_ item: MailItem, _ outcome: DeliveryOutcome) -> Bool {
        ends.append((item, outcome))
        return true
    }

    func isRecorded() -> Bool {
        recorded.append(ends.count)
        return ends.count <= most
    }

    var hasRecorded: Bool { recorded.last == ends.count }

    func takeBack(_ item: MailItem) {
        rest = [item] + rest
    }

    func waits() {
        timesKeptWaiting += 1
    }

    var unsent: [MailItem] { Array(rest) }
}
