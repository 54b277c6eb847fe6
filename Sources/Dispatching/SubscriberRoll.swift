package import Newswire

/// The subscribers in force by id. A few that change cost no copy of all.
package struct SubscriberRoll: Sendable {
    private var base: [SubscriberID: Subscriber]
    /// What replaces the base; nil for who has left.
    private var changes: [SubscriberID: Subscriber?] = [:]
    package private(set) var count: Int

    package init(_ subscribers: [Subscriber]) {
        base = Dictionary(uniqueKeysWithValues: subscribers.map { ($0.id, $0) })
        count = base.count
    }

    package subscript(id: SubscriberID) -> Subscriber? {
        changes[id] ?? base[id]
    }

    package var isEmpty: Bool { count == 0 }

    /// In the order of their ids.
    package var everyone: [Subscriber] {
        let all =
            changes.isEmpty
            ? Array(base.values)
            : base.values.filter { changes[$0.id] == nil } + changes.values.compactMap(\.self)
        return all.sorted { $0.id < $1.id }
    }

    /// With each as given; nil for who has left.
    package func replacing(_ changed: [(SubscriberID, Subscriber?)]) -> SubscriberRoll {
        var roll = self
        for (id, subscriber) in changed {
            roll.count += (subscriber == nil ? 0 : 1) - (self[id] == nil ? 0 : 1)
            roll.changes[id] = .some(subscriber)
        }
        return roll.changes.count > 64 + base.count / 8
            ? SubscriberRoll(roll.everyone) : roll
    }
}
