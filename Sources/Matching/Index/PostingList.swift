/// The queries that stand under one anchor, and what is left to be asked of
/// each; in an index all lists lie one behind the other.
///
///     list  = header, alone, both, check, run
///     alone = queries that the anchor alone satisfies
///     both  = second term, query: satisfied where that term stands too
///     check = second term, query: worth asking only where it does
///     run   = queries that must be asked
///
/// The header is the four counts in a byte each, or `long` and a word for each.
struct PostingList {
    /// Set in a query's number if it stands under several anchors.
    static let manyAnchors: UInt32 = 1 << 31
    private static let long: UInt32 = 0xFFFF_FFFF

    /// Where its parts begin, and where the last one ends.
    let alone: Int
    let both: Int
    let check: Int
    let run: Int
    let end: Int

    /// The list that begins there.
    @inline(__always)
    init(_ postings: [UInt32], at offset: Int) {
        let header = postings[offset]
        if header == Self.long {
            alone = offset + 5
            both = alone + Int(postings[offset + 1])
            check = both + 2 * Int(postings[offset + 2])
            run = check + 2 * Int(postings[offset + 3])
            end = run + Int(postings[offset + 4])
        } else {
            alone = offset + 1
            both = alone + Int(header & 0xFF)
            check = both + 2 * Int(header >> 8 & 0xFF)
            run = check + 2 * Int(header >> 16 & 0xFF)
            end = run + Int(header >> 24)
        }
    }
}

/// All lists of an index while it is built: one flat table, ordered at the end.
struct PostingBuilder {
    enum Part: UInt64 {
        case alone
        case both
        case check
        case run
    }

    private struct Entry {
        /// The list, then the part.
        var order: UInt64
        var second: UInt32
        var query: UInt32
    }

    private var entries: [Entry] = []

    mutating func add(_ query: UInt32, to list: Int, _ part: Part, second: UInt32 = 0) {
        entries.append(
            Entry(order: UInt64(list) << 2 | part.rawValue, second: second, query: query))
    }

    /// The lists one behind the other, and where each of them begins; 0 for
    /// lists that nothing stands in.
    func lists(_ count: Int) -> (postings: [UInt32], starts: [UInt32]) {
        let ordered = ordered(count)
        var postings: [UInt32] = [0]
        postings.reserveCapacity(entries.count * 2)
        var starts = [UInt32](repeating: 0, count: count)
        var at = 0
        while at < ordered.count {
            let list = Int(entries[Int(ordered[at])].order >> 2)
            starts[list] = UInt32(postings.count)
            var counts: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
            var end = at
            while end < ordered.count {
                let order = entries[Int(ordered[end])].order
                guard Int(order >> 2) == list else { break }
                switch Part(rawValue: order & 3) {
                case .alone, nil: counts.0 += 1
                case .both: counts.1 += 1
                case .check: counts.2 += 1
                case .run: counts.3 += 1
                }
                end += 1
            }
            postings += PostingList.header(counts)
            for index in ordered[at..<end] {
                let entry = entries[Int(index)]
                switch Part(rawValue: entry.order & 3) {
                case .both, .check: postings.append(entry.second)
                case .alone, .run, nil: break
                }
                postings.append(entry.query)
            }
            at = end
        }
        return (postings, starts)
    }

    /// The entries by list and part, in two passes of counting.
    private func ordered(_ count: Int) -> [UInt32] {
        var ends = [UInt32](repeating: 0, count: count * 4 + 1)
        for entry in entries { ends[Int(entry.order) + 1] += 1 }
        for index in 1..<ends.count { ends[index] += ends[index - 1] }
        var ordered = [UInt32](repeating: 0, count: entries.count)
        for (index, entry) in entries.enumerated() {
            ordered[Int(ends[Int(entry.order)])] = UInt32(index)
            ends[Int(entry.order)] += 1
        }
        return ordered
    }
}

extension PostingList {
    fileprivate static func header(_ counts: (UInt32, UInt32, UInt32, UInt32)) -> [UInt32] {
        if max(counts.0, counts.1, counts.2, counts.3) < 0xFF {
            return [counts.0 | counts.1 << 8 | counts.2 << 16 | counts.3 << 24]
        }
        return [long, counts.0, counts.1, counts.2, counts.3]
    }
}
