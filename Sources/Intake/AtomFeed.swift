import Newswire

/// Atom (RFC 4287), and Atom 0.3, which still occurs.
struct AtomFeed: FeedFormat {
    private(set) var head = FeedHead()
    private var authors: [Author] = []

    mutating func take(_ part: Element, scope: FeedScope) {
        switch part.name {
        case "feed":
            head.language = part.language.flatMap(LanguageTag.init)
        case "title":
            head.title = head.title ?? PlainText.line(orNil: title(part))
        case "subtitle", "tagline":
            head.description = PlainText.line(orNil: body(part, base: nil).text)
        case "link" where relation(part) == "alternate":
            head.link = head.link ?? scope.address(part.attribute("href"), in: part)
        case "updated", "modified":
            head.updated = head.updated ?? FeedDate(part.text)?.moment
        case "author":
            authors += author(part)
        case "icon", "logo":
            head.image = scope.address(part.text, in: part) ?? head.image
        default: break
        }
    }

    func article(
        from entry: Element, scope: FeedScope, problems: inout ProblemList
    ) -> Article? {
        var article = Article()
        article.guid = PlainText.line(orNil: child("id", of: entry)?.text)
        article.title = child("title", of: entry).map(title) ?? ""
        article.language = entry.language.flatMap(LanguageTag.init)
        readLinks(of: entry, scope: scope, into: &article)
        readBody(of: entry, scope: scope, into: &article)
        let source = child("source", of: entry)
        article.publisher = source.flatMap { child("title", of: $0) }
            .flatMap { PlainText.line(orNil: title($0)) }
        article.authors = all("author", of: entry).flatMap(author)
        if article.authors.isEmpty, let source {
            article.authors = all("author", of: source).flatMap(author)
        }
        if article.authors.isEmpty { article.authors = authors }
        article.categories = all("category", of: entry).prefix(200).compactMap { category in
            PlainText.line(orNil: category.attribute("label") ?? category.attribute("term"))
        }
        article.published = date(of: entry, ["published", "issued", "created"], &problems)
        article.updated = date(of: entry, ["updated", "modified"], &problems)
        // Atom demands only `updated`.
        article.published = article.published ?? article.updated
        readMedia(of: entry, scope: scope, into: &article)
        if article.title.isEmpty, article.text.isEmpty, article.url == nil { return nil }
        return article
    }

    // MARK: Links

    /// `rel` is `alternate` where it is not said, and may be a whole IRI.
    private func relation(_ link: Element) -> String {
        let relation = link.attribute("rel") ?? "alternate"
        let registry = "http://www.iana.org/assignments/relation/"
        return relation.hasPrefix(registry)
            ? String(relation.dropFirst(registry.count)) : relation.lowercased()
    }

    private func readLinks(of entry: Element, scope: FeedScope, into article: inout Article) {
        var alternates: [(url: String, type: String?)] = []
        for link in all("link", of: entry).prefix(200) {
            guard let url = scope.address(link.attribute("href"), in: link) else { continue }
            let type = PlainText.line(orNil: link.attribute("type"))
            switch relation(link) {
            case "alternate": alternates.append((url, type))
            case "enclosure":
                article.add(
                    Enclosure(
                        url: url, type: type,
                        length: link.attribute("length").flatMap { Int64(PlainText.line($0)) }))
                if type?.hasPrefix("image/") == true { article.image = article.image ?? url }
            default: break
            }
        }
        let page = alternates.first { $0.type == nil || $0.type?.contains("html") == true }
        article.url = (page ?? alternates.first)?.url
        if article.url == nil, child("content", of: entry) == nil {
            article.url = WebAddress.resolve(article.guid)
        }
    }

    private func readMedia(of entry: Element, scope: FeedScope, into article: inout Article) {
        for group in [entry] + entry.all("group", .media) {
            for media in group.all("content", .media).prefix(200) {
                guard let url = scope.address(media.attribute("url"), in: media) else { continue }
                let type = PlainText.line(orNil: media.attribute("type"))
                article.add(Enclosure(url: url, type: type))
                if media.attribute("medium") == "image" || type?.hasPrefix("image/") == true {
                    article.image = article.image ?? url
                }
            }
            for thumbnail in group.all("thumbnail", .media) {
                article.image =
                    article.image ?? scope.address(thumbnail.attribute("url"), in: thumbnail)
            }
        }
    }

    // MARK: Text

    private func readBody(of entry: Element, scope: FeedScope, into article: inout Article) {
        let page = article.url
        let base = { (element: Element) in
            (element.base == nil ? page : nil) ?? scope.base(of: element)
        }
        if let content = child("content", of: entry), content.attribute("src") == nil {
            let body = body(content, base: base(content))
            (article.text, article.html) = (body.text, body.html)
        }
        guard let summary = child("summary", of: entry) else { return }
        let body = body(summary, base: base(summary))
        if article.text.isEmpty { (article.text, article.html) = (body.text, body.html) }
        article.summary = body.text.isEmpty ? nil : body.text
    }

    /// A text construct (section 3.1) as a body. Without a type it is text, but
    /// what holds tags is taken for the HTML that its writer meant.
    private func body(_ construct: Element, base: String?) -> ArticleBody {
        let type = construct.attribute("type")?.lowercased() ?? "text"
        switch type {
        case "xhtml", "application/xhtml+xml":
            return ArticleBody(markup: construct.innerMarkup, base: base)
        case "html", "text/html":
            return ArticleBody(markup: construct.text, base: base)
        default:
            if construct.children.contains(where: { $0.vocabulary == .xhtml }) {
                return ArticleBody(markup: construct.innerMarkup, base: base)
            }
            return looksLikeMarkup(construct.text)
                ? ArticleBody(markup: construct.text, base: base)
                : ArticleBody(plain: construct.text)
        }
    }

    private func title(_ construct: Element) -> String {
        switch construct.attribute("type")?.lowercased() ?? "text" {
        case "html", "text/html", "text": PlainText.title(construct.text)
        default: PlainText.line(construct.text)
        }
    }

    private func looksLikeMarkup(_ text: String) -> Bool {
        ["</p>", "<br", "</a>", "</div>"].contains { text.contains($0) }
    }

    // MARK: Parts

    private func author(_ person: Element) -> [Author] {
        let author = Author(
            name: PlainText.line(orNil: child("name", of: person)?.text),
            email: PlainText.line(orNil: child("email", of: person)?.text),
            url: WebAddress.resolve((child("uri", of: person) ?? child("url", of: person))?.text))
        return author == Author() ? [] : [author]
    }

    private func date(
        of entry: Element, _ names: [String], _ problems: inout ProblemList
    ) -> Timestamp? {
        for name in names {
            guard let element = child(name, of: entry) else { continue }
            if let moment = FeedDate.read(
                element.text, line: element.line, problems: &problems)
            {
                return moment
            }
        }
        return nil
    }

    /// Feeds that forget Atom's namespace are understood all the same.
    private func child(_ name: String, of element: Element) -> Element? {
        element.first(name, .atom) ?? element.first(name, .none)
    }

    private func all(_ name: String, of element: Element) -> [Element] {
        let own = element.all(name, .atom)
        return own.isEmpty ? element.all(name, .none) : own
    }
}
