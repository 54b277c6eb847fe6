import Foundation
import NashraTesting
import Testing

@testable import Matching

/// docs/QUERY.md as its readers take it: what it says works works.
@Suite("the documentation of the query language")
struct DocumentedQueryTests {
    private static let topics: Topics = {
        var topics = Topics.none
        for name in ["putin", "truce", "talks", "weather", "وزير الخارجية"] {
            topics.define(name, as: .words(.init(name)))
        }
        return topics
    }()

    @Test("shows for what other programs write a query that is read, and no other way round")
    func foreign() throws {
        let rows = try rows(of: "## From other programs")
        #expect(rows.count > 10)
        for row in rows {
            for query in row[0] where query.hasPrefix("+a +b") || !["a~"].contains(query) {
                let reading = Query.parse(query, places: .forTests)
                #expect(reading.query == nil, "\(query)")
                let hints = reading.problems.flatMap(\.hints)
                #expect(!hints.isEmpty || reading.corrected != nil, "\(query)")
            }
            for query in row[1] {
                #expect(Query.parse(query, places: .forTests).problems == [], "\(query)")
            }
        }
    }

    @Test(
        "shows queries that are read",
        arguments: ["## Joining them", "### NEAR and ONEAR", "## Fields"])
    func examples(section: String) throws {
        let rows = try rows(of: section)
        #expect(rows.count > 4)
        for query in rows.flatMap({ $0[0] }) {
            let reading = Query.parse(query, places: .forTests, topics: Self.topics)
            #expect(reading.problems.map(\.message) == [], "\(query)")
        }
    }

    @Test("shows mistakes that are told")
    func mistakes() throws {
        let rows = try rows(of: "## Common mistakes")
        #expect(rows.count > 10)
        for query in rows.flatMap({ $0[0] }) {
            let reading = Query.parse(query, places: .forTests, topics: Self.topics)
            #expect(
                !reading.problems.isEmpty || reading.query?.isOnlyExclusion == true, "\(query)")
        }
    }

    /// The rows of a section's table: for each cell, what stands in backticks.
    private func rows(of section: String) throws -> [[[String]]] {
        let file = ProjectRoot.url.appending(path: "docs/QUERY.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let start = try #require(lines.firstIndex(of: section))
        return lines[(start + 1)...].prefix { !$0.hasPrefix("#") }
            .filter { $0.hasPrefix("| ") && !$0.hasPrefix("|---") }.dropFirst()
            .map { line in
                let cells = line.replacing("\\|", with: "\u{1}").split(separator: "|")
                return cells.map { cell in
                    cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
                        .filter { $0.offset % 2 == 1 }
                        .map { String($0.element).replacing("\u{1}", with: "|") }
                }
            }
    }
}
