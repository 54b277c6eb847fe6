import Foundation
import Newswire

/// An article as news agencies send it: IPTC's ninjs, 1.x and 2.x, of which
/// what an article has room for is read.
struct NinJS: Decodable {
    private struct Named: Decodable {
        var name: String?
    }

    /// ninjs 2: the same in several roles or forms.
    private struct Variant: Decodable {
        var role: String?
        var contenttype: String?
        var value: String?
    }

    private var uri: String?
    private var headline: String?
    private var headlines: [Variant]?
    private var body_text: String?
    private var body_html: String?
    private var bodies: [Variant]?
    private var description_text: String?
    private var descriptions: [Variant]?
    private var byline: String?
    private var by: String?
    private var language: LanguageTag?
    private var urgency: Int?
    private var firstcreated: String?
    private var versioncreated: String?
    private var located: String?
    private var subject: [Named]?
    private var subjects: [Named]?
    private var copyrightholder: String?
    private var copyrightHolder: String?
    private var provider: Named?

    /// Nil if the element is no ninjs: it lacks the headline and body that ours
    /// call otherwise.
    init?(_ element: Data) {
        guard let item = try? JSONDecoder().decode(NinJS.self, from: element),
            item.title != nil || item.text != nil || item.html != nil
        else { return nil }
        self = item
    }

    var article: Article {
        var article = Article(title: title ?? "", text: text ?? "")
        article.guid = uri
        article.url = WebAddress.resolve(uri)
        article.summary = description_text ?? descriptions?.first?.value
        article.html = html
        article.language = language
        article.authors = (byline ?? by).map { [Author(name: $0)] } ?? []
        article.urgency = urgency.flatMap(Self.urgency)
        article.published = (firstcreated ?? versioncreated).flatMap { FeedDate($0)?.moment }
        article.updated =
            firstcreated == nil ? nil : versioncreated.flatMap { FeedDate($0)?.moment }
        article.dateline = located
        article.categories = (subject ?? subjects ?? []).compactMap(\.name)
        article.publisher = provider?.name ?? copyrightholder ?? copyrightHolder
        return article
    }

    private var title: String? {
        headline ?? (headlines?.first { $0.role == "main" } ?? headlines?.first)?.value
    }

    private var text: String? { body_text ?? body(of: "text/plain") }

    private var html: String? {
        body_html ?? body(of: "text/html") ?? body(of: "application/xhtml+xml")
    }

    private func body(of type: String) -> String? {
        bodies?.first { $0.contenttype?.lowercased() == type }?.value
    }

    /// The wires' scale from 1 to 9; what is below 3 says nothing.
    private static func urgency(_ priority: Int) -> Urgency? {
        switch priority {
        case 1, 2: .flash
        case 3: .urgent
        default: nil
        }
    }
}
