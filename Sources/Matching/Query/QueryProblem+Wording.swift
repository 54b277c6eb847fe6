import Newswire

extension QueryProblem {
    /// What kind of problem it is, for scripts; stable.
    package var id: String {
        switch finding {
        case .empty, .emptyGroup, .emptyPhrase, .nothingToSearch: "empty-query"
        case .tooLong, .tooDeep, .tooManyProblems: "query-limit"
        case .unclosed, .unopened: "query-bracket"
        case .operatorWithoutLeft, .operatorWithoutRight: "query-operator"
        case .mixed: "or-beside-and"
        case .detachedSign, .dash: "query-sign"
        case .comma, .foreign: "query-syntax"
        case .distance, .notInNear, .fieldsInNear, .tooManyNear: "query-near"
        case .countWithoutEntries, .countOfOne, .countBeyondEntries, .emptyEntry, .repeatedEntry:
            "query-of"
        case .unknownTopic: "unknown-topic"
        case .brokenTopic: "broken-topic"
        case .topicInField: "query-field"
        case .tooManyTopicWords: "query-limit"
        case .unknownField, .fieldWithoutValue, .fieldInField, .signInField, .formInField:
            "query-field"
        case .shortPrefix, .starWithin, .prefixOfSeveralWords: "query-prefix"
        case .unknownRegion, .ambiguousRegion, .retiredRegion: "unknown-region"
        case .nameOfSeveralWords("topic", _): "unknown-topic"
        case .nameOfSeveralWords: "unknown-region"
        case .unknownLanguage: "unknown-language"
        case .wordLikeOperator, .operatorInList: "word-like-operator"
        }
    }

    /// One line: what is wrong, and what was expected.
    package var message: String {
        switch finding {
        case .empty: "the query is empty, expected words"
        case .tooLong(let count):
            "the query has \(count) characters, at most \(QueryParser.longest) are read"
        case .tooDeep: "more than \(QueryParser.deepest) brackets within brackets"
        case .tooManyProblems:
            "more than \(QueryParser.mostProblems) problems, the rest is not reported"
        case .unclosed(let opening): "\(quoted(opening)) is never closed"
        case .unopened(let closing): "\(quoted(closing)) closes what was never opened"
        case .emptyGroup: "empty brackets, expected a query between them"
        case .emptyPhrase: "an empty phrase, expected words between the marks"
        case .nothingToSearch(let words):
            "\(quoted(words)) has no letter and no digit, so nothing can be searched for"
        case .operatorWithoutLeft(let sign): "no word stands before \(quoted(sign))"
        case .operatorWithoutRight(let sign): "no word stands behind \(quoted(sign))"
        case .mixed: "OR beside AND needs brackets: it can be read in two ways"
        case .detachedSign(let sign, nil): "\(quoted(sign)) stands alone, expected a word behind it"
        case .detachedSign(let sign, let word?):
            "\(quoted(sign)) must touch its word: \(quoted(sign + word))"
        case .dash(let written, let word) where word.isEmpty:
            "\(quoted(written)) is a dash, and no sign of a query"
        case .dash(let written, let word):
            "\(quoted(written)) is a dash, to exclude a word write a hyphen: \(quoted("-" + word))"
        case .comma(let written): "\(quoted(written)) means nothing between words"
        case .foreign(let foreign): foreign.message
        case .distance(let written):
            "\(quoted(written)) has no distance from \(Query.Near.distances.lowerBound) "
                + "to \(Query.Near.distances.upperBound)"
        case .notInNear(let obstacle, let sign):
            "\(quoted(sign)) joins words, phrases and groups of '|', not \(obstacle.words)"
        case .fieldsInNear: "words in different fields are never near each other"
        case .tooManyNear: "more than \(Query.Near.mostJoints) NEAR build on one another"
        case .countWithoutEntries(let written):
            "\(quoted(written)) has no list behind it, expected '\(written) (a, b, c)'"
        case .countOfOne(let written):
            "\(quoted(written)) wants at least two entries parted by commas"
        case .countBeyondEntries(let written, let count):
            "\(quoted(written)) is asked of \(count) entries, expected a number from 1 to \(count)"
        case .emptyEntry(let sign): "nothing stands before \(quoted(sign))"
        case .repeatedEntry(let words): "\(quoted(words)) stands twice and counts twice"
        case .unknownTopic(let name, _): "there is no topic \(quoted(name))"
        case .brokenTopic(let name):
            "the topic \(quoted(name)) has mistakes, see \(Topics.fileName)"
        case .topicInField(let name, let field):
            "the topic \(quoted(name)) asks for more than words, "
                + "so \(quoted(field + ":")) cannot stand before it"
        case .tooManyTopicWords:
            "the query's topics stand for more than \(QueryParser.mostTopicWords) words"
        case .unknownField(let name, _): "unknown field \(quoted(name + ":"))"
        case .fieldWithoutValue(let name): "\(quoted(name + ":")) has no word behind it"
        case .fieldInField(let inner, let outer):
            "\(quoted(inner + ":")) stands within \(quoted(outer + ":")), "
                + "a word is looked for in one field"
        case .signInField(let sign, let field, _):
            "\(quoted(sign)) stands behind \(quoted(field + ":")), it belongs before it"
        case .formInField(let field, let value):
            "\(quoted(field + ":")) takes a name or code, not \(quoted(value))"
        case .shortPrefix(let word):
            "\(quoted(word + "*")) would find too much, expected at least 3 letters before '*'"
        case .starWithin(let words):
            "'*' stands only at the end of one plain word, not as in \(quoted(words))"
        case .prefixOfSeveralWords(let words):
            "\(quoted(words + "*")) is several words, '*' takes one word"
        case .unknownRegion(let name, _): "unknown region \(quoted(name))"
        case .nameOfSeveralWords(let field, let name):
            "\(quoted(field + ":")) takes one word, the name \(quoted(name)) wants marks"
        case .ambiguousRegion(let name, _): "\(quoted(name)) is the name of several regions"
        case .retiredRegion(let code, _): "\(quoted(code)) is a code that was given up"
        case .unknownLanguage(let name, _):
            "\(quoted(name)) is not a language's code such as 'ar' or 'en'"
        case .wordLikeOperator(let word, _):
            "\(quoted(word)) is searched for as a word, operators are written in capitals"
        case .operatorInList(let words):
            "\(quoted(words)) is taken as plain words, lists know no operators"
        }
    }

    /// The way out, where there is one. Lines to paste stand alone.
    package var hints: [String] {
        switch finding {
        case .mixed(let readings) where readings.isEmpty:
            ["put brackets around what belongs together"]
        case .mixed(let readings): ["write one of these lines:"] + readings
        case .unclosed("("): ["expected ')'"]
        case .unclosed("«"): ["expected '»'"]
        case .unclosed(let mark): ["expected another \(quoted(mark))"]
        case .detachedSign("-", let word?):
            ["to exclude the word write \(quoted("-" + word)), else leave '-' out"]
        case .dash(_, let word) where word.isEmpty: ["leave it out"]
        case .dash: ["else leave it out"]
        case .comma: ["a space asks for both words, ' | ' for either"]
        case .foreign(let foreign): foreign.hints
        case .notInNear(let obstacle, _): [obstacle.hint]
        case .fieldsInNear(let example): ["write:", example]
        case .distance: ["write 'a NEAR/5 b'; without a number it is NEAR/10"]
        case .countWithoutEntries: ["to search for the number put it in «…»"]
        case .emptyEntry: ["leave the comma out"]
        case .repeatedEntry: ["leave one of them out"]
        case .unknownTopic(_, let nearest?): ["did you mean \(quoted("topic:" + nearest))?"]
        case .unknownTopic(let name, nil):
            [
                "topics stand in \(Topics.fileName) in the folder of subscribers, such as:",
                "\(name): [a word, another word]",
            ]
        case .topicInField: ["write its words into the field instead"]
        case .unknownField(_, let nearest?):
            ["did you mean '\(nearest):'? to search for the word leave the colon out"]
        case .unknownField(_, nil):
            [
                "the fields are "
                    + QueryField.allCases.map(\.rawValue).joined(separator: ", "),
                "to search for the word leave the colon out",
            ]
        case .signInField(_, let field, let word):
            ["write \(quoted("-\(field):\(word)"))"]
        case .nothingToSearch, .emptyPhrase: ["leave it out"]
        case .prefixOfSeveralWords(let words):
            ["write the phrase \(quoted("«\(words)»")), its words are found in any of their forms"]
        case .starWithin: ["words are found in any of their forms without it"]
        case .unknownRegion(_, let nearest) where !nearest.isEmpty:
            ["did you mean \(nearest.map(quoted).joined(separator: " or "))?"]
        case .nameOfSeveralWords(let field, let name):
            ["write \(quoted("\(field):«\(name)»"))"]
        case .ambiguousRegion(_, let candidates), .retiredRegion(_, let candidates):
            candidates.isEmpty
                ? []
                : [
                    "write "
                        + candidates.map { "\(quoted($0.code)) (\($0.name))" }
                        .joined(separator: " or ")
                ]
        case .unknownLanguage(_, let nearest?): ["did you mean '\(nearest)'?"]
        case .wordLikeOperator(_, .both):
            ["to ask for both words a space is enough; to search for the word put it in «…»"]
        case .wordLikeOperator(_, .either):
            ["to ask for either word write '|' or 'OR'; to search for the word put it in «…»"]
        case .wordLikeOperator(_, .near(let ours)):
            [
                "to ask for words near each other write 'a \(ours) b'; "
                    + "to search for the word put it in «…»"
            ]
        case .wordLikeOperator(_, .without):
            ["to exclude what follows write '-' or 'NOT'; to search for the word put it in «…»"]
        case .operatorInList: ["operators work under 'match'"]
        default: []
        }
    }

    private func quoted(_ words: String) -> String { words.quotedInBrief }
}

extension QueryProblem.Foreign {
    fileprivate var message: String {
        switch self {
        case .ampersand(let sign): "\(quoted(sign)) is no operator here, expected a space or 'AND'"
        case .doubleBar: "'||' is no operator here, expected '|'"
        case .plus: "'+' is no operator here, every word is required as it stands"
        case .bang: "'!' is no operator here, expected '-'"
        case .field(let written, let ours, _):
            "\(quoted(written + ":")) is called '\(ours):' here"
        case .address: "an address is not searched for in the text"
        case .equalsField(let field, _): "a field takes a colon: '\(field):'"
        case .angled(let written, let ours):
            "\(quoted(written)) is no operator here, expected '\(ours)'"
        case .near(let written, let ours):
            "\(quoted(written)) is no operator here, expected '\(ours)'"
        case .excludedNear: "nearness is excluded as a group: 'a -(a NEAR/5 b)'"
        case .nearFunction: "NEAR stands between its words: 'a NEAR/5 b'"
        case .slop(let written, _):
            "\(quoted(written)) behind a phrase is no operator here, expected 'NEAR/5'"
        case .atLeast(let written, _?):
            "\(quoted(written)) is no operator here, expected a number and 'OF'"
        case .atLeast(let written, nil):
            "\(quoted(written)) is no operator here, how often a word stands is not counted"
        case .smallOf(let written): "\(quoted(written)) is written in capitals: 'OF'"
        case .fuzzy(let written): "\(quoted(written)) is no operator here"
        case .boost(let written): "\(quoted(written)) is no operator here, words have no weight"
        case .wildcard(let written):
            "a question mark stands for nothing in a query: \(quoted(written))"
        case .starInFront: "'*' stands at the end of a word, never in front"
        case .regex: "a query holds no regular expressions"
        case .squareBracket(let written):
            "\(quoted(written)) means nothing here, expected '(' or ')'"
        case .singleQuotes(let words): "single quotation marks make no phrase: \(quoted(words))"
        }
    }

    fileprivate var hints: [String] {
        switch self {
        case .ampersand: ["a space asks for both words: 'a b' is 'a AND b'"]
        case .doubleBar: ["write 'a | b', 'a OR b' or 'a أو b'"]
        case .plus(let word): word.isEmpty ? ["leave it out"] : ["write \(quoted(word))"]
        case .bang(let word): word.isEmpty ? ["leave it out"] : ["write \(quoted("-" + word))"]
        case .field(_, let ours, let value): ["write \(quoted("\(ours):\(value)"))"]
        case .address(let address): ["write \(quoted("url:" + address))"]
        case .equalsField(let field, let value): ["write \(quoted("\(field):\(value)"))"]
        case .angled: []
        case .near(_, let ours): ["write 'a \(ours) b'"]
        case .excludedNear(let ours?), .nearFunction(let ours?), .slop(_, let ours?),
            .atLeast(_, let ours?):
            ["write:", ours]
        case .excludedNear(nil), .nearFunction(nil): []
        case .slop(_, nil): ["leave it out"]
        case .atLeast(_, nil): ["leave it out; '2 OF (a, b, c)' asks for two of several words"]
        case .smallOf: ["write '2 OF (a, b, c)'"]
        case .fuzzy: ["words are found in any of their forms; other spellings go beside: 'a | b'"]
        case .boost: ["leave it out; a rule's items come first with 'priority: high'"]
        case .wildcard:
            [
                "leave it out; \(quoted("فلسطين*")) finds words that begin so, "
                    + "'a | b' other spellings"
            ]
        case .starInFront(let word):
            word.isEmpty
                ? ["leave it out"]
                : ["write \(quoted(word)), words are found in any of their forms"]
        case .regex: ["write the words, 'a | b' for either of them"]
        case .squareBracket: ["groups are written ( … )"]
        case .singleQuotes(let words): ["write \(quoted("«\(words)»"))"]
        }
    }

    private func quoted(_ words: String) -> String { words.quotedInBrief }
}

extension Query.Obstacle {
    fileprivate var words: String {
        switch self {
        case .both: "words beside each other without '|'"
        case .without: "'-' and 'NOT'"
        case .region: "'region:' and 'mentions:'"
        case .language: "'lang:'"
        case .count: "'OF'"
        case .topic(let name): "what the topic \(Diagnostic.quoted(name)) asks for"
        }
    }

    fileprivate var hint: String {
        switch self {
        case .both:
            "for words in a row write «a b», for three near each other 'a NEAR/5 b NEAR/5 c'"
        case .without: "exclude beside it: 'a NEAR/5 b -c'"
        case .region: "ask for it beside: 'a NEAR/5 b region:SY'"
        case .language: "ask for it beside: 'a NEAR/5 b lang:ar'"
        case .count: "write the pairs: 'a NEAR/5 b | a NEAR/5 c'"
        case .topic: "a topic of words and phrases can stand here"
        }
    }
}

extension String {
    /// Quoted, and cut short where nobody would read to the end.
    fileprivate var quotedInBrief: String {
        guard unicodeScalars.count > 200 else { return Diagnostic.quoted(self) }
        return Diagnostic.quoted(String(unicodeScalars.prefix(200)) + "…")
    }
}
