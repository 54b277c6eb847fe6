import Foundation
import Newswire

/// The body of a generic webhook: public, and kept compatible. Keys stand in
/// alphabetical order; what is absent is left out.
struct WebhookMessage: Encodable {
    var type: String
    var timestamp: Timestamp
    var data: Content

    struct Content: Encodable {
        var id: String
        var subscriber: SubscriberID
        var digest: String?
        var period: String?
        var items: [Item]
        /// Stories that found no room.
        var more: Int
    }

    struct Item: Encodable {
        var story: StoryID
        /// By its whole id, which `nashra why` takes.
        var article: ArticleID
        var title: String
        var url: String?
        var image: String?
        var language: LanguageTag?
        var summary: String?
        var published: Timestamp?
        /// Who carries it, the one that is quoted first.
        var sources: [String]
        var regions: [RegionCode]
        var why: [Why]
        /// When the reader was alerted to the story.
        var alerted: Timestamp?
        /// Whether an earlier digest told the story.
        var update: Bool?
    }

    struct Why: Encodable {
        var rule: String
        var text: [String]
    }

    init(_ bulletin: Bulletin) {
        type =
            switch bulletin.kind {
            case .digest: "digest"
            case .alert: "alert"
            case .update: "alert.updated"
            }
        timestamp = bulletin.created
        data = Content(
            id: bulletin.id, subscriber: bulletin.subscriber, digest: bulletin.digest,
            period: bulletin.period, items: bulletin.items.map(Item.init), more: bulletin.more)
    }

    var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Strings, numbers and lists only: nothing that encoding can refuse.
        let data = (try? encoder.encode(self)) ?? Data()
        return Array(data)
    }
}

extension WebhookMessage.Item {
    init(_ item: BulletinItem) {
        let summary = item.summary.map(Excerpt.of) ?? ""
        self.init(
            story: item.story,
            article: item.article,
            title: CleanText.title(item.title),
            url: item.url.flatMap(WebLink.init)?.text,
            image: item.image.flatMap(WebLink.picture)?.text,
            language: item.language,
            summary: summary.isEmpty ? nil : summary,
            published: item.published,
            sources: ([item.source].compactMap(\.self) + item.otherSources).map(CleanText.name),
            regions: item.regions.map(\.code),
            why: item.why.map {
                WebhookMessage.Why(
                    rule: CleanText.name($0.rule), text: $0.words.map(CleanText.name))
            },
            alerted: item.alerted,
            update: item.isUpdate ? true : nil)
    }
}
