import Analysis
import Newswire
import Testing

@testable import Matching

@Suite("keywords find the forms of their words and no other words")
struct KeywordTests {
    @Test("99 of 100 cases are right, and every other one is on the list of known misses")
    func cases() throws {
        let cases = KeywordTable.all.flatMap(\.cases)
        let known = try Set(KnownMiss.listed().map(\.description))
        let wrong = cases.filter { !Self.isRight($0) }
        for miss in wrong where !known.contains(miss.known.description) {
            Issue.record("\(miss): \(miss.reason)")
        }
        #expect(wrong.count * 100 <= cases.count, "\(wrong.count) of \(cases.count) are wrong")
    }

    @Test("the known misses are still missed, and each has its reason")
    func knownMisses() throws {
        let cases = Dictionary(
            KeywordTable.all.flatMap(\.cases).map { ($0.known.description, $0) },
            uniquingKeysWith: { first, _ in first })
        for miss in try KnownMiss.listed() {
            #expect(!miss.reason.isEmpty, "\(miss)")
            let entry = try #require(cases[miss.description], "\(miss) is no case of the tables")
            #expect(!Self.isRight(entry), "\(miss) is right by now: take it off the list")
        }
    }

    @Test("every line is a case, none stands twice, and a third are traps")
    func tables() {
        for table in KeywordTable.all {
            #expect(table.malformed.isEmpty, "\(table.language): \(table.malformed)")
            let names = table.cases.map(\.known.description)
            let twice = Dictionary(grouping: names, by: \.self).filter { $1.count > 1 }.keys
            #expect(twice.isEmpty, "\(twice.sorted())")
            let traps = table.cases.filter { !$0.expected }
            #expect(traps.count * 3 >= table.cases.count, "\(table.language): \(traps.count)")
        }
    }

    /// As a title alone and as a text alone, which must not differ.
    private static func isRight(_ entry: KeywordCase) -> Bool {
        guard let query = Query.parse(entry.query, places: .standard).query else { return false }
        let articles = [
            Article(title: entry.text, language: entry.language),
            Article(text: entry.text, language: entry.language),
        ]
        return articles.allSatisfy { article in
            let verdict = QueryEvaluator(analyzer.analyze(article), places: .standard)
                .verdict(on: query)
            if case .matched = verdict { return entry.expected }
            return !entry.expected
        }
    }

    private static let analyzer = Analyzer()
}

extension KeywordCase {
    fileprivate var known: KnownMiss {
        KnownMiss(language: language.tag, query: query, text: text)
    }
}
