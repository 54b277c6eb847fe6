import Newswire

/// A bulletin in the words of its reader's language, for a chat: what every
/// form shows, cleaned and chosen, each text begun so that it runs the right
/// way. What a form adds is its markup, and its escapes.
///
/// No text has a line break, an open isolate or a control character.
struct ToldBulletin {
    struct Group {
        /// Nil above an alert's story: a heading would say it twice.
        var name: String?
        var items: [Item]
    }

    struct Item {
        var title: String
        /// Without an `@`, so that none in a message leads anywhere.
        var link: String?
        /// In which title and summary run.
        var direction: TextDirection
        /// Sources, time, regions; empty if there is nothing of the kind.
        var facts: String
        /// Empty if there is none, or it only says the title again.
        var summary: String
        /// A line for each rule that brought it, with the words that answered.
        var reasons: [String]
        /// By which a reader asks about it.
        var id: String

        /// What begins the title's line so that it runs the right way: a mark, or
        /// nothing. It stands before markup.
        var mark: String { String(begunTitle.unicodeScalars.dropLast(title.unicodeScalars.count)) }
        var begunTitle: String { Direction.begun(title, running: direction) }
        /// What follows the title, a line each.
        var lines: [String] {
            ([facts, Direction.begun(summary, running: direction)] + reasons)
                .filter { !$0.isEmpty }
        }
        /// All of it without markup, a line each, for channels that show plain
        /// text.
        var plainLines: [String] { [begunTitle] + lines + [link, id].compactMap(\.self) }
        /// Of what is shown of it by all forms, in UTF-16 units.
        var length: Int { lines.reduce(title.utf16.count) { $0 + $1.utf16.count } }
    }

    /// Of what is written around the items.
    let direction: TextDirection
    let kind: Bulletin.Kind
    /// What a phone shows of it, on one line.
    let subject: String
    /// `Levant desk · morning`.
    let heading: String
    /// The date; of a digest also how many stories there are.
    let headline: String
    /// That it is late, if it is.
    let late: String?
    let groups: [Group]
    /// "And 14 more", "nothing new", or nothing.
    let closing: String?

    var items: [Item] { groups.flatMap(\.items) }

    /// What stands above the items.
    var opening: [String] { [heading, headline, late].compactMap(\.self) }

    /// - Parameter holds: whether the form has room for an item by itself; of one
    ///   that is too long less is told. One that has none however little is told
    ///   is counted as more, and those behind it are told.
    init(
        _ bulletin: Bulletin, subject: String, book: Phrasebook, measure: ChatMeasure,
        holds: (Item) -> Bool = { _ in true }
    ) {
        let direction = book.language.direction
        let words = Words(bulletin: bulletin, book: book, direction: direction, measure: measure)
        self.direction = direction
        kind = bulletin.kind
        self.subject = measure.cut(subject, to: measure.longestTitle)
        let label: String? =
            switch bulletin.kind {
            case .digest: bulletin.digest
            case .alert: book.text(.alert)
            case .update: book.text(.update)
            }
        heading = [bulletin.subscriberName, label].compactMap(\.self)
            .map { words.isolated(measure.headingName($0)) }.joined(separator: " · ")
        headline = words.begun(
            bulletin.kind == .digest
                ? "\(book.text(bulletin.date.date)) · \(book.text(.stories, bulletin.storyCount))"
                : book.text(bulletin.date))
        late =
            bulletin.isLate ? book.text(.late, ["time": book.text(bulletin.date.clock)]) : nil
        var more = bulletin.more
        groups = bulletin.groups.map { group in
            let name = measure.name(group.name ?? "")
            return Group(
                name: bulletin.kind == .digest ? (name.isEmpty ? book.text(.other) : name) : nil,
                items: group.items.compactMap { item in
                    let told = words.item(item, holds: holds)
                    if told == nil { more += 1 }
                    return told
                })
        }
        closing =
            bulletin.storyCount == 0
            ? book.text(.nothingNew)
            : more > 0 ? book.text(.more, more) : nil
    }
}

/// Puts items into words.
private struct Words {
    let bulletin: Bulletin
    let book: Phrasebook
    let direction: TextDirection
    var measure: ChatMeasure

    func isolated(_ text: String) -> String { Direction.isolated(text, in: direction) }
    func begun(_ text: String) -> String { Direction.begun(text, running: direction) }

    /// As much of it as there is room for; nil if there is none for the least.
    func item(_ item: BulletinItem, holds: (ToldBulletin.Item) -> Bool) -> ToldBulletin.Item? {
        for step in ChatMeasure.steps.drop(while: { $0 != measure }) {
            var words = self
            words.measure = step
            let told = words.told(item)
            if holds(told) { return told }
        }
        return nil
    }

    private func told(_ item: BulletinItem) -> ToldBulletin.Item {
        let cleaned = measure.cut(item.title, to: measure.longestTitle)
        let title = cleaned.isEmpty ? book.text(.untitled) : cleaned
        let summary = measure.summary(item.summary ?? "")
        return ToldBulletin.Item(
            title: title,
            link: measure.showsLinks
                ? item.url.flatMap(WebLink.init)?.text.replacing("@", with: "%40") : nil,
            direction: item.language?.direction ?? Direction.of(title, otherwise: direction),
            facts: facts(item), summary: summary == title ? "" : summary,
            reasons: item.why.prefix(measure.mostReasons).map(reason),
            id: measure.name(item.reference))
    }

    private func facts(_ item: BulletinItem) -> String {
        let day = bulletin.date.date
        let others = item.otherSources.map(measure.name).filter { !$0.isEmpty }
        let named = others.prefix(measure.mostOtherSources).map(isolated)
        let rest = others.count - named.count
        let also = book.list(named + (rest > 0 ? ["+\(book.number(rest))"] : []))
        // In the order of `ItemLines`.
        let facts = [
            item.isUpdate ? book.text(.update) : "",
            measure.name(item.source ?? ""),
            item.time.map { book.text($0, seenOn: day) } ?? "",
            book.list(item.regions.prefix(measure.mostRegions).map { measure.name($0.name) }),
            item.told.map { book.text(.sent, ["time": book.text($0, seenOn: day)]) } ?? "",
            named.isEmpty ? "" : book.text(.also, ["sources": also]),
        ]
        let shown = facts.filter { !$0.isEmpty }.map(isolated)
        return shown.isEmpty ? "" : begun(shown.joined(separator: " · "))
    }

    private func reason(_ reason: Reason) -> String {
        let words = reason.words.prefix(measure.mostWords).map { isolated(measure.name($0)) }
        let rule = isolated(measure.name(reason.rule))
        return words.isEmpty
            ? "\(book.text(.rule)): \(rule)"
            : "\(book.text(.matched)): \(words.joined(separator: " · ")) (\(rule))"
    }
}
