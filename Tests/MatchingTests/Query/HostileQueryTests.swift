import Newswire
import Testing

@testable import Matching

@Suite("a hostile query")
struct HostileQueryTests {
    private static let hostile: [Hostile] = [
        Hostile(
            "a thousand brackets",
            String(repeating: "(", count: 1000) + "a"
                + String(repeating: ")", count: 1000)),
        Hostile(
            "a thousand groups",
            String(repeating: "(a | (b ", count: 500) + "c"
                + String(repeating: "))", count: 500)),
        Hostile("open brackets", String(repeating: "(", count: 20_000)),
        Hostile("closing brackets", String(repeating: ")", count: 20_000)),
        Hostile("hyphens", String(repeating: "-", count: 20_000)),
        Hostile("hyphens apart", String(repeating: "- ", count: 10_000)),
        Hostile("exclusions of exclusions", String(repeating: "NOT ", count: 5_000) + "a"),
        Hostile("fields in fields", String(repeating: "title:", count: 3_300) + "a"),
        Hostile("bars", String(repeating: "| ", count: 10_000)),
        Hostile("quotation marks", String(repeating: "\"", count: 20_000)),
        Hostile("apostrophes", String(repeating: "'a ", count: 6_600)),
        Hostile("one word", String(repeating: "س", count: 20_000)),
        Hostile("ten thousand words", String(repeating: "س ", count: 10_000)),
        Hostile("mixed", String(repeating: "a | b c ", count: 2_500)),
        Hostile("mixed groups", String(repeating: "(a | b c) ", count: 2_000)),
        Hostile(
            "mixed, nested",
            String(repeating: "(a | b c ", count: 90)
                + String(repeating: ")", count: 90)),
        Hostile("marks alone", String(repeating: "\u{64B}", count: 20_000)),
        Hostile("marks nobody sees", String(repeating: "\u{200F}", count: 20_000)),
        Hostile("nothing but controls", String(repeating: "\u{0}\u{1B}", count: 10_000)),
        Hostile("nearness", String(repeating: "NEAR ", count: 4_000)),
        Hostile("of", String(repeating: "2 OF (", count: 3_000)),
        Hostile("nearness of all", String(repeating: "a NEAR/5 ", count: 2_000) + "a"),
        Hostile(
            "nearness of every distance",
            (1...1_300).map { "a NEAR/\($0 % 99 + 1)" }.joined(separator: " ") + " a"),
        Hostile(
            "nearness, nested",
            String(repeating: "(a NEAR/2 ", count: 99) + "a" + String(repeating: ")", count: 99)),
        Hostile(
            "nearness of many",
            "(" + (1...600).map { "a\($0) NEAR/5 b" }.joined(separator: " | ")
                + ") NEAR/9 c"),
        Hostile("nearness, nowhere", String(repeating: "NEAR( ", count: 3_300)),
        Hostile("nearness brought along", String(repeating: "\"a b\"~5 ", count: 2_200)),
        Hostile(
            "of five hundred",
            "250 OF (" + (1...500).map { "word\($0)" }.joined(separator: ", ") + ")"),
        Hostile("at least", String(repeating: "atleast2(", count: 2_200)),
        Hostile("commas", "2 OF (" + String(repeating: ",", count: 19_000) + ")"),
        Hostile("topics", String(repeating: "topic:x ", count: 2_400)),
        Hostile(
            "three thousand different words",
            (1...3_000).map { "w\($0 * 37)" }.joined(separator: " ")),
        Hostile("stars", String(repeating: "*", count: 20_000)),
        Hostile("equals", String(repeating: "=", count: 20_000)),
        Hostile("unassigned", String(repeating: "\u{10FFFF}", count: 20_000)),
    ]

    @Test("gives a normal answer or a clear error, soon", arguments: hostile)
    func answer(hostile: Hostile) {
        let text = hostile.text
        let clock = ContinuousClock()
        let time = clock.measure {
            let reading = Query.parse(text, places: .forTests)
            let hasError = reading.problems.contains { $0.severity == .error }
            #expect((reading.query == nil) == hasError)
            #expect(reading.problems.count <= QueryParser.mostProblems + 1)
            let count = text.unicodeScalars.count
            #expect(
                reading.problems.allSatisfy { problem in
                    problem.range.lowerBound >= 0 && problem.range.upperBound <= count
                        && !problem.range.isEmpty
                })
            #expect(reading.problems.allSatisfy { $0.message.utf8.count < 1_000 })
        }
        // A debug build on a busy machine; a release build needs a tenth.
        #expect(time < .seconds(3))
    }

    @Test("is refused where it is too long or too deep")
    func limits() {
        let long = String(repeating: "a", count: 20_001)
        #expect(
            Query.parse(long, places: .forTests).problems.map(\.finding) == [
                .tooLong(count: 20_001)
            ])
        let deep = String(repeating: "(", count: 101) + "a" + String(repeating: ")", count: 101)
        #expect(Query.parse(deep, places: .forTests).problems.map(\.finding) == [.tooDeep])
        let near = Array(repeating: "a", count: 18).joined(separator: " NEAR/5 ")
        #expect(Query.parse(near, places: .forTests).problems.map(\.finding) == [.tooManyNear])
        let within = String(repeating: "(", count: 100) + "a" + String(repeating: ")", count: 100)
        #expect(Query.parse(within, places: .forTests).query == .words(.init("a")))
    }

    @Test("of random signs never breaks the reader", arguments: 0..<600)
    func random(seed: Int) {
        var state = UInt64(seed) &* 6_364_136_223_846_793_005 &+ 1
        let pieces = [
            "(", ")", "|", "-", "–", "=", "*", "«", "»", "\"", " ", " ", "a", "سوريا", "OR", "AND",
            "NOT", "أو", "title:", "url:", "region:", "lang:", "topic:", "NEAR/5", "2 OF (", ",",
            "؟",
            "~5", "^", "&&", "||", "+", "!", "/", "'", "\u{200F}", "\n", "[", "…", "و", ":",
            "near5", "ONEAR ", "NEAR/0", "OF", "2", "2 OF ", "AROUND(5)", "<AND>", "atleast2(",
            "w/5",
            "topic:food", "a b", "~", "،",
        ]
        var text = ""
        for _ in 0..<40 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            text += pieces[Int(state >> 33) % pieces.count]
        }
        let reading = Query.parse(text, places: .forTests, topics: .forTests)
        let count = text.unicodeScalars.count
        #expect(reading.problems.allSatisfy { $0.range.upperBound <= count }, "\(text)")
        if let query = reading.query {
            let again = Query.parse(query.text, places: .forTests, topics: .forTests)
            #expect(again.query == query, "\(text)")
        } else {
            #expect(reading.problems.contains { $0.severity == .error }, "\(text)")
        }
        if let corrected = reading.corrected {
            let again = Query.parse(corrected, places: .forTests, topics: .forTests)
            #expect(again.query != nil, "\(text) → \(corrected)")
        }
        let entries = Query.parseEntries(text, places: .forTests, topics: .forTests)
        #expect(entries.problems.allSatisfy { $0.range.upperBound <= count }, "\(text)")
        #expect(
            (entries.query == nil) == entries.problems.contains { $0.severity == .error },
            "\(text)")
    }
}

/// A text that is shown by its name: it is long.
struct Hostile: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String

    init(_ name: String, _ text: String) {
        testDescription = name
        self.text = text
    }
}
