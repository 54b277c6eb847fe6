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
            let split = Dateline.split(paragraph: first.text, site: head.site)
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
        let words = block.split(whereSeparator: \.isWhitespace).count
        return block.count >= 140 || words >= 22 || words >= 6 && endsSentence(block)
            || block.contains("\n") && words >= 12
    }

    static func endsSentence(_ block: String) -> Bool {
        let end = block.trimmingEnd { "\"”»’')]".contains($0) }
        return end.last.map { ".!?؟…。۔".contains($0) } ?? false
    }

    /// A weather box is a city above its temperature.
    private static func withoutWeather(_ blocks: [String]) -> [String] {
        var kept: [String] = []
        for block in blocks {
            if PageFurniture.isTemperature(block) {
                if let city = kept.last, city.split(separator: " ").count <= 3,
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

/// `المصدر : الجزيرة + وكالات`: whose reporting it is.
struct SourceLine {
    /// The names, in order; empty if they stand on the next line.
    var names: [String]

    /// Nil if the line says no source.
    init?(_ line: String) {
        guard line.count <= 120 else { return nil }
        let bare = String(line.drop { "([•-–*".contains($0) || $0.isWhitespace })
            .trimmingEnd { ")]. ".contains($0) }
        guard let label = Self.labels.first(where: { bare.lowercased().hasPrefix($0) })
        else { return nil }
        let rest = bare.dropFirst(label.count).drop(while: \.isWhitespace)
        guard let colon = rest.first else {
            names = []
            return
        }
        guard ":：-–—|".contains(colon) else { return nil }
        names = Self.split(PlainText.line(String(rest.dropFirst())))
    }

    static func split(_ text: String) -> [String] {
        var text = text
        for joint in [" and ", " et ", " und ", " & ", " و "] {
            text = text.replacing(joint, with: "+")
        }
        text = text.replacing(" ووكالات", with: "+وكالات")
        var names: [String] = []
        for part in text.split(whereSeparator: { "+,،;؛/|".contains($0) }) {
            let name = PlainText.line(String(part)).trimmingEnd { ".-–—: ".contains($0) }
            if !name.isEmpty, !names.contains(name) { names.append(name) }
        }
        return names
    }

    private static let labels = [
        "المصدر", "المصادر", "مصدر الخبر", "مصدر", "sources", "source", "منبع", "quelle",
        "источник", "מקור",
    ]
}
