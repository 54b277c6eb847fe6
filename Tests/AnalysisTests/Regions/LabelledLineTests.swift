@testable import Analysis
import Foundation
import NashraTesting
import Newswire
import Testing

@Suite("Regions of labelled lines")
struct LabelledLineTests {
    @Test("no line is answered wrongly but those that are known to be")
    func lines() throws {
        let known = try Self.known()
        var count = 0
        var missed: [String] = []
        for language in LabelledLine.languages {
            let lines = try LabelledLine.read(language).lines
            var wrong = 0
            for line in lines {
                let tags = tagger.tags(of: line.article)
                let mistakes = line.mistakes(in: tags, .standard)
                guard !mistakes.isEmpty else { continue }
                wrong += 1
                missed.append(line.description)
                let isKnown = known.contains(line.description)
                if !isKnown || ProcessInfo.processInfo.environment["SHOW_MISSES"] != nil {
                    print("MISS\t\(line)\t\(mistakes.joined(separator: "; "))")
                }
                if !isKnown {
                    Issue.record("\(line): \(mistakes.joined(separator: "; ")) (\(line.note))")
                }
            }
            count += lines.count
            print("RIGHT\t\(language)\t\(lines.count - wrong) of \(lines.count)")
        }
        print("RIGHT\tall\t\(count - missed.count) of \(count)")
        #expect((count - missed.count) * 100 >= count * 95)
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

    private static func known() throws -> Set<String> {
        let file = ProjectRoot.file("Tests/AnalysisTests/Regions/Lines/misses.txt")
        let text = try String(contentsOf: file, encoding: .utf8)
        return Set(text.split(separator: "\n").map(String.init))
    }
}
