package import Newswire

/// Something wrong, or doubtful, in a query's text, and where.
package struct QueryProblem: Hashable, Sendable {
    /// The Unicode scalars of the text that are meant; empty only for a text
    /// without any.
    package let range: Range<Int>
    package let finding: Finding

    /// What can be wrong, with the facts its wording needs.
    package enum Finding: Hashable, Sendable {
        case empty
        case tooLong(count: Int)
        case tooDeep
        case tooManyProblems
        /// A bracket or quotation mark that is never closed, or never opened.
        case unclosed(String)
        case unopened(String)
        case emptyGroup
        case emptyPhrase
        /// No letter and no digit in it.
        case nothingToSearch(String)
        case operatorWithoutLeft(String)
        case operatorWithoutRight(String)
        /// OR beside AND; the lines that say either.
        case mixed(readings: [String])
        /// A sign with a space behind it; the word it was meant for.
        case detachedSign(sign: String, word: String?)
        /// A dash, or several hyphens, for the hyphen.
        case dash(written: String, word: String)
        case comma(written: String)
        case foreign(Foreign)
        case notYet(String)
        case unknownField(String, nearest: String?)
        case fieldWithoutValue(String)
        case fieldInField(inner: String, outer: String)
        case signInField(sign: String, field: String, word: String)
        /// `region:SY*`: a field whose value can only be a name.
        case formInField(field: String, value: String)
        case shortPrefix(String)
        case starWithin(String)
        case prefixOfSeveralWords(String)
        case unknownRegion(String, nearest: [String])
        /// `region:Saudi Arabia`, of which the field takes only `Saudi`.
        case regionOfSeveralWords(field: String, name: String)
        case ambiguousRegion(String, candidates: [Candidate])
        case retiredRegion(String, now: [Candidate])
        case unknownLanguage(String, nearest: String?)
        /// `or` between words; our way to write what it may mean.
        case wordLikeOperator(String, operation: Operation)
        /// An entry of a list of plain words that holds an operator.
        case operatorInList(String)
    }

    /// A region that may have been meant.
    package struct Candidate: Hashable, Sendable {
        package var code: String
        package var name: String
    }

    /// What a word that looks like an operator may have been meant for.
    package enum Operation: Hashable, Sendable {
        case both
        case either
        case without
    }

    /// What people bring from other programs, with their own words in it.
    package enum Foreign: Hashable, Sendable {
        case ampersand(String)
        case doubleBar
        case plus(word: String)
        case bang(word: String)
        case field(written: String, ours: String, value: String)
        case address(String)
        case equalsField(field: String, value: String)
        case near(String)
        case slop(String)
        case fuzzy(String)
        case boost(String)
        case wildcard(String)
        case starInFront(String)
        case regex
        case squareBracket(String)
        case singleQuotes(String)
    }

    init(_ finding: Finding, at range: Range<Int>) {
        self.range = range
        self.finding = finding
    }

    /// A query with an error has no tree; one with warnings only has.
    package var severity: Diagnostic.Severity {
        switch finding {
        case .wordLikeOperator, .operatorInList: .warning
        default: .error
        }
    }
}

/// What a query's text, or an entry of a list of words, was read as.
package struct QueryReading: Hashable, Sendable {
    /// Nil if and only if one of the problems is an error.
    package let query: Query?
    /// Errors and warnings in the order of the text.
    package let problems: [QueryProblem]

    init(_ query: Query?, problems: [QueryProblem]) {
        let ordered = problems.enumerated().sorted { a, b in
            (a.element.range.lowerBound, a.offset) < (b.element.range.lowerBound, b.offset)
        }
        self.problems = ordered.map(\.element)
        self.query = self.problems.contains { $0.severity == .error } ? nil : query
    }
}
