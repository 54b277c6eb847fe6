import NashraTesting
import Newswire
import Testing

@testable import Storage

@Suite("How strongly a match is about its regions")
struct RegionWeightTests {
    let folder: TemporaryFolder
    let store: Store
    let now = Timestamp(seconds: 1_800_000_000)
    let desk = SubscriberID("desk")

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(path: folder.path + "store.sqlite")
    }

    private func tell(weight: Double) throws {
        let now = now
        try store.write { records in
            let id = ArticleID("a")
            let rows = try records.insert(
                Revision(article: id, contentHash: [1], content: Article(title: "a")),
                identityKey: "a", story: StoryID(foundedBy: id), role: .founder, signature: [],
                bands: [], at: now)
            let tag = RegionTag(
                code: RegionCode("SY"), about: true, evidence: ["حلب"], weight: weight)
            let match = try records.insert(
                Match(
                    subscriber: desk, rule: "r", position: 0, send: ["morning"], evidence: [],
                    regions: [tag]),
                priority: .normal, article: rows.article, revision: rows.revision, at: now)
            try records.insertPending(
                match: try #require(match), subscriber: desk, digest: "morning", at: now)
        }
    }

    private func waiting() throws -> [RegionTag] {
        try store.read { try $0.pending(for: desk, digest: "morning").flatMap(\.regions) }
    }

    @Test("the weight is recorded with the match, and the words beside it")
    func recorded() throws {
        try tell(weight: 4.8)
        #expect(
            try waiting() == [
                RegionTag(code: RegionCode("SY"), about: true, evidence: ["حلب"], weight: 4.8)
            ])
    }

    @Test("what was recorded before weights were kept has none, and is read")
    func before() throws {
        try tell(weight: 4.8)
        try store.write { records in
            try records.db.execute(
                sql: #"UPDATE match SET regions = '[{"code":"SY","about":true,"evidence":[]}]'"#)
        }
        #expect(try waiting().map(\.weight) == [0])
    }
}
