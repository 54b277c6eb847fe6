import Newswire

/// What a bulletin says of itself, before a markup: worked out once for subject,
/// text and HTML.
struct BulletinWords {
    /// What a list of messages shows of a subject on a desk.
    static let longestHeadline = 110
    /// What lists of messages show beneath a subject, at most.
    static let longestPreheader = 140

    let subscriber: String
    let date: String
    let count: String
    /// The first item's title, cut to fit a subject.
    let headline: String?
    let others: String?
    let more: String?
    let preheader: String

    init(_ bulletin: Bulletin, _ book: Phrasebook) {
        let first = Array(bulletin.groups.lazy.flatMap(\.items).prefix(4))
        let stories = bulletin.storyCount
        subscriber = CleanText.name(bulletin.subscriberName)
        date =
            bulletin.kind == .digest
            ? book.text(bulletin.date.date) : book.text(bulletin.date)
        count = book.text(.stories, stories)
        headline = first.first.map {
            CleanText.line(Self.title(of: $0, book), atMost: Self.longestHeadline)
        }
        others = stories > 1 ? book.text(.others, stories - 1) : nil
        more = bulletin.more > 0 ? book.text(.more, bulletin.more) : nil
        let next = first.dropFirst()
        preheader = CleanText.line(
            next.isEmpty
                ? first.first?.summary.map(Excerpt.of) ?? ""
                : next.map { Self.title(of: $0, book) }.joined(separator: " · "),
            atMost: Self.longestPreheader)
    }

    static func title(of item: BulletinItem, _ book: Phrasebook) -> String {
        let title = CleanText.title(item.title)
        return title.isEmpty ? book.text(.untitled) : title
    }
}
