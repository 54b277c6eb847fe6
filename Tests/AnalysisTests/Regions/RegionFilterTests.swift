import Analysis
import Newswire
import Testing

@Suite("A rule's regions")
struct RegionFilterTests {
    /// About Aleppo and so Syria, and Russia; naming Gaza.
    private let tags = [
        RegionTag(code: RegionCode("SY"), about: true, evidence: ["سوريا", "حلب"]),
        RegionTag(code: RegionCode("SY-HL"), about: true, evidence: ["حلب"]),
        RegionTag(code: RegionCode("RU"), about: true, evidence: ["موسكو"]),
        RegionTag(code: RegionCode("gaza-strip"), about: false, evidence: ["غزة"]),
    ]

    @Test(
        "include and exclude follow the hierarchy",
        arguments: [
            ("SY", "", "about", "SY"), ("SY-HL", "", "about", "SY-HL"),
            ("levant", "", "about", "SY"),
            ("145", "", "about", "SY"), ("RU SY", "", "about", "SY RU"),
            ("PS", "", "about", "missing"),
            ("PS", "", "mentions", "gaza-strip"), ("gaza-strip", "", "mentions", "gaza-strip"),
            ("PS-GZA", "", "mentions", "missing"), ("", "PS", "about", ""),
            ("", "PS", "mentions", "not gaza-strip"), ("", "levant", "about", "not SY"),
            ("SY", "RU", "about", "not RU"), ("", "", "about", ""), ("US", "", "about", "missing"),
            ("levant", "", "mentions", "SY gaza-strip"), ("XX", "", "mentions", "missing"),
        ])
    func verdicts(_ include: String, _ exclude: String, _ asks: String, _ expected: String) {
        func codes(_ text: String) -> [RegionCode] {
            text.split(separator: " ").map { RegionCode(String($0)) }
        }
        let filter = RegionFilter(
            Filter(include: codes(include), exclude: codes(exclude)),
            asks: asks == "about" ? .about : .mentions)
        let verdict =
            switch filter.verdict(on: tags) {
            case .passed(let tags): tags.map(\.code.code).joined(separator: " ")
            case .excluded(let tag): "not \(tag.code)"
            case .missing: "missing"
            }
        #expect(verdict == expected)
    }

    @Test("a code that only an article's sender knows still answers to itself")
    func foreignCodes() {
        let tag = RegionTag(code: RegionCode("US-TX"), about: true, evidence: [])
        let filter = RegionFilter(Filter(include: [RegionCode("US-TX")]), asks: .about)
        #expect(filter.verdict(on: [tag]) == .passed([tag]))
    }
}
