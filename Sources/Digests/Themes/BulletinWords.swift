import Newswire

/// What a bulletin says of itself, before a markup: worked out when it is asked
/// for, and once for subject, text and HTML.
final class BulletinWords {
    /// What a list of messages shows of a subject on a desk.
    static let longestHeadline = 110
    /// What lists of messages show beneath a subject, at most.
    static let longestPreheader = 140

    private let bulletin: Bulletin
    private let book: Phrasebook

    init(_ bulletin: Bulletin, _ book: Phrasebook) {
        self.bulletin = bulletin
        self.book = book
    }

    lazy var subscriber: String = CleanText.name(bulletin.subscriberName)

    lazy var date: String =
        bulletin.kind == .digest ? book.text(bulletin.date.date) : book.text(bulletin.date)

    lazy var count: String = book.text(.stories, bulletin.storyCount)

    /// The first item's title, cut to fit a subject.
    lazy var headline: String? = first.first.map {
        CleanText.line(Self.title(of: $0, book), atMost: Self.longestHeadline)
    }

    lazy var others: String? = {
        let stories = bulletin.storyCount
        return stories > 1 ? book.text(.others, stories - 1) : nil
    }()

    lazy var more: String? = bulletin.more > 0 ? book.text(.more, bulletin.more) : nil

    lazy var preheader: String = {
        let next = first.dropFirst()
        return CleanText.line(
            next.isEmpty
                ? first.first?.summary.map(Excerpt.of) ?? ""
                : next.map { Self.title(of: $0, book) }.joined(separator: " · "),
            atMost: Self.longestPreheader)
    }()

    private lazy var first: [BulletinItem] = Array(bulletin.groups.lazy.flatMap(\.items).prefix(4))

    static func title(of item: BulletinItem, _ book: Phrasebook) -> String {
        let title = CleanText.title(item.title)
        return title.isEmpty ? book.text(.untitled) : title
    }
}
