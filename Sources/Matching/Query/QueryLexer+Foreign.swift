import Documents

/// Operators that people bring from other programs, and that are more than one
/// sign. Each is read as what it means here, so that nothing else is wrong.
extension QueryLexer {
    /// `AROUND(5)`.
    mutating func lexAround(_ range: Range<Int>, _ word: String) -> Bool {
        guard word.lowercased() == "around", text[range.upperBound] == "(" else { return false }
        var end = range.upperBound + 1
        while let scalar = text[end], scalar.isDigit { end += 1 }
        guard text[end] == ")",
            let distance = Int(writtenIn: text.words(range.upperBound + 1..<end))
        else { return false }
        lexForeignNear(range.lowerBound..<end + 1, distance)
        return true
    }

    /// `near:10`.
    mutating func lexNearWithColon(_ name: String, _ range: Range<Int>) -> Bool {
        var end = range.upperBound
        while let scalar = text[end], scalar.isDigit { end += 1 }
        guard name.lowercased() == "near",
            let distance = Int(writtenIn: text.words(range.upperBound..<end))
        else { return false }
        lexForeignNear(range.lowerBound..<end, distance)
        return true
    }

    private mutating func lexForeignNear(_ range: Range<Int>, _ distance: Int) {
        let distances = Query.Near.distances
        let allowed = min(max(distance, distances.lowerBound), distances.upperBound)
        let ours = QueryToken.nearSign(allowed, isOrdered: false)
        note(.foreign(.near(text.words(range), ours: ours)), range, fix: ours)
        append(.near(distance: allowed, isOrdered: false), range)
        position = range.upperBound
    }

    /// `atleast2(…)`: of several words our `2 OF (…)`, of one what we have not.
    mutating func lexAtLeast(_ range: Range<Int>, _ word: String) -> Bool {
        let name = "atleast"
        let digits = word.dropFirst(name.count)
        guard word.lowercased().hasPrefix(name), text[range.upperBound] == "(",
            let count = Int(writtenIn: String(digits))
        else { return false }
        guard hasCommas(inGroupAt: range.upperBound) else {
            note(.foreign(.atLeast(word, ours: nil)), range)
            return true
        }
        let start = range.lowerBound + name.unicodeScalars.count
        note(
            .foreign(.atLeast(word, ours: "\(count) OF (a, b, c)")), range, fix: "\(count) OF ")
        append(.words("\(count)", .any), start..<range.upperBound)
        append(.of, start..<range.upperBound)
        return true
    }

    /// Whether a comma stands between the bracket that opens here and the one
    /// that closes it, in so far as one looks.
    private func hasCommas(inGroupAt start: Int) -> Bool {
        var depth = 0
        for index in start..<min(start + Self.farthestLook, text.scalars.count) {
            switch text.scalars[index] {
            case "(": depth += 1
            case ")": depth -= 1
            case let scalar where scalar.isComma && depth == 1: return true
            default: break
            }
            if depth == 0 { return false }
        }
        return false
    }

    private static let farthestLook = 500

    /// `<AND>`, `<or>`, `<NOT>`.
    mutating func lexAngled(_ range: Range<Int>, _ word: String) -> Bool {
        guard word.hasPrefix("<"), word.hasSuffix(">") else { return false }
        let kind: QueryToken.Kind
        let ours: String
        switch word.uppercased() {
        case "<AND>": (kind, ours) = (.and, "AND")
        case "<OR>": (kind, ours) = (.or, "OR")
        case "<NOT>": (kind, ours) = (.exclude, "NOT")
        default: return false
        }
        note(.foreign(.angled(word, ours: ours)), range, fix: " \(ours) ")
        append(kind, range)
        return true
    }

    /// `"a b"~5`, behind the phrase.
    mutating func noteSlop(_ written: String, _ range: Range<Int>) {
        guard !isFull else { return }
        var start = range.lowerBound - 2
        while start >= 0, !isQuote(start), text[start] != "«" { start -= 1 }
        let phrase = max(start, 0)..<range.upperBound
        let words = text.words(max(start, 0) + 1..<max(range.lowerBound - 1, max(start, 0) + 1))
            .split(separator: " ")
        let number = Int(writtenIn: String(written.drop { $0 == "~" })) ?? 0
        let distances = Query.Near.distances
        guard words.count > 1, words.count <= Query.Near.mostJoints, start >= 0 else {
            note(.foreign(.slop(written, ours: nil)), range)
            return
        }
        let distance = min(max(number, distances.lowerBound), distances.upperBound)
        let ours = words.joined(
            separator: " \(QueryToken.nearSign(distance, isOrdered: false)) ")
        note(
            .foreign(.slop(written, ours: ours)), range,
            // Brackets, for what stands around it may be `-` or a field.
            fix: "(\(ours))", fixing: phrase)
    }
}
