import Newswire
import Testing

@testable import Matching

@Suite("a mistake in a query")
struct QueryProblemTests {
    /// The query with its mistakes marked, and what each message and its hints
    /// hold, in the order of the text.
    private static let errors: [(String, [String])] = [
        // Brackets and marks.
        ("⟪(⟫a b", ["'(' is never closed"]),
        ("a⟪)⟫ b", ["')' closes what was never opened"]),
        ("a ⟪()⟫ b", ["empty brackets"]),
        ("a | ⟪( )⟫", ["empty brackets"]),
        ("⟪\"⟫flash flood", ["never closed"]),
        ("a ⟪«⟫تنظيم الدولة", ["never closed"]),
        ("a⟪»⟫", ["never opened"]),
        ("a ⟪\"\"⟫", ["an empty phrase"]),
        ("a | ⟪« »⟫", ["an empty phrase"]),
        ("", ["the query is empty"]),
        ("a ⟪…⟫", ["no letter and no digit"]),
        ("⟪«…»⟫", ["no letter and no digit"]),
        // Operators.
        ("⟪AND⟫ a", ["no word stands before 'AND'"]),
        ("a ⟪|⟫", ["no word stands behind '|'"]),
        ("a | ⟪|⟫ b", ["no word stands before '|'"]),
        ("a ⟪أو⟫", ["no word stands behind"]),
        ("a (b ⟪OR⟫) c", ["no word stands behind 'OR'"]),
        ("a ⟪NOT⟫", ["no word stands behind 'NOT'"]),
        // OR beside AND, with both readings.
        ("⟪a | b c⟫", ["OR beside AND\nwrite one of these lines:\n(a | b) c\na | (b c)"]),
        ("⟪a b | c⟫", ["a (b | c)\n(a b) | c"]),
        ("⟪a AND b OR c⟫", ["a AND (b OR c)\n(a AND b) OR c"]),
        ("⟪a | b -c⟫", ["(a | b) -c\na | (b -c)"]),
        ("x (⟪a | b\n c⟫)", ["x ((a | b) c)\nx (a | (b c))"]),
        ("⟪a | b c | d⟫", ["(a | b) (c | d)\na | (b c) | d"]),
        // Signs.
        ("a ⟪-⟫ b", ["'-' must touch its word: '-b'"]),
        ("a ⟪-⟫", ["'-' stands alone"]),
        ("سوريا ⟪–⟫رياضة", ["a hyphen: '\u{2068}-رياضة\u{2069}'"]),
        ("كيري ⟪–⟫ بوتين", ["a hyphen"]),
        ("⟪--⟫a b", ["'-a'"]),
        ("⟪=⟫ US", ["'=US'"]),
        ("⟪title:⟫ a", ["'title:a'"]),
        ("⟪title:⟫", ["no word behind it"]),
        ("a | (⟪title:⟫)", ["no word behind it"]),
        ("-⟪title:⟫", ["no word behind it"]),
        ("⟪&⟫", ["expected a space or 'AND'"]),
        ("a ⟪—⟫ b ⟪—⟫ c", ["else leave it out", "else leave it out"]),
        ("region:⟪Saudi⟫ Arabia oil", ["takes one word\nregion:«Saudi Arabia»"]),
        ("-region:(⟪قطاع⟫ غزة)", ["region:«قطاع غزة»"]),
        ("region:⟪طرابلس⟫", ["the name of several regions\nLY-TB\nLB-AS"]),
        ("⟪title:-⟫a", ["'-title:a'"]),
        ("⟪title:NOT⟫ a", ["'-title:a'"]),
        ("title:⟪source:⟫a", ["in one field"]),
        ("title:(a ⟪source:⟫b)", ["in one field"]),
        ("a⟪,⟫ b", ["' | ' for either"]),
        ("كيري⟪،⟫ بوتين⟪؛⟫ سوريا", ["means nothing between words", "means nothing"]),
        // Fields and their values.
        ("⟪titel:⟫a", ["did you mean 'title:'?"]),
        ("⟪عاجل:⟫ زلزال", ["unknown field"]),
        ("⟪xyzzy:⟫a", ["the fields are title, lead, body"]),
        ("lang:⟪arabic⟫", ["did you mean 'ar'?"]),
        ("region:⟪SY*⟫", ["takes a name or code"]),
        ("region:⟪Syira⟫", ["unknown region 'Syira'"]),
        ("mentions:(SY | ⟪nowhereland⟫)", ["unknown region"]),
        // Prefixes.
        ("⟪فل*⟫", ["at least 3 letters"]),
        ("⟪فلـــ*⟫", ["at least 3 letters"]),
        ("⟪Covid-19*⟫", ["«Covid-19»"]),
        ("⟪fl*od⟫", ["'*' stands only at the end"]),
        ("«flash flo⟪*⟫»", ["'*' stands only at the end"]),
        ("⟪=US*⟫", ["'*' stands only at the end"]),
        ("⟪*⟫flood", ["never in front"]),
        // Brought from elsewhere.
        ("a ⟪&&⟫ b", ["expected a space or 'AND'"]),
        ("a ⟪&⟫ b", ["expected a space or 'AND'"]),
        ("a ⟪||⟫ b", ["expected '|'"]),
        ("⟪+⟫a ⟪+⟫b", ["write 'a'", "write 'b'"]),
        ("a ⟪!⟫b", ["write '-b'"]),
        ("⟪intitle:⟫a", ["write 'title:a'"]),
        ("⟪site:⟫example.org", ["write 'url:example.org'"]),
        ("⟪https://example.org/x⟫", ["write 'url:https://example.org/x'"]),
        ("⟪lang=ar⟫", ["write 'lang:ar'"]),
        ("\"a b\"⟪~5⟫", ["NEAR/5"]),
        ("a ⟪near5⟫ b", ["NEAR/5"]),
        ("a ⟪NEAR5⟫ b", ["NEAR/5"]),
        ("a ⟪w/5⟫ b", ["NEAR/5"]),
        ("a ⟪pre/5⟫ b", ["NEAR/5"]),
        ("⟪wom?n⟫", ["a question mark stands for nothing"]),
        ("⟪سوريا؟⟫", ["a question mark stands for nothing"]),
        ("a⟪^2⟫ b", ["words have no weight"]),
        ("a⟪~⟫", ["any of their forms"]),
        ("⟪/colou?r/⟫", ["no regular expressions"]),
        ("⟪[⟫a b⟪]⟫", ["expected '(' or ')'", "expected '(' or ')'"]),
        ("⟪'flash flood'⟫", ["write '«flash flood»'"]),
        // What comes later.
        ("a ⟪NEAR/5⟫ b", ["'NEAR/5' is not yet understood"]),
        ("a ⟪ONEAR⟫ b", ["'ONEAR' is not yet understood"]),
        ("2 ⟪OF⟫ (a, b c, d)", ["'OF' is not yet understood"]),
        ("⟪topic:⟫putin a", ["'topic:' is not yet understood"]),
        // All at once.
        (
            "⟪titel:⟫a ⟪-⟫ b ⟪فل*⟫ x⟪)⟫ ⟪(⟫c",
            ["title:", "'-b'", "3 letters", "never opened", "never closed"]
        ),
        // Positions behind what nobody sees.
        ("\u{200F}\u{FEFF}سوريا \u{200F}⟪–⟫رياضة", ["a hyphen"]),
    ]

    @Test("is shown where it stands, with our way to write it", arguments: errors)
    func mistake(marked: String, expected: [String]) {
        let marked = MarkedQuery(marked)
        let reading = Query.parse(marked.text, places: .forTests)
        #expect(reading.query == nil)
        #expect(reading.problems.map(\.severity) == expected.map { _ in .error })
        let isEmpty = marked.text.isEmpty
        #expect(reading.problems.map(\.range) == (isEmpty ? [0..<0] : marked.ranges))
        for (problem, words) in zip(reading.problems, expected) {
            let parts = words.split(separator: "\n")
            let shown = ([problem.message] + problem.hints).joined(separator: "\n")
            #expect(parts.allSatisfy(shown.contains), "\(shown)")
        }
    }

    @Test(
        "that may be none is a warning, and the query is read",
        arguments: [
            ("حرب ⟪or⟫ سلام", "all(حرب, or, سلام)"),
            ("a ⟪and⟫ (b | c)", "all(a, and, any(b, c))"),
            ("a ⟪not⟫ b", "all(a, not, b)"),
            ("guerre ⟪ou⟫ paix", "all(guerre, ou, paix)"),
            ("حرب ⟪و⟫ سلام", "all(حرب, و, سلام)"),
            ("سوريا ⟪بدون⟫ رياضة", "all(سوريا, بدون, رياضة)"),
            ("a ⟪Or⟫ -b", "all(a, Or, not(b))"),
        ])
    func warnings(marked: String, tree: String) throws {
        let marked = MarkedQuery(marked)
        let reading = Query.parse(marked.text, places: .forTests)
        #expect(reading.problems.map(\.severity) == [.warning])
        #expect(reading.problems.map(\.range) == marked.ranges)
        #expect(reading.problems.allSatisfy { !$0.hints.isEmpty })
        #expect(try #require(reading.query).tree == tree)
    }

    @Test(
        "is none where such a word is quoted, first or last",
        arguments: ["a «or» b", "or b", "a or"])
    func noWarning(query: String) {
        #expect(Query.parse(query, places: .forTests).problems == [])
    }

    @Test("is told in one line of lower case without a full stop", arguments: errors)
    func wording(marked: String, expected: [String]) {
        for problem in Query.parse(MarkedQuery(marked).text, places: .forTests).problems {
            #expect(!problem.message.contains("\n") && !problem.message.hasSuffix("."))
            #expect(problem.hints.allSatisfy { !$0.contains("\n") })
        }
    }
}
