import Foundation
import Newswire

/// JSON Feed, version 1 and 1.1.
struct JSONFeed {
    private let bytes: [UInt8]
    private let documentURL: String?
    private let finishing: ArticleFinishing

    init(_ bytes: [UInt8], documentURL: String?, finishing: ArticleFinishing) {
        self.bytes = bytes
        self.documentURL = documentURL
        self.finishing = finishing
    }

    /// The head and every item that can be read; each other item is a problem
    /// with its place.
    func read(
        problems: inout ProblemList
    ) throws(IntakeFailure) -> (head: FeedHead, articles: [Article]) {
        let elements = JSONElements(bytes, under: "items")
        let whole = try? JSONDecoder().decode(Head.self, from: Data(bytes))
        guard whole != nil || elements != nil else {
            throw .brokenFeed
        }
        if whole == nil { problems.note("broken JSON around the items") }
        var head = FeedHead()
        head.title = PlainText.line(orNil: whole?.title)
        head.link = WebAddress.resolve(whole?.home_page_url, against: documentURL)
        head.description = PlainText.line(orNil: whole?.description)
        head.language = whole?.language.flatMap(LanguageTag.init)
        head.image = WebAddress.resolve(whole?.icon, against: head.link ?? documentURL)
        var articles: [Article] = []
        var places = LinePlaces(bytes)
        for range in elements?.ranges ?? [] {
            let place = places.position(of: range.lowerBound)
            guard articles.count < finishing.limits.items else {
                problems.note(
                    "more than \(finishing.limits.items) items, the rest are left out", at: place)
                break
            }
            guard let item = try? JSONDecoder().decode(Item.self, from: Data(bytes[range])) else {
                problems.note("an item that is no JSON Feed item, dropped", at: place)
                continue
            }
            var article = article(item, head: head, place: place, problems: &problems)
            article.authors = (item.authors ?? item.author.map { [$0] } ?? whole?.authors ?? [])
                .map(\.author)
            articles.append(finishing.finished(article, at: nil, problems: &problems))
        }
        if let cut = elements?.cut {
            problems.note(
                "the feed ends in the middle", at: places.position(of: cut))
        }
        return (head, articles)
    }

    private func article(
        _ item: Item, head: FeedHead, place: SourcePosition, problems: inout ProblemList
    ) -> Article {
        var article = Article()
        article.guid = item.id?.text
        article.url = WebAddress.resolve(
            item.url ?? item.external_url, against: head.link ?? documentURL)
        article.title = PlainText.title(item.title ?? "")
        article.summary = PlainText.line(orNil: item.summary)
        let base = article.url ?? head.link ?? documentURL
        if let html = item.content_html {
            let body = ArticleBody(markup: html, base: base)
            (article.text, article.html) = (body.text, body.html)
        }
        if let text = item.content_text { article.text = PlainText.paragraphs(text) }
        if article.text.isEmpty { article.text = article.summary ?? "" }
        article.language = item.language.flatMap(LanguageTag.init) ?? head.language
        article.categories = (item.tags ?? []).compactMap { PlainText.line(orNil: $0) }
        for (written, key) in [
            (item.date_published, \Article.published), (item.date_modified, \Article.updated),
        ] {
            guard let written else { continue }
            article[keyPath: key] = FeedDate(written)?.moment
            if article[keyPath: key] == nil {
                problems.note("no date can be made of \(Diagnostic.quoted(written))", at: place)
            }
        }
        article.image = WebAddress.resolve(item.image ?? item.banner_image, against: base)
        for attachment in item.attachments ?? [] {
            guard let url = WebAddress.resolve(attachment.url, against: base) else { continue }
            article.add(
                Enclosure(
                    url: url, type: attachment.mime_type, length: attachment.size_in_bytes))
        }
        return article
    }

    // The names are the format's own.
    private struct Head: Decodable {
        var title: String?
        var home_page_url: String?
        var description: String?
        var language: String?
        var icon: String?
        var authors: [Person]?
    }

    private struct Item: Decodable {
        var id: TextOrNumber?
        var url: String?
        var external_url: String?
        var title: String?
        var summary: String?
        var content_html: String?
        var content_text: String?
        var language: String?
        var tags: [String]?
        var date_published: String?
        var date_modified: String?
        var image: String?
        var banner_image: String?
        var author: Person?
        var authors: [Person]?
        var attachments: [Attachment]?
    }

    private struct Person: Decodable {
        var name: String?
        var url: String?

        var author: Author {
            Author(name: PlainText.line(orNil: name), url: WebAddress.resolve(url))
        }
    }

    private struct Attachment: Decodable {
        var url: String
        var mime_type: String?
        var size_in_bytes: Int64?
    }

    private struct TextOrNumber: Decodable {
        var text: String

        init(from decoder: any Decoder) throws {
            let json = try decoder.singleValueContainer()
            if let number = try? json.decode(Int64.self) {
                text = String(number)
            } else {
                text = try json.decode(String.self)
            }
        }
    }
}
