import Analysis
import Documents
import Newswire

/// Reads a query's text into its tree.
///
///     query   = either | both
///     either  = clause { ("|" | "OR" | "أو") clause }
///     both    = clause { ["AND"] clause }
///     clause  = { "-" | "NOT" } near
///     near    = item { ("NEAR" | "ONEAR") ["/" number] item }
///     item    = [field ":"] (term | "(" query ")" | count)
///     count   = number "OF" "(" entry { "," entry } ")"
///     entry   = word word { word } | query
///     term    = word | word "*" | phrase | "=" word | "=" phrase
///     phrase  = "«" … "»" | """ … """ | "“" … "”"
///     field   = "title" | "lead" | "body" | "source" | "author" | "category"
///             | "lang" | "url" | "region" | "mentions" | "topic"
///
/// `either` and `both` never mix in one group: people disagree on which binds
/// first, and a rule that its author reads otherwise is worse than an error.
/// An entry of plain words is a phrase. What NEAR joins are words, phrases and
/// any-of such: see `Query.Near`. Behind a mistake the parser goes on with what
/// was probably meant, so all mistakes of a text are reported at once.
struct QueryParser {
    /// Longer texts are refused, unread.
    static let longest = 20_000
    /// Brackets within brackets; a deeper text is refused.
    static let deepest = 100
    /// The most words that the topics of a text may stand for together.
    static let mostTopicWords = 20_000
    /// The most problems that are reported of one text.
    static let mostProblems = 50

    let text: [Unicode.Scalar]
    let places: Gazetteer
    let topics: Topics
    let tokens: [QueryToken]
    var position = 0
    var isAbandoned = false
    /// Where the words of topics are looked for: `title:topic:putin`.
    var topicScope = QueryScope.anywhere
    /// How many words the topics met so far stand for.
    var topicWords = 0
    private var problems: [QueryProblem]

    static func parse(_ text: String, places: Gazetteer, topics: Topics) -> QueryReading {
        read(text, places: places, topics: topics) { parser in
            parser.parseGroup(within: nil, opening: nil, depth: 0)
        }
    }

    static func parseEntries(_ text: String, places: Gazetteer, topics: Topics) -> QueryReading {
        read(text, places: places, topics: topics) { parser in
            let entries = parser.parseEntries(within: nil, opening: nil, depth: 0)
            return Query.anyOf(entries.compactMap(\.query))
        }
    }

    private static func read(
        _ text: String, places: Gazetteer, topics: Topics,
        as parse: (inout QueryParser) -> Query?
    ) -> QueryReading {
        let scalars = Array(text.unicodeScalars)
        guard scalars.count <= longest else {
            let problem = QueryProblem(.tooLong(count: scalars.count), at: 0..<scalars.count)
            return QueryReading(nil, problems: [problem])
        }
        func attempt(_ scalars: [Unicode.Scalar]) -> QueryReading {
            var parser = QueryParser(text: scalars, places: places, topics: topics)
            return parser.read(as: parse)
        }
        var reading = attempt(scalars)
        if let corrected = reading.mended(scalars),
            attempt(Array(corrected.unicodeScalars)).query != nil
        {
            reading.corrected = corrected
        }
        return reading
    }

    private init(text: [Unicode.Scalar], places: Gazetteer, topics: Topics) {
        self.text = text
        self.places = places
        self.topics = topics
        var view = String.UnicodeScalarView()
        view.append(contentsOf: text)
        (tokens, problems) = QueryLexer.lex(String(view))
    }

    private mutating func read(as parse: (inout QueryParser) -> Query?) -> QueryReading {
        guard !tokens.isEmpty else {
            if problems.isEmpty { report(.empty, 0..<text.count) }
            return QueryReading(nil, problems: problems)
        }
        let query = parse(&self)
        if !isAbandoned { warnOfWordsLikeOperators() }
        if problems.count > Self.mostProblems {
            let next = problems.removeLast()
            problems.append(QueryProblem(.tooManyProblems, at: next.range))
        }
        return QueryReading(query, problems: problems)
    }

    // MARK: Groups

    enum Joint: Hashable {
        case both
        case either
    }

    struct Clause {
        /// Nil where a mistake left nothing.
        var query: Query?
        var range: Range<Int>
        /// How it is joined to the clause before it.
        var joint: Joint
    }

    mutating func parseGroup(
        within field: QueryField?, opening: Range<Int>?, depth: Int
    ) -> Query? {
        let first = position
        let clauses = parseClauses(within: field, depth: depth) { kind in
            kind == .close && opening != nil
        }
        if isAbandoned { return nil }
        let closing = peek()?.range
        if closing != nil { position += 1 }
        if let opening {
            if closing == nil {
                report(.unclosed("("), opening)
            } else if position == first + 1, isBlank(opening.upperBound..<endOfGroup(closing)) {
                report(.emptyGroup, opening.lowerBound..<tokens[first].range.upperBound)
            }
        }
        return join(clauses, within: opening.map { $0.upperBound..<endOfGroup(closing) })
    }

    /// The clauses up to a token that ends them, which is left where it is.
    mutating func parseClauses(
        within field: QueryField?, depth: Int, until isEnd: (QueryToken.Kind) -> Bool
    ) -> [Clause] {
        var clauses: [Clause] = []
        var pending: (joint: Joint, token: QueryToken)?
        while let token = peek(), !isEnd(token.kind), !isAbandoned {
            switch token.kind {
            case .close:
                position += 1
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
                let before = pending == nil ? clauses.last?.range : nil
                let query = parseClause(within: field, depth: depth, behind: before)
                let end = tokens[position - 1].range.upperBound
                clauses.append(
                    Clause(query: query, range: start..<end, joint: pending?.joint ?? .both))
                pending = nil
            }
        }
        if let pending {
            report(.operatorWithoutRight(written(pending.token)), pending.token.range)
        }
        return clauses
    }

    private func isBlank(_ range: Range<Int>) -> Bool {
        text[range].allSatisfy(\.properties.isWhitespace)
    }

    private func endOfGroup(_ closing: Range<Int>?) -> Int {
        closing?.lowerBound ?? text.count
    }

    mutating func join(_ clauses: [Clause], within inside: Range<Int>?) -> Query? {
        let joints = Set(clauses.dropFirst().map(\.joint))
        if joints.count == 2, !isFull {
            let readings = [Joint.either, .both].compactMap { first in
                reading(of: clauses, first: first, within: inside)
            }
            let range = clauses[0].range.lowerBound..<clauses[clauses.count - 1].range.upperBound
            report(.mixed(readings: readings), range)
        }
        if joints.contains(.both) { return Query.allOf(clauses.compactMap(\.query)) }
        return Query.anyOf(clauses.compactMap(\.query))
    }

    /// The text with brackets around what binds first, and with what can be put
    /// right: all of it, or if it is long only this group; nil where that is
    /// too long to be pasted.
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
        var fixes: [Int: QueryProblem.Fix] = [:]
        for fix in problems.compactMap(\.fix) where whole.contains(fix.range.lowerBound) {
            let inside = fix.range.dropFirst()
            if !brackets.keys.contains(where: inside.contains) { fixes[fix.range.lowerBound] = fix }
        }
        var line = String.UnicodeScalarView()
        var index = whole.lowerBound
        while index <= whole.upperBound {
            line.append(contentsOf: (brackets[index] ?? "").unicodeScalars)
            if let fix = fixes[index] {
                line.append(contentsOf: fix.text.unicodeScalars)
                index = fix.range.upperBound
                continue
            }
            if index < whole.upperBound {
                line.append(text[index].properties.isWhitespace ? " " : text[index])
            }
            index += 1
        }
        return String(line).split(separator: " ").joined(separator: " ")
    }

    // MARK: Clauses

    private mutating func parseClause(
        within field: QueryField?, depth: Int, behind before: Range<Int>?
    ) -> Query? {
        var isExcluded = false
        var sign: QueryToken?
        while let token = peek(), token.kind == .exclude {
            isExcluded.toggle()
            sign = token
            position += 1
        }
        if let sign, !isAtOperand {
            if isAtNear {
                parseExcludedNear(sign, within: field, depth: depth, behind: before)
            } else {
                report(.operatorWithoutRight(written(sign)), sign.range)
            }
            return nil
        }
        let query = parseNear(within: field, depth: depth)
        return isExcluded ? query?.excluded : query
    }

    mutating func parseItem(within outer: QueryField?, depth: Int) -> Query? {
        var field = outer
        var name: QueryToken?
        let outerScope = topicScope
        defer { topicScope = outerScope }
        while let token = peek(), case .field(let inner) = token.kind {
            position += 1
            if let field {
                if inner == .topic, let scope = field.scope {
                    topicScope = scope
                } else {
                    let finding = QueryProblem.Finding.fieldInField(
                        inner: inner.rawValue, outer: field.rawValue)
                    report(finding, token.range)
                }
            }
            (field, name) = (inner, token)
        }
        guard let token = peek() else { return withoutValue(name) }
        switch token.kind {
        case .open:
            position += 1
            guard enters(depth, at: token) else { return nil }
            return parseGroup(within: field, opening: token.range, depth: depth + 1)
        case .words(let words, let form):
            position += 1
            if peek()?.kind == .of { return parseCount(token, within: field, depth: depth) }
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

    /// Whether one more bracket may be entered.
    mutating func enters(_ depth: Int, at token: QueryToken) -> Bool {
        if depth < Self.deepest { return true }
        report(.tooDeep, token.range)
        isAbandoned = true
        return false
    }

    private mutating func withoutValue(_ name: QueryToken?) -> Query? {
        guard let name, case .field(let field) = name.kind else { return nil }
        report(.fieldWithoutValue(field.rawValue), name.range)
        return nil
    }

    // MARK: Tokens

    func peek() -> QueryToken? {
        tokens.indices.contains(position) ? tokens[position] : nil
    }

    var isAtOperand: Bool {
        switch peek()?.kind {
        case .words, .field, .open: true
        default: false
        }
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
    func written(_ token: QueryToken) -> String { written(token.range) }

    func written(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: text[range])
        return String(view)
    }

    private func wordAhead() -> String {
        guard let token = peek(), case .words = token.kind else { return "" }
        return written(token)
    }

    /// Reports a stretch, unless it was reported as something else already.
    mutating func report(
        _ finding: QueryProblem.Finding, _ range: Range<Int>, fix: QueryProblem.Fix? = nil
    ) {
        guard !isFull, !problems.contains(where: { $0.range == range }) else { return }
        problems.append(QueryProblem(finding, at: range, fix: fix))
    }
}
