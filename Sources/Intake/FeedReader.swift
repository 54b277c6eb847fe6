import Newswire

/// How one dialect of feed says what an article is.
protocol FeedFormat {
    /// What the feed says of itself, as far as it was read.
    var head: FeedHead { get }
    /// Takes a part of the feed's head.
    mutating func take(_ part: Element, scope: FeedScope)
    /// The article a record means; its text and HTML not yet cut to size. Nil if
    /// there is nothing in it.
    func article(from record: Element, scope: FeedScope, problems: inout ProblemList) -> Article?
}

/// What a feed's parts are read against.
struct FeedScope {
    /// Where the document was found.
    var documentURL: String?
    /// The page the feed belongs to, once it is known.
    var feedLink: String?

    /// The http(s) address a reference in an element means: against `xml:base`,
    /// else the feed's page, else the document.
    func address(_ reference: String?, in element: Element) -> String? {
        WebAddress.resolve(reference, against: base(of: element))
    }

    func base(of element: Element) -> String? {
        guard let base = element.base else { return feedLink ?? documentURL }
        return WebAddress.resolve(base, against: feedLink ?? documentURL)
    }
}

/// Collects a feed's articles while its XML is scanned.
final class FeedReader: FeedScanner.Reader {
    private var format: any FeedFormat
    private var scope: FeedScope
    private let finishing: ArticleFinishing
    private(set) var articles: [Article] = []
    private(set) var problems: ProblemList

    init(
        format: any FeedFormat, documentURL: String?, finishing: ArticleFinishing,
        problems: ProblemList
    ) {
        self.format = format
        self.problems = problems
        self.finishing = finishing
        scope = FeedScope(documentURL: documentURL)
    }

    var head: FeedHead { format.head }

    func note(_ message: String, at position: SourcePosition) {
        problems.note(message, at: position)
    }

    func root(_ root: Element) {
        format.take(root, scope: scope)
    }

    func part(_ part: Element) {
        format.take(part, scope: scope)
        scope.feedLink = format.head.link
    }

    func record(_ record: Element) -> Bool {
        let position = SourcePosition(line: record.line, column: 1)
        guard articles.count < finishing.limits.items else {
            problems.note(
                "more than \(finishing.limits.items) items, the rest are left out", at: position)
            return false
        }
        guard var article = format.article(from: record, scope: scope, problems: &problems) else {
            problems.note("\(record.name) without title, text and link, dropped", at: position)
            return true
        }
        article.language = article.language ?? format.head.language
        articles.append(finishing.finished(article, at: position, problems: &problems))
        return true
    }
}

/// What is done to every article, whatever it was read from.
struct ArticleFinishing {
    var limits: IntakeLimits
    /// Whose article it is, if the caller knows.
    var source: String?

    /// The article with its source's name, and no longer than allowed.
    func finished(
        _ article: Article, at position: SourcePosition?, problems: inout ProblemList
    ) -> Article {
        var article = article
        if let source { article.source = source }
        if article.text.utf8.count > limits.textBytes {
            article.text = PlainText.cut(article.text, to: limits.textBytes)
            article.html = nil
            problems.note(
                "a text of more than \(limits.textBytes) bytes, cut at a paragraph, "
                    + "its HTML left out", at: position)
        } else if let html = article.html, html.utf8.count > limits.textBytes * 2 {
            article.html = nil
            problems.note("more than \(limits.textBytes * 2) bytes of HTML, left out", at: position)
        }
        if let summary = article.summary, summary.utf8.count > limits.textBytes {
            article.summary = PlainText.cut(summary, to: limits.textBytes)
        }
        return article
    }
}

/// An article's body, from HTML or plain text.
struct ArticleBody {
    /// Paragraphs parted by an empty line.
    var text: String
    /// Sanitised; nil if the source's was plain text.
    var html: String?

    /// - Parameter markup: HTML, or text with entities as feeds have it.
    init(markup: String, base: String?) {
        var markup = markup
        if !markup.utf8.contains(0x3C) {
            let decoded = HTMLEntities.decoded(markup)
            // HTML that was escaped once too often is still meant as HTML.
            guard ["</p>", "<br", "</a>", "</div>"].contains(where: decoded.contains) else {
                text = PlainText.paragraphs(decoded)
                return
            }
            markup = decoded
        }
        guard let document = HTMLDocument(fragment: markup) else {
            text = ""
            return
        }
        text = HTMLText(document).text
        let html = HTMLSanitiser(base: base).sanitised(document)
        self.html = html.isEmpty ? nil : html
    }

    init(plain: String) {
        text = PlainText.paragraphs(plain)
    }

    /// A summary where the source gave only one short paragraph.
    var shortText: String? {
        let isShort = text.utf8.count <= 2000 && !text.utf8.contains(0x0A)
        return isShort && !text.isEmpty ? text : nil
    }
}
