import Synchronization

/// A part of a message that starts a line and ends with one, drawn once and
/// encoded once, and the same in every message that holds it.
final class Fragment: Sendable {
    /// As it was drawn.
    let drawn: [UInt8]
    let encoded: EncodedText
    /// Whether a plain text's last line is empty, so that another one would be
    /// one too many.
    let endsBlank: Bool
    /// Octets of each item in it.
    let itemSizes: [Int]
    /// Whether it is made of others, and long: what holds it refers to it
    /// instead of copying it.
    let isShared: Bool

    /// More than this is not worth keeping.
    private static let largest = 32 * 1024

    /// Nil for what can't be looked at alone: it ends within a line, or begins
    /// with an empty line, which counts only if there is none before it.
    convenience init?(_ drawn: ArraySlice<UInt8>, _ markup: Markup, itemSizes: [Int] = []) {
        guard drawn.count <= Self.largest, drawn.last == 0x0A else { return nil }
        var encoder = PageEncoder(markup)
        encoder.append(drawn)
        self.init(Array(drawn), encoder, itemSizes: itemSizes, isShared: false)
    }

    /// The last of a page's parts as one; nil as above.
    convenience init?(joining page: DrawnPage.Tail, _ markup: Markup, itemSizes: [Int]) {
        guard page.size <= Composer.mostHTML else { return nil }
        var drawn: [UInt8] = []
        drawn.reserveCapacity(page.size)
        var encoder = PageEncoder(markup)
        var endsLine = true
        page.forEachPart { own in
            drawn += own
            encoder.append(own)
            if !own.isEmpty { endsLine = own.last == 0x0A }
        } fragment: {
            drawn += $0.drawn
            encoder.append($0)
            endsLine = true
        }
        guard endsLine else { return nil }
        self.init(
            drawn, encoder, itemSizes: itemSizes,
            isShared: encoder.encoded.count >= Self.leastShared)
    }

    /// Octets for which a row of the store is worth its while.
    private static let leastShared = 4096

    private init?(
        _ drawn: [UInt8], _ encoder: PageEncoder, itemSizes: [Int], isShared: Bool
    ) {
        guard encoder.markup == .html || !encoder.startedBlank else { return nil }
        self.drawn = drawn
        encoded = encoder.encoded
        endsBlank = encoder.endsBlank
        self.itemSizes = itemSizes
        self.isShared = isShared
    }
}

/// What was drawn of one item, or of a group of them, by the places that draw it.
final class FragmentMemory: Sendable {
    private struct Kept {
        var fragments: [Int: Fragment] = [:]
        var excerpt: String?
    }

    private let kept = Mutex(Kept())
    /// Those of a group's items.
    let items: [FragmentMemory]

    init(items: [FragmentMemory] = []) {
        self.items = items
    }

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
