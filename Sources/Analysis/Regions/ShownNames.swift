/// Which name of a region is written out, in each language that has one.
struct ShownNames: Sendable {
    /// Where a name stands in `PlaceNames`; no name is empty.
    struct Place: Sendable {
        var start: UInt32 = 0
        var length: UInt16 = 0
    }

    /// By the number of a language, then by region.
    private var places: [[Place]] = []

    subscript(_ region: Int, _ language: UInt8) -> Place? {
        guard Int(language) < places.count, region < places[Int(language)].count else {
            return nil
        }
        let place = places[Int(language)][region]
        return place.length == 0 ? nil : place
    }

    /// The first of a region and language stays, but for a desk's, which win.
    mutating func add(_ name: PlaceName, of regions: Int) {
        let (language, region) = (Int(name.language), Int(name.region))
        while places.count <= language { places.append([]) }
        if places[language].isEmpty {
            places[language] = [Place](repeating: Place(), count: regions)
        }
        guard places[language][region].length == 0 || name.layer > 0 else { return }
        places[language][region] = Place(start: name.start, length: name.length)
    }
}
