/// One piece of news as its source gave it: what every reader in `Intake`
/// makes, and what the whole pipeline passes on. Analysis adds to it
/// (`language` where the source gave none, `regions`); nothing changes it.
package struct Article: Hashable, Sendable {
    /// The source's own name for the article: RSS `guid`, Atom `id`, `id` in
    /// JSON. Not unique across sources.
    package var guid: String?
    /// Where the article can be read; http or https.
    package var url: String?
    /// Plain text on one line; empty if the source gave none.
    package var title: String
    /// Plain text.
    package var summary: String?
    /// The body as plain text, paragraphs parted by an empty line; may be empty.
    package var text: String
    /// The body as sanitised HTML, if the source gave any.
    package var html: String?
    package var language: LanguageTag?
    /// The source's name in nashra.yaml or what `--source` said.
    package var source: String?
    /// The agency or paper as the article names it.
    package var publisher: String?
    package var authors: [Author]
    package var categories: [String]
    package var published: Timestamp?
    package var updated: Timestamp?
    /// When it reached us; set on reception.
    package var received: Timestamp?
    /// The place a report was filed from, as its dateline names it.
    package var dateline: String?
    /// Whose reporting it is, as the article states it.
    package var credits: [String]
    package var urgency: Urgency?
    /// A picture's address; http or https.
    package var image: String?
    package var enclosures: [Enclosure]
    package var regions: [RegionTag]

    package init(
        guid: String? = nil, url: String? = nil, title: String = "", summary: String? = nil,
        text: String = "", html: String? = nil, language: LanguageTag? = nil,
        source: String? = nil, publisher: String? = nil, authors: [Author] = [],
        categories: [String] = [], published: Timestamp? = nil, updated: Timestamp? = nil,
        received: Timestamp? = nil, dateline: String? = nil, credits: [String] = [],
        urgency: Urgency? = nil, image: String? = nil, enclosures: [Enclosure] = [],
        regions: [RegionTag] = []
    ) {
        self.guid = guid
        self.url = url
        self.title = title
        self.summary = summary
        self.text = text
        self.html = html
        self.language = language
        self.source = source
        self.publisher = publisher
        self.authors = authors
        self.categories = categories
        self.published = published
        self.updated = updated
        self.received = received
        self.dateline = dateline
        self.credits = credits
        self.urgency = urgency
        self.image = image
        self.enclosures = enclosures
        self.regions = regions
    }

    /// The paragraphs of `text`, in order, none empty.
    package var paragraphs: [Substring] {
        text.split(separator: "\n\n").filter { paragraph in
            !paragraph.allSatisfy(\.isWhitespace)
        }
    }

    /// When it was published as far as we believe it: a time more than an hour
    /// ahead of the reception counts as the reception.
    package var effectivePublished: Timestamp? {
        guard let published else { return received }
        guard let received, published > received + .seconds(3600) else { return published }
        return received
    }
}

/// Someone who wrote an article.
package struct Author: Hashable, Sendable, Codable {
    package var name: String?
    package var email: String?
    package var url: String?

    package init(name: String? = nil, email: String? = nil, url: String? = nil) {
        self.name = name
        self.email = email
        self.url = url
    }
}

/// A file that comes with an article.
package struct Enclosure: Hashable, Sendable, Codable {
    package var url: String
    /// A media type, as stated.
    package var type: String?
    /// Bytes, as stated.
    package var length: Int64?

    package init(url: String, type: String? = nil, length: Int64? = nil) {
        self.url = url
        self.type = type
        self.length = length
    }
}

/// How pressing an article is; `flash` is the most pressing.
package enum Urgency: String, Hashable, Comparable, Sendable, Codable, CaseIterable {
    case routine
    case urgent
    case flash

    private var rank: Int {
        switch self {
        case .routine: 0
        case .urgent: 1
        case .flash: 2
        }
    }

    package static func < (a: Urgency, b: Urgency) -> Bool {
        a.rank < b.rank
    }
}
