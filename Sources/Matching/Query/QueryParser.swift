import Analysis
import Documents
import Newswire

/// Reads a query's text into its tree.
///
///     query   = either | both
///     either  = clause { ("|" | "OR" | "أو") clause }
///     both    = clause { ["AND"] clause }
///     clause  = { "-" | "NOT" } near
///     near    = item { ("NEAR" | "ONEAR") ["/" number] item }        (not yet)
///     item    = [field ":"] (term | "(" query ")")
///             | number "OF" "(" query { "," query } ")"              (not yet)
///     term    = word | word "*" | phrase | "=" word | "=" phrase
///     phrase  = "«" … "»" | """ … """ | "“" … "”"
///     field   = "title" | "lead" | "body" | "source" | "author" | "category"
///             | "lang" | "url" | "region" | "mentions" | "topic"     (not yet)
///
/// `either` and `both` never mix in one group: people disagree on which binds
/// first, and a rule that its author reads otherwise is worse than an error.
/// Behind a mistake the parser goes on with what was probably meant, so all
/// mistakes of a text are reported at once.
struct QueryParser {
    /// Longer texts are refused, unread.
    static let longest = 20_000
    /// Brackets within brackets; a deeper text is refused.
    static let deepest = 100
    /// The most problems that are reported of one text.
    static let mostProblems = 50

    private let text: [Unicode.Scalar]
    let places: Gazetteer
    private let tokens: [QueryToken]
    private var problems: [QueryProblem]
    private var position = 0
    private var isAbandoned = false

    static func parse(_ text: String, places: Gazetteer) -> QueryReading {
        let scalars = Array(text.unicodeScalars)
        guard scalars.count <= longest else {
            let problem = QueryProblem(.tooLong(count: scalars.count), at: 0..<scalars.count)
            return QueryReading(nil, problems: [problem])
        }
        var parser = QueryParser(text: scalars, places: places)
        return parser.parse()
    }

    private init(text: [Unicode.Scalar], places: Gazetteer) {
        self.text = text
        self.places = places
        (tokens, problems) = QueryLexer.lex(String(text))
    }

    private mutating func parse() -> QueryReading {
        guard !tokens.isEmpty else {
            if problems.isEmpty { report(.empty, 0..<text.count) }
            return QueryReading(nil, problems: problems)
        }
        let query = parseGroup(within: nil, opening: nil, depth: 0)
        if !isAbandoned { warnOfWordsLikeOperators() }
        if problems.count > Self.mostProblems {
            let next = problems.removeLast()
            problems.append(QueryProblem(.tooManyProblems, at: next.range))
        }
        return QueryReading(query, problems: problems)
    }

    // MARK: Groups

    private enum Joint: Hashable {
        case both
        case either
    }

    private struct Clause {
        /// Nil where a mistake left nothing.
        var query: Query?
        var range: Range<Int>
        /// How it is joined to the clause before it.
        var joint: Joint
    }

    private mutating func parseGroup(
        within field: QueryField?, opening: Range<Int>?, depth: Int
    ) -> Query? {
        var clauses: [Clause] = []
        var pending: (joint: Joint, token: QueryToken)?
        let first = position
        var closing: Range<Int>?
        reading: while let token = peek() {
            switch token.kind {
            case .close:
                position += 1
                if opening != nil {
                    closing = token.range
                    break reading
                }
                report(.unopened(")"), token.range)
            case .and, .or:
                position += 1
                if clauses.isEmpty || pending != nil {
                    report(.operatorWithoutLeft(written(token)), token.range)
                } else {
                    pending = (token.kind == .or ? .either : .both, token)
                }
            case .comma:
                position += 1
                report(.comma(written: written(token)), token.range)
            default:
                let start = token.range.lowerBound
                let query = parseClause(within: field, depth: depth)
                if isAbandoned { return nil }
                let end = tokens[position - 1].range.upperBound
                clauses.append(
                    Clause(query: query, range: start..<end, joint: pending?.joint ?? .both))
                pending = nil
            }
        }
        if let pending {
            report(.operatorWithoutRight(written(pending.token)), pending.token.range)
        }
        if let opening {
            if closing == nil {
                report(.unclosed("("), opening)
            } else if position == first + 1, isBlank(opening.upperBound..<endOfGroup(closing)) {
                report(.emptyGroup, opening.lowerBound..<tokens[first].range.upperBound)
            }
        }
        return join(clauses, within: opening.map { $0.upperBound..<endOfGroup(closing) })
    }

    private func isBlank(_ range: Range<Int>) -> Bool {
        text[range].allSatisfy(\.properties.isWhitespace)
    }

    private func endOfGroup(_ closing: Range<Int>?) -> Int {
        closing?.lowerBound ?? text.count
    }

    private mutating func join(_ clauses: [Clause], within inside: Range<Int>?) -> Query? {
        let joints = Set(clauses.dropFirst().map(\.joint))
        if joints.count == 2 {
            let readings = [Joint.either, .both].compactMap { first in
                reading(of: clauses, first: first, within: inside)
            }
            let range = clauses[0].range.lowerBound..<clauses[clauses.count - 1].range.upperBound
            report(.mixed(readings: readings), range)
        }
        if joints.contains(.both) { return Query.allOf(clauses.compactMap(\.query)) }
        return Query.anyOf(clauses.compactMap(\.query))
    }

    /// The text with brackets around what binds first: all of it, or if it is
    /// long only this group; nil where that is too long to be pasted.
    private func reading(
        of clauses: [Clause], first: Joint, within inside: Range<Int>?
    ) -> String? {
        let all = 0..<text.count
        let whole = text.count > 400 ? inside ?? all : all
        guard whole.count <= 2_000 else { return nil }
        var brackets: [Int: String] = [:]
        var start = 0
        for end in 1...clauses.count
        where end == clauses.count || clauses[end].joint != first {
            if end - start > 1 {
                brackets[clauses[start].range.lowerBound, default: ""] += "("
                brackets[clauses[end - 1].range.upperBound, default: ""] += ")"
            }
            start = end
        }
        var line = String.UnicodeScalarView()
        for index in whole.lowerBound...whole.upperBound {
            line.append(contentsOf: (brackets[index] ?? "").unicodeScalars)
            if index < whole.upperBound {
                line.append(text[index].properties.isWhitespace ? " " : text[index])
            }
        }
        return String(line).split(separator: " ").joined(separator: " ")
    }

    // MARK: Clauses

    private mutating func parseClause(within field: QueryField?, depth: Int) -> Query? {
        var isExcluded = false
        var sign: QueryToken?
        while let token = peek(), token.kind == .exclude {
            isExcluded.toggle()
            sign = token
            position += 1
        }
        if let sign, !isAtOperand {
            report(.operatorWithoutRight(written(sign)), sign.range)
            return nil
        }
        let query = parseNear(within: field, depth: depth)
        return isExcluded ? query?.excluded : query
    }

    private mutating func parseNear(within field: QueryField?, depth: Int) -> Query? {
        var items: [Query?] = []
        if isAtOperand { items.append(parseItem(within: field, depth: depth)) }
        while !isAbandoned, let token = peek(), token.kind == .near || token.kind == .of {
            position += 1
            report(.notYet(written(token)), token.range)
            if token.kind == .of {
                skipGroup()
            } else if isAtOperand {
                items.append(parseItem(within: field, depth: depth))
            }
        }
        return Query.allOf(items.compactMap { $0 })
    }

    private var isAtOperand: Bool {
        switch peek()?.kind {
        case .words, .field, .open: true
        default: false
        }
    }

    private mutating func skipGroup() {
        guard peek()?.kind == .open else { return }
        var depth = 0
        while let token = peek() {
            position += 1
            if token.kind == .open { depth += 1 }
            if token.kind == .close { depth -= 1 }
            if depth == 0 { return }
        }
    }

    private mutating func parseItem(within outer: QueryField?, depth: Int) -> Query? {
        var field = outer
        var name: QueryToken?
        while let token = peek(), case .field(let inner) = token.kind {
            position += 1
            if let field {
                let finding = QueryProblem.Finding.fieldInField(
                    inner: inner.rawValue, outer: field.rawValue)
                report(finding, token.range)
            }
            if inner == .topic { report(.notYet(written(token)), token.range) }
            (field, name) = (inner, token)
        }
        guard let token = peek() else { return withoutValue(name) }
        switch token.kind {
        case .open:
            position += 1
            guard depth < Self.deepest else {
                report(.tooDeep, token.range)
                isAbandoned = true
                return nil
            }
            return parseGroup(within: field, opening: token.range, depth: depth + 1)
        case .words(let words, let form):
            position += 1
            return leaf(words, form: form, field: field, range: token.range)
        case .exclude:
            guard let name, let field else { return nil }
            position += 1
            let word = wordAhead()
            let finding = QueryProblem.Finding.signInField(
                sign: written(token), field: field.rawValue, word: word)
            report(finding, name.range.lowerBound..<token.range.upperBound)
            return isAtOperand ? parseItem(within: field, depth: depth) : nil
        default: return withoutValue(name)
        }
    }

    private mutating func withoutValue(_ name: QueryToken?) -> Query? {
        guard let name, case .field(let field) = name.kind else { return nil }
        report(.fieldWithoutValue(field.rawValue), name.range)
        return nil
    }

    // MARK: Words that look like operators

    /// Warns of `or` and its like where a word or group stands on both sides.
    private mutating func warnOfWordsLikeOperators() {
        for (index, token) in tokens.enumerated() {
            guard case .words(let word, .any) = token.kind, written(token) == word,
                let operation = Self.operations[word.lowercased()],
                index > 0, index + 1 < tokens.count
            else { continue }
            let endsOperand =
                switch tokens[index - 1].kind {
                case .words, .close: true
                default: false
                }
            let beginsOperand =
                switch tokens[index + 1].kind {
                case .words, .open, .field, .exclude: true
                default: false
                }
            guard endsOperand, beginsOperand else { continue }
            report(.wordLikeOperator(word, operation: operation), token.range)
        }
    }

    private static let operations: [String: QueryProblem.Operation] = [
        "and": .both, "et": .both, "und": .both, "و": .both,
        "or": .either, "ou": .either, "oder": .either, "او": .either, "یا": .either,
        "not": .without, "بدون": .without,
    ]

    // MARK: Tokens

    private func peek() -> QueryToken? {
        tokens.indices.contains(position) ? tokens[position] : nil
    }

    /// The plain words that follow, as many as a region's name may have.
    var wordsAhead: [String] {
        tokens[position...].prefix(4).map { token in
            if case .words(let word, .any) = token.kind { word } else { nil }
        }
        .prefix { $0 != nil }.compactMap(\.self)
    }

    /// Whether no more problems are taken.
    var isFull: Bool { problems.count > Self.mostProblems }

    /// The user's own characters.
    private func written(_ token: QueryToken) -> String {
        String(text[token.range])
    }

    private func wordAhead() -> String {
        guard let token = peek(), case .words = token.kind else { return "" }
        return written(token)
    }

    /// Reports a stretch, unless it was reported as something else already.
    mutating func report(_ finding: QueryProblem.Finding, _ range: Range<Int>) {
        guard !isFull, !problems.contains(where: { $0.range == range }) else { return }
        problems.append(QueryProblem(finding, at: range))
    }
}
