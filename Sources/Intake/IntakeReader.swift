import Newswire

/// How much is taken in; DESIGN's defaults.
package struct IntakeLimits: Hashable, Sendable {
    /// Of one input.
    package var inputBytes: Int
    /// Articles of one input.
    package var items: Int
    /// Of one article's text; longer is cut at a paragraph.
    package var textBytes: Int

    package init(
        inputBytes: Int = 256 << 20, items: Int = 100_000, textBytes: Int = 2 << 20
    ) {
        self.inputBytes = inputBytes
        self.items = items
        self.textBytes = textBytes
    }
}

/// What is known of an input beside its bytes.
package struct IntakeHints: Hashable, Sendable {
    /// What the input must be; found from the bytes if nil.
    package var kind: IntakeKind?
    /// An HTTP server's Content-Type, parameters and all. Believed about the
    /// encoding, and about the kind only where the bytes leave it open.
    package var contentType: String?
    /// Where the input was found; relative addresses are seen from there.
    package var url: String?
    /// The source's name, which every article gets.
    package var source: String?

    package init(
        kind: IntakeKind? = nil, contentType: String? = nil, url: String? = nil,
        source: String? = nil
    ) {
        self.kind = kind
        self.contentType = contentType
        self.url = url
        self.source = source
    }
}

/// Reads news of every kind from bytes. A value without state: the same bytes
/// and hints give the same articles.
package struct IntakeReader: Sendable {
    package var limits: IntakeLimits

    package init(limits: IntakeLimits = IntakeLimits()) {
        self.limits = limits
    }

    /// Everything that can be read of an input.
    ///
    /// Throws only where nothing can: what is wrong with a part of it is a
    /// problem of the result. A feed without items is a result without articles.
    package func read(
        _ bytes: [UInt8], hints: IntakeHints = IntakeHints()
    ) throws(IntakeFailure) -> IntakeResult {
        guard bytes.count <= limits.inputBytes else {
            throw .tooLarge(bytes: bytes.count, limit: limits.inputBytes)
        }
        var problems = ProblemList()
        let header = ContentType(hints.contentType ?? "")
        let decoded = try DecodedText(bytes, charset: header.charset, problems: &problems)
        guard decoded.bytes.contains(where: { $0 > 0x20 }) else { throw .empty }
        let sniffed = try KindSniffer(decoded.bytes, mediaType: header.mediaType).kind
        let kind = try kind(sniffed, asked: hints.kind)
        var result = IntakeResult(
            kind: kind, encoding: decoded.encoding, wellformed: decoded.isSound, articles: [],
            problems: [])
        let finishing = ArticleFinishing(limits: limits, source: hints.source)
        switch kind {
        case .rss, .atom, .rdf:
            try readFeed(decoded.bytes, hints, finishing, into: &result, problems: &problems)
        case .jsonfeed:
            let feed = JSONFeed(decoded.bytes, documentURL: hints.url, finishing: finishing)
            (result.feed, result.articles) = try feed.read(problems: &problems)
        case .article:
            let json = ArticleJSON(decoded.bytes, documentURL: hints.url, finishing: finishing)
            result.articles = try json.articles(problems: &problems)
        case .page:
            let page = NewsPage(decoded.bytes, documentURL: hints.url)
            guard let article = page?.article else { throw .noArticle(.page) }
            result.articles = [finishing.finished(article, at: nil, problems: &problems)]
        case .text:
            var article = ScrapedPage(String(decoding: decoded.bytes, as: UTF8.self)).article
            guard !article.title.isEmpty || !article.text.isEmpty else { throw .noArticle(.text) }
            article.url = WebAddress.resolve(hints.url)
            result.articles = [finishing.finished(article, at: nil, problems: &problems)]
        }
        if kind == .article || kind == .jsonfeed, !problems.isEmpty { result.wellformed = false }
        result.problems = problems.all
        return result
    }

    /// Only text may be what its bytes do not show: anything can be read as it.
    private func kind(
        _ sniffed: IntakeKind, asked: IntakeKind?
    ) throws(IntakeFailure) -> IntakeKind {
        guard let asked, asked != sniffed else { return sniffed }
        guard asked == .text || asked == .page && sniffed == .text else {
            throw .wrongKind(asked: asked, found: sniffed)
        }
        return asked
    }

    private func readFeed(
        _ bytes: [UInt8], _ hints: IntakeHints, _ finishing: ArticleFinishing,
        into result: inout IntakeResult, problems: inout ProblemList
    ) throws(IntakeFailure) {
        guard var prolog = XMLProlog(bytes) else { throw .noRoot }
        if KindSniffer.feedKind(ofRoot: prolog.rootName) == nil {
            prolog.skipJunkBeforeFeed(in: bytes)
        }
        if prolog.hasJunk {
            problems.note("something before the feed that is no XML, passed over")
        }
        if prolog.hasInternalSubset {
            problems.note("a document type with declarations of its own, which are not obeyed")
        }
        let (xml, isSound) = XMLMending.mended(
            bytes, from: prolog.rootOffset, problems: &problems)
        let reader = FeedReader(
            format: result.kind == .atom ? AtomFeed() : RSSFeed(), documentURL: hints.url,
            finishing: finishing, problems: problems)
        let scanner = FeedScanner(
            xml: xml, linesBefore: bytes[..<prolog.rootOffset].count { $0 == 0x0A },
            reader: reader)
        scanner.scan()
        problems = reader.problems
        result.wellformed = result.wellformed && isSound && !prolog.hasJunk && scanner.isSound
        result.feed = reader.head
        result.articles = reader.articles
    }
}

/// The parts of a Content-Type header that matter here.
struct ContentType {
    /// In lower case, empty if none is given.
    var mediaType: String
    var charset: String?

    init(_ header: String) {
        let parts = header.split(separator: ";").map { PlainText.line(String($0)) }
        mediaType = (parts.first ?? "").lowercased()
        charset =
            parts.dropFirst().lazy.compactMap { parameter in
                let pair = parameter.split(separator: "=", maxSplits: 1)
                guard pair.count == 2, PlainText.line(String(pair[0])).lowercased() == "charset"
                else { return nil }
                return PlainText.line(String(pair[1].filter { $0 != "\"" && $0 != "'" }))
            }.first
    }
}
