import Documents
import Newswire

/// NEAR and ONEAR.
extension QueryParser {
    var isAtNear: Bool {
        if case .near = peek()?.kind { true } else { false }
    }

    mutating func parseNear(within field: QueryField?, depth: Int) -> Query? {
        guard isAtOperand else { return parseNearWithoutLeft(within: field, depth: depth) }
        let start = tokens[position].range.lowerBound
        var left = parseItem(within: field, depth: depth)
        while !isAbandoned, let token = peek(), case .near(let distance, let isOrdered) = token.kind
        {
            let leftRange = start..<tokens[position - 1].range.upperBound
            position += 1
            parseSignBehindNear(token)
            guard isAtOperand else {
                report(.operatorWithoutRight(written(token)), token.range)
                while isAtNear { position += 1 }
                if isAtOperand { _ = parseItem(within: field, depth: depth) }
                continue
            }
            let rightStart = tokens[position].range.lowerBound
            let right = parseItem(within: field, depth: depth)
            guard let first = left, let second = right, !isAbandoned else {
                left = left ?? right
                continue
            }
            let joint = Joined(
                sign: token, left: leftRange,
                right: rightStart..<tokens[position - 1].range.upperBound)
            if canJoin(first, second, joint) {
                left = .near(.init(first, second, within: distance, isOrdered: isOrdered))
            }
        }
        return left
    }

    /// `NEAR` and what stands on its sides, in the text.
    private struct Joined {
        var sign: QueryToken
        var left: Range<Int>
        var right: Range<Int>
    }

    /// Reports what is in the way of being near each other.
    private mutating func canJoin(_ left: Query, _ right: Query, _ joint: Joined) -> Bool {
        let sign = written(joint.sign)
        var canJoin = true
        for (query, range) in [(left, joint.left), (right, joint.right)] {
            guard let obstacle = query.obstacleToNear else { continue }
            report(.notInNear(obstacle, sign: sign), range)
            canJoin = false
        }
        guard canJoin else { return false }
        if left.jointCount + right.jointCount + 1 > Query.Near.mostJoints {
            report(.tooManyNear, joint.sign.range)
            return false
        }
        let scopes = Set((left.allWords + right.allWords).map(\.scope))
        if scopes.count > 1 {
            let range = joint.left.lowerBound..<joint.right.upperBound
            report(.fieldsInNear(example(of: joint)), range)
            return false
        }
        return true
    }

    /// `title:(a NEAR/5 b)` of `title:a NEAR/5 b`.
    private func example(of joint: Joined) -> String {
        let sides = [joint.left, joint.right].map { range -> (field: String, words: String) in
            let text = written(range)
            let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2, let field = QueryField(written: parts[0]) else {
                return ("", text)
            }
            return (field.rawValue, parts[1])
        }
        let field = sides.map(\.field).first { !$0.isEmpty } ?? "title"
        let whole = "\(field):(\(sides[0].words) \(written(joint.sign)) \(sides[1].words))"
        return whole.unicodeScalars.count > 200 ? "title:(a NEAR/5 b)" : whole
    }

    /// `a NEAR/5 -b`.
    private mutating func parseSignBehindNear(_ near: QueryToken) {
        guard let sign = peek(), sign.kind == .exclude else { return }
        while peek()?.kind == .exclude { position += 1 }
        report(.notInNear(.without, sign: written(near)), sign.range)
    }

    /// `a NOT NEAR/5 b`, as other programs have it.
    mutating func parseExcludedNear(
        _ sign: QueryToken, within field: QueryField?, depth: Int, behind left: Range<Int>?
    ) {
        guard let near = peek(), case .near(let distance, let isOrdered) = near.kind else { return }
        position += 1
        let rightStart = isAtOperand ? peek()?.range.lowerBound : nil
        if isAtOperand { _ = parseItem(within: field, depth: depth) }
        let range = sign.range.lowerBound..<near.range.upperBound
        guard let left, let rightStart, left.count < 200 else {
            report(.foreign(.excludedNear(nil)), range)
            return
        }
        let right = rightStart..<tokens[position - 1].range.upperBound
        let ours = QueryToken.nearSign(distance, isOrdered: isOrdered)
        let line = "\(written(left)) -(\(written(left)) \(ours) \(written(right)))"
        report(
            .foreign(.excludedNear(line)), range,
            fix: .init(range: left.lowerBound..<right.upperBound, text: line))
    }

    /// `NEAR(a b, 5)`, as other programs have it, or a NEAR that lacks what it
    /// is near to.
    private mutating func parseNearWithoutLeft(within field: QueryField?, depth: Int) -> Query? {
        guard let sign = peek(), case .near(var distance, let isOrdered) = sign.kind else {
            return nil
        }
        position += 1
        guard let opening = peek(), opening.kind == .open,
            opening.range.lowerBound == sign.range.upperBound,
            let closing = tokens[position...].firstIndex(where: { $0.kind == .close })
        else {
            report(.operatorWithoutLeft(written(sign)), sign.range)
            return isAtOperand ? parseItem(within: field, depth: depth) : nil
        }
        var words: [String] = []
        for token in tokens[position + 1..<closing].prefix(Query.Near.mostJoints) {
            guard case .words(let word, _) = token.kind else { continue }
            if token.range.upperBound == tokens[closing].range.lowerBound,
                let number = Int(writtenIn: word)
            {
                distance = number
            } else {
                words.append(written(token))
            }
        }
        position = closing + 1
        let range = sign.range.lowerBound..<tokens[closing].range.upperBound
        guard words.count > 1, Query.Near.distances.contains(distance) else {
            report(.foreign(.nearFunction(nil)), range)
            return nil
        }
        let ours = " \(QueryToken.nearSign(distance, isOrdered: isOrdered)) "
        let line = words.joined(separator: ours)
        report(.foreign(.nearFunction(line)), range, fix: .init(range: range, text: line))
        return nil
    }
}

/// OF, and lists of entries.
extension QueryParser {
    struct Entry {
        /// Nil where a mistake left nothing.
        var query: Query?
        var range: Range<Int>
    }

    /// `2 OF (a, b, c)`; `number` is read, `OF` is not.
    mutating func parseCount(
        _ number: QueryToken, within field: QueryField?, depth: Int
    ) -> Query? {
        let sign = position
        position += 1
        let range = number.range.lowerBound..<tokens[sign].range.upperBound
        guard let opening = peek(), opening.kind == .open else {
            report(.countWithoutEntries(written(range)), range)
            return nil
        }
        guard enters(depth, at: opening) else { return nil }
        position += 1
        let entries = parseEntries(within: field, opening: opening.range, depth: depth + 1)
        guard !isAbandoned else { return nil }
        if entries.isEmpty { return nil }
        var count = 0
        if case .words(let digits, _) = number.kind { count = Int(writtenIn: digits) ?? 0 }
        if entries.count < 2 {
            report(
                .countOfOne(written(range)), range, fix: parted(entries.first, from: opening.range))
        } else if !(1...entries.count).contains(count) {
            report(.countBeyondEntries(written(range), entries: entries.count), range)
        }
        var seen: Set<Query> = []
        for entry in entries {
            guard let query = entry.query, !seen.insert(query).inserted else { continue }
            report(.repeatedEntry(written(entry.range)), entry.range)
        }
        return Query.someOf(count, entries.compactMap(\.query))
    }

    /// `2 OF (a | b | c)` was meant for commas.
    private func parted(_ entry: Entry?, from opening: Range<Int>) -> QueryProblem.Fix? {
        guard let entry, case .any(let parts) = entry.query else { return nil }
        return .init(range: entry.range, text: parts.map(\.text).joined(separator: ", "))
    }

    /// Entries parted by commas: up to the closing bracket if there is an
    /// opening one, else to the end.
    mutating func parseEntries(
        within field: QueryField?, opening: Range<Int>?, depth: Int
    ) -> [Entry] {
        var entries: [Entry] = []
        while !isAbandoned {
            let first = position
            let query = parseEntry(within: field, opening: opening, depth: depth)
            if position > first {
                let range = tokens[first].range.lowerBound..<tokens[position - 1].range.upperBound
                entries.append(Entry(query: query, range: range))
            } else if let end = peek() {
                if end.kind == .close, entries.isEmpty, let opening, tokens[first - 1].kind == .open
                {
                    report(.emptyGroup, opening.lowerBound..<end.range.upperBound)
                } else {
                    report(.emptyEntry(written(end)), end.range)
                }
            } else if let last = tokens.last, last.kind == .comma {
                report(.emptyEntry(written(last)), last.range)
            }
            guard let token = peek() else {
                if let opening { report(.unclosed("("), opening) }
                break
            }
            position += 1
            if token.kind == .close { break }
        }
        return entries
    }

    private mutating func parseEntry(
        within field: QueryField?, opening: Range<Int>?, depth: Int
    ) -> Query? {
        func isEnd(_ kind: QueryToken.Kind) -> Bool {
            kind == .comma || (kind == .close && opening != nil)
        }
        let words = tokens[position...].prefix { token in
            if case .words(_, .any) = token.kind { isBare(token) } else { false }
        }
        if words.count > 1, words.endIndex == tokens.count || isEnd(tokens[words.endIndex].kind) {
            position = words.endIndex
            let range =
                words[words.startIndex].range.lowerBound..<tokens[position - 1].range.upperBound
            let phrase = words.map { if case .words(let word, _) = $0.kind { word } else { "" } }
            return leaf(
                phrase.joined(separator: " "), form: .any, field: field, range: range)
        }
        let clauses = parseClauses(within: field, depth: depth, until: isEnd)
        return isAbandoned ? nil : join(clauses, within: opening.map { $0.upperBound..<text.count })
    }

    /// Whether no marks stand around the word.
    private func isBare(_ token: QueryToken) -> Bool {
        let first = text[token.range.lowerBound]
        return !first.isQuotationMark && first != "«"
    }
}
