package import Newswire

/// One message's content before it has a form: a digest or an alert, for one
/// subscriber, with everything in it chosen, ordered and named.
///
/// Civil times are those of the reader's zone; texts may be as hostile as the
/// feed they come from: every form cleans and escapes for itself.
package struct Bulletin: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case digest
        case alert
        /// An alert on a story that the channel was told of before.
        case update
    }

    package var kind: Kind
    /// The edition's or notice's own id, public in webhooks.
    package var id: String
    package var subscriber: SubscriberID
    package var subscriberName: String
    /// The digest's name in its file; nil for alerts.
    package var digest: String?
    /// As the store writes it, `2026-11-24T07:00`; nil for alerts.
    package var period: String?
    /// Of what is written around the articles.
    package var language: LanguageTag
    package var timeZone: String
    /// What its head says it is from: an edition's slot, an alert's sealing.
    package var date: CivilTime
    /// The moment of sealing.
    package var created: Timestamp
    /// Whether it was made up after its hour had passed.
    package var isLate: Bool
    package var groups: [BulletinGroup]
    /// Stories that found no room.
    package var more: Int
    /// Whether a mail of it shows its reader a link to leave by, each his own.
    package var offersUnsubscribe = false

    package init(
        kind: Kind, id: String, subscriber: SubscriberID, subscriberName: String,
        digest: String? = nil, period: String? = nil, language: LanguageTag, timeZone: String,
        date: CivilTime, created: Timestamp, isLate: Bool = false, groups: [BulletinGroup],
        more: Int = 0
    ) {
        self.kind = kind
        self.id = id
        self.subscriber = subscriber
        self.subscriberName = subscriberName
        self.digest = digest
        self.period = period
        self.language = language
        self.timeZone = timeZone
        self.date = date
        self.created = created
        self.isLate = isLate
        self.groups = groups
        self.more = more
    }

    /// All groups' items, in reading order.
    package var items: [BulletinItem] { groups.flatMap(\.items) }

    /// Everything it tells of, with what found no room.
    package var storyCount: Int { groups.reduce(more) { $0 + $1.items.count } }

    /// The same with only its first items; the others are counted as more, and
    /// groups that lost all theirs are gone.
    package func limited(to count: Int) -> Bulletin {
        var shorter = self
        var room = count
        shorter.groups = groups.compactMap { group in
            let kept = Array(group.items.prefix(max(0, room)))
            room -= kept.count
            return kept.isEmpty ? nil : BulletinGroup(name: group.name, items: kept)
        }
        shorter.more = storyCount - min(max(0, count), items.count)
        return shorter
    }
}

/// Items that stand together under one heading.
package struct BulletinGroup: Hashable, Sendable {
    /// A rule's or source's name, or a region's in the reader's language; nil
    /// stands for the rest.
    package var name: String?
    package var items: [BulletinItem]

    package init(name: String?, items: [BulletinItem]) {
        self.name = name
        self.items = items
    }
}

/// One story as a bulletin tells it, by one of its articles.
package struct BulletinItem: Hashable, Sendable {
    package var story: StoryID
    /// Whose words these are.
    package var article: ArticleID
    /// By what a reader asks about it: the article's id, or its beginning where
    /// that says enough.
    package var reference: String
    package var title: String
    package var url: String?
    package var source: String?
    /// Who else carries the story, the first first.
    package var otherSources: [String]
    package var published: Timestamp?
    /// The same on the reader's clock.
    package var time: CivilTime?
    /// The article's summary or opening, of any length: each form cuts it.
    package var summary: String?
    /// A picture's address, as the article gives it: each form judges whether
    /// it is fit to be shown.
    package var image: String?
    /// Nil where nobody knows; then the direction is read off the title.
    package var language: LanguageTag?
    package var regions: [NamedRegion]
    /// In the order of the rules; each rule once.
    package var why: [Reason]
    /// When the reader was alerted to the story.
    package var alerted: Timestamp?
    /// The same on the reader's clock.
    package var told: CivilTime?
    /// Whether an earlier bulletin told the story and this has news of it.
    package var isUpdate: Bool

    package init(
        story: StoryID, article: ArticleID, reference: String? = nil, title: String,
        url: String? = nil, source: String? = nil, otherSources: [String] = [],
        published: Timestamp? = nil, time: CivilTime? = nil, summary: String? = nil,
        image: String? = nil, language: LanguageTag? = nil, regions: [NamedRegion] = [],
        why: [Reason] = [], alerted: Timestamp? = nil, told: CivilTime? = nil,
        isUpdate: Bool = false
    ) {
        self.story = story
        self.article = article
        self.reference = reference ?? article.id
        self.title = title
        self.url = url
        self.source = source
        self.otherSources = otherSources
        self.published = published
        self.time = time
        self.summary = summary
        self.image = image
        self.language = language
        self.regions = regions
        self.why = why
        self.alerted = alerted
        self.told = told
        self.isUpdate = isUpdate
    }
}

/// A region as its code and as the reader calls it.
package struct NamedRegion: Hashable, Sendable {
    package var code: RegionCode
    package var name: String

    package init(code: RegionCode, name: String) {
        self.code = code
        self.name = name
    }
}

/// A rule that brought an item, and the article's words that answered it.
package struct Reason: Hashable, Sendable {
    package var rule: String
    /// Each once, in reading order; empty for a rule that asks for no words.
    package var words: [String]

    package init(rule: String, words: [String]) {
        self.rule = rule
        self.words = words
    }
}
