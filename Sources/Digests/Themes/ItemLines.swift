import Newswire

/// What a mail says of one item, line by line: cleaned, cut, written in the
/// reader's language and safe for the markup. Text and HTML put the same lines
/// together, so that neither tells less; `ToldBulletin` has them for chats.
struct ItemLines {
    let item: BulletinItem
    let book: Phrasebook
    let markup: Markup
    /// Times of this day stand without their date.
    let day: CivilDate
    let memory: FragmentMemory?

    /// The headline, or that there is none; not yet safe.
    let title: String
    /// In which headline and summary run.
    let direction: TextDirection

    /// With a memory the summary is cut once for all forms of the item.
    init(
        _ item: BulletinItem, _ book: Phrasebook, _ markup: Markup, on day: CivilDate,
        remembering memory: FragmentMemory? = nil
    ) {
        self.item = item
        self.book = book
        self.markup = markup
        self.day = day
        self.memory = memory
        title = BulletinWords.title(of: item, book)
        direction =
            item.language?.direction ?? Direction.of(title, otherwise: book.language.direction)
    }

    var headline: String { markup.line(markup.safe(title), running: direction) }

    /// One that says the headline again says nothing.
    var summary: String? {
        let summary = item.summary.map { memory?.excerpt(of: $0) ?? Excerpt.of($0) } ?? ""
        return summary.isEmpty || summary == title
            ? nil : markup.line(markup.safe(summary), running: direction)
    }

    var link: String? { item.url.flatMap(WebLink.init).map { markup.safe($0.text) } }
    var picture: String? { item.image.flatMap(WebLink.picture).map { markup.safe($0.text) } }
    var source: String? { item.source.map { markup.safe(CleanText.name($0)) } }
    var reference: String { markup.safe(CleanText.name(item.reference)) }
    var update: String? { item.isUpdate ? markup.safe(book.text(.update)) : nil }

    /// Who has it, when, where, when the reader was alerted, and who else has
    /// it: in the reader's direction.
    var meta: String? {
        let others = list(item.otherSources)
        let parts = [
            item.source.map(piece) ?? "",
            item.time.map { markup.safe(book.text($0, seenOn: day)) } ?? "",
            list(item.regions.map(\.name)),
            item.told.map { phrase(.sent, ["time": markup.safe(book.text($0, seenOn: day))]) }
                ?? "",
            others.isEmpty ? "" : phrase(.also, ["sources": others]),
        ].filter { !$0.isEmpty }
        guard !parts.isEmpty else { return nil }
        return markup.line(parts.joined(separator: " · "), running: book.language.direction)
    }

    /// Of each rule that brought it, which words answered it.
    var why: [(rule: String, words: String?)] {
        item.why.map { reason in
            let words = reason.words.prefix(Self.mostWords).map(piece).filter { !$0.isEmpty }
            return (piece(reason.rule), words.isEmpty ? nil : words.joined(separator: " · "))
        }
    }

    /// More than these nobody reads; they would only push the next item away.
    private static let mostWords = 12
    private static let mostNames = 8

    private func list(_ names: [String]) -> String {
        let pieces = names.map(piece).filter { !$0.isEmpty }
        let rest = pieces.count - Self.mostNames
        return book.list(
            pieces.prefix(Self.mostNames) + (rest > 0 ? [markup.safe("+\(book.number(rest))")] : [])
        )
    }

    private func piece(_ name: String) -> String {
        markup.piece(CleanText.name(name), in: book.language.direction)
    }

    private func phrase(_ phrase: Phrasebook.Phrase, _ pieces: KeyValuePairs<String, String>)
        -> String
    {
        Phrasebook.filled(markup.safe(book.text(phrase)), pieces)
    }
}
