import NashraTesting
import Newswire

@testable import Digests

/// Bulletins of all that may come, in several scripts, of every length.
enum RandomBulletin {
    private static let words = [
        "فيضان", "كيري", "غزّة", "والهدنة", "aid", "Aleppo", ".", "From", "=", "L’aide", "d’urgence",
        "میز‌خبر", "חדשות", "שלום", "Москва", "сегодня", "漢字新聞", "速報。", "👨‍👩‍👧", "&amp;", "<b>",
        "\"quoted\"", "e\u{301}\u{302}", "2026", "٢٠٢٦", "https://example.org/a?b=c", "\u{200F}",
        "—",
        "a.b@example.org", "word\(MailRun.link)word", "x\u{2067}y",
    ]
    private static let languages = ["ar", "en", "fr", "fa", "he", "ru", "zh", "ur", "de"]

    static func item(_ number: Int, _ random: inout SeededRandom) -> BulletinItem {
        BulletinItem(
            story: StoryID("story\(number)"), article: ArticleID("article\(number)"),
            title: text(0...14, &random),
            url: maybe(&random) { _ in "https://news.example.org/\(number)?q=غزة" },
            source: maybe(&random) { text(1...3, &$0) },
            otherSources: some(0...3, &random) { text(1...2, &$0) },
            published: SampleBulletins.moment("2026-11-24T03:30:00Z"),
            time: maybe(&random) { time(&$0) },
            summary: maybe(&random) { text(0...90, &$0) },
            image: maybe(&random) { _ in "https://news.example.org/\(number).jpg?a=\"&b" },
            language: maybe(&random) { language(&$0) },
            regions: some(0...3, &random) {
                NamedRegion(code: RegionCode("SY"), name: text(1...2, &$0))
            },
            why: why(&random), told: maybe(&random) { time(&$0) },
            isUpdate: Bool.random(using: &random))
    }

    /// Of items from a stock, some of them for reasons of one's own.
    static func bulletin(
        _ number: Int, of stock: [BulletinItem], _ random: inout SeededRandom
    ) -> Bulletin {
        let kind = Bulletin.Kind.allCases.randomElement(using: &random) ?? .digest
        var bulletin = Bulletin(
            kind: kind, id: "edition-\(number)", subscriber: SubscriberID("desk\(number)"),
            subscriberName: text(1...4, &random), digest: maybe(&random) { text(1...1, &$0) },
            period: "2026-11-24T07:00", language: language(&random) ?? .english,
            timeZone: "Asia/Gaza", date: time(&random),
            created: SampleBulletins.moment("2026-11-24T05:00:00Z"),
            isLate: Bool.random(using: &random),
            groups: some(0...3, &random) { random in
                BulletinGroup(
                    name: maybe(&random) { text(1...3, &$0) },
                    items: some(1...(number % 10 == 0 ? 30 : 8), &random) { random in
                        var item = stock.randomElement(using: &random) ?? stock[0]
                        if Int.random(in: 0..<3, using: &random) == 0 { item.why = why(&random) }
                        return item
                    })
            }, more: Int.random(in: 0...12, using: &random))
        bulletin.offersUnsubscribe = Bool.random(using: &random)
        return bulletin
    }

    /// The same for other subscribers.
    static func others(like bulletin: Bulletin, _ random: inout SeededRandom) -> [Bulletin] {
        (0..<4).map { number in
            var other = bulletin
            other.subscriber = SubscriberID("other\(number)")
            other.subscriberName = text(1...4, &random)
            other.digest = maybe(&random) { text(1...1, &$0) }
            other.offersUnsubscribe = Bool.random(using: &random)
            return other
        }
    }

    private static func why(_ random: inout SeededRandom) -> [Reason] {
        some(1...3, &random) { random in
            Reason(rule: text(1...4, &random), words: some(0...4, &random) { text(1...2, &$0) })
        }
    }

    private static func time(_ random: inout SeededRandom) -> CivilTime {
        SampleBulletins.time(
            Int.random(in: 0...23, using: &random), Int.random(in: 0...59, using: &random),
            day: Int.random(in: 23...24, using: &random))
    }

    private static func language(_ random: inout SeededRandom) -> LanguageTag? {
        languages.randomElement(using: &random).flatMap { LanguageTag($0) }
    }

    private static func text(
        _ count: ClosedRange<Int>, _ random: inout SeededRandom
    ) -> String {
        some(count, &random) { words.randomElement(using: &$0) ?? "" }.joined(separator: " ")
    }

    private static func maybe<Value>(
        _ random: inout SeededRandom, _ value: (inout SeededRandom) -> Value?
    ) -> Value? {
        Int.random(in: 0..<4, using: &random) == 0 ? nil : value(&random)
    }

    private static func some<Value>(
        _ count: ClosedRange<Int>, _ random: inout SeededRandom,
        _ value: (inout SeededRandom) -> Value
    ) -> [Value] {
        let count = Int.random(in: count, using: &random)
        return (0..<count).map { _ in value(&random) }
    }
}
