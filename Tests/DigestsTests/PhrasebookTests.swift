import NashraTesting
import Newswire
import Testing

@testable import Digests

@Suite("Phrasebooks")
struct PhrasebookTests {
    private func book(_ tag: String) throws -> Phrasebook {
        try Theme.load().phrasebook(for: #require(LanguageTag(tag)))
    }

    @Test("the default theme speaks eleven languages")
    func languages() throws {
        #expect(try Theme.load().languages == LocaleFileTests.tags)
    }

    @Test(
        "a language without a phrasebook is served by its nearest",
        arguments: [
            ("ar-EG", "ar"), ("fr-CA", "fr"), ("de-AT", "de"), ("es-419", "es"),
            ("zh-Hant", "zh"), ("sw", "en"), ("und", "en"),
        ])
    func fallback(asked: String, given: String) throws {
        #expect(try book(asked).language.tag == given)
    }

    @Test(
        "numbers take the form of their language",
        arguments: [
            ("ar", 0, "لا أخبار"), ("ar", 1, "خبر واحد"), ("ar", 2, "خبران"),
            ("ar", 3, "3 أخبار"), ("ar", 10, "10 أخبار"), ("ar", 11, "11 خبرًا"),
            ("ar", 99, "99 خبرًا"), ("ar", 100, "100 خبر"), ("ar", 102, "102 خبر"),
            ("ar", 103, "103 أخبار"), ("ar", 111, "111 خبرًا"),
            ("en", 0, "0 stories"), ("en", 1, "1 story"), ("en", 2, "2 stories"),
            ("fr", 0, "0 sujet"), ("fr", 1, "1 sujet"), ("fr", 2, "2 sujets"),
            ("fr", 1_000_000, "1000000 de sujets"),
            ("fa", 14, "۱۴ خبر"),
            ("he", 1, "ידיעה אחת"), ("he", 2, "שתי ידיעות"), ("he", 20, "20 ידיעות"),
            ("ru", 1, "1 новость"), ("ru", 21, "21 новость"), ("ru", 22, "22 новости"),
            ("ru", 11, "11 новостей"), ("ru", 0, "0 новостей"),
            ("tr", 1, "1 haber"), ("tr", 14, "14 haber"),
            ("es", 1, "1 noticia"), ("es", 14, "14 noticias"),
            ("es", 2_000_000, "2000000 de noticias"),
            ("de", 1, "1 Meldung"), ("de", 0, "0 Meldungen"),
            ("ur", 1, "ایک خبر"), ("ur", 14, "14 خبریں"),
            ("zh", 0, "0 条新闻"), ("zh", 1, "1 条新闻"),
        ])
    func counts(tag: String, number: Int, text: String) throws {
        #expect(try book(tag).text(.stories, number) == text)
    }

    @Test(
        "dates are written in the reader's language",
        arguments: [
            ("ar", "الثلاثاء 24 نوفمبر 2026، 07:05"),
            ("en", "Tuesday, 24 November 2026, 07:05"),
            ("fr", "mardi 24 novembre 2026, 07:05"),
            ("fa", "سه‌شنبه ۲۴ نوامبر ۲۰۲۶، ۰۷:۰۵"),
            ("he", "יום שלישי, 24 בנובמבר 2026, 07:05"),
            ("ru", "вторник, 24 ноября 2026, 07:05"),
            ("tr", "24 Kasım 2026 Salı, 07:05"),
            ("es", "martes, 24 de noviembre de 2026, 07:05"),
            ("de", "Dienstag, 24. November 2026, 07:05 Uhr"),
            ("ur", "منگل، 24 نومبر 2026، 07:05"),
            ("zh", "2026年11月24日星期二 07:05"),
        ])
    func dates(tag: String, text: String) throws {
        let time = try #require(
            CivilTime(year: 2026, month: 11, day: 24, hour: 7, minute: 5))
        #expect(try book(tag).text(time) == text)
    }

    @Test("every mistake of a locale file is named where it stands")
    func mistakes() throws {
        let folder = try TemporaryFolder()
        let english = try #require(ThemeFiles.builtIn.locales["en"]).text
        let broken =
            english
            .replacing("sent: sent {time}\n", with: "sent: gone\n")
            .replacing("matched: matched", with: "mached: found")
            .replacing("plurals: one-other", with: "plurals: two-or-three")
            .replacing("Sunday, ", with: "")
            .replacing("alert: Alert", with: "alert: Alert for {you}\nalert: Twice\nhello")
            .replacing("stories.one:", with: "stories.few:")
        try folder.write(broken, to: "locales/xx.yaml")
        let problem = try #require(throws: ThemeProblem.self) {
            try Theme.load(folder: folder.url)
        }
        let found = problem.diagnostics.map(\.rendered).joined(separator: "\n")
        for expected in [
            "templates/locales/xx.yaml:3:1: error: no plural rule is called 'two-or-three'",
            "expected one of: none, one-other, one-many-other, zero-one-other, "
                + "zero-one-many-other, one-two-other, slavic, arabic",
            ":7:1: error: 'weekdays' needs 7 entries, 6 are here",
            "warning: no text is called 'mached'",
            "did you mean 'matched'?",
            "warning: 'matched' is missing; the built-in text stands in for it",
            "error: 'sent' needs '{time}'",
            "error: 'alert' has nothing to put at '{you}'",
            "error: 'alert' stands here twice",
            "error: expected 'key: text'",
            "error: the plural rule 'one-other' has no form for 'stories.few'",
            "warning: 'stories.one' is missing; the built-in text stands in for it",
        ] {
            #expect(found.contains(expected), "\(expected)\nis not in\n\(found)")
        }
        #expect(problem.diagnostics.count == 10)
    }

    @Test("a text that nothing asks for is a warning, and the file is used")
    func leftOver() throws {
        let folder = try TemporaryFolder()
        let english = try #require(ThemeFiles.builtIn.locales["en"]).text
        try folder.write(english + "\nof-old: Once asked for\n", to: "locales/en.yaml")
        let theme = try Theme.load(folder: folder.url)
        #expect(theme.warnings.map(\.severity) == [.warning])
        #expect(theme.warnings.first?.message == "no text is called 'of-old'")
    }

    @Test("another language is one file")
    func another() throws {
        let folder = try TemporaryFolder()
        let english = try #require(ThemeFiles.builtIn.locales["en"]).text
        try folder.write(
            english.replacing("matched: matched", with: "matched: gevonden"), to: "locales/nl.yaml")
        let theme = try Theme.load(folder: folder.url)
        #expect(theme.languages.contains("nl"))
        #expect(
            theme.phrasebook(for: try #require(LanguageTag("nl-BE"))).text(.matched) == "gevonden")
    }

    @Test(
        "names stand in a row as the language writes it",
        arguments: [
            ("en", "a, b"), ("ar", "a، b"), ("ur", "a، b"), ("he", "a, b"), ("zh", "a、b"),
        ])
    func lists(tag: String, text: String) throws {
        #expect(try book(tag).list(["a", "b"]) == text)
    }

    @Test("what fills a hole is not searched for holes")
    func holes() throws {
        let text = try book("en").text(.named, ["subscriber": "{digest}", "digest": "x"])
        #expect(text == "{digest} · x")
    }
}
