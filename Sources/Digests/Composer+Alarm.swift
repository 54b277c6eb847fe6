package import Newswire

extension Composer {
    /// A small alert for the newsroom's own people, about Nashra itself and not
    /// about news. Its words are the program's own and in English, as on the
    /// terminal.
    ///
    /// - Parameters:
    ///   - id: unlike that of any other message.
    ///   - date: on the newsroom's clock.
    package func alarm(
        _ title: String, detail: String, id: String, timeZone: String, date: CivilTime,
        at now: Timestamp
    ) -> Bulletin {
        let item = BulletinItem(
            story: StoryID(id), article: ArticleID(id), reference: "nashra status",
            title: title, source: "Nashra", published: now, time: date, summary: detail,
            language: .english)
        return Bulletin(
            kind: .alert, id: id, subscriber: SubscriberID("operator"), subscriberName: "Nashra",
            language: .english, timeZone: timeZone, date: date, created: now,
            groups: [BulletinGroup(name: nil, items: [item])])
    }
}
