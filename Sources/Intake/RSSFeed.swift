import Newswire

/// RSS 2.0 and its forerunners, and RSS 1.0 (RDF), which has the same words in
/// another frame; with the modules content, Dublin Core and Media RSS.
struct RSSFeed: FeedFormat {
    private(set) var head = FeedHead()
    /// Authors, categories or files of one article that are looked at.
    private static let most = 200

    mutating func take(_ part: Element, scope: FeedScope) {
        switch (part.name, part.vocabulary) {
        case ("rss", _), ("RDF", _):
            head.language = part.language.flatMap(LanguageTag.init)
        case ("title", .none):
            head.title = head.title ?? PlainText.line(orNil: PlainText.title(part.text))
        case ("link", .none):
            head.link = head.link ?? scope.address(part.text, in: part)
        case ("description", .none):
            head.description = PlainText.line(orNil: ArticleBody(markup: part.text, base: nil).text)
        case ("language", .none), ("language", .dublinCore):
            head.language = LanguageTag(PlainText.line(part.text)) ?? head.language
        case ("lastBuildDate", .none), ("pubDate", .none), ("date", .dublinCore):
            head.updated = head.updated ?? FeedDate(part.text)?.moment
        case ("image", .none):
            head.image =
                scope.address(part.first("url", .none)?.text, in: part) ?? head.image
        default: break
        }
    }

    func article(
        from item: Element, scope: FeedScope, problems: inout ProblemList
    ) -> Article? {
        var article = Article()
        article.title = PlainText.title(item.first("title", .none)?.text ?? "")
        let guid = item.first("guid", .none)
        article.guid =
            PlainText.line(orNil: guid?.text)
            ?? PlainText.line(orNil: item.attribute("about", .rdf))
        article.url = address(of: item, guid: guid, scope: scope)
        readBody(of: item, scope: scope, into: &article)
        article.language = language(of: item)
        article.authors = authors(of: item)
        article.categories = Self.categories(item)
        article.publisher = PlainText.line(
            orNil: (item.first("publisher", .dublinCore) ?? item.first("source", .none))?.text)
        article.published = date(
            of: item,
            [
                ("pubDate", .none), ("date", .dublinCore), ("issued", .dublinCore),
                ("published", .atom),
            ], problems: &problems)
        article.updated = date(
            of: item, [("updated", .atom), ("modified", .dublinCore)], problems: &problems)
        readMedia(of: item, scope: scope, into: &article)
        if article.title.isEmpty, article.text.isEmpty, article.url == nil { return nil }
        return article
    }

    private func address(of item: Element, guid: Element?, scope: FeedScope) -> String? {
        for link in item.all("link", .none) {
            if let url = scope.address(link.text, in: link) { return url }
        }
        for link in item.all("link", .atom)
        where (link.attribute("rel") ?? "alternate") == "alternate" {
            if let url = scope.address(link.attribute("href"), in: link) { return url }
        }
        // A guid is an address unless it says otherwise, but only a whole one:
        // many feeds forget to say so.
        if let guid, guid.attribute("isPermaLink")?.lowercased() != "false",
            let url = WebAddress.resolve(guid.text)
        {
            return url
        }
        return WebAddress.resolve(item.attribute("about", .rdf))
    }

    private func readBody(of item: Element, scope: FeedScope, into article: inout Article) {
        let description = item.first("description", .none) ?? item.first("description", .dublinCore)
        let whole =
            item.first("encoded", .content) ?? item.first("content", .atom)
            ?? item.first("body", .xhtml)
        if let whole {
            let markup = whole.vocabulary == .xhtml ? whole.innerMarkup : whole.text
            let body = ArticleBody(markup: markup, base: base(of: whole, scope, article))
            (article.text, article.html) = (body.text, body.html)
        }
        guard let description else { return }
        let body = ArticleBody(
            markup: description.text, base: base(of: description, scope, article))
        if article.text.isEmpty {
            (article.text, article.html) = (body.text, body.html)
            article.summary = body.shortText
        } else if body.text != article.text, !body.text.isEmpty {
            article.summary = body.text
        }
    }

    private func base(of element: Element, _ scope: FeedScope, _ article: Article) -> String? {
        element.base == nil ? article.url ?? scope.base(of: element) : scope.base(of: element)
    }

    private func language(of item: Element) -> LanguageTag? {
        let stated = item.first("language", .dublinCore) ?? item.first("language", .none)
        return stated.flatMap { LanguageTag(PlainText.line($0.text)) }
            ?? item.language.flatMap(LanguageTag.init)
    }

    private func authors(of item: Element) -> [Author] {
        var authors: [Author] = []
        let creators = item.all("creator", .dublinCore) + item.all("author", .none)
        for creator in creators.prefix(Self.most) {
            if let author = Author(written: creator.text), !authors.contains(author) {
                authors.append(author)
            }
        }
        for person in item.all("author", .atom) {
            authors.append(
                Author(
                    name: PlainText.line(orNil: person.first("name", .atom)?.text),
                    email: PlainText.line(orNil: person.first("email", .atom)?.text),
                    url: WebAddress.resolve(person.first("uri", .atom)?.text)))
        }
        return authors
    }

    private static func categories(_ item: Element) -> [String] {
        var categories: [String] = []
        let all = item.all("category", .none) + item.all("subject", .dublinCore)
        for category in all.prefix(most) {
            let name = PlainText.title(category.text)
            if !name.isEmpty, !categories.contains(name) { categories.append(name) }
        }
        return categories
    }

    private func date(
        of item: Element, _ names: [(name: String, vocabulary: Vocabulary)],
        problems: inout ProblemList
    ) -> Timestamp? {
        for (name, vocabulary) in names {
            guard let element = item.first(name, vocabulary) else { continue }
            if let moment = FeedDate.read(
                element.text, line: element.line, problems: &problems)
            {
                return moment
            }
        }
        return nil
    }

    private func readMedia(of item: Element, scope: FeedScope, into article: inout Article) {
        for enclosure in item.all("enclosure", .none).prefix(Self.most) {
            guard let url = scope.address(enclosure.attribute("url"), in: enclosure) else {
                continue
            }
            article.add(
                Enclosure(
                    url: url, type: PlainText.line(orNil: enclosure.attribute("type")),
                    length: enclosure.attribute("length").flatMap { Int64(PlainText.line($0)) }))
        }
        let groups = [item] + item.all("group", .media)
        for media in groups.flatMap({ $0.all("content", .media) }).prefix(Self.most) {
            guard let url = scope.address(media.attribute("url"), in: media) else { continue }
            let type = PlainText.line(orNil: media.attribute("type"))
            article.add(
                Enclosure(
                    url: url, type: type,
                    length: media.attribute("fileSize").flatMap { Int64(PlainText.line($0)) }))
            let isImage =
                media.attribute("medium") == "image" || type?.hasPrefix("image/") == true
            if isImage { article.image = article.image ?? url }
        }
        for thumbnail in groups.flatMap({ $0.all("thumbnail", .media) }) {
            article.image =
                article.image ?? scope.address(thumbnail.attribute("url"), in: thumbnail)
        }
        article.image =
            article.image
            ?? article.enclosures.first { $0.type?.hasPrefix("image/") == true }?.url
    }
}

extension Article {
    /// Adds a file unless it is there already.
    mutating func add(_ enclosure: Enclosure) {
        if !enclosures.contains(where: { $0.url == enclosure.url }) { enclosures.append(enclosure) }
    }
}

extension Author {
    /// As RSS writes it: `lina@example.org (Lina)`, `Lina <lina@example.org>`, a
    /// name or an address. Nil if nothing is written.
    init?(written text: String) {
        let text = PlainText.title(text)
        guard !text.isEmpty else { return nil }
        self.init()
        let parts = text.split { "()<>".contains($0) }
            .map { PlainText.line(String($0)) }.filter { !$0.isEmpty }
        let isAddress = { (part: String) in part.contains("@") && !part.contains(" ") }
        if parts.count <= 2, let address = parts.first(where: isAddress) {
            email = address
            name = parts.first { !isAddress($0) }
        } else {
            name = text
        }
    }
}
