/// Where a report was filed and by which agency, as its first line or the head
/// of its first paragraph says: `شمس نيوز/واشنطن`, `PARIS (AFP) —`,
/// `القاهرة – رويترز:`, `LONDON, Nov 24 (Reuters) -`.
struct Dateline: Hashable {
    /// As written, without a date.
    var place: String?
    var agency: String?

    /// A line that is nothing but a dateline; nil if it says no place.
    ///
    /// - Parameter site: the site's name, by which its own is known among the
    ///   parts.
    init?(line: String, site: String?) {
        let line = line.trimmingEnd { ":–—-،,.".contains($0) || $0.isWhitespace }
        guard line.count <= 60, !line.isEmpty, !line.contains("|"), !"؟?!".contains(line.last!)
        else { return nil }
        self.init(head: line, site: site)
        // One word alone could be anything.
        guard agency != nil, place != nil else { return nil }
    }

    /// The dateline at the head of a paragraph and what follows it; nil if it
    /// has none.
    static func split(
        paragraph: String, site: String?
    ) -> (dateline: Dateline, rest: String)? {
        let head = paragraph.prefix(72)
        var index = head.startIndex
        var found: (dateline: Dateline, rest: String)?
        while index < head.endIndex {
            let character = head[index]
            let after = head.index(after: index)
            if "–—-:".contains(character) {
                let before = head[..<index].trimmingEnd(\.isWhitespace)
                let isSpaced =
                    head[..<index].last?.isWhitespace == true
                    && (after == head.endIndex || head[after].isWhitespace)
                let isDash = character != ":" && (isSpaced || before.last == ")")
                if isDash || character == ":",
                    let dateline = Dateline(head: before, site: site),
                    dateline.endsParagraphHead(before, byColon: !isDash)
                {
                    let rest = paragraph[after...].drop { $0.isWhitespace || "–—-:".contains($0) }
                    if !rest.isEmpty { found = (dateline, String(rest)) }
                    // `القاهرة - رويترز - …`: the longer head says more.
                    if dateline.agency != nil, dateline.place != nil { break }
                }
            }
            index = after
        }
        return found
    }

    private init?(head: String, site: String?) {
        var head = head
        if let open = head.firstIndex(of: "("), let close = head.lastIndex(of: ")"), open < close {
            agency = PlainText.line(String(head[head.index(after: open)..<close]))
            // Behind the bracket nothing but a date may stand.
            let tail = Self.withoutDate(String(head[head.index(after: close)...]))
            guard tail.isEmpty else { return nil }
            head = String(head[..<open])
            place = Self.name(Self.withoutDate(head))
            guard place != nil || Agencies.isKnown(agency ?? "") else { return nil }
            guard agency?.isEmpty == false, Self.isName(agency ?? "", words: 5) else { return nil }
            return
        }
        let parts = Self.parts(of: head)
        switch parts.count {
        case 1:
            place = Self.name(Self.withoutDate(parts[0].text))
            if let only = place, Agencies.isKnown(only) { (place, agency) = (nil, only) }
        case 2:
            let (first, second) = (parts[0].text, Self.withoutDate(parts[1].text))
            guard Self.isName(first, words: 5), Self.isName(second, words: 5) else {
                if second.isEmpty {
                    place = Self.name(first)
                    return
                }
                return nil
            }
            let known = (Agencies.isKnown(first), Agencies.isKnown(second))
            let named = (
                Agencies.isNamed(first, on: site), Agencies.isNamed(second, on: site)
            )
            let firstIsAgency =
                known.0 != known.1
                ? known.0 : named.0 != named.1 ? named.0 : parts[1].separator == "/"
            (agency, place) = firstIsAgency ? (first, second) : (second, first)
        default:
            return nil
        }
        guard place != nil || agency != nil else { return nil }
    }

    /// Whether a head without a known agency is still one: a name alone needs
    /// a dash behind it, or, before a colon, capitals.
    private func endsParagraphHead(_ head: String, byColon: Bool) -> Bool {
        if let agency {
            return head.contains("(") || Agencies.isKnown(agency) || head.contains("/") || !byColon
        }
        guard let place else { return false }
        let isCapitals = place.contains { $0.isUppercase } && !place.contains { $0.isLowercase }
        let words = place.split(separator: " ").count
        return isCapitals || !byColon && words <= 2
    }

    private static func parts(of head: String) -> [(text: String, separator: Character)] {
        var parts: [(text: String, separator: Character)] = []
        var text = ""
        var separator: Character = " "
        func close() {
            let line = PlainText.line(text)
            if !line.isEmpty { parts.append((line, separator)) }
        }
        let characters = Array(head)
        for (index, character) in characters.enumerated() {
            let isHyphen =
                character == "-" && index > 0 && index + 1 < characters.count
                && !characters[index - 1].isWhitespace && !characters[index + 1].isWhitespace
            if "/–—-".contains(character), !isHyphen {
                close()
                text = ""
                separator = character
            } else {
                text.append(character)
            }
        }
        close()
        return parts
    }

    /// Without `Nov 24`, `24 نوفمبر`: from the first part with a digit on.
    private static func withoutDate(_ text: String) -> String {
        guard text.contains(where: \.isNumber) else {
            return PlainText.line(text).trimmingEnd { ",،".contains($0) || $0.isWhitespace }
        }
        var words = text.split(separator: " ")
        while let digit = words.firstIndex(where: { $0.contains(where: \.isNumber) }) {
            words.removeSubrange(digit...)
            if let month = words.last, FeedDate("1 \(month) 2020") != nil { words.removeLast() }
        }
        return words.joined(separator: " ").trimmingEnd { ",،".contains($0) || $0.isWhitespace }
    }

    private static func name(_ text: String) -> String? {
        let line = PlainText.line(text)
        return isName(line, words: 4) ? line : nil
    }

    private static func isName(_ text: String, words: Int) -> Bool {
        !text.isEmpty && text.count <= 40 && text.split(separator: " ").count <= words
            && !text.contains { $0.isNumber || "«»\"؟?!:;؛|…".contains($0) }
    }
}

/// News agencies by their names, and by the words that make a name one.
enum Agencies {
    /// Whether the name is an agency's: a known one, or one that says so.
    static func isKnown(_ name: String) -> Bool {
        let folded = name.lowercased().filter { !".".contains($0) }
        if known.contains(folded) { return true }
        let words = folded.split { !$0.isLetter }.map(String.init)
        return words.contains { markers.contains($0) || known.contains($0) }
    }

    /// The same, or the name shares a telling word with the site's.
    static func isNamed(_ name: String, on site: String?) -> Bool {
        isKnown(name) || site.map { areOne(name, $0) } ?? false
    }

    /// Whether two names share a word that is no word for agencies in general.
    static func areOne(_ name: String, _ other: String) -> Bool {
        let words = { (text: String) in
            Set(text.lowercased().split { !$0.isLetter }.map(String.init))
                .filter { $0.count > 2 && !markers.contains($0) }
        }
        return !words(name).isDisjoint(with: words(other))
    }

    private static let known: Set<String> = [
        "afp", "ap", "aa", "dpa", "efe", "ansa", "apa", "reuters", "upi", "tass", "xinhua", "spa",
        "wam", "qna", "kuna", "petra", "wafa", "sana", "mena", "irna", "isna", "bbc", "cnn",
        "bloomberg", "sputnik", "ria novosti", "interfax", "anadolu", "belga", "kyodo", "yonhap",
        "رويترز", "رويتر", "فرانس برس", "أ ف ب", "ا ف ب", "أف ب", "أ ب", "ا ب", "أسوشيتد برس",
        "أسوشييتد برس", "اسوشيتد برس", "د ب أ", "د ب ا", "الأناضول", "الاناضول", "وفا", "سانا",
        "شينخوا", "سبوتنيك", "تاس", "نوفوستي", "بترا", "واس", "وام", "قنا", "كونا", "معا", "صفا",
        "سما", "إرنا", "ارنا", "الجزيرة", "العربية", "أش أ", "أ ش أ", "بي بي سي", "سي إن إن",
        "أف ب", "أفب", "افب", "دبأ", "دبا", "أشأ", "ایرنا", "ایسنا", "فارس", "تسنیم", "مهر",
        "رویترز", "خبرگزاری فرانسه",
    ]

    private static let markers: Set<String> = [
        "وكالة", "وكالات", "نيوز", "برس", "صحيفة", "جريدة", "قناة", "شبكة", "خاص", "مراسلنا",
        "مراسلون", "متابعات", "موقع", "إذاعة", "تلفزيون", "news", "press", "agency", "agencies",
        "agence", "agences", "times", "post", "tv", "radio", "presse", "wire", "staff",
        "خبرگزاری", "روزنامه", "نیوز",
    ]
}

extension StringProtocol {
    /// Without the characters at the end that fit.
    func trimmingEnd(_ fits: (Character) -> Bool) -> String {
        lastIndex { !fits($0) }.map { String(self[...$0]) } ?? ""
    }
}
