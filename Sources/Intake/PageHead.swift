import Newswire

/// What stands above the body of a scraped page: the headline, above it the
/// site's own things, below it what goes with the article.
struct PageHead {
    private(set) var headline: String?
    /// The site's name without its slogan.
    private(set) var site: String?
    private(set) var dateline: Dateline?
    private(set) var published: Timestamp?
    private(set) var authors: [Author] = []
    private(set) var credits: [String] = []
    /// Lines behind the headline that say more than a label does.
    private(set) var lead: [String] = []
    /// What a dateline is read against: names that stand above the headline.
    private(set) var names: [String] = []

    /// A line that is neither the page's frame nor known by its form.
    private struct Line {
        var index: Int
        var text: String
        var words: Int
        var site: SiteName?

        init(index: Int, text: String) {
            self.index = index
            self.text = text
            words = PageHead.words(text)
            site = SiteName(line: text)
        }

        /// Of enough words, and nothing but a headline.
        var mayBeHeadline: Bool {
            words >= 4 && Dateline(line: text, names: []) == nil && !(site?.isShort ?? false)
        }
    }

    private var lines: [Line] = []
    private var labelled: Line?

    /// - Parameter blocks: what stands before the first paragraph.
    init(_ blocks: ArraySlice<String>) {
        for (index, block) in zip(blocks.indices, blocks) {
            if let source = SourceLine(block) {
                credits += source.names
            } else if let text = HeadlineLabel.behind(block, isFirst: index == blocks.startIndex) {
                labelled = labelled ?? Line(index: index, text: text)
            } else if let date = Self.date(block) {
                published = published ?? date.moment
            } else if PageFurniture.isFrame(block) {
                continue
            } else if let author = Self.byline(block) {
                authors.append(author)
            } else {
                lines.append(Line(index: index, text: block))
            }
        }
        let found = labelled ?? headlineLine()
        headline = found?.text
        let place = found?.index ?? blocks.endIndex
        readAbove(lines.filter { $0.index < place || $0.text == headline })
        readBelow(lines.filter { $0.index > place && $0.text != headline })
    }

    /// What says most: a line that another one repeats with the site's name, or
    /// as it is; the first of some length behind the site's name; the longest.
    private func headlineLine() -> Line? {
        let titles = lines.compactMap { $0.site?.headline }
        if let repeated = lines.last(where: { titles.contains($0.text) }) { return repeated }
        var seen: Set<String> = []
        if let again = lines.first(where: { $0.mayBeHeadline && !seen.insert($0.text).inserted }) {
            return again
        }
        let siteIndex = lines.first { $0.site != nil }?.index ?? -1
        if let behindSite = lines.first(where: { $0.index > siteIndex && $0.mayBeHeadline }) {
            return behindSite
        }
        if let only = lines.first(where: \.mayBeHeadline) { return only }
        if let titled = lines.first(where: { $0.site?.headline != nil }) {
            return Line(index: titled.index, text: titled.site?.headline ?? "")
        }
        let others = lines.filter { $0.site == nil && Dateline(line: $0.text, names: []) == nil }
        return others.max { $0.words < $1.words } ?? lines.last
    }

    private mutating func readAbove(_ above: [Line]) {
        let sites = above.filter { $0.text != headline } + lines.filter { $0.site?.headline != nil }
        site = sites.compactMap(\.site).first?.name
        names = above.filter { $0.text != headline && $0.words <= 5 }.map(\.text)
        if let site { names.append(site) }
    }

    private mutating func readBelow(_ below: [Line]) {
        let filed = below.last { Dateline(line: $0.text, names: names) != nil }
        dateline = filed.flatMap { Dateline(line: $0.text, names: names) }
        lead = below.filter { $0.index != filed?.index && $0.words >= 8 }.map(\.text)
    }

    // MARK: Lines

    /// `Nov 24, 2026 · Updated 2 hours ago`: the first date of a line of dates.
    private static func date(_ block: String) -> FeedDate? {
        guard block.count <= 100, block.contains(where: \.isNumber) else { return nil }
        var first = block[...]
        for separator in ["·", "|", ", mis à jour"] {
            if let cut = first.firstRange(of: separator) { first = first[..<cut.lowerBound] }
        }
        return first.count <= 60 ? FeedDate(String(first)) : nil
    }

    private static func byline(_ block: String) -> Author? {
        guard block.count <= 60,
            let label = bylines.first(where: { block.lowercased().hasPrefix($0) })
        else { return nil }
        let name = PlainText.line(String(block.dropFirst(label.count)))
        return (1...5).contains(words(name)) ? Author(name: name) : nil
    }

    private static let bylines = [
        "كتب:", "كتب :", "كتبت:", "بقلم:", "بقلم :", "بقلم ", "إعداد:", "by ", "by: ", "par ",
        "نویسنده:",
    ]

    static func words(_ text: String) -> Int {
        text.split(whereSeparator: \.isWhitespace).count
    }
}

/// Words that pages put before a headline and that are none of it.
enum HeadlineLabel {
    /// The headline behind a label; nil if there is none. `خبر` needs no sign
    /// behind it, but then something above it, as headlines begin with it too.
    static func behind(_ line: String, isFirst: Bool) -> String? {
        let label = line.prefix { $0.isLetter || $0.isMark || $0 == " " }
        let sign = line[label.endIndex...].first
        if let sign, ":：|-–—".contains(sign),
            labels.contains(PlainText.line(String(label)).lowercased()),
            ":：|".contains(sign) || label.last == " "
        {
            return headline(line[label.endIndex...].dropFirst())
        }
        guard !isFirst, line.hasPrefix("خبر ") else { return nil }
        return headline(line.dropFirst(4))
    }

    private static func headline(_ rest: Substring) -> String? {
        let text = PlainText.line(String(rest))
        return PageHead.words(text) >= 3 ? text : nil
    }

    private static let labels: Set<String> = [
        "خبر", "الخبر", "عنوان الخبر", "العنوان", "تقرير", "فيديو", "بالفيديو", "صور", "بالصور",
        "شاهد", "headline", "title", "titre", "video", "watch", "photos", "report", "vidéo",
        "en images", "reportage", "خبر کوتاه", "فیلم", "ویدیو", "ویدئو", "عکس", "گزارش", "تیتر",
    ]
}

/// A line that names the site, with its slogan or the page's headline.
struct SiteName {
    var name: String
    /// The page's headline, where the line is `headline | site`.
    var headline: String?
    /// Too few words to be a headline itself.
    var isShort: Bool

    /// Nil if the line names no site.
    init?(line: String) {
        let parts = Self.parts(of: line)
        let named = parts.firstIndex {
            PageHead.words($0) <= 6 && Agencies.isKnown($0) && !PageFurniture.isFrame($0)
        }
        if parts.count > 1, let named {
            name = parts[named]
            headline = named > 0 && PageHead.words(parts[0]) >= 4 ? parts[0] : nil
            isShort = headline == nil
        } else if named != nil, PageHead.words(line) <= 5 {
            name = line
            isShort = PageHead.words(line) <= 3
        } else if parts.count > 1, line.contains("|") || line.contains("::"),
            PageHead.words(parts[0]) <= 3, !parts.contains(where: PageFurniture.isFrame)
        {
            name = parts[0]
            isShort = true
        } else {
            return nil
        }
    }

    private static func parts(of line: String) -> [String] {
        var text = line
        for separator in ["||", "|", "::", " - ", " – ", " — ", " » ", " « "] {
            text = text.replacing(separator, with: "\u{1}")
        }
        return text.split(separator: "\u{1}").map { PlainText.line(String($0)) }
            .filter { !$0.isEmpty }
    }
}

extension Character {
    /// A mark that stands over or under a letter.
    fileprivate var isMark: Bool {
        unicodeScalars.allSatisfy { $0.properties.generalCategory == .nonspacingMark }
    }
}
