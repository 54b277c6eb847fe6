import Newswire

/// What stands above the body of a scraped page: the headline and what goes
/// with it, found among menus and the site's name.
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

    private struct Candidate {
        var index: Int
        var text: String
    }

    private var candidates: [Candidate] = []
    private var siteIndex = -1
    private var labelled: Candidate?
    /// From a line `headline | site`.
    private var pageTitle: Candidate?

    /// - Parameter blocks: what stands before the first paragraph.
    init(_ blocks: ArraySlice<String>) {
        var datelines: [(index: Int, text: String)] = []
        for (index, block) in zip(blocks.indices, blocks) {
            if let source = SourceLine(block) {
                credits += source.names
            } else if index > 0, let text = Self.behindLabel(block) {
                labelled = labelled ?? Candidate(index: index, text: text)
            } else if let title = readSite(block, at: index) {
                pageTitle = pageTitle ?? Candidate(index: index, text: title)
            } else if siteIndex == index || PageFurniture.isFrame(block) {
                continue
            } else if let author = Self.byline(block) {
                authors.append(author)
            } else if let date = FeedDate(block), block.count <= 60 {
                published = published ?? date.moment
            } else {
                candidates.append(Candidate(index: index, text: block))
                datelines.append((index, block))
            }
        }
        findHeadline()
        findDateline(datelines)
        findLead()
    }

    private mutating func findHeadline() {
        if let labelled {
            headline = labelled.text
            candidates.removeAll { $0.index < labelled.index || $0.text == labelled.text }
            return
        }
        if let pageTitle, candidates.contains(where: { $0.text == pageTitle.text }) {
            take(candidates.last { $0.text == pageTitle.text } ?? pageTitle)
            return
        }
        let behindSite = candidates.filter { $0.index > siteIndex }
        let pool = behindSite.isEmpty ? candidates : behindSite
        let isHeadline = { (candidate: Candidate) in
            Self.words(candidate.text) >= 4 && Dateline(line: candidate.text, site: site) == nil
        }
        if let found = pool.first(where: isHeadline) {
            take(found)
        } else if let pageTitle {
            take(pageTitle)
        } else if let longest = pool.filter({ Dateline(line: $0.text, site: site) == nil })
            .max(by: { Self.words($0.text) < Self.words($1.text) }) ?? pool.first
        {
            take(longest)
        }
    }

    private mutating func take(_ candidate: Candidate) {
        headline = candidate.text
        candidates.removeAll { $0.index <= candidate.index || $0.text == candidate.text }
    }

    private mutating func findDateline(_ lines: [(index: Int, text: String)]) {
        for line in lines.reversed() where line.text != headline {
            guard let found = Dateline(line: line.text, site: site) else { continue }
            dateline = found
            candidates.removeAll { $0.index == line.index }
            return
        }
    }

    private mutating func findLead() {
        lead = candidates.map(\.text).filter { Self.words($0) >= 8 && $0 != headline }
    }

    // MARK: Lines

    /// `خبر` before a headline is the page's label for it, not a word of it.
    private static func behindLabel(_ block: String) -> String? {
        for label in [
            "خبر", "خبر:", "خبر :", "الخبر:", "عنوان الخبر:", "العنوان:", "Headline:", "Title:",
            "Titre :",
        ] {
            guard block.hasPrefix(label + " ") else { continue }
            let rest = PlainText.line(String(block.dropFirst(label.count)))
                .drop { ":：-–|".contains($0) || $0.isWhitespace }
            return words(String(rest)) >= 3 ? String(rest) : nil
        }
        return nil
    }

    /// Takes a line that names the site; returns the headline if the line holds
    /// that too.
    private mutating func readSite(_ block: String, at index: Int) -> String? {
        let parts = Self.siteParts(block)
        let named = parts.firstIndex { Agencies.isKnown($0) && Self.words($0) <= 6 }
        if parts.count > 1, let named {
            if named > 0, Self.words(parts[0]) >= 4 {
                site = site ?? parts[named]
                return parts[0]
            }
            site = site ?? parts[named]
            siteIndex = index
        } else if parts.count == 1, named != nil, Self.words(block) <= 5,
            Dateline(line: block, site: nil) == nil
        {
            site = site ?? block
            siteIndex = index
        } else if parts.count > 1, block.contains("|") || block.contains("::"),
            Self.words(parts[0]) <= 3
        {
            site = site ?? parts[0]
            siteIndex = index
        }
        return nil
    }

    private static func siteParts(_ block: String) -> [String] {
        var text = block
        for separator in ["||", "|", "::", " - ", " – ", " — ", " » ", " « "] {
            text = text.replacing(separator, with: "\u{1}")
        }
        return text.split(separator: "\u{1}").map { PlainText.line(String($0)) }
            .filter { !$0.isEmpty }
    }

    private static func byline(_ block: String) -> Author? {
        guard block.count <= 60 else { return nil }
        for label in [
            "كتب:", "كتب :", "كتبت:", "بقلم:", "بقلم :", "بقلم ", "By ", "BY ", "Par ", "نویسنده:",
        ]
        where block.hasPrefix(label) {
            let name = PlainText.line(String(block.dropFirst(label.count)))
            return (1...5).contains(words(name)) ? Author(name: name) : nil
        }
        return nil
    }

    private static func words(_ text: String) -> Int {
        text.split(whereSeparator: \.isWhitespace).count
    }
}
