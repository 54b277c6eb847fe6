import Almanac
import Analysis
import Digests
import Foundation
import Matching
import NashraTesting
import Newswire
import Signing
import Storage
import Testing
import Transfer

@testable import Dispatching

/// A newsroom in a folder of its own, on a clock that tests move.
struct Desk {
    let folder: TemporaryFolder
    let clock: ManualClock
    let store: Store
    let commits: GroupCommit
    let shelf: RuleShelf
    let digests: DigestScheduler
    let alerts: AlertScheduler
    private let press: Press

    static let site = "https://nashra.example.org"
    static let tokens = TokenSigner(current: .random())

    /// Subscribers' files by id.
    init(
        _ files: [String: String], at start: String = "2026-11-24T04:00:00Z",
        zones: ZoneFolder = ZoneFolder()
    ) throws {
        let folder = try TemporaryFolder()
        for (id, text) in files { try folder.write(text, to: "subscribers/\(id).yaml") }
        let now = Timestamp(rfc3339: start) ?? Timestamp(seconds: 0)
        try self.init(folder: folder, clock: ManualClock(now), zones: zones)
    }

    /// Another process on the same store.
    func beside(zones: ZoneFolder = ZoneFolder()) throws -> Desk {
        try Desk(folder: folder, clock: clock, zones: zones)
    }

    private init(folder: TemporaryFolder, clock: ManualClock, zones: ZoneFolder) throws {
        self.folder = folder
        self.clock = clock
        store = try Store(path: folder.path + "var/store.sqlite")
        commits = GroupCommit(store: store)
        let newsClock = NewsClock { clock.now }
        shelf = RuleShelf(
            folder: folder.path + "subscribers",
            reader: SubscriberFileReader(
                defaults: HouseDefaults(), places: .standard, zones: zones),
            store: store, commits: commits, clock: newsClock)
        let from = Mailbox(name: "Nashra", address: try EmailAddress("digest@example.org"))
        let sealer = Sealer(
            composer: Composer(theme: try Theme.load()),
            mail: MailIdentity(
                from: from, bounces: try EmailAddress("bounces@example.org"), site: Self.site),
            tokens: Self.tokens)
        let editor = BulletinEditor(gazetteer: .standard)
        press = Press(
            commits: commits, store: store, sealer: sealer, editor: editor, zones: zones,
            clock: newsClock)
        digests = DigestScheduler(press)
        alerts = AlertScheduler(press)
    }

    func rules() async throws -> Rulebase {
        try await shelf.load().rules
    }

    func reception() async throws -> Reception {
        Reception(
            commits: commits, store: store, analyzer: Analyzer(), rules: try await rules(),
            clock: NewsClock { [clock] in clock.now })
    }

    /// A desk with one sealed digest for each address.
    static func withDigest(for addresses: [String]) async throws -> Desk {
        let desk = try Desk([
            "desk": """
            email: [\(addresses.joined(separator: ", "))]
            language: ar
            timezone: Asia/Gaza
            digest: 07:30
            rules: [فيضان]
            """
        ])
        try await desk.receive(Wire.article("1", "فيضان في غزة"))
        #expect(try await desk.editionsNow().count == 1)
        return desk
    }

    /// A desk with so many due alerts for each of these webhooks, by subscriber.
    static func withAlerts(_ count: Int, to hooks: [String: String]) async throws -> Desk {
        let desk = try Desk(
            hooks.mapValues { url in
                """
                channels: { wire: { webhook: "\(url)" } }
                rules: [{ name: floods, match: فيضان }]
                """
            })
        for number in 1...count {
            try await desk.receive(Wire.article("\(number)", "فيضان رقم \(number)"))
        }
        #expect(try await desk.dueAlerts().count == count * hooks.count)
        return desk
    }

    @discardableResult
    func receive(_ articles: Article...) async throws -> [Reception.Receipt] {
        try await reception().receive(articles)
    }

    func poller() async throws -> FeedPoller {
        FeedPoller(
            commits: commits, store: store, fetcher: Fetcher(network: try Self.loopback()),
            reception: try await reception(), clock: NewsClock { [clock] in clock.now })
    }

    func courier(
        relays: [Relay] = [], sessions: Int = 2, rate: RateCap? = nil, webhooks: Int = 2,
        environment: [String: String] = [:], keys: [DKIMKey] = []
    ) throws -> Courier {
        try courier(
            pools: relays.map { Courier.RelayPool($0, sessions: sessions, rate: rate) },
            webhooks: webhooks, environment: environment, keys: keys)
    }

    func courier(
        pools: [Courier.RelayPool], webhooks: Int = 2, environment: [String: String] = [:],
        keys: [DKIMKey] = [], redirect: EmailAddress? = nil
    ) throws -> Courier {
        Courier(
            commits: commits, store: store, locks: try ProcessLocks(store: store.path),
            webhooks: WebhookClient(network: try Self.loopback()),
            secrets: Secrets(folder: folder.url, environment: environment),
            settings: Courier.Settings(
                relays: pools, webhooks: webhooks, redirect: redirect, keys: keys),
            clock: NewsClock { [clock] in clock.now })
    }

    func alarmBell(_ channels: [Channel]) throws -> AlarmBell {
        let clock = NewsClock { [clock] in clock.now }
        return AlarmBell(
            store: store, commits: commits, locks: try ProcessLocks(store: store.path),
            composer: Composer(theme: try Theme.load()),
            sealer: Sealer(
                composer: Composer(theme: try Theme.load()),
                mail: MailIdentity(
                    from: Mailbox(address: try EmailAddress("digest@example.org"))), tokens: nil),
            post: TrialPost(
                webhooks: WebhookClient(network: try Self.loopback()),
                secrets: Secrets(folder: folder.url, environment: [:]), relays: [], keys: [],
                clock: clock),
            channels: channels, zone: try ZoneFolder().zone(named: "UTC"), clock: clock)
    }

    func addresser(mostWaiting: Int = Addresser.mostWaiting) -> Addresser {
        Addresser(press, mostWaiting: mostWaiting)
    }

    /// The editions that are due, in short.
    func dueEditions() async throws -> [String] {
        try await digests.makeDue(try await rules().everyone).map(\.short)
    }

    func editionsNow() async throws -> [String] {
        try await digests.makeNow(try await rules().everyone).map(\.short)
    }

    func dueAlerts() async throws -> [AlertScheduler.Made] {
        try await alerts.makeDue(try await rules())
    }

    /// What the store holds now.
    func look<Value>(_ body: (Records) throws -> Value) throws -> Value {
        try store.read(body)
    }

    func outbox() throws -> [OutboxEntry] {
        try look { try $0.outbox(settled: true) }
    }

    /// What a generic webhook of the outbox gets, in order: each body's items.
    func items() throws -> [[[String: Any]]] {
        try letters().compactMap { letter in
            guard letter.hasPrefix("{") else { return nil }
            let body = try JSONSerialization.jsonObject(with: Data(letter.utf8)) as? [String: Any]
            return (body?["data"] as? [String: Any])?["items"] as? [[String: Any]]
        }
    }

    /// The bytes of everything in the outbox, in order.
    func letters() throws -> [String] {
        try look { records in
            try records.outbox(settled: true).compactMap { entry in
                try records.envelope(entry.id).map {
                    String(decoding: $0.pieces.flatMap(\.bytes), as: UTF8.self)
                }
            }
        }
    }

    /// Runs a statement on the store's file, as no part of the program does.
    func sabotage(_ sql: String) throws {
        _ = try Python.run(
            "import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.argv[2])",
            arguments: [store.path, sql])
    }

    static func loopback() throws -> NetworkSettings {
        NetworkSettings(guardian: try AddressGuard(allowing: ["127.0.0.1"]))
    }
}

extension DigestScheduler.Made {
    /// `lina 2026-11-24T07:30 sealed 1+0`
    var short: String {
        "\(subscriber) \(period) \(outcome.rawValue) \(items)+\(more)"
    }
}

/// Articles that tests tell apart, and copies of them.
enum Wire {
    static func article(
        _ guid: String, _ title: String, text: String? = nil, source: String = "shms"
    ) -> Article {
        Article(
            guid: guid, url: "https://\(source).example.org/\(guid)", title: title,
            text: text ?? "\(title) \(guid).", language: .arabic, source: source)
    }

    /// The same event as `flood` tells, later and with more to tell.
    static func floodLater(_ guid: String, source: String) -> Article {
        flood(
            guid, source: source,
            more: """


                وفي المساء أعلنت وزارة الموارد المائية أن فرقها سدت الثغرة بالصخور وأكياس الرمل، وأن \
                المياه بدأت تنحسر عن الأحياء الشرقية، ودعت السكان إلى ألا يعودوا إلى بيوتهم قبل أن \
                تنتهي لجان الهندسة من فحص الأساسات وشبكات الكهرباء والغاز فيها.
                """)
    }

    /// Long enough for its copies to be known by their words.
    static func flood(_ guid: String, source: String, more: String = "") -> Article {
        article(
            guid, "فيضان يغمر أحياء واسعة من مدينة الموصل بعد انهيار سد",
            text: """
                قالت السلطات المحلية في نينوى إن فيضانا غمر فجر اليوم أحياء واسعة من مدينة الموصل \
                بعد انهيار جزء من سد قديم على نهر دجلة، وإن فرق الإنقاذ تعمل منذ ساعات الصباح \
                الأولى على نقل العائلات العالقة إلى مدارس ومراكز إيواء في الجانب الأيسر.

                وأضاف المحافظ في مؤتمر صحفي أن منسوب المياه ارتفع أربعة أمتار خلال ساعتين، وأن \
                الجسور الثلاثة في وسط المدينة أغلقت أمام حركة السير حتى إشعار آخر.\(more)
                """, source: source)
    }
}
