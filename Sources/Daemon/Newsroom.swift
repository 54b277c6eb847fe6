package import Digests
package import Dispatching
import Matching
package import Storage
import Transfer

/// An open store and the services that work on it.
package struct Newsroom: Sendable {
    package let installation: Installation
    package let store: Store
    package let commits: GroupCommit
    package let shelf: RuleShelf
    /// Whether its courier hands over mail, beside what goes to webhooks and chats.
    package var sendsMail = true

    init(_ installation: Installation) throws {
        self.installation = installation
        store = try Store(path: installation.configuration.store)
        commits = GroupCommit(store: store)
        shelf = RuleShelf(
            folder: installation.configuration.subscribers,
            reader: installation.subscriberReader, store: store, commits: commits,
            clock: installation.clock)
    }

    package func reception(_ rules: Rulebase) -> Reception {
        Reception(
            commits: commits, store: store, analyzer: installation.analyzer, rules: rules,
            clock: installation.clock)
    }

    package func poller(_ rules: Rulebase) throws -> FeedPoller {
        FeedPoller(
            commits: commits, store: store,
            fetcher: Fetcher(network: try installation.network()), reception: reception(rules),
            clock: installation.clock)
    }

    /// What digests and alerts are made with.
    package func press(_ theme: Theme) throws(SigningKeyProblem) -> Press {
        Press(
            commits: commits, store: store,
            sealer: installation.sealer(theme, tokens: try installation.tokens()),
            editor: installation.editor, zones: installation.zones, clock: installation.clock)
    }

    /// The locks of the processes that share the store.
    package func locks() throws -> ProcessLocks {
        try ProcessLocks(store: store.path)
    }

    /// What tells the newsroom's own people of what only they can mend.
    package func alarmBell(_ theme: Theme) throws -> AlarmBell {
        let configuration = installation.configuration
        return AlarmBell(
            store: store, commits: commits, locks: try locks(),
            composer: Composer(theme: theme), sealer: installation.sealer(theme, tokens: nil),
            post: try installation.trialPost(), channels: configuration.operatorChannels,
            zone: try installation.zones.zone(named: configuration.timeZone),
            clock: installation.clock)
    }

    package var housekeeper: Housekeeper {
        Housekeeper(
            commits: commits, keep: installation.configuration.keepDeliveries,
            clock: installation.clock)
    }

    /// How its courier hands over mail; no way if another process does.
    package var mailWay: MailWay {
        sendsMail ? installation.mailWay : MailWay(relays: [], keys: [])
    }

    package func courier(by way: MailWay) throws -> Courier {
        let pools = zip(way.relays, installation.configuration.relays).map {
            Courier.RelayPool($0, sessions: $1.sessions, rate: $1.rate)
        }
        return Courier(
            commits: commits, store: store, locks: try locks(),
            webhooks: WebhookClient(network: try installation.network()),
            secrets: installation.secrets,
            settings: Courier.Settings(
                relays: pools, redirect: installation.configuration.mail.redirect,
                keys: way.keys),
            clock: installation.clock)
    }
}
