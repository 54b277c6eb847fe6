import Foundation
import Newswire
import Testing

@Suite("evidence")
struct EvidenceTests {
    @Test("stored before changes were told is read as evidence without any")
    func old() throws {
        let stored = #"{"field":"title","text":"وبوتين","start":5,"length":6,"term":"بوتين"}"#
        let evidence = try JSONDecoder().decode(Evidence.self, from: Data(stored.utf8))
        #expect(evidence.changes == nil && evidence.text == "وبوتين")
    }

    @Test("says how its words differ, and leaves out what does not")
    func changes() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        func json(_ changes: WordChange...) throws -> String {
            let evidence = Evidence(
                field: .title, text: "x", start: 0, length: 1, term: "x", changes: changes)
            #expect(
                try JSONDecoder().decode(Evidence.self, from: encoder.encode(evidence)) == evidence)
            return String(decoding: try encoder.encode(evidence.changes), as: UTF8.self)
        }
        #expect(try json() == "null")
        #expect(
            try json(WordChange(word: "وبوتين", before: "و"))
                == #"[{"before":"و","word":"وبوتين"}]"#)
        #expect(
            try json(WordChange(word: "بصواريخهم", before: "ب", behind: "هم", form: .plural))
                == #"[{"before":"ب","behind":"هم","form":"plural","word":"بصواريخهم"}]"#)
    }

    @Test(
        "tells a reader what was done to a word",
        arguments: [
            (WordChange(word: "وبوتين", before: "و"), "without و"),
            (
                WordChange(word: "x", before: "وب", behind: "هم", form: .plural),
                "plural, without وب and هم"
            ),
            (WordChange(word: "floods", form: .stem), "stem"),
        ])
    func summary(change: WordChange, text: String) {
        #expect(change.summary == text)
    }
}
