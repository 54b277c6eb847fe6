@testable import Analysis
import Embedded
import Newswire
import Testing

@Suite("The gazetteer")
struct GazetteerTests {
    private let gazetteer = Gazetteer.standard

    @Test("its own files are without a fault")
    func files() {
        #expect(gazetteer.problems.map(\.rendered) == [])
        #expect(gazetteer.regions.filter { $0.kind == .country }.count == 250)
        #expect(gazetteer.regions.filter { $0.kind == .subdivision }.count > 300)
    }

    @Test("text is resolved as a code, a slug, a number or a name", arguments: resolutions)
    func resolve(_ text: String, _ expected: Resolution) {
        #expect(gazetteer.resolve(text) == expected)
    }

    @Test(
        "what is nearly right is suggested",
        arguments: [
            ("Syira", "Syria"), ("Lebannon", "Lebanon"), ("levent", "levant"),
            ("western-asai", "western-asia"),
            ("سوريه الكبيرة", nil), ("Suez Canal", "EG"), ("قناة السويس", "EG"), ("zzzzzz", nil),
            ("", nil),
        ] as [(String, String?)])
    func nearest(_ text: String, _ suggestion: String?) {
        guard case .unknown(let nearest) = gazetteer.resolve(text) else {
            Issue.record("'\(text)' is \(gazetteer.resolve(text))")
            return
        }
        if let suggestion {
            #expect(nearest.contains(suggestion))
        } else {
            #expect(nearest.count <= 3)
        }
    }

    @Test(
        "areas hold what lies in them, at any distance",
        arguments: [
            ("levant", "SY", true), ("levant", "SY-HL", true), ("SY", "SY-HL", true),
            ("SY", "SY", true), ("SY-HL", "SY", false), ("145", "PS-GZA", true),
            ("001", "PS-GZA", true), ("PS", "gaza-strip", true), ("gaza-strip", "PS-GZA", true),
            ("gaza-strip", "PS-JEM", false), ("west-bank", "PS-JEM", true), ("PS", "PS-JEM", true),
            ("levant", "gaza-strip", true), ("gcc", "OM-MA", true), ("gcc", "YE", false),
            ("eu", "FR", true), ("eu", "GB", false), ("nato", "SE", true), ("brics", "ID", true),
            ("maghreb", "LY-TB", true), ("sahel", "ML", true), ("horn-of-africa", "SO-BN", true),
            ("caucasus", "GE", true), ("balkans", "XK", true), ("mena", "IR", true),
            ("143", "KZ", true), ("202", "KE", true), ("419", "BR", true), ("002", "EH", true),
            ("IQ", "IQ-AR", true), ("IQ-KR", "IQ-AR", true), ("zz", "zz", true),
            ("SY", "zz", false),
        ])
    func contains(_ area: String, _ code: String, _ expected: Bool) {
        #expect(gazetteer.area(RegionCode(area), contains: RegionCode(code)) == expected)
    }

    @Test("ancestors come nearest first")
    func ancestors() {
        let ancestors = gazetteer.ancestors(of: RegionCode("PS-GZA")).map(\.code)
        #expect(Set(ancestors.prefix(2)) == ["PS", "gaza-strip"])
        #expect(ancestors.last == "001")
        #expect(Set(ancestors).count == ancestors.count)
        #expect(Set(ancestors).isSuperset(of: ["levant", "mena", "arab-league", "145", "142"]))
    }

    @Test(
        "names are shown in the reader's language, else in English",
        arguments: [
            ("SY", "ar", "سوريا"), ("SY", "en", "Syria"), ("SY", "fr", "Syrie"),
            ("SY", "fa", "سوریه"),
            ("SY", "de", "Syrien"), ("SY", "zh", "叙利亚"), ("SY-HL", "ja", "Aleppo"),
            ("PS", "en", "Palestine"), ("PS", "ar", "فلسطين"),
            ("gaza-strip", "ar", "قطاع غزة"), ("SY-HL", "ar", "حلب"), ("SY-HL", "fr", "Alep"),
            ("145", "fr", "Asie de l’Ouest"), ("levant", "ar", "بلاد الشام"), ("OM", "ar", "عُمان"),
            ("zz", "en", "zz"), ("MA-06", "en", "Casablanca-Settat"), ("HK", "en", "Hong Kong"),
        ])
    func names(_ code: String, _ language: String, _ name: String) {
        #expect(gazetteer.name(of: RegionCode(code), in: LanguageTag(language)!) == name)
    }

    @Test("every region has an English name and every country an Arabic one")
    func shownNames() {
        for region in gazetteer.regions {
            #expect(gazetteer.name(of: region.code, in: .english) != region.code.code)
            if region.kind == .country {
                let name = gazetteer.name(of: region.code, in: .arabic)
                #expect(name.unicodeScalars.contains { $0.value > 0x600 }, "\(region.code)")
            }
        }
    }

    @Test("every country lies in an M49 area, and every member of a group is there")
    func members() {
        let world = RegionCode("001")
        for region in gazetteer.regions where region.kind == .country {
            #expect(gazetteer.area(world, contains: region.code), "\(region.code)")
        }
        for region in gazetteer.regions where region.kind == .group || region.kind == .area {
            #expect(gazetteer.everything(in: region.code).count > 1, "\(region.code)")
        }
    }

    @Test("a line that is wrong is named, and the rest is used")
    func brokenFiles() {
        let broken = Gazetteer(files: [
            RegionTable(
                file: "x/codes.tsv",
                text: "# code\nAA\tcountry\nAA\tcountry\nBB\tplanet\nCC\tcountry\t\t\t\tQQ\n"
            ),
            RegionTable(
                file: "x/names.tsv",
                text: "Aland\tAA\ten\tcountry\t1\tshown\nNowhere\tZZ\ten\tcity\t1\n"
                    + "Odd\tAA\ten\tpub\t1\nHeavy\tAA\ten\tcity\tmuch\n\tAA\ten\tcity\t1\n"
            ),
        ])
        let places = broken.problems.map { "\($0.file):\($0.position?.line ?? 0) \($0.id)" }
        #expect(
            places == [
                "x/codes.tsv:3 duplicate-region", "x/codes.tsv:4 unknown-kind",
                "x/codes.tsv:5 unknown-region", "x/names.tsv:2 unknown-region",
                "x/names.tsv:3 unknown-kind", "x/names.tsv:4 bad-weight",
                "x/names.tsv:5 broken-line",
            ])
        #expect(broken.resolve("aland") == .region(RegionCode("AA")))
    }

    @Test(
        "of a file of names everything is used but what spoils it",
        arguments: [
            // The very same line again; spellings that fold alike are no mistake.
            ("Aland\tAA\ten\tcountry\t1\nAland\tAA\ten\tcity\t1\n", ["2:1 duplicate-name"]),
            ("Åland\tAA\ten\tcountry\t1\nAland\tAA\ten\tcountry\t1\n", []),
            ("Aland\tAA\ten\tcountry\t1\nAland\tAA\tsv\tcountry\t1\n", []),
            ("Aland\tZZ\ten\tcountry\t1\nAland\tAA\ten\tcountry\t1\n", ["1:7 unknown-region"]),
            ("Aland\nAland\tAA\ten\tcountry\t1\n", ["1:1 broken-line"]),
            ("ألند\tAA\tar\tpub\t1\nAland\tAA\ten\tcountry\t1\n", ["1:12 unknown-kind"]),
            ("Aland\tAA\ten\tcity\t0\nAland\tAA\ten\tcountry\t1\n", ["1:18 bad-weight"]),
            ("Aland\tAA\ten\tcity\t1e9\nAland\tAA\ten\tcountry\t1\n", ["1:18 bad-weight"]),
            ("Aland\tAA\t\tcountry\t1\nAland\tAA\ten\tcountry\t1\n", ["1:1 broken-line"]),
            ("!?\tAA\ten\tcountry\t1\nAland\tAA\ten\tcountry\t1\n", ["1:1 broken-line"]),
            // As other programs write tables.
            ("\u{FEFF}Aland\tAA\ten\tcountry\t1\t\r\n\r\n# end\r\n", []),
            ("Aland\tAA\ten\tcountry\t1\tshown\tmore\tand\tmore\tof\tit", []),
        ] as [(String, [String])])
    func spoiltNames(_ text: String, _ problems: [String]) {
        let gazetteer = Gazetteer(files: [
            RegionTable(file: "names.tsv", text: text),
            RegionTable(file: "codes.tsv", text: "AA\tcountry\n"),
        ])
        let found = gazetteer.problems.map { problem in
            "\(problem.position?.line ?? 0):\(problem.position?.column ?? 0) \(problem.id)"
        }
        #expect(found == problems)
        #expect(gazetteer.resolve("aland") == .region(RegionCode("AA")))
    }

    @Test("a line that is not UTF-8 is named, and the others are read")
    func bytes() {
        let lines = [
            "Aland\tAA\ten\tcountry\t1\n", "Al\u{FF}\tAA\n", "Oland\tAA\ten\tcountry\t1\n",
        ]
        let bytes = lines.flatMap { line in
            line.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        }
        let gazetteer = Gazetteer(files: [
            RegionTable(file: "codes.tsv", text: "AA\tcountry\n"),
            RegionTable(file: "more.tsv", bytes: bytes),
        ])
        #expect(gazetteer.problems.map { $0.rendered.prefix(22) } == ["more.tsv:2:1: error: t"])
        #expect(gazetteer.resolve("aland") == .region(RegionCode("AA")))
        #expect(gazetteer.resolve("oland") == .region(RegionCode("AA")))
    }

    @Test("an empty gazetteer knows nothing and says so")
    func empty() {
        let empty = Gazetteer(files: [])
        #expect(empty.resolve("SY") == .unknown(nearest: []))
        #expect(RegionTagger(gazetteer: empty).tags(of: Article(title: "Syria")).isEmpty)
    }

    @Test("names are folded as the words of a text are")
    func folding() {
        let names = Gazetteer.standard.names
        var folder = NameFolder(hash: names.hash)
        let odd = [
            "", "-", "A-B", "Côte d’Ivoire", "U.S.", "Straße", "عُمان", "غـزة", "צה\"ל", "ـ", "й",
            // As long as a plain name may be, and longer.
            String(repeating: "Ḥ", count: 21), String(repeating: "Ḥ", count: 22),
            String(repeating: "غزة ", count: 30), String(repeating: "a", count: 64),
            String(repeating: "a", count: 65), String(repeating: "a", count: 300),
        ]
        for text in names.all.map(names.text) + odd {
            let bytes = Array(text.utf8)
            folder.read(bytes.span)
            #expect(folder.words == NameFolder.words(text, hash: names.hash), "\(text)")
        }
    }

    @Test("no name stands twice for one region in one language")
    func duplicates() throws {
        let text = try #require(EmbeddedFiles.text("regions/names.tsv"))
        var seen: Set<String> = []
        for row in RegionTable(file: "names.tsv", text: text).rows {
            #expect(row.columns.count == 6, "line \(row.line)")
            let key = "\(row[0])\t\(row[1])\t\(row[2])"
            #expect(seen.insert(key).inserted, "\(key)")
        }
    }
}

private func region(_ code: String) -> Resolution { .region(RegionCode(code)) }

private func ambiguous(_ codes: String...) -> Resolution {
    .ambiguous(codes.map { RegionCode($0) })
}

private func retired(_ code: String, _ now: String...) -> Resolution {
    .retired(RegionCode(code), now: now.map { RegionCode($0) })
}

private let resolutions: [(String, Resolution)] = [
    ("SY", region("SY")), ("sy", region("SY")), ("Sy", region("SY")), ("SYR", region("SY")),
    ("760", region("SY")), ("PS-GZA", region("PS-GZA")), ("ps-gza", region("PS-GZA")),
    ("NO", region("NO")), ("145", region("145")), ("western-asia", region("145")),
    ("Western Asia", region("145")), ("central-asia", region("143")), ("levant", region("levant")),
    ("LEVANT", region("levant")), ("eu", region("eu")), ("EU", region("eu")),
    ("gaza-strip", region("gaza-strip")), ("Gaza Strip", region("gaza-strip")),
    ("قطاع غزة", region("gaza-strip")), ("غزة", region("gaza-strip")),
    ("غزّة", region("gaza-strip")),
    ("الضفة الغربية", region("west-bank")), ("Syria", region("SY")), ("syrie", region("SY")),
    ("سوريا", region("SY")), ("سورية", region("SY")), ("سوریه", region("SY")),
    ("أميركا", region("US")), ("امريكا", region("US")), ("USA", region("US")), ("UK", region("GB")),
    ("كوريا الشمالية", region("KP")), ("جنوب السودان", region("SS")), ("السعودية", region("SA")),
    ("حلب", region("SY-HL")), ("Moscow", region("RU-MOW")), ("Bavaria", region("DE-BY")),
    ("Aleppo", region("SY-HL")), ("Alep", region("SY-HL")),
    ("القدس", region("PS-JEM")), ("تونس", region("TN")), ("Algérie", region("DZ")),
    ("Côte d'Ivoire", region("CI")), ("Cote d'Ivoire", region("CI")), ("Turkey", region("TR")),
    ("  SY ", region("SY")), ("Saudi  Arabia", region("SA")), ("saudi-arabia", region("SA")),
    ("الشرق الأوسط", region("mena")), ("بلاد الشام", region("levant")), ("Europe", region("150")),
    ("Middle East", region("mena")), ("Georgia", ambiguous("GE", "US-GA")),
    ("Kurdistan", region("IQ-KR")),
    ("طرابلس", ambiguous("LB-AS", "LY-TB")), ("Tripoli", ambiguous("LB-AS", "LY-TB")),
    ("عمان", ambiguous("JO-AM", "OM")), ("Congo", ambiguous("CD", "CG")),
    (
        "SU",
        retired(
            "SU", "RU", "AM", "AZ", "BY", "EE", "GE", "KZ", "KG", "LV", "LT", "MD", "TJ", "TM",
            "UA", "UZ")
    ),
    ("yu", retired("YU", "RS", "ME")), ("ZR", retired("ZR", "CD")), ("TP", retired("TP", "TL")),
]

@Suite("A desk's own names of places")
struct DeskGazetteerTests {
    private static let codes = "AA\tcountry\nBB\tcountry\nAA-1\tsubdivision\t\t\t\tAA\n"
    private static let ours = """
        Aland\tAA\ten\tcountry\t1\tshown
        Borland\tBB\ten\tcountry\t1\tshown
        Springfield\tAA\ten\tcity\t0.9\t
        Springfield\tBB\ten\tcity\t0.1\t

        """

    private func gazetteer(_ desk: [(String, String)]) -> Gazetteer {
        Gazetteer(
            files: [
                RegionTable(file: "regions/codes.tsv", text: Self.codes),
                RegionTable(
                    file: "regions/groups.tsv", text: "both\tgroup\t\tBoth\t\t\t\tAA BB\tours\n"),
                RegionTable(file: "regions/names.tsv", text: Self.ours),
            ],
            desk: desk.map { RegionTable(file: "desk/" + $0.0, text: $0.1) })
    }

    private func about(_ title: String, _ gazetteer: Gazetteer) -> [String] {
        RegionTagger(gazetteer: gazetteer).tags(
            article: Article(title: title),
            fields: [AnalyzedField(.title, title, language: .english)], language: .english
        ).filter(\.about).map(\.code.code)
    }

    @Test("its lines are added, win over ours, and take ours out")
    func lines() {
        let own = gazetteer([
            (
                "names.tsv",
                "Camp Nine\tAA-1\ten\tsite\t1\nSpringfield\tBB\ten\tcity\t1\n"
                    + "Borland\tBB\ten\tcountry\t1\toff\n"
            )
        ])
        #expect(own.problems == [])
        #expect(about("Rain on Camp Nine", own) == ["AA-1", "AA"])
        #expect(about("Rain on Springfield", own) == ["BB"])
        #expect(about("Rain on Springfield", gazetteer([])) == ["AA"])
        #expect(about("Rain on Borland", own) == [])
        #expect(about("Rain on Borland", gazetteer([])) == ["BB"])
    }

    @Test("it has groups, words that are no places, and given names of its own")
    func special() {
        let own = gazetteer([
            (
                "groups.tsv",
                "both\tgroup\t\tBoth of them\t\t\t\tBB\t\nours\tgroup\t\tOur Beat\t\t\t\tAA\t\n"
            ),
            ("not-places.tsv", "Aland Cement\ta firm\n"), ("given-names.tsv", "Zed\ta name\n"),
        ])
        #expect(own.problems == [])
        #expect(own.resolve("our beat") == .region(RegionCode("ours")))
        #expect(own.area(RegionCode("ours"), contains: RegionCode("AA-1")))
        #expect(!own.area(RegionCode("both"), contains: RegionCode("AA")))
        #expect(own.name(of: RegionCode("both"), in: .english) == "Both of them")
        #expect(about("Shares of Aland Cement fall", own) == [])
        #expect(about("Novel by Zed Aland", own) == [])
    }

    @Test("a line that doubles a region gives it no slug and no members")
    func doubled() {
        let own = gazetteer([
            ("codes.tsv", "AA\tcountry\tanother\t\t\tBB\n"),
            ("groups.tsv", "BB\tgroup\t\tB\t\t\t\tAA\tours\n"),
        ])
        #expect(own.problems.map(\.id) == ["duplicate-region", "duplicate-region"])
        #expect(!own.area(RegionCode("BB"), contains: RegionCode("AA")))
        #expect(own.resolve("another") != .region(RegionCode("AA")))
    }

    @Test("its mistakes are told by file, line and column")
    func mistakes() {
        let own = gazetteer([
            (
                "names.tsv",
                "Nowhere\tAA\ten\tsite\t1\toff\nTwice\tAA\ten\tsite\t1\nTwice\tAA\ten\tsite\t1\n"
                    + "Camp\tAB\ten\tsite\t1\nspaces instead of tabs\n"
            ), ("groups.tsv", "ours\tgroup\t\tOurs\t\t\t\tAA ZZ\t\nAA\tgroup\t\t\t\t\t\tBB\t\n"),
        ])
        let found = own.problems.map { problem in
            "\(problem.file):\(problem.position?.line ?? 0):\(problem.position?.column ?? 0) \(problem.id)"
        }
        #expect(
            found == [
                "desk/groups.tsv:1:21 unknown-region", "desk/groups.tsv:2:1 duplicate-region",
                "desk/names.tsv:1:1 unknown-name", "desk/names.tsv:3:1 duplicate-name",
                "desk/names.tsv:4:6 unknown-region", "desk/names.tsv:5:1 broken-line",
            ])
        #expect(own.area(RegionCode("ours"), contains: RegionCode("AA")))
    }
}
