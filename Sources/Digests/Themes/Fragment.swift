import Newswire
import Synchronization

/// A part of a message that starts a line and ends with one, drawn once and
/// encoded once, and the same in every message that holds it.
struct Fragment: Sendable {
    /// As it was drawn.
    let drawn: [UInt8]
    let encoded: EncodedText
    /// Whether a plain text's last line is empty, so that another one would be
    /// one too many.
    let endsBlank: Bool

    /// More than this is not worth keeping.
    private static let largest = 32 * 1024

    /// Nil for what can't be looked at alone: it ends within a line, or begins
    /// with an empty line, which counts only if there is none before it.
    init?(_ drawn: ArraySlice<UInt8>, _ markup: Markup) {
        guard drawn.count <= Self.largest, drawn.last == 0x0A else { return nil }
        self.drawn = Array(drawn)
        var encoder = PageEncoder(markup)
        encoder.append(drawn)
        guard markup == .html || !encoder.startedBlank else { return nil }
        endsBlank = encoder.endsBlank
        encoded = encoder.encoded
    }
}

/// What was drawn of one item, by the places that draw it.
final class FragmentMemory: Sendable {
    private struct Kept {
        var fragments: [Int: Fragment] = [:]
        var excerpt: String?
    }

    private let kept = Mutex(Kept())

    subscript(shelf: Int) -> Fragment? {
        get { kept.withLock { $0.fragments[shelf] } }
        set { kept.withLock { $0.fragments[shelf] = newValue } }
    }

    /// Of the item's summary, which text and HTML have in common: finding where
    /// it ends costs more than drawing it.
    func excerpt(of summary: String) -> String {
        if let excerpt = kept.withLock({ $0.excerpt }) { return excerpt }
        let excerpt = Excerpt.of(summary)
        kept.withLock { $0.excerpt = excerpt }
        return excerpt
    }
}

/// The items that messages told lately, each with what was drawn of it: what
/// the next one of them has in common with these costs a copy.
///
/// It forgets in two steps: of some thousand items those stay that were asked
/// for while the next thousand came.
final class FragmentCache: Sendable {
    /// All that an item's drawing depends on beside its theme. The day decides
    /// whether a time is told with its date.
    struct Key: Hashable {
        var item: BulletinItem
        var language: String
        var day: CivilDate

        /// Of a newsroom's items those that differ mostly differ in these.
        func hash(into hasher: inout Hasher) {
            hasher.combine(item.article)
            for reason in item.why { hasher.combine(reason.rule) }
        }
    }

    private struct Generations {
        var young: [Key: FragmentMemory] = [:]
        var old: [Key: FragmentMemory] = [:]
    }

    private let most: Int
    private let generations = Mutex(Generations())

    /// - Parameter most: items that are kept, at least.
    init(most: Int = 2048) {
        self.most = most
    }

    /// The memory of each of these, made if there is none.
    func memories(of keys: [Key]) -> [FragmentMemory] {
        generations.withLock { generations in
            keys.map { key in
                if let memory = generations.young[key] { return memory }
                let memory = generations.old[key] ?? FragmentMemory()
                if generations.young.count >= most {
                    generations.old = generations.young
                    generations.young = [:]
                }
                generations.young[key] = memory
                return memory
            }
        }
    }
}
