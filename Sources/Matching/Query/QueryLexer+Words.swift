/// Words, the names of fields and operators, and the signs of other programs.
extension QueryLexer {
    /// Signs that mean something elsewhere; anything else begins a word.
    mutating func lexForeignSign(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "&":
            let count = text[position + 1] == "&" ? 2 : 1
            note(
                .foreign(.ampersand(text.words(position..<position + count))),
                position..<position + count, fix: " AND ")
            take(.and, count)
        case "+":
            report(.foreign(.plus(word: wordAhead(from: position + 1))), 1, fix: "")
        case "!":
            let word = wordAhead(from: position + 1)
            let sign = position..<position + 1
            note(.foreign(.bang(word: word)), sign, fix: "-", fixing: withSpaces(sign))
            if word.isEmpty { position += 1 } else { take(.exclude, 1) }
        case "*" where isQuote(position - 1):
            report(.starWithin("*"), 1)
        case "*":
            let word = isFull ? "" : wordAhead(from: position + 1)
            report(.foreign(.starInFront(word)), 1, fix: "")
        case "?", "؟":
            report(.foreign(.wildcard(text.words(position..<position + 1))), 1, fix: "")
        case "^", "~":
            lexSuffix(of: position..<position)
        case "[", "]", "{", "}":
            let opens = scalar == "[" || scalar == "{"
            note(
                .foreign(.squareBracket(text.words(position..<position + 1))),
                position..<position + 1, fix: opens ? "(" : ")")
            take(opens ? .open : .close, 1)
        case "/" where lexRegex(): break
        case "'", "‘":
            if !lexSingleQuotes() { lexWord() }
        default: lexWord()
        }
    }

    /// The end of the word that begins here: at a space or at any sign that
    /// is not part of words, whatever follows.
    func endOfWord(_ start: Int) -> Int {
        var end = start
        while let scalar = text[end] {
            switch scalar {
            case " ", "(", ")", "|", "«", "»", "[", "]", "{", "}", "?", "؟", "^", "~", "*":
                return end
            case "&" where text[end + 1] == "&": return end
            case ":" where !isBetweenDigits(end): return end
            case _ where scalar.isComma && !isBetweenDigits(end): return end
            case _ where scalar.isQuotationMark && !isGershayim(end): return end
            default: end += 1
            }
        }
        return end
    }

    private func isBetweenDigits(_ index: Int) -> Bool {
        text[index - 1]?.isDigit == true && text[index + 1]?.isDigit == true
    }

    private mutating func lexWord() {
        let end = endOfWord(position)
        let range = position..<end
        switch text[end] {
        case ":" where !range.isEmpty: lexField(range)
        case "*": lexPrefix(range)
        case "^", "~": lexSuffix(of: range)
        case "?", "؟": lexWildcard(range)
        default:
            // A sign that ends words and begins nothing stands here alone.
            if range.isEmpty {
                report(.nothingToSearch(text.words(position..<position + 1)), 1)
            } else {
                classify(range)
            }
        }
    }

    private mutating func classify(_ range: Range<Int>) {
        let word = text.words(range)
        position = range.upperBound
        switch word {
        case "AND": return append(.and, range)
        case "OR", "أو": return append(.or, range)
        case "NOT": return append(.exclude, range)
        case "OF" where followsNumber: return append(.of, range)
        case _ where word.lowercased() == "of" && followsNumber && isBeforeGroup(range.upperBound):
            note(.foreign(.smallOf(word)), range, fix: "OF")
            return append(.of, range)
        case _ where lexAround(range, word) || lexAtLeast(range, word) || lexAngled(range, word):
            return
        default: break
        }
        if let nearness = Nearness(word) {
            let ours = QueryToken.nearSign(nearness.distance, isOrdered: nearness.isOrdered)
            switch nearness.mistake {
            case .foreign?:
                note(.foreign(.near(word, ours: ours)), range, fix: ours)
            case .distance?: note(.distance(word), range)
            case nil: break
            }
            append(.near(distance: nearness.distance, isOrdered: nearness.isOrdered), range)
        } else if !text.scalars[range].contains(where: \.isWordLike) {
            note(.nothingToSearch(word), range)
        } else {
            if let equals = text.scalars[range].firstIndex(of: "="),
                let field = QueryField(written: text.words(range.lowerBound..<equals))
            {
                let value = text.words(equals + 1..<range.upperBound)
                note(
                    .foreign(.equalsField(field: field.rawValue, value: value)), range,
                    fix: "\(field.rawValue):\(value)")
            }
            append(.words(word, .any), range)
        }
    }

    private func isBeforeGroup(_ end: Int) -> Bool {
        text[withSpaces(end - 1..<end).upperBound] == "("
    }

    var followsNumber: Bool {
        guard case .words(let word, .any) = tokens.last?.kind else { return false }
        return word.unicodeScalars.allSatisfy(\.isDigit)
    }

    // MARK: Fields

    private mutating func lexField(_ range: Range<Int>) {
        let name = text.words(range)
        let colon = range.upperBound
        let start = colon + 1
        guard let field = QueryField(written: name) else {
            lexUnknownField(name, range.lowerBound..<start)
            return
        }
        position = start
        if let sign = text[start], sign == "-" || sign.isDash {
            position += 1
            note(
                .signInField(
                    sign: "-", field: field.rawValue, word: wordAhead(from: position)),
                range.lowerBound..<position)
            append(.exclude, start..<position)
        } else if !beginsOperand(start) {
            let word = wordAhead(from: start)
            if text[start] != " " || word.isEmpty {
                note(.fieldWithoutValue(name), range.lowerBound..<start)
                // In the place of the value, which is one mistake with it.
                append(.words("", .any), range.lowerBound..<start)
                return
            }
            let sign = range.lowerBound..<start
            note(
                .detachedSign(sign: name + ":", word: word), sign, fix: name + ":",
                fixing: withSpaces(sign))
        }
        append(.field(field), range.lowerBound..<start)
        if field == .url { lexAddress() }
    }

    private mutating func lexUnknownField(_ name: String, _ range: Range<Int>) {
        let value = wordAhead(from: range.upperBound)
        if ["http", "https", "ftp"].contains(name.lowercased()), text[range.upperBound] == "/" {
            let end = endOfAddress(range.lowerBound)
            let whole = range.lowerBound..<end
            let address = text.words(whole)
            note(.foreign(.address(address)), whole, fix: "url:" + address)
            append(.words(text.words(whole), .any), whole)
            position = end
            return
        }
        if lexNearWithColon(name, range) { return }
        if let ours = QueryField.ours(for: name) {
            let foreign = QueryProblem.Foreign.field(
                written: name, ours: ours.rawValue, value: value)
            note(
                .foreign(foreign), range, fix: value.isEmpty ? nil : ours.rawValue + ":",
                fixing: withSpaces(range))
        } else {
            let nearest = QueryField.nearest(to: name)?.rawValue
            note(.unknownField(name, nearest: nearest), range)
        }
        position = range.upperBound
        if value.isEmpty { append(.words(name, .any), range) }
    }

    /// A value of `url:`, in which every sign but a space is an address's own.
    private mutating func lexAddress() {
        guard let first = text[position], first != "(", first != "«", first != "=",
            !first.isQuotationMark, first != " "
        else { return }
        let end = endOfAddress(position)
        let endOfWord = endOfWord(position)
        if endOfWord == end || (text[endOfWord] == "*" && endOfWord + 1 == end) { return }
        let range = position..<end
        let address = text.words(range)
        if let star = text.scalars[range].firstIndex(of: "*") {
            note(.starWithin(address), star..<star + 1)
        } else if !text.scalars[range].contains(where: \.isWordLike) {
            note(.nothingToSearch(address), range)
        }
        append(.words(address, .any), range)
        position = end
    }

    private func endOfAddress(_ start: Int) -> Int {
        var end = start
        while let scalar = text[end], scalar != " ", scalar != ")", scalar != "|" { end += 1 }
        // A comma at its end parts it from what follows.
        while end > start, text[end - 1]?.isComma == true { end -= 1 }
        return end
    }

    // MARK: Signs behind words

    private mutating func lexPrefix(_ range: Range<Int>) {
        let word = text.words(range)
        var end = range.upperBound
        while text[end] == "*" { end += 1 }
        if text[end]?.isWordLike == true {
            let whole = range.lowerBound..<endOfWord(end)
            note(.starWithin(text.words(whole)), whole)
            append(.words(word, .any), whole)
            position = whole.upperBound
            return
        }
        append(.words(word, .prefix), range.lowerBound..<end)
        position = end
    }

    /// `word~2`, `"a phrase"~5`, `word^4`; the range is empty behind a phrase.
    private mutating func lexSuffix(of range: Range<Int>) {
        let sign = text[range.upperBound]
        var end = range.upperBound + 1
        while let scalar = text[end], scalar.isDigit || scalar == "." { end += 1 }
        let suffix = range.upperBound..<end
        let written = text.words(suffix)
        if !range.isEmpty { classify(range) }
        if sign == "~", range.isEmpty, isQuote(range.upperBound - 1) {
            noteSlop(written, suffix)
        } else {
            note(.foreign(sign == "^" ? .boost(written) : .fuzzy(written)), suffix, fix: "")
        }
        position = end
    }

    func isQuote(_ index: Int) -> Bool {
        guard let scalar = text[index] else { return false }
        return scalar == "»" || scalar.isQuotationMark
    }

    private mutating func lexWildcard(_ range: Range<Int>) {
        var end = range.upperBound
        while let scalar = text[end], scalar == "?" || scalar == "؟" || scalar.isWordLike {
            end += 1
        }
        let whole = range.lowerBound..<end
        // A question mark behind a word may be left out, one within it not.
        let fix =
            text.scalars[range.upperBound..<end].contains(where: \.isWordLike)
            ? nil : text.words(range)
        note(.foreign(.wildcard(text.words(whole))), whole, fix: fix)
        append(.words(text.words(whole), .any), whole)
        position = end
    }

    private mutating func lexRegex() -> Bool {
        let end = endOfAddress(position)
        guard end > position + 2, text[end - 1] == "/" else { return false }
        let range = position..<end
        note(.foreign(.regex), range)
        append(.words(text.words(range), .any), range)
        position = end
        return true
    }

    private static let longestQuoted = 200

    /// `'a b'`, as a phrase is written elsewhere; false for an apostrophe.
    private mutating func lexSingleQuotes() -> Bool {
        var end = position + 1
        while let scalar = text[end], scalar != "(", scalar != ")", scalar != "|",
            end < position + Self.longestQuoted
        {
            let isClosing = scalar == "'" || scalar == "’"
            if isClosing, text[end + 1]?.isWordLike != true { break }
            end += 1
        }
        guard text[end] == "'" || text[end] == "’" else { return false }
        let words = text.words(position + 1..<end)
        guard words.contains(" ") else { return false }
        let range = position..<end + 1
        note(.foreign(.singleQuotes(words)), range, fix: "«\(words)»")
        append(.words(words, .any), range)
        position = end + 1
        return true
    }
}
