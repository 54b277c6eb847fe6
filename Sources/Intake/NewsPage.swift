import Foundation
import Newswire

/// An article in an HTML page: what the page says of itself for machines (Open
/// Graph, JSON-LD, `<link rel=canonical>`), and the text of the element that
/// holds most of its paragraphs.
struct NewsPage {
    /// Nil if there is neither a title nor text.
    var article: Article? {
        var article = Article()
        article.publisher = meta("og:site_name") ?? linked?.publisher
        let heading = root.first { $0.name == "h1" }.map(Self.line)
        article.title = title(heading: heading, publisher: article.publisher)
        article.url =
            WebAddress.resolve(canonical ?? meta("og:url"), against: base)
            ?? WebAddress.resolve(documentURL)
        article.language = language
        article.summary = meta("og:description") ?? meta("description")
        let written = meta("article:published_time") ?? linked?.published ?? itemDate
        article.published = written.flatMap { FeedDate($0)?.moment }
        article.updated = (meta("article:modified_time") ?? linked?.modified)
            .flatMap { FeedDate($0)?.moment }
        article.image = WebAddress.resolve(meta("og:image"), against: base)
        article.authors = (linked?.authors ?? [meta("author")].compactMap { $0 })
            .map { Author(name: $0) }
        article.categories = [meta("article:section")].compactMap { $0 }
        if let body = NewsPageBody(root).container {
            read(body, titles: [article.title, heading], into: &article)
        } else if let body = root.first(where: { $0.name == "body" }) {
            readLines(of: body, into: &article)
        }
        withExtendedLifetime(document) {}
        return article.title.isEmpty && article.text.isEmpty ? nil : article
    }

    private func read(_ body: HTMLNode, titles: [String?], into article: inout Article) {
        let skips = { (node: HTMLNode) in
            guard node.identity != body.identity, let name = node.name else { return false }
            if HTMLFurniture.isFrame(node) { return true }
            if name == "h1" { return titles.contains(Self.line(node)) }
            if name == "time" { return node.parent?.name != "p" }
            guard HTMLFurniture.lines.contains(name) else { return false }
            let line = Self.line(node)
            return PageFurniture.isFrame(line) && node.first { $0.name == "img" } == nil
                || PageFurniture.isRelatedHeading(line) || SourceLine(line) != nil
        }
        for paragraph in HTMLText(body, skipping: HTMLFurniture.isFrame).text.split(separator: "\n")
        {
            guard let source = SourceLine(String(paragraph)) else { continue }
            article.credits += source.names.filter { !article.credits.contains($0) }
        }
        article.text = HTMLText(body, skipping: skips).text
        let html = HTMLSanitiser(base: base, skipping: skips).sanitised(body)
        article.html = html.isEmpty ? nil : html
        let names = [article.publisher].compactMap { $0 }
        article.dateline = article.paragraphs.first.flatMap { first in
            (Dateline(line: String(first), names: names)
                ?? Dateline.split(paragraph: String(first), names: names)?.dateline)?.place
        }
    }

    /// A page without paragraphs is read as the lines that it shows.
    private func readLines(of body: HTMLNode, into article: inout Article) {
        let lines = HTMLText(body, skipping: HTMLFurniture.isFrame).text
        let page = ScrapedPage(lines).article
        // Of `headline - site` in the page's title, what stands as a line.
        if article.title.isEmpty || !page.title.isEmpty && article.title.hasPrefix(page.title) {
            article.title = page.title
        }
        guard !page.text.isEmpty else {
            article.text = lines
            return
        }
        article.text = page.text
        article.html = page.html
        article.dateline = page.dateline
        article.credits = page.credits
        article.publisher = article.publisher ?? page.publisher
        article.published = article.published ?? page.published
        if article.authors.isEmpty { article.authors = page.authors }
    }

    private let document: HTMLDocument
    private let root: HTMLNode
    private let documentURL: String?
    private var metas: [String: String] = [:]
    private var canonical: String?
    private var baseHref: String?
    private var pageTitle: String?
    private var itemDate: String?
    private var linked: LinkedData?

    /// Nil if there is no HTML in the bytes.
    init?(_ bytes: [UInt8], documentURL: String?) {
        guard let document = HTMLDocument(utf8: bytes), let root = document.root else { return nil }
        self.document = document
        self.root = root
        self.documentURL = documentURL
        var elements: [HTMLNode] = []
        root.forEachElement { node in
            if ["meta", "link", "base", "title", "time", "script"].contains(node.name) {
                elements.append(node)
            }
        }
        for element in elements { take(element) }
    }

    private mutating func take(_ element: HTMLNode) {
        switch element.name {
        case "meta":
            let name =
                element.attribute("property") ?? element.attribute("name")
                ?? element.attribute("itemprop")
            guard let name = name?.lowercased(),
                let content = PlainText.line(orNil: element.attribute("content")),
                metas[name] == nil
            else { return }
            metas[name] = content
        case "link" where element.attribute("rel")?.lowercased() == "canonical":
            canonical = element.attribute("href")
        case "base":
            baseHref = baseHref ?? element.attribute("href")
        case "title":
            pageTitle = pageTitle ?? PlainText.line(orNil: Self.line(element))
        case "time":
            let isOfArticle =
                element.attribute("itemprop") == "datePublished"
                || element.attribute("pubdate") != nil
            if isOfArticle || itemDate == nil {
                itemDate = element.attribute("datetime") ?? itemDate
            }
        case "script" where element.attribute("type")?.lowercased() == "application/ld+json":
            linked = linked ?? LinkedData(element.rawText)
        default: break
        }
    }

    private func meta(_ name: String) -> String? {
        metas[name].flatMap { PlainText.line(orNil: PlainText.title($0)) }
    }

    private var base: String? {
        WebAddress.resolve(baseHref, against: documentURL) ?? documentURL
            ?? WebAddress.resolve(canonical)
    }

    private var language: LanguageTag? {
        let stated = [
            root.attribute("lang"), root.attribute("xml:lang"), linked?.language,
            metas["og:locale"], metas["content-language"],
        ]
        return stated.lazy.compactMap { $0.flatMap(LanguageTag.init) }.first
    }

    /// The site's own name behind the headline is none of it.
    private func title(heading: String?, publisher: String?) -> String {
        let stated = meta("og:title") ?? linked?.headline.map(PlainText.title)
        let candidates = [stated, heading, pageTitle].compactMap { PlainText.line(orNil: $0) }
        guard var title = candidates.first else { return "" }
        for separator in [" | ", " - ", " – ", " — ", " :: ", " « ", " » "] {
            guard let cut = title.range(of: separator, options: .backwards) else { continue }
            let head = String(title[..<cut.lowerBound])
            let tail = String(title[cut.upperBound...])
            let isSite =
                tail.lowercased() == publisher?.lowercased() || head == heading
                || separator == " | " && stated == nil
            if isSite {
                title = head
                break
            }
        }
        return title
    }

    static func line(_ node: HTMLNode) -> String {
        PlainText.line(
            node.name == "title" ? node.rawText : HTMLText(node) { _ in false }.text)
    }
}

/// Finds the element that holds an article's paragraphs.
private struct NewsPageBody {
    /// Nil if the page has no paragraphs.
    var container: HTMLNode?

    init(_ root: HTMLNode) {
        // What the page itself calls the body, if there is text in it.
        var marked: [(node: HTMLNode, weight: Int)] = []
        root.forEachElement { node in
            let isBody =
                node.attribute("itemprop") == "articleBody" || node.name == "article"
                || node.name == "main"
            if isBody { marked.append((node, Self.weight(of: node))) }
        }
        let clusters = Self.clusters(in: root)
        let heaviest = clusters.max { $0.weight < $1.weight }
        // A page of teasers has an `article` for each; the heaviest cluster
        // tells whether one of them is the page's own.
        let named = marked.filter { $0.weight * 2 > (heaviest?.weight ?? 0) }
            .min { $0.weight < $1.weight }
        container = named?.node ?? heaviest?.node
    }

    /// The letters of its paragraphs that are no links.
    private static func weight(of node: HTMLNode) -> Int {
        var weight = 0
        node.forEachElement { inner in
            if inner.name == "p", !isInFrame(inner) { weight += letters(of: inner) }
        }
        return weight
    }

    private static func clusters(in root: HTMLNode) -> [(node: HTMLNode, weight: Int)] {
        var clusters: [UInt: (node: HTMLNode, weight: Int)] = [:]
        root.forEachElement { node in
            guard node.name == "p", let parent = node.parent, !isInFrame(node) else { return }
            let letters = letters(of: node)
            guard letters >= 25 else { return }
            clusters[parent.identity, default: (parent, 0)].weight += letters
            if let above = parent.parent {
                clusters[above.identity, default: (above, 0)].weight += letters / 2
            }
        }
        return Array(clusters.values)
    }

    private static func isInFrame(_ node: HTMLNode) -> Bool {
        var current: HTMLNode? = node
        while let inner = current {
            if let name = inner.name,
                HTMLFurniture.dropped.contains(name)
                    || HTMLFurniture.isFrame(inner)
            {
                return true
            }
            current = inner.parent
        }
        return false
    }

    private static func letters(of node: HTMLNode) -> Int {
        HTMLText(node) { $0.name == "a" }.text.unicodeScalars.count
    }
}

/// What schema.org's JSON-LD says of an article.
private struct LinkedData {
    private(set) var headline: String?
    private(set) var published: String?
    private(set) var modified: String?
    private(set) var language: String?
    private(set) var publisher: String?
    private(set) var authors: [String]?

    /// Nil unless the script describes an article.
    init?(_ script: String) {
        guard let json = try? JSONSerialization.jsonObject(with: Data(script.utf8)),
            let article = Self.article(in: json, depth: 0)
        else { return nil }
        headline = article["headline"] as? String
        published = article["datePublished"] as? String
        modified = article["dateModified"] as? String
        language = article["inLanguage"] as? String
        publisher = Self.names(article["publisher"]).first
        let names = Self.names(article["author"])
        authors = names.isEmpty ? nil : names
    }

    private static func article(in json: Any, depth: Int) -> [String: Any]? {
        guard depth < 4 else { return nil }
        if let list = json as? [Any] {
            return list.lazy.compactMap { article(in: $0, depth: depth + 1) }.first
        }
        guard let object = json as? [String: Any] else { return nil }
        let types = (object["@type"] as? [String]) ?? [object["@type"] as? String ?? ""]
        if types.contains(where: { $0.hasSuffix("Article") || $0 == "BlogPosting" }) {
            return object
        }
        return object["@graph"].flatMap { article(in: $0, depth: depth + 1) }
    }

    private static func names(_ json: Any?) -> [String] {
        switch json {
        case let list as [Any]: list.flatMap { names($0) }
        case let object as [String: Any]: names(object["name"])
        case let name as String: [PlainText.line(name)].filter { !$0.isEmpty }
        default: []
        }
    }
}
