import Documents

/// A sign that asks for nearness, ours or another program's.
struct Nearness {
    var distance: Int
    var isOrdered: Bool
    /// What is wrong with it, if it is not ours as it stands.
    var mistake: Mistake?

    enum Mistake {
        /// Another program's.
        case foreign
        /// Ours with no distance, or none that is allowed.
        case distance
    }

    /// `NEAR/5`, `ONEAR`; `near5`, `w/5`, `pre/5`, `adj3`, `قرب/5`, `/5`,
    /// `<NEAR/5>`; nil for a word.
    init?(_ word: String) {
        guard word.utf8.count <= 40 else { return nil }
        var inner = Substring(word)
        let isAngled = inner.hasPrefix("<") && inner.hasSuffix(">")
        if isAngled { inner = inner.dropFirst().dropLast() }
        let head = String(inner.prefix { $0.isLetter })
        var tail = inner.dropFirst(head.count)
        let name = head.lowercased()
        let isOurs = head == "NEAR" || head == "ONEAR"
        isOrdered = Self.ordered.contains(name)
        if isOurs, !isAngled, tail.isEmpty || tail.first == "/" {
            let number = Int(writtenIn: String(tail.dropFirst()))
            let isAllowed = number.map(Query.Near.distances.contains) ?? tail.isEmpty
            distance = number.map(Self.clamped) ?? Query.Near.usualDistance
            if isAllowed { return }
            if number != nil {
                mistake = .distance
                return
            }
        }
        let hasSlash = tail.first == "/" || tail.first == ":"
        if hasSlash { tail = tail.dropFirst() }
        // Forwards: `NEAR/5f`.
        if tail.last == "f", isOurs || isAngled {
            tail = tail.dropLast()
            isOrdered = true
        }
        let wantsSlash = !Self.names.contains(name) && !Self.ordered.contains(name)
        guard wantsSlash ? hasSlash && Self.shortNames.contains(name) : true else { return nil }
        if let number = Int(writtenIn: String(tail)) {
            guard hasSlash || !name.isEmpty else { return nil }
            distance = Self.clamped(number)
        } else if hasSlash, let stretch = Self.stretches[String(tail)] {
            distance = stretch
        } else if isAngled, tail.isEmpty {
            distance = Query.Near.usualDistance
        } else if isOurs, hasSlash {
            distance = Query.Near.usualDistance
            mistake = .distance
            return
        } else {
            return nil
        }
        mistake = .foreign
    }

    /// `n5`, `w5`, `p5`, which may well be words; in lower case.
    init?(shortForm word: String) {
        guard let first = word.first, "nwp".contains(first), word.count <= 3,
            let number = Int(writtenIn: String(word.dropFirst())), number > 0
        else { return nil }
        distance = number
        isOrdered = first != "n"
    }

    private static func clamped(_ distance: Int) -> Int {
        min(max(distance, Query.Near.distances.lowerBound), Query.Near.distances.upperBound)
    }

    private static let names: Set = ["near", "adj", "within", "prox", "around", "قرب", "قريب"]
    private static let ordered: Set = ["onear", "pre", "before"]
    /// With a slash only; none: `/5`.
    private static let shortNames: Set = ["", "w", "n", "p", "nw", "pw"]
    /// Within a sentence, within a paragraph.
    private static let stretches = ["s": 15, "sent": 15, "p": 50, "para": 50, "seg": 100]
}
