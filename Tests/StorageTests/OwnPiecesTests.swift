import NashraTesting
import Testing

@testable import Storage

@Suite("Own pieces")
struct OwnPiecesTests {
    @Test("what was coded comes out again, byte for byte")
    func roundTrip() throws {
        var random = SeededRandom(seed: 7)
        for _ in 0..<500 {
            let known = Self.bytes(0...400, &random)
            var bytes = Self.bytes(0...400, &random)
            // Some of it in common.
            if Bool.random(using: &random) { bytes += known.suffix(200) + bytes.prefix(50) }
            let code = ByteDifference.encode(bytes, known: known)
            #expect(ByteDifference.decode(code, known: known) == bytes)
            let own = OwnPieces(sender: "a@example.org", pieces: [bytes, [], known])
            #expect(OwnPieces(packed: own.packed) == own)
        }
    }

    @Test("fields that are alike but for a number cost a few bytes")
    func size() {
        func field(_ number: Int) -> [UInt8] {
            Array(
                "To: reader\(number)@example.org\r\nMessage-ID: <k\(number)@example.org>\r\n".utf8)
        }
        #expect(ByteDifference.encode(field(1_000_001), known: field(1_000_002)).count < 16)
    }

    @Test(
        "what is no code is refused and never read past its end",
        arguments: [
            [0x04, 0x61], [0x03], [0x03, 0x7F], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        ] as [[UInt8]])
    func malformed(code: [UInt8]) {
        #expect(ByteDifference.decode(code, known: Array("known".utf8)) == nil)
    }

    private static func bytes(_ count: ClosedRange<Int>, _ random: inout SeededRandom) -> [UInt8] {
        let words = ["reader", "@example.org", "\r\n", "Message-ID: <", ">", "1", "22", "غزة"]
        let size = Int.random(in: count, using: &random)
        var bytes: [UInt8] = []
        while bytes.count < size { bytes += (words.randomElement(using: &random) ?? "").utf8 }
        return bytes
    }
}
