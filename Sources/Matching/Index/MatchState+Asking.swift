/// What the code of a query asks of an article.
extension MatchState {
    /// Whether the article satisfies the code that begins there.
    func satisfies(_ code: [UInt32], _ node: Int) -> Bool {
        let word = code[node]
        let end = node + QueryCode.length(word)
        switch QueryCode.operation(word) {
        case .never: return false
        case .term:
            let term = UInt32(QueryCode.argument(word))
            guard holds(term) else { return false }
            let place = QueryCode.place(word)
            return place == .anywhere || stands(term, at: place)
        case .phrase:
            return standsInRow(code, node + 1..<end, at: QueryCode.place(word))
        case .not: return !satisfies(code, node + 1)
        case .all:
            var part = node + 1
            while part < end {
                if !satisfies(code, part) { return false }
                part += QueryCode.length(code[part])
            }
            return true
        case .any:
            var part = node + 1
            while part < end {
                if satisfies(code, part) { return true }
                part += QueryCode.length(code[part])
            }
            return false
        case .atLeast:
            var missing = Int(code[node + 1])
            var part = node + 2
            while part < end, missing > 0 {
                if satisfies(code, part) { missing -= 1 }
                part += QueryCode.length(code[part])
            }
            return missing <= 0
        case .near: return standsNear(code, node)
        }
    }

    /// Whether words from this position to before `end` lie at the place.
    @inline(__always)
    private func lies(_ position: UInt32, _ end: UInt32, at place: QueryCode.Place) -> Bool {
        switch place {
        case .anywhere: true
        case .title: end <= titleEnd
        case .lead: end <= leadEnd
        case .body: position >= textStart
        }
    }

    private func stands(_ term: UInt32, at place: QueryCode.Place) -> Bool {
        var at = chains[Int(term)].first
        while at != 0 {
            let position = places[Int(at)].position
            if lies(position, position + 1, at: place) { return true }
            at = places[Int(at)].next
        }
        return false
    }

    /// Whether the terms stand in a row.
    private func standsInRow(
        _ code: [UInt32], _ range: Range<Int>, at place: QueryCode.Place
    ) -> Bool {
        var stands = false
        eachRow(code, range, at: place) { _ in
            stands = true
            return false
        }
        return stands
    }

    /// Calls with each position at which the terms stand in a row, ascending,
    /// until told to stop. Each chain is walked once, whatever the article
    /// repeats.
    @inline(__always)
    private func eachRow(
        _ code: [UInt32], _ range: Range<Int>, at place: QueryCode.Place,
        _ goesOn: (UInt32) -> Bool
    ) {
        for term in range where !holds(code[term]) { return }
        let count = UInt32(range.count)
        // The earliest position at which the row may begin; raised by each term
        // in turn until all agree.
        var cursors = Cursors(range.count) { chains[Int(code[range.lowerBound + $0])].first }
        var start = places[Int(cursors[0])].position
        var agreed = 0
        var term = 0
        while true {
            let wanted = start + UInt32(term)
            var at = cursors[term]
            while at != 0, places[Int(at)].position < wanted { at = places[Int(at)].next }
            guard at != 0 else { return }
            cursors[term] = at
            let position = places[Int(at)].position
            if position == wanted {
                agreed += 1
                if agreed == range.count {
                    if lies(start, start + count, at: place), !goesOn(start) { return }
                    start += 1
                    agreed = 0
                }
            } else {
                start = position - UInt32(term)
                agreed = 1
            }
            term = term + 1 == range.count ? 0 : term + 1
        }
    }

    // MARK: Nearness

    /// Whether a NEAR node yields anything.
    private func standsNear(_ code: [UInt32], _ node: Int) -> Bool {
        let end = node + QueryCode.length(code[node])
        let distance = Int(code[node + 1] & ~QueryCode.orderedBit)
        let isOrdered = code[node + 1] & QueryCode.orderedBit != 0
        let areWords =
            end == node + 4
            && code[node + 2..<end].allSatisfy { QueryCode.operation($0) == .term }
        if areWords {
            return standNear(
                code[node + 2], code[node + 3], within: UInt32(distance), isOrdered: isOrdered)
        }
        return !intervals(code, node).isEmpty
    }

    /// The same for two words, going through their places in the text's order.
    private func standNear(
        _ left: UInt32, _ right: UInt32, within distance: UInt32, isOrdered: Bool
    ) -> Bool {
        let terms = (UInt32(QueryCode.argument(left)), UInt32(QueryCode.argument(right)))
        guard holds(terms.0), holds(terms.1) else { return false }
        let place = QueryCode.place(left)
        var (a, b) = (chains[Int(terms.0)].first, chains[Int(terms.1)].first)
        // The latest places of each so far; far away where there is none.
        var (lastLeft, lastRight) = (Int64.min / 2, Int64.min / 2)
        while a != 0 || b != 0 {
            let atLeft = a == 0 ? UInt32.max : places[Int(a)].position
            let atRight = b == 0 ? UInt32.max : places[Int(b)].position
            let position = min(atLeft, atRight)
            let counts = lies(position, position + 1, at: place)
            if counts, atRight == position, Int64(position) - lastLeft <= Int64(distance) {
                return true
            }
            if counts, !isOrdered, atLeft == position,
                Int64(position) - lastRight <= Int64(distance)
            {
                return true
            }
            if atLeft == position {
                if counts { lastLeft = Int64(position) }
                a = places[Int(a)].next
            }
            if atRight == position {
                if counts { lastRight = Int64(position) }
                b = places[Int(b)].next
            }
        }
        return false
    }

    /// The intervals that a part of NEAR yields, ascending, each once.
    private func intervals(_ code: [UInt32], _ node: Int) -> [WordInterval] {
        let word = code[node]
        let end = node + QueryCode.length(word)
        var found: [WordInterval] = []
        switch QueryCode.operation(word) {
        case .term:
            let term = Int(QueryCode.argument(word))
            let place = QueryCode.place(word)
            var at = chains[term].first
            while at != 0 {
                let position = places[Int(at)].position
                if lies(position, position + 1, at: place) {
                    found.append(WordInterval(Int(position), Int(position) + 1))
                }
                at = places[Int(at)].next
            }
        case .phrase:
            eachRow(code, node + 1..<end, at: QueryCode.place(word)) { start in
                found.append(WordInterval(Int(start), Int(start) + end - node - 1))
                return true
            }
        case .any:
            var part = node + 1
            while part < end {
                found += intervals(code, part)
                part += QueryCode.length(code[part])
            }
            found.becomeAscending()
        case .near:
            let distance = Int(code[node + 1] & ~QueryCode.orderedBit)
            let isOrdered = code[node + 1] & QueryCode.orderedBit != 0
            var part = node + 2
            found = intervals(code, part)
            part += QueryCode.length(code[part])
            while part < end, !found.isEmpty {
                let left = found
                WordInterval.near(
                    left, intervals(code, part), within: distance, isOrdered: isOrdered,
                    into: &found)
                part += QueryCode.length(code[part])
            }
        case .never, .all, .not, .atLeast:
            // NEAR has no such parts.
            break
        }
        return found
    }
}

/// Places of a few terms, on the stack where they are few.
private struct Cursors {
    private var few: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
    private var many: [UInt32] = []

    init(_ count: Int, _ start: (Int) -> UInt32) {
        if count > 4 {
            many = (0..<count).map(start)
            return
        }
        for index in 0..<count { self[index] = start(index) }
    }

    @inline(__always)
    subscript(index: Int) -> UInt32 {
        get {
            if !many.isEmpty { return many[index] }
            return switch index {
            case 0: few.0
            case 1: few.1
            case 2: few.2
            default: few.3
            }
        }
        set {
            if !many.isEmpty {
                many[index] = newValue
                return
            }
            switch index {
            case 0: few.0 = newValue
            case 1: few.1 = newValue
            case 2: few.2 = newValue
            default: few.3 = newValue
            }
        }
    }
}
