import Newswire

extension Query {
    /// The query written in the query language. Of a normal tree it parses to
    /// the same tree; it is not the text that the user typed.
    package var text: String {
        var written = ""
        write(to: &written, within: .top)
        return written
    }

    private enum Surroundings {
        case top
        case sequence
        case exclusion
        case nearness
        /// Between commas, where plain words would be a phrase.
        case entry
    }

    private func write(to text: inout String, within surroundings: Surroundings) {
        switch self {
        case .words(let words): words.write(to: &text)
        case .about(let code): text += "region:" + Words.quoted(code.code)
        case .mentions(let code): text += "mentions:" + Words.quoted(code.code)
        case .language(let tag): text += "lang:" + tag.tag
        case .not(let inner):
            text += "-"
            inner.write(to: &text, within: .exclusion)
        case .all(let parts): Self.write(parts, joinedBy: " ", to: &text, within: surroundings)
        case .any(let parts): Self.write(parts, joinedBy: " | ", to: &text, within: surroundings)
        case .near(let near):
            let needsBrackets = surroundings == .exclusion || surroundings == .nearness
            if needsBrackets { text += "(" }
            let sign = " \(QueryToken.nearSign(near.distance, isOrdered: near.isOrdered)) "
            for (index, part) in near.parts.enumerated() {
                if index > 0 { text += sign }
                part.write(to: &text, within: .nearness)
            }
            if needsBrackets { text += ")" }
        case .atLeast(let count, let parts):
            text += "\(count) OF ("
            for (index, part) in parts.enumerated() {
                if index > 0 { text += ", " }
                part.write(to: &text, within: .entry)
            }
            text += ")"
        case .topic(let name, let inner):
            let topic = "topic:" + Words.quoted(name)
            switch inner.commonScope {
            case nil, .anywhere?: text += topic
            // Behind `url:` a colon is the address's own.
            case .url?: text += "url:(\(topic))"
            case let scope?: text += scope.rawValue + ":" + topic
            }
        }
    }

    /// The scope of all its words, if it is one and nothing but words is asked.
    var commonScope: QueryScope? {
        let scopes = Set(allWords.map(\.scope))
        return scopes.count == 1 && asksOnlyWords ? scopes.first : nil
    }

    private var asksOnlyWords: Bool {
        switch self {
        case .words: true
        case .about, .mentions, .language: false
        case .not(let inner), .topic(_, let inner): inner.asksOnlyWords
        case .near(let near): near.parts.allSatisfy(\.asksOnlyWords)
        case .all(let parts), .any(let parts), .atLeast(_, let parts):
            parts.allSatisfy(\.asksOnlyWords)
        }
    }

    private static func write(
        _ parts: [Query], joinedBy joint: String, to text: inout String,
        within surroundings: Surroundings
    ) {
        if surroundings != .top { text += "(" }
        for (index, part) in parts.enumerated() {
            if index > 0 { text += joint }
            part.write(to: &text, within: .sequence)
        }
        if surroundings != .top { text += ")" }
    }
}

extension Query.Words {
    fileprivate func write(to text: inout String) {
        if scope != .anywhere { text += scope.rawValue + ":" }
        switch form {
        case .any: text += Self.quoted(self.text)
        case .prefix: text += self.text + "*"
        case .exact: text += "=" + Self.quoted(self.text)
        }
    }

    /// A word that reads as itself as it is, anything else between marks that
    /// it does not hold.
    fileprivate static func quoted(_ words: String) -> String {
        let (tokens, problems) = QueryLexer.lex(words)
        let isPlain = problems.isEmpty && tokens.map(\.kind) == [.words(words, .any)]
        if isPlain { return words }
        return words.contains("»") ? "\"\(words)\"" : "«\(words)»"
    }
}

extension Query {
    /// Whether an entry of a list of plain words is `topic:` and a name.
    static func isTopic(_ entry: String) -> Bool {
        guard entry.contains(":") else { return false }
        let tokens = QueryLexer.lex(entry).tokens
        guard tokens.count == 2, case .words(_, .any) = tokens[1].kind else { return false }
        return tokens[0].kind == .field(.topic)
    }

    /// An entry of a list of plain words: the word, or words in a row, as they
    /// stand, no sign in it being an operator.
    ///
    /// An entry without a letter or digit is an error; one that holds what
    /// would be an operator in a query is warned of.
    package static func literal(_ entry: String) -> QueryReading {
        let text = QueryText(entry)
        var words = String.UnicodeScalarView()
        for (index, scalar) in text.scalars.enumerated() {
            // Marks that the printed query could not hold, and no word does.
            let isMark = scalar == "«" || scalar == "»" || scalar.isQuotationMark
            let isGershayim =
                isMark && text[index - 1]?.isHebrewLetter == true
                && text[index + 1]?.isHebrewLetter == true
            words.append(isMark && !isGershayim ? " " : scalar)
        }
        let line = String(words).split(separator: " ").joined(separator: " ")
        let range = 0..<entry.unicodeScalars.count
        guard line.unicodeScalars.contains(where: \.isWordLike) else {
            return QueryReading(nil, problems: [.init(.nothingToSearch(entry), at: range)])
        }
        let query = Query.words(Words(line))
        let lexed = QueryLexer.lex(line)
        let holdsOperator =
            !lexed.problems.isEmpty
            || lexed.tokens.contains { token in
                if case .words(_, .any) = token.kind { false } else { true }
            }
        let problems =
            holdsOperator ? [QueryProblem(.operatorInList(line), at: range)] : []
        return QueryReading(query, problems: problems)
    }
}
