/// The readers of a list, by what language they read and whose clock they live
/// by. A list of a million costs some thirty megabytes.
package struct Recipients: Hashable, Sendable {
    /// Readers who share an edition.
    package struct Group: Hashable, Sendable {
        package var audience: EditionKey.Audience
        /// In the order of the list; never empty.
        package var readers: Readers

        package init(audience: EditionKey.Audience, readers: Readers) {
            self.audience = audience
            self.readers = readers
        }
    }

    /// As the list was named; never its contents.
    package var name: String
    /// In the order in which the audiences first appear; each once.
    package var groups: [Group]

    package init(name: String, groups: [Group]) {
        self.name = name
        self.groups = groups
    }

    package var count: Int { groups.reduce(0) { $0 + $1.readers.count } }
}

extension Subscriber {
    /// Whom everything but a list goes to.
    package var audience: EditionKey.Audience {
        EditionKey.Audience(language: language, timeZone: timeZone)
    }

    /// Channels as one audience is reached by them.
    package struct Reach: Hashable, Sendable {
        package var audience: EditionKey.Audience
        /// Of a list only the readers of the audience.
        package var channels: [Channel]
        /// What the audience is called where things wait for it: nothing for
        /// the subscriber's own, whatever language it is edited to.
        package var name: String
    }

    /// Whom the channels reach, the subscriber's own audience first: it has
    /// every channel that is no list, and the readers of lists who share its
    /// language and zone.
    package func reach(of channels: [Channel]) -> [Reach] {
        var places: [EditionKey.Audience: Int] = [:]
        var reached: [Reach] = []
        func add(_ channel: Channel, to audience: EditionKey.Audience) {
            if let place = places[audience] {
                reached[place].channels.append(channel)
                return
            }
            places[audience] = reached.count
            let isOwn = audience == self.audience
            reached.append(
                Reach(
                    audience: audience, channels: [channel],
                    name: isOwn ? "" : "\(audience.language) \(audience.timeZone)"))
        }
        for channel in channels {
            guard case .readers(let list) = channel.target else {
                add(channel, to: audience)
                continue
            }
            for group in list.groups {
                var some = channel
                some.target = .readers(Recipients(name: list.name, groups: [group]))
                add(some, to: group.audience)
            }
        }
        return reached.filter { $0.name.isEmpty } + reached.filter { !$0.name.isEmpty }
    }

    /// Whom a digest reaches.
    package func reach(of plan: DigestPlan) -> [Reach] {
        reach(of: plan.to.compactMap(channel(named:)))
    }
}
