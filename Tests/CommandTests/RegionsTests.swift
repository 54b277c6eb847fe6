import Foundation
import NashraTesting
import Testing

@Suite("nashra regions")
struct RegionsTests {
    private let office: Office

    init() throws { office = try Office() }

    @Test(
        "a code or a name is read back",
        arguments: [
            ("SY", ["SY  Syria", "760, SYR", "SY-HL Aleppo", "levant Levant", "سوري"]),
            ("760", ["SY  Syria"]), ("حلب", ["SY-HL  Aleppo", "SY Syria", "Alep"]),
            ("Alep", ["SY-HL  Aleppo"]), ("قطاع غزة", ["gaza-strip  Gaza Strip"]),
            ("levant", ["levant  Levant", "holds 5", "LB Lebanon", "note: "]),
            ("145", ["145  Western Asia", "western-asia", "142 Asia"]),
            (
                "PS-GZA",
                ["PS-GZA  Gaza", "only this part: the whole is gaza-strip (Gaza Strip)"]
            ),
            ("DZ-16", ["the whole is DZ (Algeria)"]),
            ("القدس", ["PS-JEM  Jerusalem", "also answers to", "IL Israel"]),
            ("SY LB", ["SY  Syria", "LB  Lebanon"]),
        ])
    func region(_ text: String, _ parts: [String]) async throws {
        let result = try await office.nashra("regions \(text)")
        #expect(result.code == 0, "\(result.errors)")
        for part in parts { #expect(result.output.contains(part), "\(result.output)") }
    }

    @Test("a name of several shows each with its likelihood")
    func ambiguous() async throws {
        let result = try await office.nashra("regions طرابلس")
        #expect(result.code == 0)
        #expect(result.lines.count == 3)
        #expect(result.output.contains("LY-TB Tripoli, in LY Libya: capital, "))
        #expect(result.output.contains("LB-AS North, in LB Lebanon: "))
        #expect(result.output.contains(" %"))
        let json = try await office.nashra("regions --json طرابلس").json()
        #expect(json.count == 1)
        #expect(json[0]["outcome"] as? String == "ambiguous")
        #expect(Set(json[0]["codes"] as? [String] ?? []) == ["LY-TB", "LB-AS"])
    }

    @Test("a place or a people without a code says where it is counted")
    func within() async throws {
        for (text, code) in [("الكرملين", "RU"), ("السوريين", "SY"), ("وبالسعودية", "SA")] {
            let result = try await office.nashra("regions \(text)")
            #expect(result.code == 0, "\(text): \(result.errors)")
            #expect(result.output.contains("in an article it counts for"), "\(result.output)")
            #expect(result.output.contains(code), "\(result.output)")
        }
    }

    @Test("what is unknown or given up is answered with the nearest right one")
    func unknown() async throws {
        for (text, hint) in [
            ("Aleppoo", "did you mean 'Aleppo'"), ("levent", "'levant'"), ("zzzzzz", "no region"),
            ("SU", "now RU (Russia)"), ("YU", "RS (Serbia), ME (Montenegro)"),
            ("XX-YY", "no region"),
        ] {
            let result = try await office.nashra("regions \(text)")
            #expect(result.code == 1, "\(text)")
            #expect(result.output.isEmpty)
            #expect(result.errors.contains(hint), "\(result.errors)")
        }
        let json = try await office.nashra("regions --json Aleppoo")
        #expect(json.code == 1)
        #expect((try json.json()[0]["nearest"] as? [String])?.first == "Aleppo")
        #expect(try await office.nashra("regions SY zzzz").code == 1)
    }

    @Test("without a text it lists what there is")
    func overview() async throws {
        let result = try await office.nashra("regions")
        #expect(result.code == 0)
        for part in ["250 countries", "levant  Levant: ", "145 (western-asia)", "gaza-strip"] {
            #expect(result.output.contains(part), "\(part)")
        }
        let json = try await office.nashra("regions --json").json()
        #expect(json.count > 600)
        #expect(json.contains { $0["code"] as? String == "PS-GZA" })
    }

    @Test("names are in the reader's language")
    func language() async throws {
        #expect(
            try await office.nashra("regions --language fr SY-HL").output.contains("SY-HL  Alep "))
        let arabic = try Office(configuration: "language: ar\n")
        #expect(try await arabic.nashra("regions SY").output.contains("سوريا"))
        #expect(try await office.nashra("regions --language x SY").code == 64)
    }
}
