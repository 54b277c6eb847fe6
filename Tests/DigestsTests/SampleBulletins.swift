import Newswire

@testable import Digests

/// Bulletins as the pipeline would hand them over.
enum SampleBulletins {
    static let arabic = digest(
        name: "مكتب غزة", digest: "الصباح", language: "ar", more: 14,
        groups: [
            BulletinGroup(
                name: "كيري وبوتين",
                items: [talks(regions: ["سوريا", "روسيا", "الولايات المتحدة"]), relief]),
            BulletinGroup(name: "Gaza & crossings", items: [crossing, floods(told: true)]),
        ])

    static let english = digest(
        name: "Levant desk", digest: "morning", language: "en", more: 1,
        groups: [
            BulletinGroup(
                name: "Syria talks", items: [talks(regions: ["Syria", "Russia", "United States"])]),
            BulletinGroup(name: "فيضانات", items: [floods(told: false), crossing, relief]),
        ])

    static let french = digest(
        name: "Bureau de Beyrouth", digest: "digest", language: "fr",
        groups: [BulletinGroup(name: "Secours", items: [relief, crossing])])

    static let persian = digest(
        name: "میز خاورمیانه", digest: "بامداد", language: "fa", more: 2,
        groups: [BulletinGroup(name: "سوریه", items: [talks(regions: ["سوریه", "روسیه"])])])

    static let alert = Bulletin(
        kind: .alert, id: "notice-7", subscriber: SubscriberID("gaza/desk"),
        subscriberName: "مكتب غزة", language: .arabic, timeZone: "Asia/Gaza",
        date: time(3, 12), created: moment("2026-11-24T01:12:00Z"),
        groups: [BulletinGroup(name: "عاجل", items: [floods(told: false)])])

    static let nothing = digest(name: "Quiet desk", digest: "weekly", language: "en", groups: [])

    static func digest(
        name: String, digest: String, language: String, more: Int = 0, groups: [BulletinGroup]
    ) -> Bulletin {
        Bulletin(
            kind: .digest, id: "edition-41", subscriber: SubscriberID("gaza/desk"),
            subscriberName: name, digest: digest, period: "2026-11-24T07:00",
            language: LanguageTag(language) ?? .english, timeZone: "Asia/Gaza", date: time(7, 0),
            created: moment("2026-11-24T05:00:00Z"), groups: groups, more: more)
    }

    static func item(
        title: String, url: String? = "https://news.example.org/1", summary: String? = nil,
        language: LanguageTag? = .english, number: Int = 1
    ) -> BulletinItem {
        BulletinItem(
            story: StoryID("story\(number)"), article: ArticleID("article\(number)"),
            title: title, url: url, source: "Example Wire",
            published: moment("2026-11-24T03:30:00Z"), time: time(5, 30), summary: summary,
            language: language, why: [Reason(rule: "rule", words: ["word"])])
    }

    static func talks(regions: [String]) -> BulletinItem {
        BulletinItem(
            story: StoryID("k3m9q2x7b4n8v1cz"), article: ArticleID("k3m9q2x7b4n8v1cz"),
            reference: "k3m9q2x7", title: "كيري وبوتين يبحثان في موسكو الهدنة في سوريا",
            url: "https://shms.example.org/news/2016/07/كيري-وبوتين?id=12&lang=ar",
            source: "شمس نيوز", otherSources: ["الجزيرة", "Example Wire"],
            published: moment("2026-11-24T03:12:00Z"), time: time(5, 12),
            summary:
                "بحث وزير الخارجية الأميركي جون كيري مع الرئيس الروسي فلاديمير بوتين ملف الهدنة في "
                + "سوريا. ورفض الكرملين التعليق على أنباء تحدثت عن مقترح أميركي لتنسيق الضربات. "
                + "والتقى الوزير الرئيس الروسي في ساعة متأخرة من ليل أمس، وقال إن البلدين يمكنهما القيام "
                + "بخطوات تسهم في إحلال السلام، وإن الأمر لا يتعلق بسوريا وحدها.",
            image: "https://shms.example.org/media/talks.jpg?w=640&h=360", language: .arabic,
            regions: zip(["SY", "RU", "US"], regions).map {
                NamedRegion(code: RegionCode($0), name: $1)
            },
            why: [
                Reason(rule: "كيري وبوتين", words: ["وبوتين", "سوريا"]),
                Reason(rule: "Moscow", words: ["موسكو"]),
            ])
    }

    static func floods(told: Bool) -> BulletinItem {
        BulletinItem(
            story: StoryID("f6t2w9y4d8h3j5sa"), article: ArticleID("f6t2w9y4d8h3j5sa"),
            reference: "f6t2w9y4", title: "عاجل: فيضانات تغمر خيام النازحين شمال قطاع غزة",
            url: "https://desk.example.org/flood", source: "desk",
            published: moment("2026-11-24T01:04:00Z"), time: time(3, 4),
            summary: "غمرت مياه الأمطار مئات الخيام.", language: .arabic,
            regions: [NamedRegion(code: RegionCode("gaza-strip"), name: "قطاع غزة")],
            why: [Reason(rule: "عاجل من غزة", words: [])],
            alerted: told ? moment("2026-11-24T01:12:00Z") : nil, told: told ? time(3, 12) : nil,
            isUpdate: told)
    }

    static let crossing = BulletinItem(
        story: StoryID("p1r7c5m2z9x6q4wd"), article: ArticleID("p1r7c5m2z9x6q4wd"),
        reference: "p1r7c5m2z",
        title: "Kerem Shalom crossing (كرم أبو سالم) to reopen on Tuesday, officials say",
        url: "https://wire.example.org/crossing", source: "Example Wire",
        published: moment("2026-11-23T20:40:00Z"), time: time(22, 40, day: 23),
        summary: "Officials said the crossing would reopen for aid. Mr. Haddad of the U.N. office "
            + "welcomed the step.",
        language: .english,
        regions: [NamedRegion(code: RegionCode("PS"), name: "فلسطين")],
        why: [Reason(rule: "Gaza & crossings", words: ["crossing", "كرم أبو سالم"])])

    static let relief = BulletinItem(
        story: StoryID("n8b3k6s1g7l2v9td"), article: ArticleID("n8b3k6s1g7l2v9td"),
        reference: "n8b3k6s1",
        title: "L’aide d’urgence arrive à Alep après trois semaines d’attente",
        url: "https://agence.example.org/alep", source: "Agence Exemple",
        published: moment("2026-11-24T02:00:00Z"), time: time(4, 0),
        summary: "Quarante camions sont entrés dans la ville.",
        image: "https://agence.example.org/alep.jpg", language: .french,
        regions: [NamedRegion(code: RegionCode("SY-HL"), name: "حلب")],
        why: [Reason(rule: "Secours", words: ["Alep"])])

    static func moment(_ text: String) -> Timestamp {
        Timestamp(rfc3339: text) ?? Timestamp(milliseconds: 0)
    }

    static func time(_ hour: Int, _ minute: Int, day: Int = 24) -> CivilTime {
        CivilTime(year: 2026, month: 11, day: day, hour: hour, minute: minute)
            ?? CivilTime(secondsSinceEpoch: 0)
    }
}
