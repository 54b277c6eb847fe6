package import Newswire

/// A rule's `regions` or `mentions`, compiled: which tags of an article satisfy
/// it, hierarchy included. Immutable, never fails.
package struct RegionFilter: Sendable {
    /// What of an article counts.
    package enum Asks: Hashable, Sendable {
        /// What it is about: `regions`.
        case about
        /// All that it names: `mentions`.
        case mentions
    }

    package enum Verdict: Hashable, Sendable {
        /// With the tags that were asked for, the outermost of each place;
        /// none where the filter only excludes.
        case passed([RegionTag])
        /// With the tag that was not to be there.
        case excluded(RegionTag)
        /// None of what was asked for is there.
        case missing
    }

    private let asks: Asks
    private let gazetteer: Gazetteer
    private let included: Set<RegionCode>
    private let excluded: Set<RegionCode>
    private let wantsAny: Bool

    package init(_ filter: Filter<RegionCode>, asks: Asks, gazetteer: Gazetteer = .standard) {
        self.asks = asks
        self.gazetteer = gazetteer
        included = Set(filter.include.flatMap(gazetteer.everything))
        excluded = Set(filter.exclude.flatMap(gazetteer.everything))
        wantsAny = filter.include.isEmpty
    }

    package func verdict(on tags: [RegionTag]) -> Verdict {
        let counted = asks == .about ? tags.filter(\.about) : tags
        if let tag = counted.first(where: { excluded.contains($0.code) }) { return .excluded(tag) }
        if wantsAny { return .passed([]) }
        let found = counted.filter { included.contains($0.code) }
        if found.isEmpty { return .missing }
        let outermost = gazetteer.outermost(found.map(\.code))
        return .passed(found.filter { outermost.contains($0.code) })
    }
}
