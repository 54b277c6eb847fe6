import Newswire
import Testing

@testable import Analysis

@Suite struct LanguageTests {
    @Test(
        "a language is found from script, letters and small words",
        arguments: [
            ("كيري وبوتين يبحثان في موسكو الهدنة في سوريا", "ar"),
            ("غزة", "ar"),
            ("رئیس جمهور گفت که این توافق را می‌پذیرد", "fa"),
            ("رييس جمهور است که در اين شهر بود", "fa"),
            ("وزیراعظم نے کہا ہے کہ یہ فیصلہ عوام کے لیے ہے", "ur"),
            ("ראש הממשלה אמר היום", "he"),
            ("Президент заявил, что это не так", "ru"),
            ("Президент України заявив, що це не так", "uk"),
            ("Ο πρωθυπουργός μίλησε", "el"),
            ("总统在北京会见代表", "zh"),
            ("東京で地震がありました", "ja"),
            ("서울에서 회담이 열렸다", "ko"),
            ("นายกรัฐมนตรีกล่าว", "th"),
            ("The president said that he will not go", "en"),
            ("Le président a dit qu'il ne partira pas dans les jours", "fr"),
            ("El presidente dijo que no se irá por la mañana", "es"),
            ("Der Präsident hat gesagt, dass er nicht geht", "de"),
            ("Cumhurbaşkanı bu karar için bir açıklama yaptı", "tr"),
            ("Putin", nil), ("123", nil), ("", nil), ("Путин", nil),
        ])
    func found(text: String, language: String?) {
        let found = LanguageFinder().language(of: [TokenizedText(text)], declared: nil)
        #expect(found?.tag == language)
    }

    @Test(
        "what the source declares stands unless the text speaks against it",
        arguments: [
            ("ar-SY", "كيري في موسكو", "ar-SY"),
            ("en", "كيري في موسكو لبحث الهدنة", "ar"),
            ("ar", "The president said that he will not go", "en"),
            ("en-US", "Putin", "en-US"),
            ("en", "", "en"),
            (
                "en", "Le président a dit que les négociations dans la ville sont avec une partie",
                "fr"
            ),
            ("ar", "رئیس جمهور گفت که این توافق را می‌پذیرد", "fa"),
            ("ku", "Serok got ku ew naçe", "ku"),
            ("sv", "Presidenten sade det", "sv"),
            ("fa", "دولت", "fa"),
            ("zh-Hant", "總統在北京", "zh-Hant"),
            ("ja", "東京地震", "ja"),
        ])
    func declared(declared: String, text: String, language: String) {
        let found = LanguageFinder().language(
            of: [TokenizedText(text)], declared: LanguageTag(declared))
        #expect(found?.tag == language)
    }

    @Test(
        "a pressing article says so at the head of its headline",
        arguments: [
            ("عاجل: زلزال يضرب تركيا", Urgency.urgent),
            ("عاجل | زلزال", .urgent), ("#عاجل زلزال", .urgent), ("عـاجل زلزال", .urgent),
            ("خبر عاجل: زلزال", .urgent), ("عاجل جداً: زلزال", .flash),
            ("زلزال غير عاجل", .routine), ("غير عاجل: زلزال", .routine),
            ("اجتماع عاجل لمجلس الأمن", .routine), ("زلزال عاجل", .routine),
            ("BREAKING: Quake hits", .urgent), ("Breaking news: Quake", .urgent),
            ("[BREAKING] Quake", .urgent), ("Breaking - Quake", .urgent),
            ("Breaking the silence", .routine), ("Breaking", .routine),
            ("Flash floods kill three", .routine), ("FLASH-FLOOD in Oman", .routine),
            ("Flash: Quake", .flash), ("Urgent need for aid", .routine), ("URGENT: Quake", .urgent),
            ("Eilmeldung: Beben", .urgent), ("+++ Eilmeldung +++ Beben", .urgent),
            ("Срочно: землетрясение", .urgent), ("Срочно нужна помощь", .routine),
            ("فوری: زلزله", .urgent), ("速報：地震", .urgent), ("", .routine), ("Quake", .routine),
        ])
    func urgency(title: String, urgency: Urgency) {
        #expect(UrgencyFinder().urgency(of: TokenizedText(title), given: nil) == urgency)
    }

    @Test("the wire's own word counts if it is more pressing")
    func wire() {
        let title = TokenizedText("عاجل: زلزال")
        #expect(UrgencyFinder().urgency(of: title, given: .flash) == .flash)
        #expect(UrgencyFinder().urgency(of: title, given: .routine) == .urgent)
        #expect(UrgencyFinder().urgency(of: TokenizedText("زلزال"), given: .urgent) == .urgent)
    }
}
