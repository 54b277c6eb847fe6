/// Where a report was filed and by which agency, as its first line or the head
/// of its first paragraph says: `شمس نيوز/واشنطن`, `PARIS (AFP) —`,
/// `القاهرة – رويترز:`, `LONDON, Nov 24 (Reuters) -`.
struct Dateline: Hashable {
    /// As written, without a date.
    var place: String?
    var agency: String?

    /// A line that is nothing but a dateline; nil unless it names a place and an
    /// agency.
    ///
    /// - Parameter names: what may be the site's name; an agency is known by it.
    init?(line: String, names: [String]) {
        let line = line.trimmingEnd { ":–—-ـ،,.".contains($0) || $0.isWhitespace }
        guard let last = line.last, line.count <= 60, !line.contains("|"), !"؟?!".contains(last)
        else { return nil }
        self.init(head: line, names: names)
        guard let agency, let place else { return nil }
        // Two names alone could be anything.
        let isSure = Agencies.isNamed(agency, by: names) || line.contains("(")
        guard isSure || line.contains("/") && place.split(separator: " ").count <= 3
        else { return nil }
    }

    /// The dateline at the head of a paragraph and what follows it; nil if it
    /// has none.
    static func split(
        paragraph: String, names: [String]
    ) -> (dateline: Dateline, rest: String)? {
        let head = paragraph.prefix(80)
        var found: (dateline: Dateline, rest: String)?
        for index in head.indices where isEnd(head[index]) {
            let after = head.index(after: index)
            let before = head[..<index].trimmingEnd(\.isWhitespace)
            let isColon = head[index] == ":"
            let isSpaced = after == head.endIndex || head[after].isWhitespace
            guard isColon || isSpaced || before.last == ")" || before.last == "/",
                let dateline = Dateline(head: before, names: names),
                dateline.endsParagraphHead(before, byColon: isColon, names: names)
            else { continue }
            let rest = paragraph[after...].drop { $0.isWhitespace || isEnd($0) }
            if !rest.isEmpty { found = (dateline, String(rest)) }
            // `القاهرة - رويترز - …`: the longer head says more.
            if dateline.agency != nil, dateline.place != nil { break }
        }
        return found
    }

    private static func isEnd(_ character: Character) -> Bool {
        "–—―-ـ:".contains(character)
    }

    private init?(head: String, names: [String]) {
        guard let (outside, inside) = Self.bracketed(head) else {
            self.init(parts: Self.parts(of: head), names: names)
            return
        }
        let parts = Self.parts(of: outside)
        if parts.count == 2, Agencies.isKnown(inside) {
            // `بلدي نيوز - إدلب (خاص)`: the bracket says how, not who.
            self.init(parts: parts, names: names)
        } else {
            let place = Self.name(Self.withoutDate(outside))
            guard place != nil || Agencies.isKnown(inside) else { return nil }
            self.init(place: place, agency: inside)
        }
    }

    private init(place: String?, agency: String?) {
        self.place = place
        self.agency = agency
    }

    private init?(parts: [(text: String, separator: Character)], names: [String]) {
        guard let only = parts.first, parts.count <= 2 else { return nil }
        let first = Self.bare(only.text)
        let second = parts.count == 2 ? Self.withoutDate(parts[1].text) : ""
        if second.isEmpty {
            guard let name = Self.name(Self.withoutDate(first)) else { return nil }
            let isAgency = parts.count == 1 && Agencies.isKnown(name)
            self.init(place: isAgency ? nil : name, agency: isAgency ? name : nil)
            return
        }
        guard Self.isName(first, words: 5), Self.isName(second, words: 5) else { return nil }
        let isFirstAgency =
            Self.tells(Agencies.isKnown, first, second)
            ?? Self.tells({ Agencies.isNamed($0, by: names) }, first, second)
            ?? (parts[1].separator == "/")
        self.init(
            place: isFirstAgency ? second : first, agency: isFirstAgency ? first : second)
    }

    /// Whether it holds of the first and not of the second, or the other way;
    /// nil if it tells nothing.
    private static func tells(
        _ holds: (String) -> Bool, _ first: String, _ second: String
    ) -> Bool? {
        let (ofFirst, ofSecond) = (holds(first), holds(second))
        return ofFirst == ofSecond ? nil : ofFirst
    }

    /// Whether a head without a known agency is still one: a name alone needs
    /// a dash behind it, or, before a colon, capitals.
    private func endsParagraphHead(_ head: String, byColon: Bool, names: [String]) -> Bool {
        if let agency {
            return !byColon || head.contains { "(/»".contains($0) }
                || Agencies.isNamed(agency, by: names)
        }
        guard let place else { return false }
        let isCapitals = place.contains { $0.isUppercase } && !place.contains { $0.isLowercase }
        return isCapitals || !byColon && place.split(separator: " ").count <= 2
    }

    // MARK: Parts

    /// `القاهرة (د ب أ)`, `رام الله /وفا/`: what stands outside and inside.
    /// Behind the bracket only a date may stand.
    private static func bracketed(_ head: String) -> (outside: String, inside: String)? {
        for (opening, closing) in [("(", ")"), ("/", "/")] as [(Character, Character)] {
            guard let open = head.firstIndex(of: opening),
                let close = head.lastIndex(of: closing), open < close
            else { continue }
            let inside = bare(String(head[head.index(after: open)..<close]))
            guard isName(inside, words: 5),
                withoutDate(String(head[head.index(after: close)...])).isEmpty
            else { continue }
            return (String(head[..<open]), inside)
        }
        return nil
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
            let isBetweenLetters =
                index > 0 && index + 1 < characters.count
                && !characters[index - 1].isWhitespace && !characters[index + 1].isWhitespace
            // `دمشق-سانا`, but not Port-au-Prince.
            let isHyphen =
                "-ـ".contains(character) && isBetweenLetters
                && !Agencies.isKnown(String(characters[(index + 1)...]))
            if "/–—―-ـ".contains(character), !isHyphen {
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

    /// Without `Nov 24`, `24 نوفمبر`: from the first word that begins with a
    /// digit on.
    private static func withoutDate(_ text: String) -> String {
        var words = text.split(separator: " ")
        if let digit = words.firstIndex(where: { $0.first?.isNumber == true }) {
            words.removeSubrange(digit...)
            if let month = words.last, FeedDate("1 \(month) 2020") != nil { words.removeLast() }
        }
        return bare(words.joined(separator: " "))
    }

    private static func name(_ text: String) -> String? {
        let line = bare(text)
        return isName(line, words: 4) ? line : nil
    }

    /// A name without the quotation marks around it and the comma behind it.
    private static func bare(_ text: String) -> String {
        PlainText.line(String(text.drop { "«\"“ ".contains($0) }))
            .trimmingEnd { ",،»\"” ".contains($0) }
    }

    private static func isName(_ text: String, words: Int) -> Bool {
        !text.isEmpty && text.count <= 40 && text.split(separator: " ").count <= words
            && text.first?.isNumber == false
            && !text.contains { "«»\"؟?!:;؛|…".contains($0) }
    }
}

extension StringProtocol {
    /// Without the characters at the end that fit.
    func trimmingEnd(_ fits: (Character) -> Bool) -> String {
        lastIndex { !fits($0) }.map { String(self[...$0]) } ?? ""
    }
}
