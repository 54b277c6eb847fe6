import Newswire

/// What a bulletin's templates draw: every name of `Vocabulary`, cleaned, cut,
/// written in the reader's language and safe for the markup.
///
/// A class, as each of its items' values, which may never be asked for, need it.
final class BulletinValues {
    private let bulletin: Bulletin
    private let book: Phrasebook
    private let words: BulletinWords
    private let markup: Markup
    /// For each item, if what is drawn of it is to be remembered.
    private let memories: [FragmentMemory]
    private let direction: TextDirection

    init(
        bulletin: Bulletin, book: Phrasebook, words: BulletinWords, markup: Markup,
        memories: [FragmentMemory] = []
    ) {
        self.bulletin = bulletin
        self.book = book
        self.words = words
        self.markup = markup
        self.memories = memories
        direction = book.language.direction
    }

    /// What all messages in a language have alike.
    static func ofLanguage(
        _ book: Phrasebook, _ style: HouseStyle, _ markup: Markup
    ) -> DrawnScope {
        let direction = book.language.direction
        var scope = DrawnScope([
            "language": book.language.tag,
            "direction": direction.rawValue,
            "start": direction.startSide,
            "end": direction.endSide,
        ])
        scope["brand"] = DrawnScope([
            "header": lines(style.header, book, markup),
            "footer": lines(style.footer, book, markup),
        ])
        scope["logo"] = DrawnScope([
            "url": style.logo.map { markup.safe($0.address.text) },
            "alt": style.logo.map { logo in
                markup.safe(CleanText.line(logo.alternative.text(in: book.language)))
            },
            "width": style.logo.map { String($0.width) },
            "height": style.logo.map { String($0.height) },
        ])
        scope["label"] = DrawnScope([
            "alert": markup.safe(book.text(.alert)),
            "update": markup.safe(book.text(.update)),
            "matched": markup.safe(book.text(.matched)),
            "rule": markup.safe(book.text(.rule)),
            "unsubscribe": markup.safe(book.text(.unsubscribe)),
        ])
        return scope
    }

    /// Every other name of a whole message.
    ///
    /// - Parameter subject: once it is drawn.
    func own(subject: String = "") -> DrawnScope {
        let isEmpty = bulletin.storyCount == 0
        var scope = DrawnScope([
            "subject": markup.safe(subject),
            "preheader": markup.safe(words.preheader),
            "heading": heading,
            "subscriber": markup.piece(words.subscriber, in: direction),
            "timezone": piece(bulletin.timeZone),
            "date": markup.safe(words.date),
            "count": markup.safe(words.count),
            "headline": words.headline.map(markup.safe),
            "others": words.others.map(markup.safe),
            "late": bulletin.isLate
                ? phrase(.late, ["time": book.text(bulletin.date.clock)]) : nil,
            "empty": isEmpty ? markup.safe(book.text(.nothingNew)) : nil,
            "more": words.more.map(markup.safe),
            "footer": phrase(.footer, ["subscriber": words.subscriber]),
            "unsubscribe": bulletin.offersUnsubscribe ? MailRun.link : nil,
        ])
        scope["isAlert"] = bulletin.kind != .digest
        scope["isUpdate"] = bulletin.kind == .update
        var number = 0
        scope["groups"] = bulletin.groups.indices.map { place in
            let group = bulletin.groups[place]
            let name = CleanText.name(group.name ?? "")
            var drawn = DrawnScope([
                "name": markup.line(
                    piece(name.isEmpty ? book.text(.other) : name), running: direction)
            ])
            drawn["items"] = group.items.indices.map { index in
                let memory = number < memories.count ? memories[number] : nil
                number += 1
                return DrawnEntry(memory: memory) { [self, number] in
                    values(of: bulletin.groups[place].items[index], number: number, memory)
                }
            }
            return drawn
        }
        return scope
    }

    /// A text of the newsroom's own, its lines kept apart.
    private static func lines(
        _ text: LocalText?, _ book: Phrasebook, _ markup: Markup
    ) -> String? {
        let direction = book.language.direction
        guard let text = text?.text(in: book.language) else { return nil }
        let lines = text.split(whereSeparator: \.isNewline)
            .map { CleanText.line(String($0)) }.filter { !$0.isEmpty }
            .map { markup.line(markup.piece($0, in: direction), running: direction) }
        return lines.isEmpty ? nil : lines.joined(separator: markup == .html ? "<br>" : "\n")
    }

    /// But for the number, of nothing else than item, phrases and the bulletin's
    /// day: of these `FragmentCache.Key` is made.
    private func values(
        of item: BulletinItem, number: Int, _ memory: FragmentMemory?
    ) -> DrawnScope {
        let title = BulletinWords.title(of: item, book)
        let own = item.language?.direction ?? Direction.of(title, otherwise: direction)
        let summary = item.summary.map { memory?.excerpt(of: $0) ?? Excerpt.of($0) } ?? ""
        var scope = DrawnScope([
            "number": book.number(number),
            "id": markup.safe(CleanText.name(item.article.id)),
            "title": markup.line(markup.safe(title), running: own),
            "url": link(item.url),
            // A summary that says the headline again says nothing.
            "summary": summary.isEmpty || summary == title
                ? nil : markup.line(markup.safe(summary), running: own),
            "itemLanguage": item.language?.tag ?? "und",
            "itemDirection": own.rawValue,
            "itemStart": own.startSide,
            "meta": meta(of: item),
            "also": item.otherSources.isEmpty
                ? nil : phrase(.also, pieces: ["sources": list(item.otherSources)]),
            "told": item.told.map {
                phrase(.sent, ["time": book.text($0, seenOn: bulletin.date.date)])
            },
            "update": item.isUpdate ? markup.safe(book.text(.update)) : nil,
        ])
        scope["why"] = item.why.map { reason in
            let words = reason.words.prefix(Self.mostWords).map(piece).filter { !$0.isEmpty }
            return DrawnScope([
                "rule": piece(reason.rule),
                "words": words.isEmpty ? nil : words.joined(separator: " · "),
            ])
        }
        return scope
    }

    /// More than these nobody reads; they would only push the next item away.
    private static let mostWords = 12
    private static let mostSources = 8

    /// Who has it, when, and where: in the reader's direction.
    private func meta(of item: BulletinItem) -> String? {
        let parts = [
            item.source.map(piece) ?? "",
            item.time.map { markup.safe(book.text($0, seenOn: bulletin.date.date)) } ?? "",
            list(item.regions.map(\.name)),
        ].filter { !$0.isEmpty }
        guard !parts.isEmpty else { return nil }
        return markup.line(parts.joined(separator: " · "), running: direction)
    }

    private func list(_ names: [String]) -> String {
        book.list(names.prefix(Self.mostSources).map(piece).filter { !$0.isEmpty })
    }

    /// Whose digest it is, and its name unless it is the only one's.
    private var heading: String {
        let heading: String
        if let digest = bulletin.digest, digest != "digest" {
            heading = phrase(
                .named, ["subscriber": words.subscriber, "digest": CleanText.name(digest)])
        } else {
            heading = markup.piece(words.subscriber, in: direction)
        }
        return markup.line(heading, running: direction)
    }

    private func piece(_ name: String) -> String {
        markup.piece(CleanText.name(name), in: direction)
    }

    private func phrase(_ phrase: Phrasebook.Phrase, _ values: [String: String]) -> String {
        self.phrase(phrase, pieces: values.mapValues { markup.piece($0, in: direction) })
    }

    /// A phrase, safe, its holes filled with what is safe already.
    private func phrase(_ phrase: Phrasebook.Phrase, pieces: [String: String]) -> String {
        Phrasebook.filled(markup.safe(book.text(phrase)), pieces)
    }

    private func link(_ address: String?) -> String? {
        address.flatMap(WebLink.init).map { markup.safe($0.text) }
    }
}
