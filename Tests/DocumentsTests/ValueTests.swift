import Documents
import NashraTesting
import Newswire
import Testing

@Suite("Documents: reading values")
struct ValueTests {
    private enum Empty: String, CaseIterable {
        case skip, send
    }

    private func reader(
        _ text: String, keys: [String] = ["key", "other"], elsewhere: [String: String] = [:]
    ) throws -> MappingReader {
        let document = Document(text, file: "a.yaml")
        let report = Report(file: "a.yaml", diagnostics: document.diagnostics)
        return MappingReader(
            try #require(document.root?.mapping), of: "a test", keys: keys, elsewhere: elsewhere,
            report: report)
    }

    @Test(
        "durations are numbers with units, in any digits",
        arguments: [
            ("0", 0), ("90s", 90), ("15m", 900), ("١٥m", 900), ("6h", 21_600), ("5d", 432_000),
            ("2w", 1_209_600), ("1y", 31_536_000), ("1h30m", 5400), ("1h 30m", 5400), ("0m", 0),
        ])
    func durations(text: String, seconds: Int) throws {
        #expect(try reader("key: \(text)").duration("key") == .seconds(seconds))
    }

    @Test(
        "what is no duration is reported",
        arguments: ["15", "m", "15 m", "-5m", "1.5h", "15min", "99999999999999999999d", "200y"])
    func noDurations(text: String) throws {
        let reader = try reader("key: \(text)")
        #expect(reader.duration("key") == nil)
        #expect(reader.report.diagnostics.map(\.id) == ["not-a-duration"])
    }

    @Test("durations are written as they are read", arguments: ["15m", "1h 30m", "5d", "0s"])
    func written(text: String) {
        #expect(Duration(writtenIn: text)?.written == text)
    }

    @Test(
        "whole numbers are read in the digits of any script",
        arguments: [("25", 25), ("٢٥", 25), ("۲۵", 25), ("025", 25)])
    func integers(text: String, number: Int) throws {
        #expect(try reader("key: \(text)").integer("key", in: 1...100) == number)
    }

    @Test("other numbers are reported", arguments: ["0", "101", "x", "2.5", "-1", "²"])
    func noIntegers(text: String) throws {
        let reader = try reader("key: \(text)")
        #expect(reader.integer("key", in: 1...100) == nil)
        #expect(reader.report.diagnostics.map(\.id) == ["not-a-number"])
    }

    @Test(
        "one value needs no brackets, and any comma parts several",
        arguments: [
            "key: SY، RU", "key: SY, RU", "key: [SY, RU]", "key: [SY، RU]", "key:\n- SY\n- RU",
        ])
    func lists(text: String) throws {
        #expect(try reader(text).names("key")?.map(\.name) == ["SY", "RU"])
    }

    @Test("the parts of a list know their places")
    func places() throws {
        let marked: MarkedText = "key: ‹SY›، ‹RU›"
        let names = try #require(try reader(marked.text).names("key"))
        #expect(names.map(\.position) == marked.positions)
        #expect(names[1].position(ofScalar: 1) == SourcePosition(line: 1, column: 11))
    }

    @Test(
        "keys and values that are wrong are explained",
        arguments: [
            ("kye: x", "unknown key 'kye' in a test, did you mean 'key'?"),
            ("مفتاح: x", "unknown key '\u{2068}مفتاح\u{2069}' in a test"),
            ("cap: x", "the key 'cap' does not belong in a test but in a channel"),
            ("key:\nother: x", "nothing stands behind 'key:'"),
            ("key: #x", "nothing stands behind 'key:' but a comment: '#x'"),
            ("key: [a]", "'key' takes text here"),
            ("key: sned", "'sned' is not one of skip, send, did you mean 'send'?"),
        ])
    func explained(text: String, message: String) throws {
        let reader = try reader(text, elsewhere: ["cap": "a channel"])
        _ = reader.choice("key", Empty.self)
        #expect(reader.report.diagnostics.map(\.message) == [message])
    }

    @Test("a comma in braces that begins a key by accident is explained")
    func comma() throws {
        let document = Document("d: { key: Sun,Wed 09:00 }", file: "a.yaml")
        let mapping = try #require(document.root?.mapping?["d"]?.value.mapping)
        let report = Report(file: "a.yaml")
        let reader = MappingReader(mapping, of: "a digest", keys: ["key"], report: report)
        #expect(reader.text("key") == nil)
        #expect(report.diagnostics.map(\.position) == [SourcePosition(line: 1, column: 15)])
    }

    @Test(
        "the nearest name is offered, if it is near",
        arguments: [
            ("regoins", "regions"), ("Match", "match"), ("matcj", "match"), ("sned", "send"),
            ("xyz", nil), ("a", nil), ("", nil),
        ])
    func nearest(name: String, expected: String?) {
        #expect(NearMiss.nearest(to: name, among: ["regions", "match", "send"]) == expected)
    }
}
