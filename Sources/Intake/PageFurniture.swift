/// Tells the lines of a page scraped to plain text that are its frame, by their
/// form and by the words that such lines have (see `PageWords`).
enum PageFurniture {
    /// A number with a degree sign, as weather boxes have it; with a city or the
    /// sky beside it.
    static func isTemperature(_ line: String) -> Bool {
        line.count <= 40 && line.contains { "°º˚℃℉".contains($0) }
            && line.contains(where: \.isNumber)
            && line.split(separator: " ").count { $0.contains(where: \.isLetter) } <= 4
    }

    /// A number with a degree sign alone: the city stands above it.
    static func isBareTemperature(_ line: String) -> Bool {
        isTemperature(line) && line.count <= 20 && line.count(where: \.isLetter) <= 6
    }

    /// Menus, buttons, counts, prices, notices of rights: nothing an article says.
    static func isFrame(_ line: String) -> Bool {
        if isTemperature(line) || !line.contains(where: \.isLetter) { return true }
        if PageWords.notices.contains(where: line.lowercased().hasPrefix) { return true }
        guard line.count <= 160 else { return false }
        let core = core(of: line)
        return PageWords.lines.contains(core)
            || PageWords.beginnings.contains(where: core.hasPrefix)
            || isNoticeOfRights(core) || isMenu(core) || isCount(core) || isQuotation(core)
            || isHandle(line)
    }

    /// A line behind which nothing of the article comes.
    static func endsArticle(_ line: String) -> Bool {
        guard line.count <= 160 else { return false }
        let core = core(of: line)
        return line.contains("©") || isNoticeOfRights(core)
            || PageWords.lastLines.contains(where: line.lowercased().hasPrefix)
            || isOne(of: PageWords.endings, line)
    }

    /// A heading over other articles: what stands under it is not this one.
    static func isRelatedHeading(_ line: String) -> Bool {
        isOne(of: PageWords.related, line)
    }

    /// One of the headings, alone or with a colon and more behind it.
    private static func isOne(of headings: [String], _ line: String) -> Bool {
        let core = core(of: line)
        return headings.contains {
            core == $0 || core.hasPrefix($0 + ":") || core.hasPrefix($0 + " :")
        }
    }

    /// In lower case, without the signs at its ends.
    private static func core(of line: String) -> String {
        String(line.lowercased().drop { !$0.isLetter && !$0.isNumber })
            .trimmingEnd { ":：.!…".contains($0) || $0.isWhitespace }
    }

    private static func isNoticeOfRights(_ line: String) -> Bool {
        ["©", "all rights reserved", "حقوق محفوظة", "الحقوق محفوظة", "tous droits réservés"]
            .contains(where: line.contains)
    }

    /// `الرئيسية / أخبار / سوريا`, `Home > World`, or words of menus in a row.
    private static func isMenu(_ line: String) -> Bool {
        let parts = line.split { ">›»/|•·".contains($0) }.map { PlainText.line(String($0)) }
        guard parts.count > 1 else { return false }
        return parts.contains { PageWords.menuRoots.contains($0) }
            || parts.allSatisfy(PageWords.lines.contains)
    }

    /// `3 تعليقات`, `12 shares`, `عدد القراءات: 120`, `3 hours ago`.
    private static func isCount(_ line: String) -> Bool {
        let words = line.split { !$0.isLetter && !$0.isNumber }
        guard (2...4).contains(words.count),
            words.contains(where: { $0.first?.isNumber == true })
        else { return false }
        return words.contains { PageWords.counted.contains(String($0)) }
    }

    /// `الدولار 42.15`, `Brent 61.20 +0.4%`: a rate or a price, and no sentence.
    private static func isQuotation(_ line: String) -> Bool {
        let words = line.split(separator: " ")
        let numbers = words.count { word in
            word.contains(where: \.isNumber)
                && word.allSatisfy { $0.isNumber || ".,+-−%$€£".contains($0) }
        }
        return (1...2).contains(words.count - numbers) && numbers > 0
            && words.contains { $0.contains(".") || $0.contains("%") }
    }

    /// Hashtags, or a lone address.
    private static func isHandle(_ line: String) -> Bool {
        let words = line.split(separator: " ")
        return words.allSatisfy { $0.first == "#" || $0.first == "@" }
            || words.count == 1 && (line.contains("@") || line.contains("://"))
    }
}
