@testable import Analysis
import Newswire
import Testing

/// Names in their dictionary forms, as our lists have them.
private let world = Gazetteer(files: [
    RegionTable(
        file: "codes.tsv",
        text:
            "SY\tcountry\nRU\tcountry\nKP\tcountry\nSS\tcountry\nSD\tcountry\nGN\tcountry\nGW\tcountry\nIQ\tcountry\nUA\tcountry\nYE\tcountry\n"
    ),
    RegionTable(
        file: "names.tsv",
        text: [
            "Сирия|SY|ru|country", "сирийский|SY|ru|demonym", "Киев|UA|ru|capital",
            "Россия|RU|ru|country", "Северная Корея|KP|ru|country", "Южный Судан|SS|ru|country",
            "Судан|SD|ru|country", "Ирак|IQ|ru|country", "Suriye|SY|tr|country",
            "Suriyeli|SY|tr|demonym", "Rusya|RU|tr|country", "Russland|RU|de|country",
            "syrisch|SY|de|demonym", "Syrer|SY|de|demonym", "Syrien|SY|de|country",
            "Siria|SY|es|country", "People's Republic of Somewhere|RU|en|country",
            "sirio|SY|es|demonym", "ruso|RU|es|demonym",
            "סוריה|SY|he|country", "רוסיה|RU|he|country", "קוריאה הצפונית|KP|he|country",
            "سوریه|SY|fa|country", "روسیه|RU|fa|country", "苏丹|SD|zh|country",
            "南苏丹|SS|zh|country", "几内亚|GN|zh|country", "几内亚比绍|GW|zh|country",
            "السودان|SD|ar|country", "جنوب السودان|SS|ar|country", "سوري|SY|ar|demonym",
            "كوري شمالي|KP|ar|demonym", "اليمن|YE|ar|country",
        ].map { $0.replacing("|", with: "\t") + "\t1\t\n" }.joined()),
])

@Suite("Names in the forms of their language")
struct InflectedNamesTests {
    @Test("are found, and the longest alone", arguments: lines)
    func found(_ language: String, _ codes: String, _ text: String) {
        let language = LanguageTag(language)
        let field = AnalyzedField(.title, text, language: language)
        let tags = RegionTagger(gazetteer: world).tags(
            article: Article(title: text), fields: [field], language: language)
        #expect(tags.map(\.code.code).sorted().joined(separator: " ") == codes)
    }
}

private let lines: [(String, String, String)] = [
    ("ru", "SY", "Переговоры о мире в Сирии"), ("ru", "SY", "Встреча с сирийским министром"),
    ("ru", "UA", "Взрыв прогремел в Киеве"), ("ru", "RU", "Делегация прибыла в Россию"),
    ("ru", "KP", "Испытания в Северной Корее"), ("ru", "SS", "Наводнение в Южном Судане"),
    ("ru", "SD", "Голод в Судане"), ("ru", "IQ", "Выборы в Ираке"), ("ru", "", "Хорошая погода"),
    ("tr", "SY", "Suriye'de ateşkes"), ("tr", "SY", "Suriyeliler dönüyor"),
    ("tr", "RU", "Rusya’nın açıklaması"), ("de", "RU", "Russlands Präsident"),
    ("de", "SY", "Die syrischen Behörden"), ("de", "SY", "Hilfe für Syriens Städte"),
    ("en", "RU", "The People's Republic of Somewhere"), ("es", "SY", "Los rebeldes sirios avanzan"),
    ("es", "RU", "Las tropas rusas"),
    ("he", "SY", "הפסקת אש בסוריה"), ("he", "RU", "הנשיא נסע לרוסיה"),
    ("he", "KP", "הניסוי בקוריאה הצפונית"), ("fa", "SY", "آتش‌بس در سوریه"),
    ("zh", "SS", "南苏丹发生洪水"), ("zh", "SD", "苏丹发生洪水"), ("zh", "GW", "几内亚比绍举行选举"),
    ("zh", "GN", "几内亚举行选举"), ("ar", "SS", "فيضان في جنوب السودان"), ("ar", "SD", "وبالسودان فيضان"),
    ("ar", "KP", "والكوري الشمالي يرد"), ("ar", "SY", "فالسوري يعود"),
    ("ar", "YE", "مساعدات لليمن وغيره"),
]
