@testable import Analysis
import Newswire
import Testing

/// A world of ten countries, so that nothing but the score decides.
private let world = Gazetteer(files: [
    RegionTable(
        file: "codes.tsv",
        text: (["AA", "BB", "CC", "DD", "EE", "FF", "GG", "HH", "II", "JJ"]).map {
            "\($0)\tcountry\n"
        }.joined()),
    RegionTable(
        file: "names.tsv",
        text: [
            "Aland AA country 1", "Borland BB country 1", "Corland CC country 1",
            "Dorland DD country 1", "Eorland EE country 1", "Forland FF country 1",
            "Gorland GG country 1", "Horland HH country 1", "Iorland II country 1",
            "Jorland JJ country 1", "Alandic AA demonym 1", "Twinburg AA city 0.5",
            "Twinburg BB city 0.4", "Palace AA metonym 1", "Brook AA feature 1",
            "Flood AA feature 1 shared", "Flood BB feature 1 shared",
            "Flood CC feature 1 shared", "Flood DD feature 1 shared",
        ].map { line in
            let parts = line.split(separator: " ").map(String.init)
            let note = parts.count > 4 ? parts[4] : ""
            return "\(parts[0])\t\(parts[1])\ten\t\(parts[2])\t\(parts[3])\t\(note)\n"
        }.joined()),
])

@Suite("The score of a region")
struct RegionScoreTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var constant: String
        /// Makes the constant say nothing.
        var neutral: @Sendable (inout RegionScore) -> Void
        var title = "Something happened today"
        var text = ""
        var dateline: String?
        var home: String?
        /// What the article is about.
        var about: [String]

        var testDescription: String { constant }

        func codes(_ score: RegionScore) -> [String] {
            let article = Article(
                title: title, text: text, language: .english, dateline: dateline)
            let fields = [
                AnalyzedField(.title, title, language: .english),
                AnalyzedField(.text, text, language: .english),
            ]
            return RegionTagger(gazetteer: world, score: score).tags(
                article: article, fields: fields, language: .english,
                home: home.map { RegionCode($0) }
            ).filter(\.about).map(\.code.code).sorted()
        }
    }

    @Test("each constant is needed", arguments: cases)
    func constants(_ test: Case) {
        #expect(test.codes(.standard) == test.about)
        var neutral = RegionScore.standard
        test.neutral(&neutral)
        #expect(test.codes(neutral) != test.about, "it makes no difference")
    }

    @Test("every constant has its case")
    func complete() {
        let constants = Mirror(reflecting: RegionScore.standard).children.compactMap(\.label)
        #expect(Set(constants) == Set(cases.map(\.constant)))
    }
}

private let cases: [RegionScoreTests.Case] = [
    .init(
        constant: "place", neutral: { $0.place = 0.5 }, text: "It rained in Aland.", about: ["AA"]),
    .init(
        constant: "metonym", neutral: { $0.metonym = 1 }, text: "It rained on the Palace.",
        about: []),
    .init(
        constant: "feature", neutral: { $0.feature = 1 }, text: "It rained on the Brook.", about: []
    ),
    .init(
        constant: "demonym", neutral: { $0.demonym = 1 }, text: "It was Alandic rain.", about: []),
    .init(
        constant: "countriesOfFeature", neutral: { $0.countriesOfFeature = 100 },
        title: "Boats on the Flood", about: []),
    .init(constant: "title", neutral: { $0.title = 1 }, title: "An Alandic boat", about: ["AA"]),
    .init(constant: "lead", neutral: { $0.lead = 1 }, text: "It rained in Aland.", about: ["AA"]),
    .init(
        constant: "body", neutral: { $0.body = 2 }, text: "It rained.\n\nThen in Aland too.",
        about: []),
    .init(constant: "dateline", neutral: { $0.dateline = 4 }, dateline: "Aland", about: []),
    .init(
        constant: "repetition", neutral: { $0.repetition = 1 },
        text:
            "It rained.\n\nAn Alandic boat met an Alandic boat, an Alandic ship and an Alandic raft.",
        about: []),
    .init(
        constant: "enough", neutral: { $0.enough = 1 }, text: "It was Alandic rain.", about: []),
    .init(
        constant: "shareOfHighest", neutral: { $0.shareOfHighest = 0 },
        title: "Aland, Aland and Aland",
        text: "Aland met Aland.\n\nBorland saw it. So said Borland.", about: ["AA"]),
    .init(
        constant: "mostRegions", neutral: { $0.mostRegions = 100 },
        title: "Aland, Borland, Corland, Dorland, Eorland, Forland, Gorland, Horland, Iorland",
        about: ["AA", "BB", "CC", "DD", "EE", "FF", "GG", "HH"]),
    .init(
        constant: "home", neutral: { $0.home = 0 }, title: "Rain in Twinburg", home: "BB",
        about: ["BB"]),
    .init(
        constant: "likelihood", neutral: { $0.likelihood = 0 }, title: "Rain in Twinburg",
        about: ["AA"]),
]
