import Foundation
import NashraTesting
import Newswire
import Testing

@testable import Matching

@Suite("the keys of subscribers' files")
struct KeyTableTests {
    /// How a file shows a key in each place.
    private static let places: [(definition: String?, file: @Sendable (String) -> String)] = [
        (nil, { "\($0): x\n" }),
        ("rule", { "rules:\n  - name: n\n    \($0): x\n" }),
        ("digest", { "digests:\n  d:\n    \($0): x\n" }),
        ("channel", { "channels:\n  c:\n    \($0): x\n" }),
        ("example", { "rules:\n  - match: a\n    finds:\n      - { title: t, \($0): x }\n" }),
    ]

    private static let candidates = Set(
        KeyTable.Place.allCases.flatMap(\.keys) + KeyTable.example.names
            + ["from", "time", "query", "rule", "channel", "x"]
    ).sorted()

    @Test("the schema has every key that the reader knows, and no other", arguments: 0..<5)
    func schema(index: Int) throws {
        let place = Self.places[index]
        let schema = try #require(
            try JSONSerialization.jsonObject(with: Data(KeyTable.schema.text.utf8))
                as? [String: Any])
        let definitions = try #require(schema["definitions"] as? [String: [String: Any]])
        let shown = try #require(place.definition.map { definitions[$0] } ?? schema)
        let properties = try #require(shown["properties"] as? [String: [String: Any]])
        #expect(shown["additionalProperties"] as? Bool == false)
        for key in Self.candidates {
            // A key twice is another mistake.
            if key == "name", place.definition == "rule" { continue }
            if key == "title", place.definition == "example" { continue }
            let found = SampleReader.read(place.file(key)).diagnostics.map(\.id)
            let isKnown = !found.contains { ["unknown-key", "misplaced-key"].contains($0) }
            #expect(isKnown == (properties[key] != nil), "\(key): \(found)")
        }
        for (key, value) in properties {
            #expect((value["description"] as? String)?.isEmpty == false, "\(key)")
        }
    }

    @Test("what the table calls a key's default is what holds without it")
    func defaults() throws {
        func file(digest: String = "", rule: String = "") -> String {
            """
            email: a@example.org
            digests:
              d:
                at: 07:30
            \(digest)
            rules:
              - name: n
                match: غزة
            \(rule)
            """
        }
        let plain = try #require(SampleReader.read(file()).subscriber)
        for place in [KeyTable.Place.rule, .digest] {
            let usual = place.mapping.keys.filter { $0.usual != nil }
            #expect(!usual.isEmpty)
            for key in usual {
                let line = "    \(key.name): \(key.usual ?? "")"
                let read = SampleReader.read(
                    place == .rule ? file(rule: line) : file(digest: line))
                #expect(read.subscriber == plain, "\(line): \(read.diagnostics.map(\.message))")
            }
        }
    }

    @Test(
        "what is said of a wrong value names those that the table allows",
        arguments: [
            ("urgency", "rules:\n  - match: a\n    urgency: urgnt\n"),
            ("priority", "rules:\n  - match: a\n    priority: top\n"),
            ("group", "digests:\n  d:\n    group: day\n"),
        ])
    func allowedValues(name: String, file: String) throws {
        let keys = KeyTable.Place.allCases.flatMap(\.mapping.keys)
        guard case .choice(let words)? = keys.first(where: { $0.name == name })?.value else {
            Issue.record("\(name) is no choice")
            return
        }
        let said = SampleReader.read(file).diagnostics.map(\.message)
        #expect(said.contains { $0.contains(words.joined(separator: ", ")) }, "\(said)")
    }
}
