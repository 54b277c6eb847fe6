import Newswire

@testable import Digests

/// Bulletins in languages whose plurals, dates or script differ from those of
/// the others: two Hebrew stories, twenty-one Russian ones, Chinese lists.
extension SampleBulletins {
    static let hebrew = digest(
        name: "דסק המזרח התיכון", digest: "בוקר", language: "he",
        groups: [
            BulletinGroup(
                name: "סיוע לסוריה",
                items: [
                    talks(regions: ["סוריה", "רוסיה", "ארצות הברית"]),
                    convoy(
                        title: "הפסקת האש בחלב נכנסה לתוקף, שיירות סיוע בדרך לעיר",
                        summary: "הפסקת האש בצפון סוריה נכנסה לתוקף בחצות. לפי האו״ם, ארבעים "
                            + "משאיות סיוע עושות את דרכן לחלב.",
                        source: "החדשות", region: "חלב", language: "he",
                        why: Reason(rule: "סיוע לסוריה", words: ["בחלב", "סיוע"])),
                ])
        ])

    static let russian = digest(
        name: "Ближневосточная редакция", digest: "утро", language: "ru", more: 18,
        groups: [
            BulletinGroup(
                name: "Переговоры по Сирии", items: [talks(regions: ["Сирия", "Россия", "США"])]),
            BulletinGroup(
                name: "Помощь",
                items: [
                    convoy(
                        title: "Сорок грузовиков с гуманитарной помощью прибыли в Алеппо",
                        summary:
                            "Колонна вошла в город ночью после трёх недель ожидания. По словам "
                            + "врачей, лекарств хватит на месяц.",
                        source: "Новости", region: "Алеппо", language: "ru",
                        why: Reason(rule: "Помощь", words: ["помощью", "Алеппо"])),
                    floods(told: true),
                ]),
        ])

    static let chinese = digest(
        name: "中东新闻部", digest: "早报", language: "zh", more: 3,
        groups: [
            BulletinGroup(
                name: "叙利亚局势",
                items: [
                    talks(regions: ["叙利亚", "俄罗斯", "美国"]),
                    convoy(
                        title: "四十辆援助卡车抵达阿勒颇",
                        summary: "联合国人道主义事务协调厅表示，车队于凌晨进入该市，运送的药品可供当地医院使用一个月。"
                            + "停火协议自午夜起生效。",
                        source: "新闻社", region: "阿勒颇", language: "zh",
                        why: Reason(rule: "叙利亚局势", words: ["援助", "阿勒颇"])),
                ]),
            BulletinGroup(name: "加沙", items: [floods(told: true), crossing]),
        ])

    private static func convoy(
        title: String, summary: String, source: String, region: String, language: String,
        why: Reason
    ) -> BulletinItem {
        BulletinItem(
            story: StoryID("c4v8n2w6k1t9b3xz"), article: ArticleID("c4v8n2w6k1t9b3xz"),
            title: title, url: "https://news.example.org/convoy", source: source,
            published: moment("2026-11-24T02:00:00Z"), time: time(4, 0), summary: summary,
            language: LanguageTag(language),
            regions: [NamedRegion(code: RegionCode("SY-HL"), name: region)], why: [why])
    }
}
