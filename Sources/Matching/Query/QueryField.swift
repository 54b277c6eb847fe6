import Documents
package import Newswire

/// Where the words of a query are looked for.
package enum QueryScope: String, Hashable, Sendable, CaseIterable {
    /// Title, summary and text: words without a field.
    case anywhere
    case title
    /// Title, summary and the first paragraph.
    case lead
    /// The text alone.
    case body
    case source
    case author
    case category
    case url

    /// Whether it holds names and addresses, not prose.
    var isOfNames: Bool {
        switch self {
        case .anywhere, .title, .lead, .body: false
        case .source, .author, .category, .url: true
        }
    }

    /// The article's fields it reads, in reading order.
    package var fields: [ArticleField] {
        switch self {
        case .anywhere, .lead: [.title, .summary, .text]
        case .title: [.title]
        case .body: [.text]
        case .source: [.source]
        case .author: [.author]
        case .category: [.category]
        case .url: [.url]
        }
    }
}

/// The names that may stand before a colon in a query.
enum QueryField: String, CaseIterable {
    case title
    case lead
    case body
    case source
    case author
    case category
    case lang
    case url
    case region
    case mentions
    case topic

    /// The words it narrows; nil where its value is no words of the article.
    var scope: QueryScope? { QueryScope(rawValue: rawValue) }

    /// The field of this name, whatever its case.
    init?(written name: String) {
        self.init(rawValue: name.lowercased())
    }

    /// The field that other programs call so.
    static func ours(for foreign: String) -> QueryField? {
        foreignNames[foreign.lowercased()]
    }

    /// The field whose name is nearest to a misspelled one, if one is near.
    static func nearest(to name: String) -> QueryField? {
        NearMiss.nearest(to: name.lowercased(), among: allCases.map(\.rawValue))
            .flatMap(QueryField.init(rawValue:))
    }

    private static let foreignNames: [String: QueryField] = [
        "intitle": .title, "allintitle": .title, "headline": .title, "head": .title,
        "hl": .title, "titre": .title, "عنوان": .title, "العنوان": .title,
        "text": .body, "intext": .body, "allintext": .body, "content": .body, "contents": .body,
        "bodytext": .body, "inbody": .body, "نص": .body, "النص": .body,
        "summary": .lead, "description": .lead, "hlp": .lead, "lp": .lead, "leadpara": .lead,
        "from": .source, "publisher": .source, "agency": .source, "feed": .source,
        "sourcename": .source, "مصدر": .source, "المصدر": .source,
        "by": .author, "byline": .author, "writer": .author, "كاتب": .author, "الكاتب": .author,
        "tag": .category, "tags": .category, "section": .category, "keyword": .category,
        "subject": .category, "تصنيف": .category,
        "language": .lang, "lng": .lang, "la": .lang, "لغة": .lang,
        "site": .url, "inurl": .url, "allinurl": .url, "domain": .url, "link": .url,
        "host": .url,
        "country": .region, "place": .region, "location": .region, "geo": .region,
        "about": .region, "sourcecountry": .region, "بلد": .region, "دولة": .region,
        "mention": .mentions, "names": .mentions,
    ]
}
