package import Newswire

extension Composer {
    /// A small alert in the subscriber's language, marked as a test, to see how
    /// messages look on a channel, and whether it works.
    ///
    /// - Parameters:
    ///   - id: unlike that of any other message.
    ///   - date: on the subscriber's clock.
    package func trial(
        for subscriber: Subscriber, id: String, date: CivilTime, at now: Timestamp
    ) -> Bulletin {
        let book = phrasebook(for: subscriber.language)
        let item = BulletinItem(
            story: StoryID(id), article: ArticleID(id), title: book.text(.testTitle),
            source: "Nashra", published: now, time: date, summary: book.text(.testSummary),
            language: book.language)
        return Bulletin(
            kind: .alert, id: id, subscriber: subscriber.id, subscriberName: subscriber.name,
            language: subscriber.language, timeZone: subscriber.timeZone, date: date,
            created: now, groups: [BulletinGroup(name: nil, items: [item])])
    }
}
