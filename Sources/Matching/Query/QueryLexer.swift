/// Cuts a query's text into tokens, and reports what no token can be made of;
/// it then goes on with what was probably meant, so that one mistake is one
/// problem.
struct QueryLexer {
    let text: QueryText
    var position = 0
    private(set) var tokens: [QueryToken] = []
    private(set) var problems: [QueryProblem] = []

    /// The tokens and problems of a text.
    static func lex(_ text: String) -> (tokens: [QueryToken], problems: [QueryProblem]) {
        var lexer = QueryLexer(text: QueryText(text))
        lexer.lex()
        return (lexer.tokens, lexer.problems)
    }

    private init(text: QueryText) {
        self.text = text
    }

    private mutating func lex() {
        while let scalar = text[position] {
            switch scalar {
            case " ": position += 1
            case "(": take(.open, 1)
            case ")": take(.close, 1)
            case "|": lexBar()
            case "-": lexMinus()
            case "=": lexEquals()
            case "«": lexGuillemets(from: position, form: .any)
            case "»": report(.unopened("»"), 1)
            case _ where scalar.isQuotationMark: lexQuotes(from: position, form: .any)
            case _ where scalar.isComma: take(.comma, 1)
            case _ where scalar.isDash: lexMinus()
            default: lexForeignSign(scalar)
            }
        }
    }

    // MARK: Signs

    private mutating func lexBar() {
        if text[position + 1] == "|" {
            note(.foreign(.doubleBar), position..<position + 2, fix: " | ")
        }
        take(.or, text[position + 1] == "|" ? 2 : 1)
    }

    private mutating func lexMinus() {
        var end = position
        while let scalar = text[end], scalar == "-" || scalar.isDash { end += 1 }
        let range = position..<end
        let word = wordAhead(from: end)
        let isDetached = !beginsOperand(end)
        if range.count == 1, text[position] == "-" {
            if isDetached {
                note(.detachedSign(sign: "-", word: word.isEmpty ? nil : word), range)
            }
        } else {
            note(.dash(written: text.words(range), word: word), range)
        }
        if word.isEmpty && isDetached {
            position = end
        } else {
            take(.exclude, range.count)
        }
    }

    private mutating func lexEquals() {
        let start = position
        while text[position] == "=" { position += 1 }
        switch text[position] {
        case "«": lexGuillemets(from: start, form: .exact)
        case .some(let quote) where quote.isQuotationMark: lexQuotes(from: start, form: .exact)
        case .some(let scalar) where scalar.isWordLike || scalar == "#" || scalar == "@":
            lexExactWord(from: start)
        default:
            let word = wordAhead(from: position)
            note(
                .detachedSign(sign: "=", word: word.isEmpty ? nil : word), start..<position)
        }
    }

    private mutating func lexExactWord(from start: Int) {
        let end = endOfWord(position)
        let word = text.words(position..<end)
        if text[end] == "*" {
            note(.starWithin("=" + word + "*"), start..<end + 1)
        }
        append(.words(word, .exact), start..<end)
        position = text[end] == "*" ? end + 1 : end
    }

    // MARK: Phrases

    /// `start` is where the token begins, `position` at the opening mark.
    private mutating func lexGuillemets(from start: Int, form: Query.Words.Form) {
        var end = position + 1
        while let scalar = text[end], scalar != "»" { end += 1 }
        lexPhrase(from: start, to: end, form: form)
    }

    private mutating func lexQuotes(from start: Int, form: Query.Words.Form) {
        var end = position + 1
        while let scalar = text[end], !scalar.isQuotationMark || isGershayim(end) { end += 1 }
        lexPhrase(from: start, to: end, form: form)
    }

    private mutating func lexPhrase(from start: Int, to end: Int, form: Query.Words.Form) {
        let inside = position + 1..<end
        let words = text.words(inside)
        let isClosed = text[end] != nil
        let range = start..<(isClosed ? end + 1 : end)
        if !isClosed {
            note(.unclosed(text.words(position..<position + 1)), position..<position + 1)
        } else if words.isEmpty {
            note(.emptyPhrase, range)
        } else if let star = text.scalars[inside].firstIndex(of: "*") {
            note(.starWithin(words), star..<star + 1)
        } else if !text.scalars[inside].contains(where: \.isWordLike) {
            note(.nothingToSearch(words), range)
        }
        // Even an empty phrase stands for an operand: `a | ""` has one mistake.
        append(.words(words, form), range)
        position = range.upperBound
    }

    /// Whether the quotation mark stands between Hebrew letters, as in צה"ל.
    func isGershayim(_ index: Int) -> Bool {
        text[index - 1]?.isHebrewLetter == true && text[index + 1]?.isHebrewLetter == true
    }

    // MARK: Taking and reporting

    mutating func take(_ kind: QueryToken.Kind, _ count: Int) {
        append(kind, position..<position + count)
        position += count
    }

    mutating func append(_ kind: QueryToken.Kind, _ range: Range<Int>) {
        tokens.append(QueryToken(kind: kind, range: text.origin(of: range)))
    }

    /// Reports the next `count` scalars and steps over them.
    mutating func report(
        _ finding: QueryProblem.Finding, _ count: Int, fix: String? = nil
    ) {
        note(finding, position..<position + count, fix: fix)
        position += count
    }

    /// Reports a stretch, and stays where it is. The fix goes in the place of
    /// the stretch, or of the one that `fixing` says.
    mutating func note(
        _ finding: QueryProblem.Finding, _ range: Range<Int>, fix: String? = nil,
        fixing: Range<Int>? = nil
    ) {
        guard problems.count <= QueryParser.mostProblems else { return }
        let mending = fix.map { fix in
            QueryProblem.Fix(range: text.origin(of: fixing ?? range), text: fix)
        }
        problems.append(QueryProblem(finding, at: text.origin(of: range), fix: mending))
    }

    /// Whether the problems' number has reached what is reported.
    var isFull: Bool { problems.count > QueryParser.mostProblems }

    /// A stretch and the spaces behind it.
    func withSpaces(_ range: Range<Int>) -> Range<Int> {
        var end = range.upperBound
        while text[end] == " " { end += 1 }
        return range.lowerBound..<end
    }

    // MARK: Looking ahead

    /// Whether a word, phrase or group begins here, with or without a sign.
    func beginsOperand(_ index: Int) -> Bool {
        guard let scalar = text[index] else { return false }
        switch scalar {
        case " ", ")", "|", "»": return false
        default: return !scalar.isComma
        }
    }

    /// The word or phrase that follows, space or not, to be shown in a hint;
    /// empty if none does, and cut short if it is long.
    func wordAhead(from index: Int) -> String {
        var start = index
        while text[start] == " " { start += 1 }
        guard beginsOperand(start) else { return "" }
        if text[start] == "(" { return "(…)" }
        let last = start + Self.longestShown
        var end = start + 1
        if let opening = text[start], opening == "«" || opening.isQuotationMark {
            while let scalar = text[end], scalar != "»", !scalar.isQuotationMark, end < last {
                end += 1
            }
            end = min(end + 1, text.scalars.count)
        } else {
            while let scalar = text[end], scalar != " ", scalar != ")", scalar != "|", end < last {
                end += 1
            }
        }
        return text.words(start..<end) + (end < last ? "" : "…")
    }

    private static let longestShown = 80
}
