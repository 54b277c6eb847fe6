import Almanac
import Analysis
import Matching
import NashraTesting
import Newswire
import Testing

@Suite("Subscriber files: what they say")
struct SubscriberFileTests {
    @Test("the smallest file works")
    func smallest() throws {
        let file = SampleReader.read(
            """
            email: lina@example.org
            timezone: Asia/Gaza
            digest: 07:30
            rules:
              - فيضان | «flash flood»
            """)
        #expect(file.diagnostics.isEmpty, "\(file.diagnostics.map(\.rendered))")
        let subscriber = try #require(file.subscriber)
        #expect(subscriber.id == SubscriberID("desk"))
        #expect(subscriber.name == "desk")
        #expect(subscriber.language == .arabic)
        #expect(subscriber.timeZone == "Asia/Gaza")
        #expect(subscriber.channels.map(\.name) == ["email"])
        #expect(
            subscriber.channels.first?.target == .email([try EmailAddress("lina@example.org")]))
        let digest = try #require(subscriber.digests.first)
        #expect(digest.name == "digest")
        #expect(digest.to == ["email"])
        #expect(digest.limit == 25)
        #expect(digest.late == .seconds(6 * 3600))
        let rule = try #require(subscriber.rules.first)
        #expect(rule.name == "فيضان | «flash flood»")
        #expect(rule.query == "فيضان | «flash flood»")
        #expect(rule.send == ["digest"])
        #expect(rule.cooldown == .seconds(900))
        #expect(
            file.rules.first?.query == .any([.words(.init("فيضان")), .words(.init("flash flood"))]))
    }

    @Test("a full file means what it says")
    func full() throws {
        let file = SampleReader.read(SampleReader.fullFile)
        #expect(file.diagnostics.isEmpty, "\(file.diagnostics.map(\.rendered))")
        let subscriber = try #require(file.subscriber)
        #expect(subscriber.name == "مكتب غزة")
        #expect(subscriber.channels.map(\.name) == ["inbox", "newsroom"])
        #expect(
            subscriber.channels[1].target
                == .chat(ChatRoute(.slack, .hook(.secret(.environment("NASHRA_GAZA_SLACK")))))
        )
        #expect(subscriber.digests.map(\.name) == ["morning", "weekly"])
        #expect(subscriber.digests[1].limit == 50)
        #expect(subscriber.digests[1].empty == .send)
        #expect(subscriber.digests[1].schedule.entries.first?.days == [.sunday])
        let rules = subscriber.rules
        #expect(rules.map(\.name) == ["كيري وبوتين", "عاجل من غزة"])
        #expect(rules[0].query == "(كيري | بوتين) سوريا -رياضة")
        #expect(rules[0].regions.include == [RegionCode("SY"), RegionCode("RU")])
        #expect(rules[0].languages.include == [.arabic, .english])
        #expect(rules[0].send == ["morning"])
        #expect(rules[1].regions.include == [RegionCode("gaza-strip")])
        #expect(rules[1].urgency == .urgent)
        #expect(rules[1].query == nil)
        #expect(rules[1].cooldown == .seconds(900))
        #expect(file.rules[0].examples.map(\.expectation) == [.finds, .ignores])
        #expect(
            file.checkExamples(analyzer: Analyzer(), places: .standard).map(\.rendered) == [])
    }

    @Test("every key of the table is read")
    func everyKey() throws {
        let file = SampleReader.read(
            """
            name: Desk
            language: fr
            email: [a@example.org, b@example.org]
            quiet: 22:00-06:00
            none: [رياضة، طقس, horoscope]
            channels:
              hook:
                webhook: https://hooks.example.org/in
                secret: file:secrets/hook
                cap: 20/h
                give-up: 2d
                quiet: Fri 12:00-14:00
            digests:
              morning: { at: 'Sun-Thu 07:00', to: [email, hook], limit: ٥, late: 2h, group: region }
            rules:
              - name: one
                match: [غزة, 'a b']
                any: [x, y z]
                all: flood
                none: drill
                regions: [SY, -lb]
                mentions: levant
                sources: [shms, -other]
                languages: [ar, -en]
                urgency: flash
                send: [morning, hook, gaza-slack]
                cooldown: 1h
                wait: 5m
                priority: high
                finds:
                  - a headline
                  - { title: t, text: x, source: shms, language: ar, url: 'https://example.org/1' }
            """)
        #expect(file.diagnostics.map(\.rendered) == [])
        let subscriber = try #require(file.subscriber)
        #expect(subscriber.language == .french)
        #expect(subscriber.channels.map(\.name) == ["email", "hook", "gaza-slack"])
        #expect(subscriber.channels[0].quiet?.spans.count == 1)
        #expect(subscriber.channels[1].quiet?.spans.first?.days == [.friday])
        #expect(subscriber.channels[1].cap == RateCap(count: 20, per: .seconds(3600)))
        #expect(subscriber.channels[1].giveUp == .seconds(2 * 86_400))
        #expect(subscriber.digests[0].limit == 5)
        #expect(subscriber.digests[0].group == .region)
        let rule = subscriber.rules[0]
        #expect(rule.query == "غزة | a b")
        #expect(rule.regions == Filter(include: [RegionCode("SY")], exclude: [RegionCode("LB")]))
        #expect(rule.mentions.include == [RegionCode("levant")])
        #expect(rule.sources == Filter(include: ["shms"], exclude: ["other"]))
        #expect(rule.languages == Filter(include: [.arabic], exclude: [.english]))
        #expect(rule.wait == .seconds(300))
        #expect(rule.priority == .high)
        #expect(
            file.rules[0].query?.text == "(غزة | (a b)) (x | «y z») flood -drill")
        #expect(file.none?.text == "رياضة | طقس | horoscope")
        #expect(file.rules[0].examples[1].article.source == "shms")
    }

    @Test(
        "a rule without 'send' goes to the only digest, else to the only channel",
        arguments: [
            ("email: a@example.org\ndigest: 07:00", ["digest"]),
            ("email: a@example.org", ["email"]),
            ("email: a@example.org\ndigest: 07:00\nchannels: {x: {slack: env:NASHRA_X}}", nil),
            ("channels: {x: {slack: env:NASHRA_X}}", ["x"]),
            ("email: a@example.org\nchannels: {x: {slack: env:NASHRA_X}}", nil),
            ("name: nobody", nil),
        ] as [(String, [String]?)])
    func usualTarget(head: String, send: [String]?) {
        let file = SampleReader.read(head + "\nrules: [غزة]")
        #expect(file.subscriber?.rules.first?.send == send, "\(file.diagnostics.map(\.rendered))")
    }

    @Test(
        "what stands whole in double quotes is that phrase, single quotes are only YAML's",
        arguments: [
            (#""flash flood""#, "«flash flood»"), ("'flash flood'", "flash flood"),
            (#"'"flash flood" غزة'"#, "«flash flood» غزة"),
            (#""\"flash flood\" غزة""#, "«flash flood» غزة"), ("|\n      a\n      b", "a b"),
        ])
    func quotes(written: String, query: String) {
        let file = SampleReader.read(
            "email: a@example.org\nrules:\n  - match: \(written)\n")
        #expect(file.diagnostics.isEmpty, "\(file.diagnostics.map(\.rendered))")
        #expect(file.rules.first?.query?.text == query)
    }

    @Test("a rule that only excludes is a rule if a filter says what it wants")
    func onlyExcludes() {
        let file = SampleReader.read(
            "email: a@example.org\nrules:\n  - match: -رياضة\n    regions: SY\n  - sources: shms\n")
        #expect(file.diagnostics.isEmpty)
        #expect(file.subscriber?.rules.map(\.name) == ["-رياضة", "shms"])
    }

    @Test("a file all in Arabic, with marks nobody sees, is read")
    func arabic() throws {
        let file = SampleReader.read(
            "\u{FEFF}\u{200F}name:\u{A0}مكتب\r\n\u{200F}email: \u{200F}a@example.org\u{200F}\r\ndigest: الأحد-الخميس ٠٧:٣٠\r\nrules:\r\n\u{A0}\u{A0}- match\u{200F}: «قطاع غزة»\r\n\u{A0}\u{A0}\u{A0}\u{A0}regions: [سوريا، لبنان]\r\n"
        )
        #expect(file.diagnostics.map(\.rendered) == [])
        let subscriber = try #require(file.subscriber)
        #expect(subscriber.rules.first?.regions.include.map(\.code) == ["SY", "LB"])
        #expect(subscriber.digests.first?.schedule.entries.first?.days.count == 5)
    }

    @Test("a file is read back in words")
    func readBack() throws {
        let file = SampleReader.read(SampleReader.fullFile)
        let now = try #require(Timestamp(rfc3339: "2026-11-23T17:00:00Z"))
        let sections = ReadBack().sections(file, after: now, zones: ZoneFolder())
        #expect(sections.count == 3)
        let text = sections.map { ([$0.title] + $0.lines).joined(separator: "\n") }
            .joined(separator: "\n")
        let plain = String(
            text.unicodeScalars.filter { $0.value < 0x2066 || $0.value > 0x2069 }.map(
                Character.init))
        #expect(plain.contains("any of كيري, بوتين"))
        #expect(
            plain.contains("goes to morning: every day at 07:00, desk@example.org; next 2026-11-24")
        )
        #expect(plain.contains("goes to newsroom at once: Slack (env:NASHRA_GAZA_SLACK)"))
        #expect(plain.contains("no rule sends to weekly"))
    }

    @Test("quiet hours are read back as what holds alerts")
    func quietReadBack() throws {
        let file = SampleReader.read(
            """
            channels: { wire: { email: a@example.org, quiet: 22:00-06:00 } }
            rules: [غزة]
            """)
        let lines = ReadBack().sections(
            file, after: Timestamp(seconds: 0), zones: ZoneFolder()
        ).flatMap(\.lines)
        #expect(
            lines.contains { $0.contains(": a@example.org, held every day from 22:00 to 06:00;") })
    }
}

/// Reads texts as the file `desk.yaml` of a house with one Slack channel.
enum SampleReader {
    static let house = HouseDefaults(
        language: .arabic, timeZone: "Asia/Gaza",
        channels: [
            Channel(
                name: "gaza-slack",
                target: .chat(ChatRoute(.slack, .hook(.secret(.environment("GAZA_SLACK_URL"))))))
        ],
        sources: ["shms", "other"],
        secrets: [.environment("NASHRA_HOUSE"), .file("secrets/house")],
        payloads: PayloadTemplates(bodies: ["cms"], parts: ["story"]))

    static let reader = SubscriberFileReader(
        defaults: house, places: .standard, zones: ZoneFolder(), topics: topics)

    static let topics = Topics.read(
        Array("putin: [بوتين, Putin]".utf8), path: "_topics.yaml", places: .standard
    ).topics

    static func read(_ text: String) -> SubscriberFile {
        reader.read(Array(text.utf8), id: SubscriberID("desk"), path: "desk.yaml")
    }

    /// The full example of the documentation.
    static let fullFile = """
        name: مكتب غزة
        language: ar                     # of what we write around the articles; default: nashra.yaml's
        timezone: Asia/Gaza              # default: nashra.yaml's, else the machine's

        channels:
          inbox:
            email: desk@example.org
          newsroom:
            slack: env:NASHRA_GAZA_SLACK

        digests:
          morning:
            at: 07:00
            to: inbox
          weekly:
            at: Sun 09:00
            to: inbox
            limit: 50
            empty: send

        rules:
          - name: كيري وبوتين
            match: (كيري | بوتين) سوريا -رياضة
            regions: [SY, RU]
            languages: [ar, en]
            send: morning                # a digest of this file
            finds:
              - كيري وبوتين يبحثان في موسكو الهدنة في سوريا
            ignores:
              - وزير الرياضة الروسي يرافق بوتين إلى سوريا

          - name: عاجل من غزة
            regions: [قطاع غزة]
            urgency: urgent
            send: newsroom               # a channel: at once
            cooldown: 15m                # the same story again after 15 minutes at the earliest, and only with news
        """
}
