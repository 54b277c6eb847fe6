/// A person, desk or channel that receives: what one file in `subscribers/`
/// says, checked and complete, every default filled in.
package struct Subscriber: Hashable, Sendable {
    package var id: SubscriberID
    package var name: String
    /// Of what we write around the articles.
    package var language: LanguageTag
    /// An IANA zone that the machine's zoneinfo has.
    package var timeZone: String
    /// The file's own channels and those of nashra.yaml that its rules use.
    package var channels: [Channel]
    package var digests: [DigestPlan]
    /// In the file's order; names are unique.
    package var rules: [Rule]

    package init(
        id: SubscriberID, name: String, language: LanguageTag, timeZone: String,
        channels: [Channel], digests: [DigestPlan], rules: [Rule]
    ) {
        self.id = id
        self.name = name
        self.language = language
        self.timeZone = timeZone
        self.channels = channels
        self.digests = digests
        self.rules = rules
    }

    package func channel(named name: String) -> Channel? {
        channels.first { $0.name == name }
    }

    /// Whether it has addresses, and all of them are such; a list of a million is
    /// asked no further than the first that is not.
    package func hasOnlyAddresses(
        where isSuch: (EmailAddress) throws -> Bool
    ) rethrows -> Bool {
        var hasAny = false
        for channel in channels {
            switch channel.target {
            case .email(let addresses):
                guard try addresses.allSatisfy(isSuch) else { return false }
                hasAny = hasAny || !addresses.isEmpty
            case .readers(let list):
                for group in list.groups {
                    guard try group.readers.allSatisfy({ try isSuch($0.address) }) else {
                        return false
                    }
                    hasAny = hasAny || !group.readers.isEmpty
                }
            case .chat, .webhook: break
            }
        }
        return hasAny
    }

    /// Every address that its channels write to.
    package var addresses: [EmailAddress] {
        channels.flatMap { channel -> [EmailAddress] in
            switch channel.target {
            case .email(let addresses): addresses
            case .readers(let list): list.groups.flatMap { $0.readers.map(\.address) }
            case .chat, .webhook: []
            }
        }
    }

    package func digest(named name: String) -> DigestPlan? {
        digests.first { $0.name == name }
    }
}

/// A schedule of bulletins: one entry under `digests`.
package struct DigestPlan: Hashable, Sendable {
    package enum WhenEmpty: String, Hashable, Sendable, CaseIterable {
        case skip
        case send
    }

    package enum Grouping: String, Hashable, Sendable, CaseIterable {
        case rule
        case region
        case source
    }

    package var name: String
    package var schedule: Schedule
    /// Channels by name; at least one.
    package var to: [String]
    /// The most items in one edition; at least 1.
    package var limit: Int
    package var empty: WhenEmpty
    /// How late an edition may still be made.
    package var late: Duration
    package var group: Grouping

    package init(
        name: String, schedule: Schedule, to: [String], limit: Int = 25,
        empty: WhenEmpty = .skip, late: Duration = .seconds(6 * 3600), group: Grouping = .rule
    ) {
        self.name = name
        self.schedule = schedule
        self.to = to
        self.limit = limit
        self.empty = empty
        self.late = late
        self.group = group
    }
}

/// A named query with filters and a place to send to, as its file states it.
/// `Matching` compiles it.
package struct Rule: Hashable, Sendable {
    package enum Priority: String, Hashable, Sendable, CaseIterable {
        case low
        case normal
        case high
    }

    /// Unique in its file.
    package var name: String
    /// `match`, as typed; a list joined with ` | `. Nil where the rule has only
    /// filters.
    package var query: String?
    /// What the article must be about.
    package var regions: Filter<RegionCode>
    /// What the article must name at all.
    package var mentions: Filter<RegionCode>
    package var sources: Filter<String>
    package var languages: Filter<LanguageTag>
    /// At least this urgent; nil is any.
    package var urgency: Urgency?
    /// Digests and channels by name; at least one.
    package var send: [String]
    /// The same story again at the earliest after this, and only with news.
    package var cooldown: Duration
    /// How long a notice waits for more of its story.
    package var wait: Duration
    package var priority: Priority

    package init(
        name: String, query: String? = nil, regions: Filter<RegionCode> = .init(),
        mentions: Filter<RegionCode> = .init(), sources: Filter<String> = .init(),
        languages: Filter<LanguageTag> = .init(), urgency: Urgency? = nil, send: [String],
        cooldown: Duration = .seconds(900), wait: Duration = .zero, priority: Priority = .normal
    ) {
        self.name = name
        self.query = query
        self.regions = regions
        self.mentions = mentions
        self.sources = sources
        self.languages = languages
        self.urgency = urgency
        self.send = send
        self.cooldown = cooldown
        self.wait = wait
        self.priority = priority
    }
}

/// Any of `include` (all, if it is empty) and none of `exclude`.
package struct Filter<Value: Hashable & Sendable>: Hashable, Sendable {
    package var include: [Value]
    package var exclude: [Value]

    package init(include: [Value] = [], exclude: [Value] = []) {
        self.include = include
        self.exclude = exclude
    }

    package var isEmpty: Bool { include.isEmpty && exclude.isEmpty }
}
