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
        ("⟪a ⟪&&⟫ b ⟪||⟫ c⟫", ["a AND (b | c)\n(a AND b) | c", "AND", "|"]),
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
        ("\"a b\"⟪~5⟫", ["write:\na NEAR/5 b"]),
        ("«a b c»⟪~3⟫ d", ["a NEAR/3 b NEAR/3 c"]),
        ("\"a\"⟪~5⟫", ["leave it out"]),
        ("a ⟪near5⟫ b", ["write 'a NEAR/5 b'"]),
        ("a ⟪NEAR5⟫ b", ["write 'a NEAR/5 b'"]),
        ("a ⟪near/٥⟫ b", ["write 'a NEAR/5 b'"]),
        ("a ⟪w/5⟫ b", ["write 'a NEAR/5 b'"]),
        ("a ⟪n/5⟫ b", ["write 'a NEAR/5 b'"]),
        ("a ⟪/5⟫ b", ["write 'a NEAR/5 b'"]),
        ("a ⟪w/s⟫ b ⟪/p⟫ c", ["'a NEAR/15 b'", "'a NEAR/50 b'"]),
        ("a ⟪pre/5⟫ b", ["write 'a ONEAR/5 b'"]),
        ("a ⟪NEAR/5f⟫ b", ["write 'a ONEAR/5 b'"]),
        ("a ⟪adj3⟫ b", ["write 'a NEAR/3 b'"]),
        ("a ⟪قرب/5⟫ b", ["write 'a NEAR/5 b'"]),
        ("a ⟪AROUND(5)⟫ b", ["write 'a NEAR/5 b'"]),
        ("a ⟪near:10⟫ b", ["write 'a NEAR/10 b'"]),
        ("a ⟪<NEAR/5>⟫ b", ["write 'a NEAR/5 b'"]),
        ("a ⟪<OR>⟫ b", ["expected 'OR'"]),
        ("a ⟪w/500⟫ b", ["write 'a NEAR/100 b'"]),
        ("⟪NEAR(a b, 5)⟫", ["write:\na NEAR/5 b"]),
        ("⟪NEAR(«a c» b)⟫ d", ["«a c» NEAR/10 b"]),
        ("a ⟪NOT NEAR/5⟫ b", ["write:\na -(a NEAR/5 b)"]),
        ("⟪atleast2⟫(a)", ["how often a word stands is not counted"]),
        ("⟪ATLEAST2⟫(a, b, c)", ["2 OF (a, b, c)"]),
        ("2 ⟪of⟫ (a, b, c)", ["in capitals"]),
        ("⟪wom?n⟫", ["a question mark stands for nothing"]),
        ("⟪سوريا؟⟫", ["a question mark stands for nothing"]),
        ("a⟪^2⟫ b", ["words have no weight"]),
        ("a⟪~⟫", ["any of their forms"]),
        ("⟪/colou?r/⟫", ["no regular expressions"]),
        ("⟪[⟫a b⟪]⟫", ["expected '(' or ')'", "expected '(' or ')'"]),
        ("⟪'flash flood'⟫", ["write '«flash flood»'"]),
        // Nearness.
        ("a ⟪NEAR/5⟫", ["no word stands behind 'NEAR/5'"]),
        ("⟪NEAR/5⟫ a", ["no word stands before 'NEAR/5'"]),
        ("a ⟪NEAR/5⟫ NEAR/3 b c", ["no word stands behind 'NEAR/5'"]),
        ("a ⟪NEAR/0⟫ b", ["no distance from 1 to 100"]),
        ("a ⟪NEAR/101⟫ b", ["from 1 to 100"]),
        ("a ⟪ONEAR/⟫ b", ["from 1 to 100"]),
        ("a ⟪NEAR/x⟫ b", ["from 1 to 100"]),
        ("⟪(a b)⟫ NEAR/5 c", ["not words beside each other\nNEAR/5 c'"]),
        ("a NEAR/5 ⟪(b | (c d))⟫", ["not words beside each other"]),
        ("a NEAR/5 ⟪-⟫b", ["not '-' and 'NOT'\nexclude beside it"]),
        ("a NEAR/5 ⟪(b | -c)⟫", ["not '-' and 'NOT'"]),
        ("a NEAR/5 ⟪region:SY⟫", ["not 'region:'\nregion:SY'"]),
        ("⟪mentions:SY⟫ NEAR/5 a", ["'mentions:'"]),
        ("a NEAR/5 ⟪lang:ar⟫", ["not 'lang:'"]),
        ("a NEAR/5 ⟪2 OF (b, c, d)⟫", ["not 'OF'"]),
        ("a NEAR/5 ⟪topic:syria⟫", ["what the topic 'syria' asks for"]),
        ("⟪title:a NEAR/5 b⟫", ["different fields\nwrite:\ntitle:(a NEAR/5 b)"]),
        ("⟪a NEAR/5 body:«b c»⟫ d", ["body:(a NEAR/5 «b c»)"]),
        ("⟪(title:a | b) NEAR/5 c⟫", ["different fields"]),
        // Counts.
        ("⟪2 OF⟫ a", ["expected '2 OF (a, b, c)'"]),
        ("⟪2 OF⟫", ["no list behind it"]),
        ("⟪2 OF⟫ (a | b | c)", ["at least two entries parted by commas"]),
        ("⟪2 OF⟫ (a b)", ["at least two entries"]),
        ("2 OF ⟪()⟫", ["empty brackets"]),
        ("⟪4 OF⟫ (a, b, c)", ["asked of 3 entries, expected a number from 1 to 3"]),
        ("⟪0 OF⟫ (a, b)", ["from 1 to 2"]),
        ("⟪99999999999999999999 OF⟫ (a, b)", ["from 1 to 2"]),
        ("2 OF (a, b, ⟪,⟫ c)", ["nothing stands before ','"]),
        ("2 OF (a, b, c,⟪)⟫", ["nothing stands before ')'"]),
        ("2 OF ⟪(⟫a, b", ["never closed"]),
        ("2 OF (a, ⟪b | c d⟫, e)", ["OR beside AND\n2 OF (a, (b | c) d, e)"]),
        ("2 OF (a, ⟪titel:⟫b, c) ⟪,⟫ d", ["title:", "means nothing"]),
        // Topics.
        ("topic:⟪foood⟫ a", ["there is no topic 'foood'\ndid you mean 'topic:food'?"]),
        ("topic:⟪xyzzy⟫", ["_topics.yaml\nxyzzy: [a word, another word]"]),
        ("topic:⟪وزير⟫ الخارجية", ["topic:«وزير الخارجية»"]),
        ("topic:⟪broken⟫", ["has mistakes, see _topics.yaml"]),
        ("topic:⟪food*⟫", ["takes a name or code"]),
        ("⟪topic:⟫", ["no word behind it"]),
        ("title:topic:⟪syria⟫", ["asks for more than words"]),
        ("body:topic:⟪title⟫", ["asks for more than words"]),
        ("region:⟪topic:⟫food", ["in one field"]),
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
        let reading = Query.parse(marked.text, places: .forTests, topics: .forTests)
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
            ("a ⟪near⟫ b", "all(a, near, b)"),
            ("autoroute ⟪N5⟫ neige", "all(autoroute, N5, neige)"),
            ("سوريا ⟪ليس⟫ رياضة", "all(سوريا, ليس, رياضة)"),
            ("2 OF (a, b, ⟪a⟫)", "2of(a, b, a)"),
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

    @Test(
        "that can be meant in one way only is put right in the whole text",
        arguments: [
            ("+a +b intitle:c && d", "a b title:c AND d"),
            ("a||b||c", "a | b | c"),
            ("a&&b", "a AND b"),
            ("! a b", "-a b"),
            ("title: غزة site: example.org", "title:غزة url:example.org"),
            ("\"a b\"~5 c^2", "(a NEAR/5 b) c"),
            ("-\"a b c\"~5", "-(a NEAR/5 b NEAR/5 c)"),
            ("a w/5 b pre/3 c", "a NEAR/5 b ONEAR/3 c"),
            ("a NOT w/5 b", "a -(a NEAR/5 b)"),
            ("NEAR(\"x y\" b, 5) z", "\"x y\" NEAR/5 b z"),
            ("a AROUND(3) b", "a NEAR/3 b"),
            ("a <and> <NOT> b", "a AND NOT b"),
            ("atleast2(a, b, c)", "2 OF (a, b, c)"),
            ("2 of (a, b c, d)", "2 OF (a, b c, d)"),
            ("2 OF (a | b | c)", "2 OF (a, b, c)"),
            ("سوريا؟", "سوريا"),
            ("[a | b] c", "(a | b) c"),
            ("'flash flood' | *cyclone", "«flash flood» | cyclone"),
            ("https://example.org/x | lang=ar", "url:https://example.org/x | lang:ar"),
        ])
    func corrected(query: String, line: String) {
        let reading = Query.parse(query, places: .forTests)
        #expect(reading.query == nil)
        #expect(reading.corrected == line)
    }

    @Test(
        "that leaves a doubt is not put right",
        arguments: [
            "a - b", "wom?n", "a, b", "+a - b", "titel:a", "(a", "+", "a | b c", "+a b | c",
        ])
    func uncorrected(query: String) {
        #expect(Query.parse(query, places: .forTests).corrected == nil)
    }

    @Test("is told in one line of lower case without a full stop", arguments: errors)
    func wording(marked: String, expected: [String]) {
        let text = MarkedQuery(marked).text
        for problem in Query.parse(text, places: .forTests, topics: .forTests).problems {
            #expect(!problem.message.contains("\n") && !problem.message.hasSuffix("."))
            #expect(problem.hints.allSatisfy { !$0.contains("\n") })
        }
    }
}
