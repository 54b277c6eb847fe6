import Newswire

/// What a bulletin's templates draw: every name of `Vocabulary`, cleaned, cut,
/// written in the reader's language and safe for the markup.
///
/// A class, as each of its items' values, which may never be asked for, need it.
final class BulletinValues {
    private let bulletin: Bulletin
    private let book: Phrasebook
    private let words: BulletinWords
    let markup: Markup
    /// For each group, if what is drawn of it is to be remembered. Of the last
    /// one of a bulletin that was cut short only those of its items are good.
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

    /// What says whose message it is.
    ///
    /// - Parameters:
    ///   - subject: once it is drawn.
    ///   - names: those that are asked for.
    func own(
        subject: String = "", _ names: Set<String> = Vocabulary.ofReader
    ) -> DrawnScope {
        var scope = DrawnScope([
            "unsubscribe": bulletin.offersUnsubscribe ? MailRun.link : nil
        ])
        if names.contains("subject") { scope["subject"] = markup.safe(subject) }
        if names.contains("heading") { scope["heading"] = heading }
        if names.contains("subscriber") {
            scope["subscriber"] = markup.piece(words.subscriber, in: direction)
        }
        if names.contains("footer") {
            scope["footer"] = phrase(.footer, ["subscriber": words.subscriber])
        }
        return scope
    }

    /// Every other name of a whole message, of nothing else than what
    /// `FragmentCache` knows a telling by.
    ///
    /// - Parameter subject: if it is the same in all messages that tell this.
    func told(subject: String? = nil) -> DrawnScope {
        let isEmpty = bulletin.storyCount == 0
        var scope = DrawnScope([
            "preheader": markup.safe(words.preheader),
            "timezone": piece(bulletin.timeZone),
            "date": markup.safe(words.date),
            "count": markup.safe(words.count),
            "headline": words.headline.map(markup.safe),
            "others": words.others.map(markup.safe),
            "late": bulletin.isLate
                ? phrase(.late, ["time": book.text(bulletin.date.clock)]) : nil,
            "empty": isEmpty ? markup.safe(book.text(.nothingNew)) : nil,
            "more": words.more.map(markup.safe),
        ])
        if let subject { scope["subject"] = markup.safe(subject) }
        scope["isAlert"] = bulletin.kind != .digest
        scope["isUpdate"] = bulletin.kind == .update
        var number = 0
        scope["groups"] = bulletin.groups.indices.map { place in
            let count = bulletin.groups[place].items.count
            let memory = place < memories.count ? memories[place] : nil
            defer { number += count }
            return DrawnEntry(memory: memory?.items.count == count ? memory : nil) {
                [self, number] in values(ofGroup: place, behind: number, memory)
            }
        }
        return scope
    }

    private func values(
        ofGroup place: Int, behind number: Int, _ memory: FragmentMemory?
    ) -> DrawnScope {
        let group = bulletin.groups[place]
        let name = CleanText.name(group.name ?? "")
        var drawn = DrawnScope([
            "name": markup.line(
                piece(name.isEmpty ? book.text(.other) : name), running: direction)
        ])
        if markup == .json { drawn["isLast"] = place == bulletin.groups.count - 1 }
        drawn["items"] = group.items.indices.map { index in
            let memory = memory.map { $0.items[index] }
            return DrawnEntry(memory: memory) { [self] in
                values(
                    of: bulletin.groups[place].items[index], number: number + index + 1,
                    isLast: index == bulletin.groups[place].items.count - 1, memory)
            }
        }
        return drawn
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
        return lines.isEmpty ? nil : lines.joined(separator: markup.lineBreak)
    }

    /// But for the number, of nothing else than item, phrases and the bulletin's
    /// day: by these `FragmentCache` knows it.
    private func values(
        of item: BulletinItem, number: Int, isLast: Bool, _ memory: FragmentMemory?
    ) -> DrawnScope {
        let lines = ItemLines(item, book, markup, on: bulletin.date.date, remembering: memory)
        var scope = DrawnScope([
            "number": book.number(number),
            "id": lines.reference,
            "title": lines.headline,
            "url": lines.link,
            "picture": lines.picture,
            "summary": lines.summary,
            "itemLanguage": item.language?.tag ?? "und",
            "itemDirection": lines.direction.rawValue,
            "itemStart": lines.direction.startSide,
            "itemEnd": lines.direction.endSide,
            "meta": lines.meta,
            "update": lines.update,
        ])
        let why = lines.why
        scope["why"] = why.enumerated().map { place, reason in
            var drawn = DrawnScope(["rule": reason.rule, "words": reason.words])
            if markup == .json { drawn["isLast"] = place == why.count - 1 }
            return drawn
        }
        if markup == .json {
            scope["isLast"] = isLast
            scope["source"] = lines.source
            scope["published"] = item.published?.rfc3339
        }
        return scope
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

    private func phrase(
        _ phrase: Phrasebook.Phrase, _ values: KeyValuePairs<String, String>
    ) -> String {
        Phrasebook.filled(markup.safe(book.text(phrase))) { hole in
            values.first { $0.key == hole }.map { markup.piece($0.value, in: direction) }
        }
    }
}
