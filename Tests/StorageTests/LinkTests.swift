import NashraTesting
import Newswire
import Testing

@testable import Storage

@Suite("Stories that turn out to be one")
struct LinkTests {
    let folder: TemporaryFolder
    let store: Store
    let now = Timestamp(seconds: 1_800_000_000)
    let desk = SubscriberID("desk")

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(path: folder.path + "store.sqlite")
    }

    /// An article of its own story, with a match that waits in a notice.
    func tell(_ name: String) throws -> (story: StoryID, match: Int64) {
        let now = now
        return try store.write { records in
            let id = ArticleID(name)
            let story = StoryID(foundedBy: id)
            let rows = try records.insert(
                Revision(article: id, contentHash: Array(name.utf8), content: Article(title: name)),
                identityKey: name, story: story, role: .founder, signature: [], bands: [],
                at: now)
            let match = try records.insert(
                Match(
                    subscriber: desk, rule: "r", position: 0, send: ["wire"], evidence: [],
                    regions: []),
                priority: .normal, article: rows.article, revision: rows.revision, at: now)
            let notice = try records.insertNotice(
                subscriber: desk, channel: "wire", story: story, due: now, isUpdate: false,
                at: now)
            let row = try #require(match)
            try records.attach(match: row, toNotice: notice)
            return (story, row)
        }
    }

    @Test("a channel with a notice of both is told of both, once")
    func notices() throws {
        let (older, other) = (try tell("older"), try tell("other"))
        let now = now
        try store.write { try $0.link([other.story], to: older.story, at: now) }
        let open = try store.read { try $0.openNotices() }
        #expect(open.map(\.story) == [older.story])
        let told = try store.read { try $0.matchRows(ofNotice: open[0].id) }
        #expect(told == [older.match, other.match])
        let article = try #require(try store.read { try $0.article(ArticleID("other")) })
        #expect(article.story == older.story)
        #expect(
            try store.read {
                try $0.lastTold(subscriber: desk, channel: "wire", story: older.story)
            } == nil)
    }

    @Test("what waits of a story that the channel knows by another name is an update")
    func updates() throws {
        let (older, other) = (try tell("older"), try tell("other"))
        let now = now
        try store.write { records in
            let told = try #require(
                try records.openNotice(subscriber: desk, channel: "wire", story: older.story))
            _ = try records.settle(notice: told.id, as: .sealed, at: now)
            try records.link([other.story], to: older.story, at: now)
        }
        let open = try store.read { try $0.openNotices() }
        #expect(open.map(\.story) == [older.story] && open.map(\.isUpdate) == [true])
    }
}
