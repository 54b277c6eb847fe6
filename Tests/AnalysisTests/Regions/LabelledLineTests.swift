@testable import Analysis
import NashraTesting
import Newswire
import Testing

@Suite("Regions of labelled lines")
struct LabelledLineTests {
    @Test("19 of 20 lines are right, and every other one is on the list of known misses")
    func lines() throws {
        let known = Set(try Self.known().map(\.line))
        var count = 0
        var missed = 0
        for language in LabelledLine.languages {
            let lines = try LabelledLine.read(language).lines
            let wrong = lines.map { ($0, mistakes($0)) }.filter { !$0.1.isEmpty }
            for (line, mistakes) in wrong {
                print("MISS\t\(line)\t\(mistakes)")
                if !known.contains(line.description) {
                    Issue.record("\(line): \(mistakes) (\(line.note))")
                }
            }
            print("RIGHT\t\(language)\t\(lines.count - wrong.count) of \(lines.count)")
            count += lines.count
            missed += wrong.count
        }
        print("RIGHT\tall\t\(count - missed) of \(count)")
        #expect(missed * 20 <= count, "\(missed) of \(count) are wrong")
    }

    @Test("the known misses are still missed, and each has its reason")
    func knownMisses() throws {
        let lines = Dictionary(
            uniqueKeysWithValues: try LabelledLine.languages.flatMap {
                try LabelledLine.read($0).lines.map { ($0.description, $0) }
            })
        for miss in try Self.known() {
            #expect(!miss.reason.isEmpty, "\(miss.line)")
            let line = try #require(lines[miss.line], "'\(miss.line)' is no line of the files")
            #expect(!mistakes(line).isEmpty, "'\(line)' is right by now: take it off the list")
        }
    }

    @Test("every line is well formed, none stands twice, and half are traps")
    func tables() throws {
        var count = 0
        var traps = 0
        for language in LabelledLine.languages {
            let (lines, malformed) = try LabelledLine.read(language)
            #expect(malformed == [], "\(language)")
            let twice = Dictionary(grouping: lines, by: \.text).filter { $1.count > 1 }.keys
            #expect(twice.isEmpty, "\(twice.sorted())")
            for line in lines {
                for code in line.about + line.named + line.not {
                    #expect(Gazetteer.standard.region(for: code) != nil, "\(code): \(line)")
                }
            }
            count += lines.count
            traps += lines.count { $0.isAll || !$0.not.isEmpty }
        }
        #expect(count > 1000)
        #expect(traps * 2 >= count)
    }

    private let tagger = RegionTagger()

    private func mistakes(_ line: LabelledLine) -> String {
        line.mistakes(in: tagger.tags(of: line.article), .standard).joined(separator: "; ")
    }

    /// The rows `| ar | line | what is wrong | reason |` of docs/REGIONS.md, which
    /// is the only list of them.
    private static func known() throws -> [(line: String, reason: String)] {
        try DocumentTable.rows(of: "docs/REGIONS.md", below: "## Known misses").map { columns in
            (
                columns.count > 1 ? "\(columns[0]) | \(columns[1])" : "",
                columns.count > 3 ? columns[3] : ""
            )
        }
    }
}
