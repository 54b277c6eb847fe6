@testable import Analysis
import Foundation
import NashraTesting
import Newswire
import Testing

@Suite("Arabic names of subdivisions")
struct ArabicSubdivisionTests {
    @Test("97 of 100 names of subdivisions are found in a sentence")
    func inSentence() throws {
        let file = ProjectRoot.file("Tests/AnalysisTests/Regions/Tables/arabic-subdivisions.tsv")
        let text = try String(contentsOf: file, encoding: .utf8)
        let rows = RegionTable(file: file.lastPathComponent, text: text).rows
        #expect(rows.count > 350)
        let tagger = RegionTagger()
        let missed = rows.filter { row in
            let article = Article(text: "اندلعت اشتباكات في \(row[0]) أمس", language: .arabic)
            return !tagger.tags(of: article).contains { $0.code.code == row[1] }
        }.map { "\($0[1]) \($0[0])" }
        print("SUBDIVISIONS\t\(rows.count - missed.count) of \(rows.count)")
        print(missed.joined(separator: "; "))
        #expect(missed.count * 100 <= rows.count * 3)
    }
}
