import Foundation
import NashraTesting
import Newswire
import Testing

@testable import Digests

@Suite("Locale files")
struct LocaleFileTests {
    static let tags = ["ar", "de", "en", "es", "fa", "fr", "he", "ru", "tr", "ur", "zh"]

    private func text(_ tag: String) throws -> String {
        try #require(ThemeFiles.builtIn.locales[tag]).text
    }

    private func findings(_ text: String, _ tag: String) -> [Diagnostic] {
        Phrasebook.read(text, file: "locales/\(tag).yaml", tag: tag).diagnostics
    }

    @Test("the binary holds every file of templates/locales as it stands there")
    func embedded() throws {
        let folder = ProjectRoot.file("templates/locales")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names == Self.tags.map { "\($0).yaml" })
        for tag in Self.tags {
            let file = try Data(contentsOf: folder.appending(path: "\(tag).yaml"))
            #expect(try Data(text(tag).utf8) == file, "\(tag)")
        }
    }

    @Test("every language has every text, month, weekday and digit", arguments: tags)
    func complete(tag: String) throws {
        let reading = Phrasebook.read(try text(tag), file: "\(tag).yaml", tag: tag)
        #expect(reading.diagnostics.isEmpty, "\(reading.diagnostics.map(\.rendered))")
        let book = try #require(reading.book)
        #expect(book.months.count == 12 && Set(book.months).count == 12)
        #expect(book.weekdays.count == 7 && Set(book.weekdays).count == 7)
        #expect(book.digits.map(\.wholeNumberValue) == Array(0...9))
        for phrase in Phrasebook.Phrase.allCases {
            // Each hole by its own name in angles.
            let filled = Phrasebook.filled(book.text(phrase)) { hole in
                phrase.holes.contains(String(hole)) ? "<\(hole)>" : nil
            }
            #expect(!filled.isEmpty && !filled.contains { "{}".contains($0) }, "\(filled)")
            for hole in phrase.holes { #expect(filled.contains("<\(hole)>"), "\(filled)") }
        }
        for phrase in Phrasebook.Counted.allCases {
            #expect(Set(try #require(book.counted[phrase]).keys) == Set(book.plurals.categories))
            for count in 0...1200 {
                let written = book.text(phrase, count)
                #expect(!written.isEmpty && !written.contains { "{}".contains($0) }, "\(written)")
                if !book.plurals.isOfOneNumber(book.plurals.category(of: count)) {
                    #expect(written.contains(book.number(count)), "\(written)")
                }
            }
        }
    }

    @Test("no text was left in English, or written in another script", arguments: tags)
    func translated(tag: String) throws {
        guard tag != "en" else { return }
        let english = try #require(Phrasebook.read(text("en"), file: "", tag: "en").book)
        let book = try #require(Phrasebook.read(text(tag), file: "", tag: tag).book)
        // A newsroom says Update in German too.
        let same: Set<Phrasebook.Phrase> = [.named, .date, .dateAndTime]
        for phrase in Phrasebook.Phrase.allCases where !same.contains(phrase) {
            guard (tag, phrase) != ("de", .update) else { continue }
            #expect(book.text(phrase) != english.text(phrase), "\(phrase)")
        }
        guard !["de", "es", "fr", "tr"].contains(tag) else { return }
        for line in try text(tag).split(separator: "\n") where !line.hasPrefix("#") {
            guard let colon = line.firstIndex(of: ":"), !line.hasPrefix("plurals") else { continue }
            let value = line[line.index(after: colon)...].replacing(/\{[a-z]+\}/, with: "")
            #expect(!value.contains { $0.isASCII && $0.isLetter }, "\(line)")
        }
    }

    @Test(
        "languages run as they are written",
        arguments: [
            ("ar", TextDirection.rightToLeft), ("fa", .rightToLeft), ("he", .rightToLeft),
            ("ur", .rightToLeft), ("de", .leftToRight), ("es", .leftToRight),
            ("ru", .leftToRight), ("tr", .leftToRight), ("zh", .leftToRight),
        ])
    func direction(tag: String, direction: TextDirection) throws {
        let book = try Theme.load().phrasebook(for: #require(LanguageTag(tag)))
        #expect(book.language.direction == direction)
        // What stands alone on a line finds that direction by itself.
        for phrase in [Phrasebook.Phrase.footer, .late, .nothingNew, .other, .alert] {
            #expect(Direction.first(in: book.text(phrase).unicodeScalars) == direction)
        }
    }

    @Test(
        "a file that lacks a line is refused, with the line's key, file and place", arguments: tags)
    func lacking(tag: String) throws {
        let lines = try text(tag).split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            guard !line.hasPrefix("#"), let colon = line.firstIndex(of: ":") else { continue }
            let key = line[..<colon]
            let rest = (lines[..<index] + lines[(index + 1)...]).joined(separator: "\n")
            let found = findings(rest, tag).filter { $0.message == "'\(key)' is missing" }
            #expect(found.count == 1, "\(key)")
            #expect(found.first?.severity == .error && found.first?.file == "locales/\(tag).yaml")
            #expect(found.first?.position != nil, "\(key)")

            var emptied = lines
            emptied[index] = line[...colon]
            let there = findings(emptied.joined(separator: "\n"), tag)
                .filter { $0.message == "'\(key)' is missing" }
            #expect(there.map(\.position) == [SourcePosition(line: index + 1, column: 1)], "\(key)")
        }
    }

    @Test("what a desk's own file lacks is the built-in text, with a warning and the line to add")
    func standing() throws {
        let folder = try TemporaryFolder()
        let arabic = try text("ar")
        for line in ["rule: القاعدة\n", "more.many: و{count} خبرًا آخر لم يتسع لها المكان\n"] {
            try folder.write(arabic.replacing(line, with: ""), to: "locales/ar.yaml")
            let theme = try Theme.load(folder: folder.url)
            let key = line.prefix { $0 != ":" }
            #expect(
                theme.warnings.map(\.message) == [
                    "'\(key)' is missing; the built-in text stands in for it"
                ])
            #expect(theme.warnings.first?.position != nil)
            let pasted = try #require(theme.warnings.first?.hints.first)
            try folder.write(
                arabic.replacing(line, with: "") + pasted + "\n", to: "locales/ar.yaml")
            #expect(try Theme.load(folder: folder.url).warnings.isEmpty)
            #expect(
                Composer(theme: theme).compose(SampleBulletins.arabic).html
                    == Composer(theme: try Theme.load()).compose(SampleBulletins.arabic).html)
        }
    }

    @Test("a language of one's own is in English where it says nothing, with its own plurals")
    func standingInEnglish() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "plurals: slavic\nmatched: відповідає\nothers.few: та ще {count}\n",
            to: "locales/uk.yaml")
        let theme = try Theme.load(folder: folder.url)
        #expect(theme.warnings.allSatisfy { $0.severity == .warning && $0.position != nil })
        let book = theme.phrasebook(for: try #require(LanguageTag("uk")))
        #expect(book.text(.matched) == "відповідає" && book.text(.rule) == "rule")
        #expect(book.text(.others, 3) == "та ще 3" && book.text(.others, 7) == "and 7 more")
    }

    @Test("what a desk's own file has wrong is still an error")
    func wrong() throws {
        let folder = try TemporaryFolder()
        try folder.write("late: too late\n", to: "locales/en.yaml")
        let problem = try #require(throws: ThemeProblem.self) {
            try Theme.load(folder: folder.url)
        }
        let errors = problem.diagnostics.filter { $0.severity == .error }
        #expect(errors.map(\.message) == ["'late' needs '{time}'"])
    }

    @Test("a missing form is asked for where the other forms stand, other keys at the end")
    func place() throws {
        let russian = try text("ru")
        let lines = russian.split(separator: "\n", omittingEmptySubsequences: false)
        let many = try #require(lines.firstIndex { $0.hasPrefix("stories.many") }) + 1
        let formless = russian.replacing("stories.few: \"{count} новости\"\n", with: "")
        #expect(
            findings(formless, "ru").map(\.rendered) == [
                "locales/ru.yaml:\(many - 1):1: error: 'stories.few' is missing"
            ])
        let keyless = russian.replacing("rule: правило\n", with: "")
        let last = try #require(lines.firstIndex { $0.hasPrefix("unsubscribe") })
        #expect(
            findings(keyless, "ru").map(\.rendered) == [
                "locales/ru.yaml:\(last):1: error: 'rule' is missing"
            ])
        #expect(findings("", "ru").allSatisfy { $0.position == SourcePosition(line: 1, column: 1) })
    }

    @Test("a form of several numbers needs its numeral, that of one number does not")
    func numeral() throws {
        let russian = try text("ru").replacing(
            "stories.one: \"{count} новость\"", with: "stories.one: одна новость")
        #expect(findings(russian, "ru").map(\.message) == ["'stories.one' needs '{count}'"])
        let german = try text("de").replacing(
            "stories.one: \"{count} Meldung\"", with: "stories.one: eine Meldung")
        #expect(findings(german, "de").isEmpty)
    }
}
