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
    private var table: [UInt32]

    /// For at most so many addresses. It never grows: what is copied while it
    /// grows is in memory twice, and leaves holes there.
    init(atMost count: Int) {
        places.reserveCapacity(count)
        var size = 64
        while size < count * 2 { size *= 2 }
        table = Array(repeating: 0, count: size)
    }

    /// Notes an address unless it was noted before; then where.
    ///
    /// - Parameter noted: the address of a place that was noted, in the same
    ///   form.
    mutating func insert(
        _ address: String, at place: Place, noted: (Place) -> String
    ) -> Place? {
        var slot = Int(truncatingIfNeeded: address.hashValue) & (table.count - 1)
        while table[slot] != 0 {
            let earlier = self.place(Int(table[slot] - 1))
            if noted(earlier) == address { return earlier }
            slot = (slot + 1) & (table.count - 1)
        }
        precondition(places.count * 2 < table.count, "more addresses than announced")
        places.append((UInt32(place.group), UInt32(place.reader), UInt32(place.line)))
        table[slot] = UInt32(places.count)
        return nil
    }

    private func place(_ index: Int) -> Place {
        let place = places[index]
        return Place(group: Int(place.group), reader: Int(place.reader), line: Int(place.line))
    }
}
