import Foundation
import Newswire
import Synchronization

/// What messages told lately, each item, group and whole of it with what was
/// drawn of it: an item that the next one has in common with these costs it a
/// copy, a group not even that, and where all is the same only what is its
/// reader's own is drawn.
final class FragmentCache: Sendable {
    /// All that drawing an item, or a group of them, depends on beside its theme.
    /// The day decides whether a time is told with its date.
    private struct Key<Told: Remembered>: Hashable {
        var told: Told
        var language: String
        var day: CivilDate

        static func == (one: Self, other: Self) -> Bool {
            one.told.isSame(as: other.told) && one.language == other.language
                && one.day == other.day
        }

        func hash(into hasher: inout Hasher) {
            told.hashWhatDiffers(into: &hasher)
        }
    }

    /// All that a bulletin tells, and when.
    private struct WholeKey: Hashable {
        var groups: [BulletinGroup]
        var more: Int
        var language: String
        var kind: Bulletin.Kind
        var date: CivilTime
        var timeZone: String
        var isLate: Bool

        static func == (one: WholeKey, other: WholeKey) -> Bool {
            one.more == other.more && one.language == other.language && one.kind == other.kind
                && one.date == other.date && one.timeZone == other.timeZone
                && one.isLate == other.isLate && one.groups.count == other.groups.count
                && one.groups.indices.allSatisfy { one.groups[$0].isSame(as: other.groups[$0]) }
        }

        func hash(into hasher: inout Hasher) {
            for index in groups.indices { groups[index].hashWhatDiffers(into: &hasher) }
        }
    }

    private struct Shelves {
        var items: Recent<Key<BulletinItem>, FragmentMemory>
        var groups: Recent<Key<BulletinGroup>, FragmentMemory>
        var wholes: Recent<WholeKey, Telling>

        mutating func groupMemory(
            _ group: BulletinGroup, _ language: String, _ day: CivilDate
        ) -> FragmentMemory {
            let key = Key(told: group, language: language, day: day)
            if let known = groups[key] { return known }
            let made = FragmentMemory(
                items: group.items.map { self.itemMemory($0, language, day) })
            groups.insert(made, for: key, weighing: max(1, group.items.count))
            return made
        }

        private mutating func itemMemory(
            _ item: BulletinItem, _ language: String, _ day: CivilDate
        ) -> FragmentMemory {
            let key = Key(told: item, language: language, day: day)
            if let known = items[key] { return known }
            let made = FragmentMemory()
            items.insert(made, for: key)
            return made
        }
    }

    private let shelves: Mutex<Shelves>

    /// - Parameter most: items that are kept, at least, by themselves, in groups
    ///   and in wholes.
    init(most: Int = 2048) {
        shelves = Mutex(
            Shelves(
                items: Recent(most: most), groups: Recent(most: most), wholes: Recent(most: most)))
    }

    /// The memory of what the bulletin tells, and whether it was told before.
    func telling(of bulletin: Bulletin, in language: String) -> (Telling, isKnown: Bool) {
        let key = WholeKey(
            groups: bulletin.groups, more: bulletin.more, language: language,
            kind: bulletin.kind, date: bulletin.date, timeZone: bulletin.timeZone,
            isLate: bulletin.isLate)
        return shelves.withLock { shelves in
            if let telling = shelves.wholes[key] { return (telling, true) }
            let telling = Telling(
                groups: bulletin.groups.map {
                    shelves.groupMemory($0, language, bulletin.date.date)
                })
            let count = bulletin.groups.reduce(1) { $0 + $1.items.count }
            shelves.wholes.insert(telling, for: key, weighing: count)
            return (telling, false)
        }
    }
}

/// What a bulletin tells.
private protocol Remembered {
    /// Whether all of it is the same, its texts in bytes: what is drawn of texts
    /// that are equal but written otherwise differs.
    func isSame(as other: Self) -> Bool

    /// By what those of a newsroom mostly differ that differ at all: hashing all
    /// their words costs more than drawing some of them.
    func hashWhatDiffers(into hasher: inout Hasher)
}

extension BulletinItem: Remembered {
    fileprivate func isSame(as other: BulletinItem) -> Bool {
        guard story == other.story, article == other.article,
            published == other.published, time == other.time, alerted == other.alerted,
            told == other.told, isUpdate == other.isUpdate, language == other.language,
            otherSources.count == other.otherSources.count,
            regions.count == other.regions.count, why.count == other.why.count
        else { return false }
        guard areSame(title, other.title), areSame(summary, other.summary),
            areSame(reference, other.reference), areSame(url, other.url),
            areSame(source, other.source), areSame(image, other.image)
        else { return false }
        for index in otherSources.indices
        where !areSame(otherSources[index], other.otherSources[index]) {
            return false
        }
        for index in regions.indices {
            let (one, other) = (regions[index], other.regions[index])
            guard one.code == other.code, areSame(one.name, other.name) else { return false }
        }
        for index in why.indices where !why[index].isSame(as: other.why[index]) { return false }
        return true
    }

    fileprivate func hashWhatDiffers(into hasher: inout Hasher) {
        hasher.combine(bytesOf: article.id)
        for index in why.indices { hasher.combine(bytesOf: why[index].rule) }
    }
}

extension BulletinGroup: Remembered {
    fileprivate func isSame(as other: BulletinGroup) -> Bool {
        areSame(name, other.name) && items.count == other.items.count
            && items.indices.allSatisfy { items[$0].isSame(as: other.items[$0]) }
    }

    fileprivate func hashWhatDiffers(into hasher: inout Hasher) {
        for index in items.indices { items[index].hashWhatDiffers(into: &hasher) }
    }
}

extension Reason {
    fileprivate func isSame(as other: Reason) -> Bool {
        guard areSame(rule, other.rule), words.count == other.words.count else { return false }
        return words.indices.allSatisfy { areSame(words[$0], other.words[$0]) }
    }
}

private func areSame(_ one: String?, _ other: String?) -> Bool {
    switch (one, other) {
    case (nil, nil): true
    case (let one?, let other?): areSame(one, other)
    default: false
    }
}

private func areSame(_ one: String, _ other: String) -> Bool {
    var one = one
    var other = other
    return one.withUTF8 { bytes in
        other.withUTF8 { others in
            guard bytes.count == others.count else { return false }
            guard let first = bytes.baseAddress, let second = others.baseAddress else {
                return true
            }
            return memcmp(first, second, bytes.count) == 0
        }
    }
}

extension Hasher {
    /// Without Unicode's tables.
    fileprivate mutating func combine(bytesOf text: String) {
        var text = text
        text.withUTF8 { combine(bytes: UnsafeRawBufferPointer($0)) }
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
