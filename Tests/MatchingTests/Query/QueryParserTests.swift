import Testing

@testable import Matching

@Suite("the query language")
struct QueryParserTests {
    @Test(
        "is read into a tree",
        arguments: [
            ("سوريا", "سوريا"),
            ("سوريا هدنة", "all(سوريا, هدنة)"),
            ("a AND b AND c", "all(a, b, c)"),
            ("a AND b c", "all(a, b, c)"),
            ("a | b", "any(a, b)"),
            ("a|b", "any(a, b)"),
            ("a OR b OR c", "any(a, b, c)"),
            ("حرب أو سلام", "any(حرب, سلام)"),
            ("(كيري | بوتين) سوريا -رياضة", "all(any(كيري, بوتين), سوريا, not(رياضة))"),
            ("-a", "not(a)"),
            ("NOT a b", "all(not(a), b)"),
            ("a AND NOT b", "all(a, not(b))"),
            ("NOT -a", "a"),
            ("a -(b | c)", "all(a, not(any(b, c)))"),
            ("a | -b", "any(a, not(b))"),
            ("(((a)))", "a"),
            ("(a b) c", "all(a, b, c)"),
            ("(a | b) | c", "any(a, b, c)"),
            ("a(b)c", "all(a, b, c)"),
            ("«تنظيم الدولة»", "تنظيم الدولة"),
            ("\"flash flood\"", "flash flood"),
            ("“flash  flood”", "flash flood"),
            ("„flash flood“", "flash flood"),
            ("\"flash flood”", "flash flood"),
            ("«OR»", "OR"),
            ("-«a b»", "not(a b)"),
            ("صה צה\"ל", "all(صה, צה\"ל)"),
            ("\"צה\"ל בעזה\"", "צה\"ל בעזה"),
            ("Covid-19", "Covid-19"),
            ("Sana'a", "Sana'a"),
            ("24/7", "24/7"),
            ("AT&T", "AT&T"),
            ("1,000", "1,000"),
            ("07:30", "07:30"),
            ("U.S.", "U.S."),
            ("#سوريا", "#سوريا"),
            ("فلسطين*", "فلسطين*"),
            ("-فلسطين*", "not(فلسطين*)"),
            ("=US", "=US"),
            ("=\"US Army\"", "=US Army"),
            ("=«US Army»", "=US Army"),
            ("-=US", "not(=US)"),
            ("=OR", "=OR"),
            ("title:كيري", "title:كيري"),
            ("TITLE:a Lead:b", "all(title:a, lead:b)"),
            ("title:(a | b) c", "all(any(title:a, title:b), c)"),
            ("title:(a -b)", "all(title:a, not(title:b))"),
            ("-title:«a b»", "not(title:a b)"),
            ("body:=US", "body:=US"),
            ("lead:فلسطين*", "lead:فلسطين*"),
            (
                "author:«Robert Fisk» category:رياضة source:shms",
                "all(author:Robert Fisk, category:رياضة, source:shms)"
            ),
            ("url:https://example.org/a?b=1", "url:https://example.org/a?b=1"),
            ("(url:example.org/sport)", "url:example.org/sport"),
            ("lang:ar", "lang:ar"),
            ("lang:(ar | zh-hant)", "any(lang:ar, lang:zh-Hant)"),
            ("region:SY", "about:SY"),
            ("region:PS-GZA", "about:PS-GZA"),
            ("-mentions:(SY | LB)", "not(any(mentions:SY, mentions:LB))"),
            // What stands between the words and cannot be seen.
            ("\u{200F}سوريا\u{200F} \u{200F}-\u{200F}رياضة", "all(سوريا, not(رياضة))"),
            ("\u{FEFF}a\u{A0}b\u{3000}c\u{2060}", "all(a, b, c)"),
            ("\u{2067}«تنظيم\u{A0}الدولة»\u{2069}", "تنظيم الدولة"),
            ("می\u{200C}شود", "می\u{200C}شود"),
            ("a\n  | b\n  | c\n", "any(a, b, c)"),
            ("（a｜b） c", "all(any(a, b), c)"),
            ("俄罗斯 | 叙利亚", "any(俄罗斯, 叙利亚)"),
            ("عاجل! سوريا.", "all(عاجل!, سوريا.)"),
            ("near me", "all(near, me)"),
            // Nearness.
            ("a NEAR/5 b", "near5(a, b)"),
            ("a ONEAR/5 b", "onear5(a, b)"),
            ("a NEAR b ONEAR c", "onear10(near10(a, b), c)"),
            ("a NEAR/٥ b NEAR/۵ c", "near5(a, b, c)"),
            ("(a NEAR/5 b) NEAR/5 c", "near5(a, b, c)"),
            ("a NEAR/5 (b NEAR/5 c)", "near5(a, near5(b, c))"),
            ("a NEAR/5 b NEAR/3 c", "near3(near5(a, b), c)"),
            ("a NEAR/5 b ONEAR/5 c", "onear5(near5(a, b), c)"),
            ("x a NEAR/100 b y", "all(x, near100(a, b), y)"),
            ("a NEAR/1 b | c", "any(near1(a, b), c)"),
            ("-a NEAR/5 b", "not(near5(a, b))"),
            ("NOT a NEAR/5 b c", "all(not(near5(a, b)), c)"),
            ("(a | b) NEAR/5 («c d» | =E | فلسطين*)", "near5(any(a, b), any(c d, =E, فلسطين*))"),
            ("a NEAR/5 (b | (c ONEAR/2 d))", "near5(a, any(b, onear2(c, d)))"),
            ("title:(a NEAR/5 b)", "near5(title:a, title:b)"),
            ("title:a NEAR/5 title:b", "near5(title:a, title:b)"),
            ("title:(a | b) NEAR/5 title:c", "near5(any(title:a, title:b), title:c)"),
            ("«NEAR/5» near/me", "all(NEAR/5, near/me)"),
            ("24/7 w/o N/A I/O", "all(24/7, w/o, N/A, I/O)"),
            ("topic:food NEAR/5 غزة", "near5(topic:food=any(طعام, خبز الطابون), غزة)"),
            // Counts.
            ("2 OF (a, b, c)", "2of(a, b, c)"),
            ("٢ OF (كيري، بوتين، لافروف)", "2of(كيري, بوتين, لافروف)"),
            ("2 OF (flash flood, b, «c d» e)", "2of(flash flood, b, all(c d, e))"),
            ("2 OF ((a b), (c | d), -e)", "2of(all(a, b), any(c, d), not(e))"),
            ("2 OF (a | b, (c d) | e, title:f)", "2of(any(a, b), any(all(c, d), e), title:f)"),
            ("1 OF (a, b, c)", "any(a, b, c)"),
            ("3 OF (a, b, c)", "all(a, b, c)"),
            ("-2 OF (a, b, c) d", "all(not(2of(a, b, c)), d)"),
            ("title:(2 OF (a, b, c))", "2of(title:a, title:b, title:c)"),
            ("title:2 OF (a, b c, d)", "2of(title:a, title:b c, title:d)"),
            (
                "2 OF (2 OF (a, b, c), a NEAR/5 b, region:SY)",
                "2of(2of(a, b, c), near5(a, b), about:SY)"
            ),
            ("2 OF (1,000, b, c)", "2of(1,000, b, c)"),
            ("2 «OF» (a)", "all(2, OF, a)"),
            ("2 of a", "all(2, of, a)"),
            // Topics.
            ("topic:food", "topic:food=any(طعام, خبز الطابون)"),
            ("-topic:FOOD a", "all(not(topic:food=any(طعام, خبز الطابون)), a)"),
            ("topic:«وزير الخارجيه»", "topic:وزير الخارجية=Lavrov"),
            (
                "topic:(food | «وزير الخارجية»)",
                "any(topic:food=any(طعام, خبز الطابون), topic:وزير الخارجية=Lavrov)"
            ),
            ("title:topic:food", "topic:food=any(title:طعام, title:خبز الطابون)"),
            (
                "title:(a | topic:food)",
                "any(title:a, topic:food=any(title:طعام, title:خبز الطابون))"
            ),
            ("2 OF (topic:food, a, b)", "2of(topic:food=any(طعام, خبز الطابون), a, b)"),
            ("of mice", "all(of, mice)"),
        ])
    func tree(query: String, tree: String) throws {
        let reading = Query.parse(query, places: .forTests, topics: .forTests)
        #expect(reading.problems.map(\.message) == [])
        #expect(try #require(reading.query).tree == tree)
    }

    @Test(
        "knows a query that wants nothing",
        arguments: [
            ("-رياضة", true), ("a -b", false), ("-a -b", true), ("a | -b", true),
            ("(a | -b) c", false), ("lang:ar", true), ("lang:ar -a", true), ("lang:ar a", false),
            ("region:SY", false), ("source:shms", false), ("-(a b)", true), ("-(-a -b)", false),
            ("-(a -b)", true), ("NOT NOT a", false),
        ])
    func onlyExclusion(query: String, expected: Bool) throws {
        let query = try #require(Query.parse(query, places: .forTests).query)
        #expect(query.isOnlyExclusion == expected)
    }

    @Test(
        "takes an entry of a list for words, whatever signs it holds",
        arguments: [
            ("سوريا", "سوريا", 0), ("تنظيم الدولة", "تنظيم الدولة", 0), ("Covid-19", "Covid-19", 0),
            ("\"flash flood\"", "flash flood", 0), ("OR", "OR", 1), ("-a", "-a", 1),
            ("فلسطين*", "فلسطين*", 1), ("title:a", "title:a", 1), ("a » b", "a b", 0),
            ("a | b", "a | b", 1),
        ])
    func literal(entry: String, text: String, warnings: Int) throws {
        let reading = Query.literal(entry)
        #expect(reading.problems.filter { $0.severity == .warning }.count == warnings)
        #expect(try #require(reading.query) == .words(.init(text)))
    }

    @Test(
        "takes entries parted by commas, plain words being a phrase",
        arguments: [
            ("غزة", "غزة"), ("قطاع غزة", "قطاع غزة"), ("a، b c, d", "any(a, b c, d)"),
            ("a | b", "any(a, b)"), ("a «b c»", "all(a, b c)"), ("=WHO", "=WHO"),
            ("topic:food, x", "any(topic:food=any(طعام, خبز الطابون), x)"),
            ("2 OF (a, b, c)", "2of(a, b, c)"), ("(a b), -c", "any(all(a, b), not(c))"),
        ])
    func entries(text: String, tree: String) throws {
        let reading = Query.parseEntries(text, places: .forTests, topics: .forTests)
        #expect(reading.problems.map(\.message) == [])
        #expect(try #require(reading.query).tree == tree)
    }

    @Test(
        "refuses entries that are none",
        arguments: [
            ("a,", "','"), (", a", "','"), ("a, , b", "','"), ("a) b", "never opened"),
            ("", "is empty"),
        ])
    func badEntries(text: String, words: String) {
        let reading = Query.parseEntries(text, places: .forTests)
        #expect(reading.query == nil)
        #expect(reading.problems.count == 1)
        #expect(reading.problems.first?.message.contains(words) == true)
    }

    @Test("refuses an entry of a list that holds no word", arguments: ["", " ", "…", "«»", "-"])
    func emptyLiteral(entry: String) {
        let reading = Query.literal(entry)
        #expect(reading.query == nil)
        #expect(reading.problems.map(\.finding) == [.nothingToSearch(entry)])
    }

    @Test("joins lists into normal trees")
    func lists() {
        let words = ["a", "b"].map { Query.words(.init($0)) }
        #expect(Query.anyOf(words)?.tree == "any(a, b)")
        #expect(Query.allOf(words)?.tree == "all(a, b)")
        #expect(Query.noneOf(words)?.tree == "not(any(a, b))")
        #expect(Query.anyOf([words[0]]) == words[0])
        #expect(Query.allOf([]) == nil)
        #expect(Query.allOf([.all(words), words[0]])?.tree == "all(a, b, a)")
    }
}
