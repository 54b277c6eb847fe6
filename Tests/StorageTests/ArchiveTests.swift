import GRDB
import NashraTesting
import Newswire
import Testing

@testable import Storage

@Suite("the recorded articles, read again")
struct ArchiveTests {
    private let folder: TemporaryFolder
    private let store: Store
    private let start = Timestamp(seconds: 1_800_000_000)

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(path: folder.path + "store.sqlite")
    }

    /// Three of every moment, so that pages end among equals.
    private func fill(_ count: Int) throws {
        try store.write { records in
            for number in 0..<count {
                let id = ArticleID("article\(number)")
                _ = try records.insert(
                    Revision(
                        article: id, contentHash: [UInt8(number)],
                        content: Article(title: "title \(number)", source: "shms")),
                    identityKey: "key\(number)", story: StoryID(foundedBy: id), role: .founder,
                    signature: [], bands: [], at: start + .seconds(number / 3))
            }
        }
    }

    @Test("page by page each comes once, the newest first", arguments: [1, 2, 4, 7, 100])
    func paging(limit: Int) throws {
        try fill(10)
        let since = start + .seconds(1)
        var found: [ArchivedArticle] = []
        var titles: [ArchivedTitle] = []
        while true {
            let page = try store.read {
                try $0.archive(since: since, before: found.last, limit: limit)
            }
            if page.isEmpty { break }
            found += page
        }
        while true {
            let page = try store.read { try $0.titles(before: titles.last, limit: limit) }
            if page.isEmpty { break }
            titles += page
        }
        #expect(found.map(\.id.id) == (3...9).reversed().map { "article\($0)" })
        #expect(try found.map { try $0.content().title }.first == "title 9")
        #expect(titles.map(\.title) == (0...9).reversed().map { "title \($0)" })
        #expect(titles.allSatisfy { $0.source == "shms" })
        let extent = try store.read { try $0.archiveExtent(since: since) }
        #expect(extent.count == 7 && extent.first == since)
        #expect(try store.read { try $0.archiveExtent(since: start + .seconds(9)) }.count == 0)
    }

    @Test("an article is its newest revision")
    func revisions() throws {
        try fill(1)
        try store.write { records in
            guard case .changed(let row, _) = try records.arrival(of: "key0", contentHash: [9])
            else { return }
            _ = try records.insert(
                Revision(
                    article: ArticleID("article0"), contentHash: [9],
                    content: Article(title: "changed")),
                ofArticle: row, signature: [], bands: [], at: start + .seconds(60))
        }
        let found = try store.read { try $0.archive(since: start, limit: 10) }
        #expect(try found.map { try $0.content().title } == ["changed"])
    }

    @Test(
        "what was recorded for a subscriber is found by an index",
        arguments: [
            Records.recordedMatchPage, Records.recordedMatchesOfArticle, Records.digestTellings,
            Records.channelTellings,
        ])
    func recordPlans(sql: String) throws {
        let named: StatementArguments = [
            "subscriber": "s", "since": 1, "at": 2, "row": 3, "limit": 4,
        ]
        let plan = try store.pool.read { db in
            try Row.fetchAll(
                db, sql: "EXPLAIN QUERY PLAN " + sql,
                arguments: sql.contains(":subscriber")
                    ? named : sql == Records.recordedMatchesOfArticle ? ["a", "s"] : ["[1]"]
            ).map { $0["detail"] as String }
        }
        #expect(
            plan.allSatisfy { !$0.hasPrefix("SCAN") || $0.contains("json_each") }, "\(plan)")
        if sql == Records.recordedMatchPage {
            #expect(plan.contains { $0.contains("match_by_subscriber") }, "\(plan)")
            #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
        }
    }

    @Test(
        "what a person has in hand is found by an index",
        arguments: [
            Records.neighbours, Records.articlesByStart, Records.ownArticle,
            Records.articlesByIdentity, Records.articlesByAddress, Records.articlesOfEdition,
            Records.articlesOfAlert, Records.titlesOfArticles, Records.sightingsOfArticle,
            Records.siblings, Records.envelopesOfEdition, Records.envelopesOfAlert,
        ])
    func findingPlans(sql: String) throws {
        let count = sql.count { $0 == "?" }
        let plan = try store.pool.read { db in
            try Row.fetchAll(
                db, sql: "EXPLAIN QUERY PLAN " + sql,
                arguments: StatementArguments(Array(repeating: "[1]", count: count))
            ).map { $0["detail"] as String }
        }
        #expect(
            plan.allSatisfy { !$0.hasPrefix("SCAN") || $0.contains("json_each") }, "\(plan)")
    }

    @Test(
        "its queries use an index and sort nothing",
        arguments: [Records.archivePage, Records.archiveExtent, Records.titlePage])
    func plans(sql: String) throws {
        let plan = try store.pool.read { db in
            let arguments: StatementArguments =
                switch sql {
                case Records.archiveExtent: [1]
                case Records.archivePage: ["since": 1, "at": 2, "row": 3, "limit": 4]
                default: ["at": 2, "row": 3, "limit": 4]
                }
            return try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments)
                .map { $0["detail"] as String }
        }
        #expect(plan.contains { $0.contains("article_by_received") }, "\(plan)")
        #expect(!plan.contains { $0.hasPrefix("SCAN") || $0.contains("TEMP B-TREE") }, "\(plan)")
    }
}
