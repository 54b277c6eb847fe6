import Almanac
import Documents
import Foundation
import NashraTesting
import Newswire
import Testing

@testable import Daemon

@Suite("the keys of nashra.yaml")
struct ConfigurationKeysTests {
    /// How a file shows a key in each place.
    private static let places: [(definition: String?, file: @Sendable (String) -> String)] = [
        (nil, { "\($0): x\n" }),
        ("source", { "sources:\n  - { \($0): x }\n" }),
        ("mail", { "mail: { \($0): x }\n" }),
        ("dkim", { "mail: { dkim: { \($0): x } }\n" }),
        ("relay", { "mail:\n  relays:\n    - { \($0): x }\n" }),
        ("http", { "http: { \($0): x }\n" }),
        ("network", { "network: { \($0): x }\n" }),
        ("channel", { "channels:\n  c: { \($0): x }\n" }),
    ]

    private static let candidates = Set(
        [
            ConfigurationKeys.file, ConfigurationKeys.source, ConfigurationKeys.mail,
            ConfigurationKeys.dkim, ConfigurationKeys.relay, ConfigurationKeys.http,
            ConfigurationKeys.network,
        ].flatMap(\.names) + ["email", "slack", "webhook", "secret", "quiet", "cap", "x", "to"]
    ).sorted()

    @Test("the schema has every key that the reader knows, and no other", arguments: 0..<8)
    func schema(index: Int) throws {
        let place = Self.places[index]
        let schema = try #require(
            try JSONSerialization.jsonObject(with: Data(ConfigurationKeys.schema.text.utf8))
                as? [String: Any])
        let definitions = try #require(schema["definitions"] as? [String: [String: Any]])
        let shown = try #require(place.definition.map { definitions[$0] } ?? schema)
        let properties = try #require(shown["properties"] as? [String: Any])
        #expect(shown["additionalProperties"] as? Bool == false)
        let reader = ConfigurationReader(zones: ZoneFolder(), environment: ["TZ": "UTC"])
        for key in Self.candidates {
            let (_, diagnostics) = reader.configuration(
                Document(Array(place.file(key).utf8), file: "nashra.yaml"),
                folder: URL(filePath: "/srv", directoryHint: .isDirectory))
            let found = diagnostics.map(\.id)
            let isKnown = !found.contains { ["unknown-key", "misplaced-key"].contains($0) }
            #expect(isKnown == (properties[key] != nil), "\(key): \(found)")
        }
    }
}
