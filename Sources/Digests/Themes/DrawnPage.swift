/// A message's text or HTML as it was drawn: what is its own, and fragments that
/// it shares with others, in their order.
struct DrawnPage: Sendable {
    fileprivate struct Splice: Sendable {
        /// How many of the page's own bytes stand before it.
        var place: Int
        var fragment: Fragment
    }

    let markup: Markup
    private var own: [UInt8] = []
    private var splices: [Splice] = []
    /// Octets of all that was drawn.
    private(set) var size = 0
    /// Of each item, in their order.
    private(set) var itemSizes: [Int] = []
    /// How many entries of lists were drawn, as nothing was remembered of them.
    private var newCount = 0

    /// - Parameter scopes: the innermost last.
    init(_ program: TemplateProgram, _ scopes: [DrawnScope], _ markup: Markup) {
        self.markup = markup
        own.reserveCapacity(960)
        splices.reserveCapacity(32)
        var scopes = scopes
        draw(program.steps, &scopes)
        size += own.count
    }

    /// All of it, not encoded.
    var text: String {
        var text: [UInt8] = []
        text.reserveCapacity(size)
        forEachPart { own in
            text += own
        } fragment: {
            text += $0.drawn
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// How many octets it is likely to have in a mail beside those that it shares.
    var expectedEncoded: Int {
        splices.reduce(own.count * 2) {
            $0 + ($1.fragment.isShared ? 0 : $1.fragment.encoded.count)
        }
    }

    /// As it stands in a mail: a plain text in its layout.
    func encode(to encoded: inout EncodedText) {
        var encoder = PageEncoder(markup, behind: encoded)
        encoded = EncodedText()
        forEachPart {
            encoder.append($0)
        } fragment: {
            encoder.append($0)
        }
        encoder.finish()
        encoded = encoder.encoded
    }

    private func forEachPart(
        own: (ArraySlice<UInt8>) -> Void, fragment: (Fragment) -> Void
    ) {
        Tail(own: self.own[...], splices: splices[...]).forEachPart(own: own, fragment: fragment)
    }

    /// What was drawn last.
    struct Tail {
        fileprivate let own: ArraySlice<UInt8>
        fileprivate let splices: ArraySlice<Splice>

        /// Octets of all that was drawn.
        var size: Int { splices.reduce(own.count) { $0 + $1.fragment.drawn.count } }

        func forEachPart(own: (ArraySlice<UInt8>) -> Void, fragment: (Fragment) -> Void) {
            var start = self.own.startIndex
            for splice in splices {
                own(self.own[start..<splice.place])
                fragment(splice.fragment)
                start = splice.place
            }
            own(self.own[start...])
        }
    }

    private var startsLine: Bool {
        own.count == splices.last?.place ?? 0 || own.last == 0x0A
    }

    private mutating func draw(_ steps: [TemplateProgram.Step], _ scopes: inout [DrawnScope]) {
        for step in steps {
            switch step {
            case .literal(let bytes): own += bytes
            case .lines(let fragment):
                if startsLine { splice(fragment) } else { own += fragment.drawn }
            case .value(let name):
                if case .text(let text?) = Self.value(name, scopes) { own += text.utf8 }
            case .inverted(let name, let steps):
                if Self.value(name, scopes)?.isThere != true { draw(steps, &scopes) }
            case .section(let section):
                switch Self.value(section.name, scopes) {
                case .list(let entries)?:
                    let isItems = section.name == ["items"]
                    for entry in entries {
                        let before = size + own.count
                        draw(entry, section, &scopes)
                        if isItems { itemSizes.append(size + own.count - before) }
                    }
                case let value?:
                    if value.isThere { draw(section.steps, &scopes) }
                case nil: break
                }
            }
        }
    }

    private mutating func draw(
        _ entry: DrawnEntry, _ section: TemplateProgram.Section, _ scopes: inout [DrawnScope]
    ) {
        let shared =
            startsLine
            ? section.shelf.flatMap { shelf in
                entry.memory.map { (shelf, $0) }
            } : nil
        if let (shelf, memory) = shared, let fragment = memory[shelf] {
            splice(fragment)
            return
        }
        let before = Place(
            own: own.count, splices: splices.count, items: itemSizes.count, new: newCount)
        scopes.append(entry.scope)
        draw(section.steps, &scopes)
        scopes.removeLast()
        guard let (shelf, memory) = shared else { return }
        let sizes = Array(itemSizes[before.items...])
        if splices.count == before.splices {
            newCount += 1
            remember(
                Fragment(own[before.own...], markup, itemSizes: sizes), in: memory, at: shelf,
                from: before)
        } else if newCount == before.new {
            // All of it came before: it may well come once more.
            let tail = Tail(own: own[before.own...], splices: splices[before.splices...])
            remember(
                Fragment(joining: tail, markup, itemSizes: sizes), in: memory, at: shelf,
                from: before)
        }
    }

    /// How much of each was there.
    private struct Place {
        var own: Int
        var splices: Int
        var items: Int
        var new: Int
    }

    /// Puts the fragment in the place of what it was made of.
    private mutating func remember(
        _ fragment: Fragment?, in memory: FragmentMemory, at shelf: Int, from place: Place
    ) {
        guard let fragment else { return }
        memory[shelf] = fragment
        own.removeSubrange(place.own...)
        size -= splices[place.splices...].reduce(0) { $0 + $1.fragment.drawn.count }
        splices.removeSubrange(place.splices...)
        itemSizes.removeSubrange(place.items...)
        splice(fragment)
    }

    private mutating func splice(_ fragment: Fragment) {
        splices.append(Splice(place: own.count, fragment: fragment))
        size += fragment.drawn.count
        itemSizes += fragment.itemSizes
    }

    /// The innermost of the scopes that has the name.
    static func value(_ name: [String], _ scopes: [DrawnScope]) -> DrawnValue? {
        var index = scopes.count - 1
        while index >= 0 {
            if var value = scopes[index].value(named: name[0]) {
                for part in name.dropFirst() {
                    guard case .scope(let scope) = value, let next = scope.value(named: part)
                    else { return nil }
                    value = next
                }
                return value
            }
            index -= 1
        }
        return nil
    }
}

/// Encodes a page part by part. Each part ends with a line; only the last may
/// not.
struct PageEncoder {
    let markup: Markup
    private(set) var encoded: EncodedText
    private let start: Int
    /// Whether a plain text has an empty line last, or nothing at all.
    private(set) var endsBlank = true
    /// Whether an empty line was left out before the first other one.
    private(set) var startedBlank = false
    private var laidOut: [UInt8] = []

    init(_ markup: Markup, behind encoded: EncodedText = EncodedText()) {
        self.markup = markup
        self.encoded = encoded
        start = encoded.count
    }

    mutating func append(_ drawn: ArraySlice<UInt8>) {
        guard !drawn.isEmpty else { return }
        switch markup {
        case .html, .json:
            drawn.withUnsafeBufferPointer { QuotedPrintable.append($0, to: &encoded) }
        case .text:
            laidOut.removeAll(keepingCapacity: true)
            let lines = drawn.withUnsafeBufferPointer {
                TextLayout().append($0, afterBlank: endsBlank, to: &laidOut)
            }
            if encoded.count == start, lines.isBegunBlank { startedBlank = true }
            endsBlank = lines.endsBlank
            laidOut.withUnsafeBufferPointer { QuotedPrintable.append($0, to: &encoded) }
        }
    }

    mutating func append(_ fragment: Fragment) {
        encoded.append(fragment.encoded, sharing: fragment.isShared)
        endsBlank = fragment.endsBlank
    }

    /// Takes an empty line off a text's end, and lets none be without a line.
    mutating func finish() {
        guard markup == .text, endsBlank else { return }
        if encoded.count > start {
            encoded.removeLast(2)
        } else {
            encoded += "\r\n"
        }
    }
}
