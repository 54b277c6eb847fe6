import Digests
import NashraTesting
import Newswire
import Storage
import Testing

@testable import Dispatching

/// Long lists are addressed in batches, by whoever comes to it.
@Suite("Addressing long lists")
struct AddresserTests {
    private static let count = 2 * Addresser.batch + 500

    /// A desk whose one subscriber is a list, with its edition sealed.
    private static func desk() async throws -> Desk {
        let desk = try Desk(["list": "recipients: list.csv\ndigest: 07:30\nrules: [فيضان]\n"])
        try desk.folder.write(list(1...count), to: "subscribers/list.csv")
        try await desk.receive(Wire.article("1", "فيضان في الموصل"))
        #expect(try await desk.editionsNow().count == 1)
        return desk
    }

    private static func list(_ numbers: ClosedRange<Int>) -> String {
        "email,name\n" + numbers.map { "reader\($0)@example.org,Reader \($0)\n" }.joined()
    }

    private static func targets(_ desk: Desk) throws -> [String] {
        try desk.look { try $0.outbox(settled: true, limit: .max) }.map(\.target)
    }

    private static let everyone = (1...count).map { "reader\($0)@example.org" }

    @Test("everyone is written to once, and gets the bytes that one transaction gives")
    func batches() async throws {
        let desk = try await Self.desk()
        #expect(try Self.targets(desk).isEmpty)
        #expect(try desk.look { try $0.unaddressed() }.map(\.readers) == [Self.count])
        #expect(try await desk.addresser().fill() == Self.count)
        #expect(try await desk.addresser().fill() == 0)
        #expect(try desk.look { try $0.unaddressed() }.isEmpty)
        #expect(try Self.targets(desk) == Self.everyone)

        let envelopes = try desk.look { records in
            try [1, Addresser.batch + 1, Self.count].map {
                try #require(try records.envelope(Int64($0)))
            }
        }
        for (number, envelope) in zip([1, Addresser.batch + 1, Self.count], envelopes) {
            let text = String(decoding: envelope.pieces.flatMap(\.bytes), as: UTF8.self)
            #expect(text.hasPrefix("To: Reader \(number) <reader\(number)@example.org>\r\n"))
            #expect(text.contains("\r\nMessage-ID: <\(envelope.key)@example.org>\r\n"))
            #expect(envelope.pieces.last == envelopes[0].pieces.last)
        }
    }

    @Test("a full outbox is not filled further, and what is not addressed waits")
    func backPressure() async throws {
        let desk = try await Self.desk()
        let addresser = desk.addresser(mostWaiting: 1)
        #expect(try await addresser.fill() == Addresser.batch)
        #expect(try await addresser.fill() == 0)
        let dropped = try desk.store.write {
            try $0.drop(EnvelopeChoice(ids: [1...1]), at: desk.clock.now)
        }
        #expect(dropped == 1)
        #expect(
            try desk.look { try $0.unaddressed() }.map(\.readers) == [Self.count - Addresser.batch])
    }

    @Test("who is suppressed meanwhile gets nothing; an edited list changes nothing that is sealed")
    func meanwhile() async throws {
        let desk = try await Self.desk()
        #expect(try await desk.addresser().addressNext() == Addresser.batch)
        let last = "reader\(Self.count)@example.org"
        try desk.store.write {
            try $0.suppress(try EmailAddress(last), reason: "gone", at: desk.clock.now)
        }
        try desk.folder.write(Self.list(9_001...9_002), to: "subscribers/list.csv")
        _ = try await desk.rules()
        _ = try await desk.addresser().fill()
        #expect(try Self.targets(desk) == Self.everyone)
        let states = try desk.look { try $0.outboxCounts() }
        #expect(states == [.ready: Self.count - 1, .suppressed: 1])
    }

    @Test("two processes that address at once double nobody and forget nobody")
    func together() async throws {
        let desk = try await Self.desk()
        let beside = try desk.beside()
        async let one = desk.addresser().fill()
        async let two = beside.addresser().fill()
        #expect(try await one + two == Self.count)
        #expect(try Set(Self.targets(desk)) == Set(Self.everyone))
        #expect(try Self.targets(desk).count == Self.count)
    }

    @Test("dropping everything drops those who were not come to")
    func dropping() async throws {
        let desk = try await Self.desk()
        #expect(try await desk.addresser().addressNext() == Addresser.batch)
        let dropped = try desk.store.write { try $0.drop(.all, at: desk.clock.now) }
        #expect(dropped == Self.count)
        #expect(try await desk.addresser().fill() == 0)
    }
}
