package import Newswire

/// What a user's text means as a region.
package enum Resolution: Hashable, Sendable {
    case region(RegionCode)
    /// A name of several; each would do as a code.
    case ambiguous([RegionCode])
    /// A code that was given up, and those that took its place.
    case retired(RegionCode, now: [RegionCode])
    /// Nothing; what may have been meant, the nearest first, as it may be typed.
    case unknown(nearest: [String])
}

extension Gazetteer {
    /// What a text in a rule stands for: a code in any case, the slug or number
    /// of an area, or a name in any of our languages that is one region's only.
    /// Folding, marks and case do not matter; `غزّة` is `غزة`.
    ///
    /// A name of a place that has no code of its own (`Moscow`, سيناء) is
    /// unknown, and the code it lies in is what is suggested: a rule must not
    /// silently ask for more than its reader believes.
    package func resolve(_ text: String) -> Resolution {
        let typed = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let key = typed.lowercased()
        if let number = aliases.value(of: key) { return .region(regions[number].code) }
        let text = TokenizedText(typed)
        let names = names.names(of: text.tokens.indices.map(text.folded))
            .filter { $0.kind != .demonym }
        let named = outermost(likely(names.filter(namesItsCode)).map(code))
        switch named.count {
        case 1: return .region(named[0])
        case 2...: return .ambiguous(named)
        default: break
        }
        let upper = RegionCode(typed.uppercased())
        if let now = retired[upper] { return .retired(upper, now: now) }
        let within = outermost(names.map(code))
        return .unknown(nearest: within.isEmpty ? nearest(to: key) : within.map(\.code))
    }

    /// Without guarded names beside others, and without what has under a tenth of
    /// the likeliest one's weight: `Alexandria` is not Virginia's.
    private func likely(_ names: [PlaceName]) -> [PlaceName] {
        let plain = names.filter { !$0.traits.contains(.guarded) }
        let choice = plain.isEmpty ? names : plain
        let highest = choice.map(\.likelihood).max() ?? 0
        return choice.filter { $0.likelihood * 10 >= highest }
    }

    private func code(of name: PlaceName) -> RegionCode { regions[Int(name.region)].code }

    /// Whether the name is the region's own and not that of a part of it.
    private func namesItsCode(_ name: PlaceName) -> Bool {
        switch regions[Int(name.region)].kind {
        case .country: name.kind == .country
        case .area, .group, .place: name.kind == .area
        case .subdivision: name.kind != .metonym && name.kind != .site && name.kind != .feature
        }
    }

    /// Without those that lie in another of them, each once, in order.
    func outermost(_ codes: [RegionCode]) -> [RegionCode] {
        var kept: [RegionCode] = []
        for code in codes where !kept.contains(code) {
            if !codes.contains(where: { $0 != code && area($0, contains: code) }) {
                kept.append(code)
            }
        }
        return kept
    }

    /// Codes, slugs and names within a third of their length in mistakes; at
    /// most three.
    private func nearest(to key: String) -> [String] {
        let typed = Array(WordList.folded(key).unicodeScalars)
        guard typed.count >= 2 else { return [] }
        let most = max(1, typed.count / 3)
        var found: [(distance: Int, text: String, letters: [Unicode.Scalar])] = []
        func consider(_ candidate: String) {
            let letters = Array(WordList.folded(candidate).unicodeScalars)
            guard abs(letters.count - typed.count) <= most else { return }
            let distance = NearMiss.distance(from: typed, to: letters)
            if distance <= most { found.append((distance, candidate, letters)) }
        }
        for alias in aliases.entries.map(\.word).sorted() where alias.count > 3 { consider(alias) }
        // What may be typed; towns and all that is only part of a region may not.
        for name in names.all where name.kind != .demonym && namesItsCode(name) {
            // A letter has at most four bytes, and marks may stand between.
            let length = Int(name.length)
            if length >= typed.count - most, length <= (typed.count + most) * 4 {
                consider(names.text(of: name))
            }
        }
        var seen: Set<[Unicode.Scalar]> = []
        return found.sorted { $0.distance < $1.distance }
            .filter { seen.insert($0.letters).inserted }
            .prefix(3).map(\.text)
    }
}
