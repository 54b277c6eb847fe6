import Foundation
import NashraTesting
import Newswire
import Storage
import Testing

@testable import Dispatching

@Suite("the rules in force")
struct RuleShelfTests {
    private static func file(_ word: String) -> String {
        "email: lina@example.org\ntimezone: UTC\ndigest: 07:30\nrules:\n  - \(word)\n"
    }

    private func queries(_ desk: Desk) async throws -> [String] {
        try await desk.rules().everyone.flatMap { $0.rules.compactMap(\.query) }
    }

    @Test("a file that breaks stays in force as it last was, and every load says so")
    func broken() async throws {
        let desk = try Desk(["lina": Self.file("فيضان"), "omar": Self.file("سيول")])
        #expect(try await queries(desk) == ["فيضان", "سيول"])
        try desk.folder.write("email: lina@example.org\nrulse: [", to: "subscribers/lina.yaml")
        for _ in 1...2 {
            let (rules, diagnostics) = try await desk.shelf.load()
            #expect(rules.everyone.flatMap { $0.rules.compactMap(\.query) } == ["فيضان", "سيول"])
            #expect(diagnostics.contains { $0.id == "earlier-version" })
            #expect(diagnostics.hasErrors)
        }
        // Also in another process, later, with nothing of it in memory.
        desk.clock.advance(by: .seconds(10 * 86_400))
        #expect(try await queries(desk.beside()) == ["فيضان", "سيول"])
        try desk.folder.write(Self.file("زلزال"), to: "subscribers/lina.yaml")
        #expect(try await queries(desk) == ["زلزال", "سيول"])
    }

    @Test("a file that goes back to what it was once is what it was then")
    func back() async throws {
        let desk = try Desk(["lina": Self.file("فيضان")])
        for word in ["فيضان", "سيول", "فيضان"] {
            try desk.folder.write(Self.file(word), to: "subscribers/lina.yaml")
            desk.clock.advance(by: .seconds(1))
            #expect(try await queries(desk) == [word])
        }
        try desk.folder.write("rules: [", to: "subscribers/lina.yaml")
        #expect(try await queries(desk) == ["فيضان"])
    }

    @Test("a file that was never accepted is in force for nobody")
    func never() async throws {
        let desk = try Desk(["lina": "email: lina@example.org\nrulse: []\n"])
        let (rules, diagnostics) = try await desk.shelf.load()
        #expect(rules.everyone.isEmpty)
        #expect(diagnostics.contains { $0.id == "not-in-force" })
    }

    @Test("a file that is missing for less than a minute is not gone, after that it is")
    func vanished() async throws {
        let desk = try Desk(["lina": Self.file("فيضان"), "omar": Self.file("سيول")])
        #expect(try await queries(desk).count == 2)
        let path = desk.folder.path + "subscribers/lina.yaml"
        try FileManager.default.removeItem(atPath: path)
        #expect(try await queries(desk) == ["فيضان", "سيول"])
        desk.clock.advance(by: .seconds(59))
        #expect(try await queries(desk) == ["فيضان", "سيول"])
        desk.clock.advance(by: .seconds(1))
        #expect(try await queries(desk) == ["سيول"])
        // Back again, it counts anew.
        try desk.folder.write(Self.file("فيضان"), to: "subscribers/lina.yaml")
        #expect(try await queries(desk).count == 2)
        try FileManager.default.removeItem(atPath: path)
        #expect(try await queries(desk).count == 2)
    }

    @Test("what vanished is told of as long as it stays in force")
    func vanishedIsTold() async throws {
        let desk = try Desk(["lina": Self.file("فيضان"), "omar": Self.file("سيول")])
        _ = try await desk.rules()
        try FileManager.default.removeItem(atPath: desk.folder.path + "subscribers/lina.yaml")
        #expect(try await desk.shelf.load().diagnostics.map(\.id) == ["vanished"])
        #expect(try await desk.beside().shelf.load().diagnostics.map(\.id) == ["vanished"])
        desk.clock.advance(by: .seconds(61))
        #expect(try await desk.shelf.load().diagnostics.isEmpty)
    }

    @Test("paths that are named come into force alone, and their versions are kept")
    func reload() async throws {
        let desk = try Desk(["lina": Self.file("فيضان"), "omar": Self.file("سيول")])
        _ = try await desk.rules()
        let folder = desk.folder.path + "subscribers"
        try desk.folder.write(Self.file("زلزال"), to: "subscribers/lina.yaml")
        try desk.folder.write(Self.file("حريق"), to: "subscribers/omar.yaml")
        try desk.folder.write(Self.file("هدنة"), to: "subscribers/zain.yaml")
        let (rules, diagnostics) = try await desk.shelf.reload([
            "\(folder)/lina.yaml", "\(folder)/zain.yaml",
        ])
        #expect(diagnostics.isEmpty)
        #expect(
            rules.everyone.flatMap { $0.rules.compactMap(\.query) } == ["زلزال", "سيول", "هدنة"])
        #expect(rules.subscribers.count == 3)
        #expect(rules.book.entries.map(\.subscriber.id.id) == ["lina", "omar", "zain"])
        // Kept: who breaks now is what was reloaded.
        for id in ["lina", "zain"] {
            try desk.folder.write("rules: [", to: "subscribers/\(id).yaml")
        }
        #expect(try await queries(desk.beside()) == ["زلزال", "حريق", "هدنة"])
        try FileManager.default.removeItem(atPath: "\(folder)/zain.yaml")
        let gone = try await desk.shelf.reload(["\(folder)/zain.yaml"])
        #expect(gone.diagnostics.map(\.id) == ["vanished"])
        #expect(gone.rules.subscribers.count == 3)
        desk.clock.advance(by: .seconds(61))
        #expect(try await queries(desk) == ["زلزال", "حريق"])
    }

    @Test("topics are kept as they were accepted, and with each file as it was compiled")
    func topics() async throws {
        let desk = try Desk(["lina": Self.file("topic:flood"), "omar": Self.file("سيول")])
        try desk.folder.write("flood: [فيضان, سيل]\n", to: "subscribers/_topics.yaml")
        let first = try await desk.rules().book.entries[0].queries
        try desk.folder.write("flood: [\n", to: "subscribers/_topics.yaml")
        let broken = try await desk.beside().shelf.load()
        #expect(broken.diagnostics.contains { $0.id == "earlier-version" })
        #expect(broken.rules.book.entries[0].queries == first)
        // Good topics without the one that is named: the file as it was then.
        try desk.folder.write("storm: [عاصفة]\n", to: "subscribers/_topics.yaml")
        let without = try await desk.beside().shelf.load()
        #expect(without.rules.book.entries[0].queries == first)
        #expect(without.diagnostics.hasErrors)
        try desk.folder.write("flood: [غرق]\n", to: "subscribers/_topics.yaml")
        let changed = try await desk.shelf.load()
        #expect(changed.diagnostics.isEmpty)
        #expect(changed.rules.book.entries[0].queries != first)
    }
}
