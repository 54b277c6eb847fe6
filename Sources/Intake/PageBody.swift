/// The body of a scraped page: its paragraphs and subheadings, up to the line
/// that names the source or to where the page's frame begins again.
struct PageBody {
    struct Part {
        var text: String
        var isHeading: Bool
    }

    var parts: [Part] = []
    private(set) var credits: [String]

    /// - Parameter blocks: from the first paragraph on.
    init(_ blocks: [String], credits: [String]) {
        self.credits = credits
        read(blocks)
        dropTail()
        for index in parts.indices {
            let isBefore = index + 1 < parts.count && !Self.isShort(parts[index + 1].text)
            parts[index].isHeading = index > 0 && isBefore && Self.isShort(parts[index].text)
        }
    }

    private mutating func read(_ blocks: [String]) {
        var skipsShort = false
        for (index, block) in blocks.enumerated() {
            if let source = SourceLine(block) {
                var names = source.names
                if names.isEmpty, index + 1 < blocks.count, blocks[index + 1].count <= 60 {
                    names = SourceLine.split(blocks[index + 1])
                }
                for name in names where !credits.contains(name) { credits.append(name) }
                return
            }
            if PageFurniture.endsArticle(block) { return }
            if PageFurniture.isRelatedHeading(block) {
                guard blocks[(index + 1)...].contains(where: Self.isProse) else { return }
                // Behind a colon the other article stands on the same line.
                skipsShort = block.last == ":" || !block.contains(":")
                continue
            }
            if PageFurniture.isFrame(block) { continue }
            if skipsShort, !Self.isProse(block) { continue }
            skipsShort = false
            if let date = FeedDate(block), block.count <= 60, date.hasTime { continue }
            parts.append(Part(text: block, isHeading: false))
        }
    }

    /// Short lines at the end belong to the page; an agency's name among them
    /// is a credit.
    private mutating func dropTail() {
        while parts.count > 1, let last = parts.last?.text, Self.isShort(last) {
            let name = last.trimmingEnd { ")".contains($0) }.drop { "(".contains($0) }
            let names = SourceLine.split(Self.behindWith(String(name)))
            if name.count <= 40, !names.isEmpty, names.allSatisfy(Agencies.isKnown) {
                for name in names.reversed() where !credits.contains(name) {
                    credits.insert(name, at: 0)
                }
            }
            parts.removeLast()
        }
    }

    /// `Avec AFP`: a credit.
    private static func behindWith(_ name: String) -> String {
        ["avec ", "with "].first { name.lowercased().hasPrefix($0) }
            .map { String(name.dropFirst($0.count)) } ?? name
    }

    /// A paragraph, and no title of another article.
    private static func isProse(_ block: String) -> Bool {
        block.count >= 140
            || ScrapedPage.endsSentence(block) && block.split(separator: " ").count >= 12
    }

    /// A line that may be a subheading: few words and no full stop.
    private static func isShort(_ text: String) -> Bool {
        text.split(whereSeparator: \.isWhitespace).count <= 12 && text.count <= 90
            && !text.contains("\n") && !ScrapedPage.endsSentence(text) && text.last != ":"
    }
}
