/// A list of regions for each region, all of them in one array.
struct RegionLists: Sendable {
    private var regions: [UInt16] = []
    /// Where the list of each ends.
    private var ends: [UInt32] = []

    /// Without a list; they are appended.
    init() {}

    /// With so many lists. `forEachEntry` calls what it is given with each list's
    /// region and one that stands in it; it is called twice, to count and to fill.
    init(count: Int, _ forEachEntry: (_ add: (_ list: UInt16, _ region: UInt16) -> Void) -> Void) {
        var lengths = [UInt32](repeating: 0, count: count)
        forEachEntry { list, _ in lengths[Int(list)] += 1 }
        var total: UInt32 = 0
        // Where each list begins, and while they are filled where it goes on.
        var places = lengths.map { length in
            defer { total += length }
            return total
        }
        var all = [UInt16](repeating: 0, count: Int(total))
        forEachEntry { list, region in
            all[Int(places[Int(list)])] = region
            places[Int(list)] += 1
        }
        regions = all
        ends = places
    }

    subscript(_ region: Int) -> ArraySlice<UInt16> {
        regions[(region == 0 ? 0 : Int(ends[region - 1]))..<Int(ends[region])]
    }

    /// Adds the list of the next region.
    mutating func append(_ list: some Sequence<UInt16>) {
        regions.append(contentsOf: list)
        ends.append(UInt32(regions.count))
    }
}
