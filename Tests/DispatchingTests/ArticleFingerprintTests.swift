import Dispatching
import Newswire
import Testing

@Suite("what tells articles apart")
struct ArticleFingerprintTests {
    @Test("the identity is source and guid, else the address, else what it says")
    func identities() {
        let full = Article(guid: "1", url: "https://example.org/a", title: "t", source: "shms")
        #expect(ArticleFingerprint(of: full).identity == .guid(source: "shms", guid: "1"))
        var addressed = full
        addressed.guid = ""
        #expect(ArticleFingerprint(of: addressed).identity.key == "url\nhttps://example.org/a")
        addressed.url = "mailto:desk@example.org"
        guard case .content = ArticleFingerprint(of: addressed).identity else {
            Issue.record("an address that is no page's must not be an identity")
            return
        }
    }

    @Test(
        "the id is the same on every machine",
        arguments: [
            (Article(guid: "urn:1", source: "shms"), "eluv7l436g5pksvs"),
            (Article(url: "HTTPS://Example.org:443/a?utm_source=x#top"), "ac5v2sfkyguovolt"),
            (Article(title: "فيضان في غزة", text: "مياه"), "nc4sbb4wcjallles"),
        ])
    func pinned(article: Article, id: String) {
        #expect(ArticleFingerprint(of: article).id.id == id)
    }

    @Test(
        "what folds alike is the same article where nothing else names it",
        arguments: [
            ("فيضان في غزّة", "فيضان في غـــزه", true),
            ("Flood in Gaza", "FLOOD  IN GAZA!", true),
            ("فيضان في غزة", "فيضان في عزة", false),
        ])
    func folding(one: String, other: String, isSame: Bool) {
        let first = ArticleFingerprint(of: Article(title: one, text: "نص"))
        let second = ArticleFingerprint(of: Article(title: other, text: "نصّ"))
        #expect((first.id == second.id) == isSame)
    }

    @Test("title and text are not run together")
    func boundaries() {
        let one = ArticleFingerprint(of: Article(title: "a b", text: "c"))
        let other = ArticleFingerprint(of: Article(title: "a", text: "b c"))
        #expect(one.id != other.id)
        #expect(one.contentHash != other.contentHash)
    }

    @Test("a change that a reader sees is another revision, times and pictures are not")
    func content() {
        let article = Article(
            guid: "1", url: "https://example.org/a", title: "t", summary: "s", text: "x",
            source: "shms", published: Timestamp(seconds: 1))
        let hash = ArticleFingerprint(of: article).contentHash
        let changes: [(String, Bool, (inout Article) -> Void)] = [
            ("title", true, { $0.title = "T" }), ("summary", true, { $0.summary = nil }),
            ("text", true, { $0.text += "." }), ("urgency", true, { $0.urgency = .flash }),
            ("address", true, { $0.url = "https://example.org/b" }),
            ("published", false, { $0.published = Timestamp(seconds: 2) }),
            ("picture", false, { $0.image = "https://example.org/p.jpg" }),
            ("language", false, { $0.language = .arabic }),
        ]
        for (name, isRevision, change) in changes {
            var changed = article
            change(&changed)
            #expect((ArticleFingerprint(of: changed).contentHash != hash) == isRevision, "\(name)")
            #expect(ArticleFingerprint(of: changed).id == ArticleFingerprint(of: article).id)
        }
    }
}
