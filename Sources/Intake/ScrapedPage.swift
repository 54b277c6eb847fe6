import Newswire

/// An article in a page that was scraped to plain text, or simply written as
/// text: the headline is found among menus, weather box and the site's name, the
/// body ends where the page's frame begins again.
///
/// What counts, in this order: a headline behind the label خبر; lines that pages
/// of this kind have (see `PageFurniture`); the form of lines: a headline is
/// short and has no full stop, a paragraph is long or has one, a subheading
/// stands between paragraphs.
struct ScrapedPage {
    private(set) var article = Article()

    init(_ text: String) {
        // No more than a text may have, and what is cut off it.
        let taken = PlainText.cut(text, to: 4 << 20)
        let blocks = Self.withoutWeather(ScrapedBlocks(taken).blocks)
        let start = blocks.firstIndex(where: Self.isParagraph) ?? blocks.count
        let head = PageHead(blocks[..<start].suffix(Self.mostHeadLines))
        var dateline = head.dateline
        var body = PageBody(Array(blocks[start...]), credits: head.credits)
        if dateline == nil, let first = body.parts.first,
            let split = Dateline.split(paragraph: first.text, names: head.names)
        {
            dateline = split.dateline
            body.parts[0].text = split.rest
        }
        body.parts.insert(contentsOf: head.lead.map { .init(text: $0, isHeading: false) }, at: 0)
        article.title = head.headline ?? ""
        if article.title.isEmpty { article.title = Self.takeTitle(from: &body) }
        article.dateline = dateline?.place
        article.published = head.published
        article.authors = head.authors
        article.credits = body.credits
        article.publisher = head.site
        if let agency = dateline?.agency {
            if head.site.map({ Agencies.areOne(agency, $0) }) ?? true {
                article.publisher = agency
            } else if !article.credits.contains(agency) {
                article.credits.insert(agency, at: 0)
            }
        }
        article.text = body.parts.map(\.text).joined(separator: "\n\n")
        if body.parts.contains(where: \.isHeading) {
            article.html = body.parts.map { part in
                let name = part.isHeading ? "h3" : "p"
                let lines = HTMLWriter.escaped(part.text).split(separator: "\n")
                return "<\(name)>\(lines.joined(separator: "<br/>"))</\(name)>"
            }.joined(separator: "\n")
        }
    }

    /// Lines above the body that may be its headline.
    private static let mostHeadLines = 200

    /// A paragraph is long, or a sentence of some length with its full stop.
    static func isParagraph(_ block: String) -> Bool {
        guard !PageFurniture.isFrame(block), SourceLine(block) == nil else { return false }
        let words = PageHead.words(block)
        if block.count >= 140 || words >= 22 { return true }
        // A headline may be a question, or words that someone said.
        return words >= 6 && endsSentence(block)
            && !(words <= 14 && "?؟!".contains(lastSign(block)))
    }

    static func endsSentence(_ block: String) -> Bool {
        ".!?؟…。۔".contains(lastSign(block))
    }

    private static func lastSign(_ block: String) -> Character {
        block.last { !"\"”»’')]".contains($0) } ?? " "
    }

    /// A weather box is a city above its temperature.
    private static func withoutWeather(_ blocks: [String]) -> [String] {
        var kept: [String] = []
        for block in blocks {
            if PageFurniture.isTemperature(block) {
                if PageFurniture.isBareTemperature(block), let city = kept.last,
                    city.split(separator: " ").count <= 3,
                    !endsSentence(city)
                {
                    kept.removeLast()
                }
            } else {
                kept.append(block)
            }
        }
        return kept
    }

    /// Of a text without a headline: its first line if more follows, else its
    /// first sentence, which stays in the text too.
    private static func takeTitle(from body: inout PageBody) -> String {
        guard let first = body.parts.first else { return "" }
        let line = String(first.text.prefix { $0 != "\n" })
        if body.parts.count > 1, !endsSentence(line), line.count < 140 {
            body.parts.removeFirst()
            return line
        }
        var title = ""
        for word in line.split(separator: " ") {
            if title.count + word.count > 120 { return title + "…" }
            title += (title.isEmpty ? "" : " ") + word
            if endsSentence(String(word)), title.count > 20 { break }
        }
        return title.trimmingEnd { $0 == "." }
    }
}

/// The lines of a text, put together where they are one paragraph.
private struct ScrapedBlocks {
    private(set) var blocks: [String] = []

    init(_ text: String) {
        var lines: [String] = []
        for raw in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let line = PlainText.line(String(raw))
            let bare = String(line.drop { "\u{200E}\u{200F}\u{202A}\u{202B}\u{202C}".contains($0) })
            if bare.isEmpty {
                close(&lines)
            } else {
                lines.append(bare)
            }
        }
        close(&lines)
    }

    /// Lines of about one length are a paragraph that was wrapped; others
    /// stand for themselves.
    private mutating func close(_ lines: inout [String]) {
        defer { lines = [] }
        let full = lines.dropLast().map(\.count)
        if let shortest = full.min(), let longest = full.max(), shortest >= 45, longest <= 100,
            longest - shortest <= 30, lines.last.map({ $0.count <= longest + 10 }) ?? true
        {
            blocks.append(lines.joined(separator: " "))
        } else {
            blocks += lines
        }
    }
}
