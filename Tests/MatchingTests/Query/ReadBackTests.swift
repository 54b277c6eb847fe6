import Newswire
import Testing

@testable import Matching

@Suite("a rule read back in words")
struct ReadBackTests {
    @Test(
        "says what its query asks for",
        arguments: [
            ("(كيري | بوتين) سوريا -رياضة", "any of كيري, بوتين; and سوريا; without رياضة"),
            ("سوريا", "سوريا"),
            ("كيري بوتين سوريا", "all of كيري, بوتين, سوريا"),
            ("-رياضة", "anything without رياضة"),
            ("a -b -c", "a; without b; without c"),
            ("a | -b", "any of a, anything without b"),
            ("a -(b | c)", "a; without any of b, c"),
            ("a -(b c)", "a; without (all of b, c)"),
            ("a | (b -c)", "any of a, (b; without c)"),
            ("a b (c | d)", "all of a, b; and any of c, d"),
            ("«flash flood» | فيضان", "any of «flash flood», فيضان"),
            ("فلسطين* =US", "all of words that begin with فلسطين, exactly US"),
            ("title:a | body:«b c»", "any of a in the title, «b c» in the text"),
            (
                "region:SY lang:ar mentions:US",
                "all of about Syria (SY), in ar, naming United States (US)"
            ),
        ])
    func sentence(query: String, words: String) throws {
        let query = try #require(Query.parse(query, places: .forTests).query)
        #expect(ReadBack().sentence(query).withoutIsolates == words)
    }

    @Test("isolates words that run right to left")
    func isolates() {
        #expect(
            ReadBack().sentence(.any([.words(.init("كيري")), .words(.init("Kerry"))]))
                == "any of \u{2068}كيري\u{2069}, Kerry")
    }

    @Test("says its filters")
    func filters() {
        let rule = Rule(
            name: "r", regions: .init(include: [.init("SY"), .init("RU")], exclude: [.init("IL")]),
            sources: .init(include: ["shms"]),
            languages: .init(include: [.arabic, .english]), urgency: .urgent, send: ["morning"])
        #expect(
            ReadBack().lines(rule, query: nil, none: .words(.init("sport"))) == [
                "anything", "without sport", "about Syria (SY) or Russia (RU)",
                "not about Israel (IL)", "from shms",
                "in ar or en", "urgent or flash",
            ])
    }

    @Test("says of a part whose name is also the whole's that it is only the part")
    func parts() {
        func said(_ code: String) -> String {
            ReadBack().sentence(.about(RegionCode(code)))
        }
        #expect(said("PS-GZA") == "about Gaza (PS-GZA only; all of it is gaza-strip)")
        #expect(said("gaza-strip") == "about Gaza Strip (gaza-strip)")
        #expect(said("SY-HL") == "about Aleppo (SY-HL)")
    }
}

extension String {
    fileprivate var withoutIsolates: String {
        filter { $0 != "\u{2068}" && $0 != "\u{2069}" }
    }
}
