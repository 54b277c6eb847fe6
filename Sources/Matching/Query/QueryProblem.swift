package import Newswire

/// Something wrong, or doubtful, in a query's text, and where.
package struct QueryProblem: Hashable, Sendable {
    /// The Unicode scalars of the text that are meant; empty only for a text
    /// without any.
    package let range: Range<Int>
    package let finding: Finding
    /// Puts it right, where only one thing can have been meant.
    let fix: Fix?

    /// What to write in the place of a stretch of the text.
    struct Fix: Hashable, Sendable {
        var range: Range<Int>
        var text: String
    }

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
        /// `NEAR/0`: a distance that is none, or too far.
        case distance(String)
        /// A group that NEAR cannot join; the sign.
        case notInNear(Query.Obstacle, sign: String)
        /// `title:a NEAR/5 b`; how a field is put before both.
        case fieldsInNear(String)
        case tooManyNear
        /// `2 OF`, and no bracket behind it.
        case countWithoutEntries(String)
        /// `2 OF (a)`
        case countOfOne(String)
        case countBeyondEntries(String, entries: Int)
        /// A comma, or the bracket, before which nothing stands.
        case emptyEntry(String)
        case repeatedEntry(String)
        case unknownTopic(String, nearest: String?)
        case brokenTopic(String)
        /// `title:topic:x` of a topic that asks for more than words.
        case topicInField(String, field: String)
        case tooManyTopicWords
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
        case nameOfSeveralWords(field: String, name: String)
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
        /// With our way to write it.
        case near(String)
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
        case angled(String, ours: String)
        case near(String, ours: String)
        /// `a NOT NEAR/5 b`, `NEAR(a b, 5)`, `"a b"~5`; the line that says it.
        case excludedNear(String?)
        case nearFunction(String?)
        case slop(String, ours: String?)
        case atLeast(String, ours: String?)
        case smallOf(String)
        case fuzzy(String)
        case boost(String)
        case wildcard(String)
        case starInFront(String)
        case regex
        case squareBracket(String)
        case singleQuotes(String)
    }

    init(_ finding: Finding, at range: Range<Int>, fix: Fix? = nil) {
        self.range = range
        self.finding = finding
        self.fix = fix
    }

    /// A query with an error has no tree; one with warnings only has.
    package var severity: Diagnostic.Severity {
        switch finding {
        case .wordLikeOperator, .operatorInList, .repeatedEntry: .warning
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
    /// The whole text as it should read, in one line, where all its errors are
    /// of a kind that can be put right in one way only.
    package var corrected: String?

    init(_ query: Query?, problems: [QueryProblem]) {
        let ordered = problems.enumerated().sorted { a, b in
            (a.element.range.lowerBound, a.offset) < (b.element.range.lowerBound, b.offset)
        }
        self.problems = ordered.map(\.element)
        self.query = self.problems.contains { $0.severity == .error } ? nil : query
    }

    /// The text with every error put right; nil if there is none, one of them
    /// can't be, or the text is too long to be pasted.
    func mended(_ text: [Unicode.Scalar]) -> String? {
        let errors = problems.filter { $0.severity == .error }
        let fixes = errors.compactMap(\.fix)
        guard !errors.isEmpty, fixes.count == errors.count, text.count <= 2_000 else { return nil }
        var line = String.UnicodeScalarView()
        var position = 0
        // The longest first of those that begin together; what lies within
        // another is mended by it.
        let ordered = fixes.sorted { a, b in
            (a.range.lowerBound, -a.range.count) < (b.range.lowerBound, -b.range.count)
        }
        for fix in ordered where fix.range.lowerBound >= position {
            line.append(contentsOf: text[position..<fix.range.lowerBound])
            line.append(contentsOf: fix.text.unicodeScalars)
            position = fix.range.upperBound
        }
        line.append(contentsOf: text[position...])
        return String(line).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
