package import Newswire

/// What an input turned out to be; the raw value is its public name.
package enum IntakeKind: String, Hashable, Sendable, Codable, CaseIterable {
    case rss
    case atom
    case rdf
    case jsonfeed
    case page
    case text
    case article
}

/// What came out of one input: every article that could be had, and what was
/// wrong on the way.
package struct IntakeResult: Hashable, Sendable {
    package var kind: IntakeKind
    /// The encoding the bytes were read in, by its usual name in lower case.
    package var encoding: String
    /// Whether the input obeyed its own format, so that nothing was mended,
    /// guessed or dropped.
    package var wellformed: Bool
    /// What a feed says of itself; nil for what is no feed.
    package var feed: FeedHead?
    /// In the input's order.
    package var articles: [Article]
    /// In the order of finding.
    package var problems: [IntakeProblem]

    package init(
        kind: IntakeKind, encoding: String, wellformed: Bool, feed: FeedHead? = nil,
        articles: [Article], problems: [IntakeProblem]
    ) {
        self.kind = kind
        self.encoding = encoding
        self.wellformed = wellformed
        self.feed = feed
        self.articles = articles
        self.problems = problems
    }
}

extension IntakeResult {
    /// The articles as readers should see them: those that name no publisher
    /// are the feed's.
    package var attributedArticles: [Article] {
        articles.map { article in
            var article = article
            article.publisher = article.publisher ?? feed?.title
            return article
        }
    }
}

/// What a feed says of itself.
package struct FeedHead: Hashable, Sendable, Codable {
    /// Plain text on one line.
    package var title: String?
    /// The page the feed belongs to; http or https.
    package var link: String?
    /// Plain text.
    package var description: String?
    package var language: LanguageTag?
    package var updated: Timestamp?
    package var image: String?

    package init(
        title: String? = nil, link: String? = nil, description: String? = nil,
        language: LanguageTag? = nil, updated: Timestamp? = nil, image: String? = nil
    ) {
        self.title = title
        self.link = link
        self.description = description
        self.language = language
        self.updated = updated
        self.image = image
    }
}

/// Something about an input that a person should know and that did not keep us
/// from reading it.
package struct IntakeProblem: Hashable, Sendable {
    /// Where in the input; nil if it concerns all of it.
    package var position: SourcePosition?
    /// One line, lower case, no full stop.
    package var message: String

    package init(_ message: String, at position: SourcePosition? = nil) {
        self.message = message
        self.position = position
    }
}

/// The problems of one input while it is read; the first few are kept and the
/// rest counted, so that a hostile input can't fill the memory with them.
struct ProblemList {
    private static let most = 200

    private(set) var isEmpty = true
    private var kept: [IntakeProblem] = []
    private var dropped = 0

    mutating func note(_ message: String, at position: SourcePosition? = nil) {
        isEmpty = false
        if kept.count < Self.most {
            kept.append(IntakeProblem(message, at: position))
        } else {
            dropped += 1
        }
    }

    /// The kept ones, and one more that counts the rest.
    var all: [IntakeProblem] {
        dropped == 0 ? kept : kept + [IntakeProblem("\(dropped) more problems like these")]
    }
}
