import Foundation
import Newswire

/// Reads article JSON, ours or ninjs: an object, an array, an object a line, or
/// what `nashra read --json` printed.
struct ArticleJSON {
    private let bytes: [UInt8]
    private let documentURL: String?
    private let finishing: ArticleFinishing

    init(_ bytes: [UInt8], documentURL: String?, finishing: ArticleFinishing) {
        self.bytes = bytes
        self.documentURL = documentURL
        self.finishing = finishing
    }

    /// Every article that can be read; each other element is a problem with its
    /// place. Throws if there is not one.
    func articles(problems: inout ProblemList) throws(IntakeFailure) -> [Article] {
        var articles: [Article] = []
        read(JSONElements(bytes), isOuter: true, into: &articles, problems: &problems)
        if articles.isEmpty {
            // An empty list is read as what it is.
            guard let first = problems.all.first(where: { $0.position != nil }) else { return [] }
            throw .noWholeArticle(first)
        }
        return articles
    }

    private func read(
        _ elements: JSONElements, isOuter: Bool, into articles: inout [Article],
        problems: inout ProblemList
    ) {
        var places = LinePlaces(bytes)
        for range in elements.ranges {
            let place = places.position(of: range.lowerBound)
            guard articles.count < finishing.limits.items else {
                problems.note(
                    "more than \(finishing.limits.items) articles, the rest are left out",
                    at: place)
                return
            }
            let element = Array(bytes[range])
            if isOuter, let inner = JSONElements(element, under: "articles") {
                let nested = ArticleJSON(element, documentURL: documentURL, finishing: finishing)
                nested.read(inner, isOuter: false, into: &articles, problems: &problems)
                continue
            }
            do {
                let data = Data(element)
                let article =
                    try NinJS(data)?.article ?? JSONDecoder().decode(Article.self, from: data)
                guard !article.title.isEmpty || !article.text.isEmpty || article.html != nil else {
                    problems.note("an article without title and text, dropped", at: place)
                    continue
                }
                articles.append(finished(article, at: place, problems: &problems))
            } catch {
                problems.note("not an article: \(Self.reason(error))", at: place)
            }
        }
        if let cut = elements.cut {
            problems.note(
                cut == bytes.count
                    ? "the input ends before its list does" : "an article cut off, dropped",
                at: places.position(of: cut))
        } else if elements.hasJunk {
            problems.note("something between the articles that is no JSON")
        }
    }

    /// What a push client may not decide: markup, addresses, control characters.
    private func finished(
        _ sent: Article, at place: SourcePosition, problems: inout ProblemList
    ) -> Article {
        var article = sent
        article.guid = PlainText.line(orNil: sent.guid)
        article.title = PlainText.line(sent.title)
        article.summary = sent.summary.map(PlainText.paragraphs).flatMap { $0.isEmpty ? nil : $0 }
        article.text = PlainText.paragraphs(sent.text)
        article.url = WebAddress.resolve(sent.url, against: documentURL)
        if sent.url != nil, article.url == nil {
            problems.note("a url that is not http or https, left out", at: place)
        }
        article.image = WebAddress.resolve(sent.image, against: article.url ?? documentURL)
        article.html = nil
        if let html = sent.html, let document = HTMLDocument(fragment: html) {
            if article.text.isEmpty { article.text = HTMLText(document).text }
            let clean = HTMLSanitiser(base: article.url ?? documentURL).sanitised(document)
            article.html = clean.isEmpty ? nil : clean
        }
        article.enclosures = sent.enclosures.compactMap { enclosure in
            WebAddress.resolve(enclosure.url, against: article.url ?? documentURL).map {
                Enclosure(url: $0, type: enclosure.type, length: enclosure.length)
            }
        }
        article.publisher = PlainText.line(orNil: sent.publisher)
        article.dateline = PlainText.line(orNil: sent.dateline)
        article.credits = sent.credits.compactMap { PlainText.line(orNil: $0) }
        article.categories = sent.categories.compactMap { PlainText.line(orNil: $0) }
        article.authors = sent.authors.map { author in
            Author(
                name: PlainText.line(orNil: author.name),
                email: PlainText.line(orNil: author.email),
                url: WebAddress.resolve(author.url))
        }
        return finishing.finished(article, at: place, problems: &problems)
    }

    /// A decoding error in our words: the key's path and what was wrong there.
    private static func reason(_ error: any Error) -> String {
        func path(_ keys: [any CodingKey], _ last: (any CodingKey)? = nil) -> String {
            (keys + (last.map { [$0] } ?? [])).map { key in
                key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)"
            }.joined().drop { $0 == "." }.description
        }
        guard let error = error as? DecodingError else { return "it can't be read" }
        switch error {
        case .typeMismatch(let type, let context):
            let place = path(context.codingPath)
            return place.isEmpty
                ? "expected an object" : "\(Diagnostic.quoted(place)) is no \(name(of: type))"
        case .valueNotFound(_, let context):
            return "\(Diagnostic.quoted(path(context.codingPath))) is null"
        case .keyNotFound(let key, let context):
            return "\(Diagnostic.quoted(path(context.codingPath, key))) is missing"
        case .dataCorrupted(let context):
            let place = path(context.codingPath)
            return place.isEmpty
                ? "it is broken JSON" : "\(Diagnostic.quoted(place)) is \(context.debugDescription)"
        @unknown default: return "it can't be read"
        }
    }

    private static func name(of type: Any.Type) -> String {
        switch type {
        case is String.Type: "text"
        case is Int64.Type, is Double.Type: "number"
        case is Bool.Type: "yes or no"
        case is any Collection.Type: "list"
        default: "object"
        }
    }
}
