@testable import Analysis
import Newswire
import Testing

/// `GazetteerTests` has the files of names; these are the others.
@Suite("Bad files of regions")
struct RegionFilesTests {
    @Test("a line of a file is named if it is wrong, and the rest is used", arguments: files)
    func file(_ name: String, _ text: String, _ problems: [String]) {
        let gazetteer = Gazetteer(files: Self.good + [RegionTable(file: name, text: text)])
        let found = gazetteer.problems.map { "\($0.file):\($0.position?.line ?? 0) \($0.id)" }
        #expect(found == problems)
        Self.expectGood(gazetteer)
    }

    @Test(
        "bytes that are no text cost their own lines",
        arguments: ["codes.tsv", "groups.tsv", "retired.tsv", "given-names.tsv", "names.tsv"])
    func bytes(_ name: String) {
        let bytes: [UInt8] = [
            0xC3, 0x28, 0x09, 0x41, 0x0A, 0xFF, 0xFE, 0x00, 0x0A, 0xED, 0xA0, 0x80,
        ]
        let gazetteer = Gazetteer(files: Self.good + [RegionTable(file: name, bytes: bytes)])
        #expect(gazetteer.problems.map(\.id) == ["not-utf8", "not-utf8", "not-utf8"])
        #expect(gazetteer.problems.compactMap(\.position?.line) == [1, 2, 3])
        Self.expectGood(gazetteer)
    }

    @Test("what was named is said in words that help")
    func wording() {
        let table = RegionTable(
            file: "regions/desk.tsv",
            text: "Oland\tOX\ten\tcountry\t1\nÅland\tAA\ten\tpub\t1\nAlland\tAA\ten\tcity\t-1\n")
        let said = Gazetteer(files: Self.good, desk: [table]).problems.map(\.rendered)
        #expect(said.count == 3)
        #expect(said[0].hasPrefix("regions/desk.tsv:1:7: error: unknown region 'OX'"))
        #expect(said[1].contains("unknown kind 'pub', expected one of country demonym "))
        #expect(said[2].contains("'-1' is not a weight"))
    }

    private static let good = [
        RegionTable(
            file: "codes.tsv",
            text: "BB\tarea\nAA\tcountry\t\tAAA\t001\tBB\nAC\tcountry\t\t\t\tBB\n"),
        RegionTable(file: "names.tsv", text: "Aland\tAA\ten\tcountry\t1\tshown\n"),
    ]

    private static func expectGood(_ gazetteer: Gazetteer) {
        let code = RegionCode("AA")
        #expect(gazetteer.resolve("aland") == .region(code))
        #expect(gazetteer.resolve("AAA") == .region(code))
        #expect(gazetteer.area(RegionCode("BB"), contains: code))
        let tags = RegionTagger(gazetteer: gazetteer).tags(
            of: Article(title: "Rain in Aland", language: .english))
        #expect(tags.map(\.code) == [code])
    }
}

private let files: [(String, String, [String])] = [
    ("more/codes.tsv", "", []), ("more/codes.tsv", "\n\n# nothing\n", []),
    ("more/codes.tsv", "\u{FEFF}AD\tcountry\t\t\t\tBB\r\n\r\nAE\tcountry\r\n", []),
    ("more/codes.tsv", "AA\tcountry\n", ["more/codes.tsv:1 duplicate-region"]),
    ("more/codes.tsv", "AD\n", ["more/codes.tsv:1 unknown-kind"]),
    ("more/codes.tsv", "AD\tCountry\n", ["more/codes.tsv:1 unknown-kind"]),
    ("more/codes.tsv", "AD\tcountry\t\t\t\tZZ\n", ["more/codes.tsv:1 unknown-region"]),
    (
        "groups.tsv", "alps\tgroup\t\tAlps\t\t\t\tAA ZZ\tof 2026\n",
        ["groups.tsv:1 unknown-region"]
    ),
    ("groups.tsv", "strip\tplace\tZZ\tStrip\t\t\t\t\t\n", ["groups.tsv:1 unknown-region"]),
    ("groups.tsv", "AA\tgroup\t\tA\t\t\t\tAC\t\n", ["groups.tsv:1 duplicate-region"]),
    ("groups.tsv", "alps\n", []),
    ("retired.tsv", "QQ\tAA AC\nQR\n", []), ("given-names.tsv", "\r\n \nمحمد\n", []),
    ("not-places.tsv", "!?\nAland Post\ta newspaper\n", []),
    ("desk.tsv", "Aland", ["desk.tsv:1 broken-line"]),
    ("desk.tsv", "\t\t\t\t\t\n", ["desk.tsv:1 unknown-region"]),
    // An area that lies in itself is no way round.
    ("more/codes.tsv", "CC\tarea\t\t\t\tDD\nDD\tarea\t\t\t\tCC\n", []),
]
