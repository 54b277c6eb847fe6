import Newswire

/// What a bulletin's templates draw: every name of `Vocabulary`, cleaned, cut,
/// written in the reader's language and safe for the markup.
struct BulletinValues {
    let bulletin: Bulletin
    let book: Phrasebook
    let style: HouseStyle
    let markup: Markup
    /// For each item, if what is drawn of it is to be remembered.
    var memories: [FragmentMemory] = []

    /// A subject's headline: what a list of messages shows of it on a desk.
    static let longestHeadline = 110
    /// What lists of messages show beneath a subject, at most.
    static let longestPreheader = 140

    private var direction: TextDirection { book.language.direction }

    /// Every name of a whole message; the subject is empty until it is drawn.
    var all: DrawnScope {
        let items = bulletin.items
        var scope = DrawnScope([
            "language": book.language.tag,
            "direction": direction.rawValue,
            "start": direction.startSide,
            "end": direction.endSide,
            "subject": "",
            "preheader": markup.safe(preheader),
            "heading": heading,
            "subscriber": piece(bulletin.subscriberName),
            "timezone": piece(bulletin.timeZone),
            "date": markup.safe(
                bulletin.kind == .digest
                    ? book.text(bulletin.date.date) : book.text(bulletin.date)),
            "count": markup.safe(book.text(.stories, bulletin.storyCount)),
            "headline": items.first.map {
                markup.safe(CleanText.line(title(of: $0), atMost: Self.longestHeadline))
            },
            "others": bulletin.storyCount > 1
                ? markup.safe(book.text(.others, bulletin.storyCount - 1)) : nil,
            "late": bulletin.isLate
                ? phrase(.late, ["time": book.text(bulletin.date.clock)]) : nil,
            "empty": bulletin.storyCount == 0 ? markup.safe(book.text(.nothingNew)) : nil,
            "more": bulletin.more > 0 ? markup.safe(book.text(.more, bulletin.more)) : nil,
            "footer": phrase(.footer, ["subscriber": CleanText.name(bulletin.subscriberName)]),
            "unsubscribe": bulletin.offersUnsubscribe ? MailRun.link : nil,
        ])
        scope["isAlert"] = bulletin.kind != .digest
        scope["isUpdate"] = bulletin.kind == .update
        scope["brand"] = DrawnScope([
            "header": lines(style.header), "footer": lines(style.footer),
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
        var number = 0
        scope["groups"] = bulletin.groups.map { group in
            let name = CleanText.name(group.name ?? "")
            var drawn = DrawnScope([
                "name": markup.line(
                    piece(name.isEmpty ? book.text(.other) : name), running: direction)
            ])
            drawn["items"] = group.items.map { item in
                let memory = number < memories.count ? memories[number] : nil
                number += 1
                return DrawnEntry(memory: memory) { [number] in
                    values(of: item, number: number, memory)
                }
            }
            return drawn
        }
        return scope
    }

    /// A text of the newsroom's own, its lines kept apart.
    private func lines(_ text: LocalText?) -> String? {
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
        scope["why"] = lines.why.map { DrawnScope(["rule": $0.rule, "words": $0.words]) }
        return scope
    }

    private func title(of item: BulletinItem) -> String { ItemLines.title(of: item, book) }

    /// Whose digest it is, and its name unless it is the only one's.
    private var heading: String {
        let subscriber = CleanText.name(bulletin.subscriberName)
        let heading: String
        if let digest = bulletin.digest, digest != "digest" {
            heading = phrase(
                .named, ["subscriber": subscriber, "digest": CleanText.name(digest)])
        } else {
            heading = piece(subscriber)
        }
        return markup.line(heading, running: direction)
    }

    private var preheader: String {
        let items = bulletin.items
        let text =
            items.count > 1
            ? items.dropFirst().prefix(3).map { title(of: $0) }.joined(separator: " · ")
            : items.first?.summary.map(Excerpt.of) ?? ""
        return CleanText.line(text, atMost: Self.longestPreheader)
    }

    private func piece(_ name: String) -> String {
        markup.piece(CleanText.name(name), in: direction)
    }

    private func phrase(_ phrase: Phrasebook.Phrase, _ values: [String: String]) -> String {
        Phrasebook.filled(
            markup.safe(book.text(phrase)), values.mapValues { markup.piece($0, in: direction) })
    }
}
