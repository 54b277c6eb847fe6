import Newswire
import Synchronization

/// The items and groups that messages told lately, each with what was drawn of
/// it: an item that the next one of them has in common with these costs it a
/// copy, and a group not even that.
final class FragmentCache: Sendable {
    /// All that drawing an item, or a group of them, depends on beside its theme.
    /// The day decides whether a time is told with its date.
    private struct Key<Told: Remembered>: Hashable {
        var told: Told
        var language: String
        var day: CivilDate

        func hash(into hasher: inout Hasher) {
            told.hashWhatDiffers(into: &hasher)
        }
    }

    private struct Shelves {
        var items: Recent<Key<BulletinItem>, FragmentMemory>
        var groups: Recent<Key<BulletinGroup>, FragmentMemory>
    }

    private let shelves: Mutex<Shelves>

    /// - Parameter most: items that are kept, at least, and items in groups.
    init(most: Int = 2048) {
        shelves = Mutex(Shelves(items: Recent(most: most), groups: Recent(most: most)))
    }

    /// The memory of each group, made if there is none.
    func memories(
        of groups: [BulletinGroup], language: String, day: CivilDate
    ) -> [FragmentMemory] {
        shelves.withLock { shelves in
            groups.map { group in
                let key = Key(told: group, language: language, day: day)
                if let memory = shelves.groups[key] { return memory }
                let memory = FragmentMemory(
                    items: group.items.map { item in
                        let key = Key(told: item, language: language, day: day)
                        if let memory = shelves.items[key] { return memory }
                        let memory = FragmentMemory()
                        shelves.items.insert(memory, for: key)
                        return memory
                    })
                shelves.groups.insert(memory, for: key, weighing: max(1, group.items.count))
                return memory
            }
        }
    }
}

/// What a bulletin tells.
private protocol Remembered: Hashable {
    /// By what those of a newsroom mostly differ that differ at all: hashing all
    /// their words costs more than drawing some of them.
    func hashWhatDiffers(into hasher: inout Hasher)
}

extension BulletinItem: Remembered {
    fileprivate func hashWhatDiffers(into hasher: inout Hasher) {
        hasher.combine(article)
        for reason in why { hasher.combine(reason.rule) }
    }
}

extension BulletinGroup: Remembered {
    fileprivate func hashWhatDiffers(into hasher: inout Hasher) {
        hasher.combine(name)
        for item in items { item.hashWhatDiffers(into: &hasher) }
    }
}

/// Values that were asked for lately. It forgets in two steps: of some thousand
/// those stay that were asked for while the next thousand came.
private struct Recent<Key: Hashable, Value> {
    private var young: [Key: (value: Value, weight: Int)] = [:]
    private var old: [Key: (value: Value, weight: Int)] = [:]
    private var weight = 0
    private let most: Int

    /// - Parameter most: of what is kept, at least, by its weight.
    init(most: Int) {
        self.most = most
    }

    subscript(key: Key) -> Value? {
        mutating get {
            if let found = young[key] { return found.value }
            guard let found = old[key] else { return nil }
            insert(found.value, for: key, weighing: found.weight)
            return found.value
        }
    }

    mutating func insert(_ value: Value, for key: Key, weighing weight: Int = 1) {
        if self.weight >= most {
            old = young
            young = [:]
            self.weight = 0
        }
        young[key] = (value, weight)
        self.weight += weight
    }
}
