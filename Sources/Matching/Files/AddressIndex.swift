/// Where each address of a list stands, to find those that stand there twice: of
/// a million addresses twelve bytes and a place in a table of numbers each, as
/// the addresses themselves are in memory already.
struct AddressIndex {
    struct Place {
        var group: Int
        var reader: Int
        var line: Int
    }

    private var places: [(group: UInt32, reader: UInt32, line: UInt32)] = []
    /// Numbers of places, from 1; 0 is free. At most half of it is taken.
    private var table: [UInt32] = Array(repeating: 0, count: 64)

    /// Notes an address unless it was noted before; then where.
    ///
    /// - Parameter noted: the address of a place that was noted, in the same
    ///   form.
    mutating func insert(
        _ address: String, at place: Place, noted: (Place) -> String
    ) -> Place? {
        if places.count * 2 >= table.count { grow(noted) }
        var slot = slot(of: address)
        while table[slot] != 0 {
            let earlier = self.place(Int(table[slot] - 1))
            if noted(earlier) == address { return earlier }
            slot = (slot + 1) & (table.count - 1)
        }
        places.append((UInt32(place.group), UInt32(place.reader), UInt32(place.line)))
        table[slot] = UInt32(places.count)
        return nil
    }

    private func place(_ index: Int) -> Place {
        let place = places[index]
        return Place(group: Int(place.group), reader: Int(place.reader), line: Int(place.line))
    }

    private func slot(of address: String) -> Int {
        Int(truncatingIfNeeded: address.hashValue) & (table.count - 1)
    }

    private mutating func grow(_ noted: (Place) -> String) {
        table = Array(repeating: 0, count: table.count * 2)
        for index in places.indices {
            var slot = slot(of: noted(place(index)))
            while table[slot] != 0 { slot = (slot + 1) & (table.count - 1) }
            table[slot] = UInt32(index + 1)
        }
    }
}
