package import Foundation
package import Newswire

/// The templates, languages and look of all messages: those in the binary, each
/// template overridden by the file of the same name in a folder of one's own,
/// each text and setting by its line in a file there.
///
/// Loading checks every name, partial and phrase, and reports every mistake.
/// What is loaded is immutable, and drawing with it never fails.
package struct Theme: Sendable {
    /// Files and texts that nothing uses or that are missing, and colours that
    /// are hard to read.
    package let warnings: [Diagnostic]

    let style: HouseStyle
    private let programs: SettledPrograms
    private let payloads: [String: PayloadTemplate]
    private let phrasebooks: [String: Phrasebook]
    private let english: Phrasebook

    /// A message's own templates; others are partials of these.
    enum Template: String, CaseIterable, Sendable {
        case digestSubject = "digest.subject"
        case digestText = "digest.txt"
        case digestHTML = "digest.html"
        case alertSubject = "alert.subject"
        case alertText = "alert.txt"
        case alertHTML = "alert.html"
    }

    /// The default theme, overridden by the files of the folder: `NAME.mustache`,
    /// `locales/TAG.yaml` and `theme.yaml`. A folder that is not there overrides nothing.
    ///
    /// - Parameter shown: the folder as the user would type it, for messages.
    package static func load(folder: URL? = nil, shownAs shown: String = "templates")
        throws(ThemeProblem) -> Theme
    {
        try Theme(own: folder.map { ThemeFiles(folder: $0, shownAs: shown) } ?? ThemeFiles())
    }

    init(own: ThemeFiles) throws(ThemeProblem) {
        let standard = ThemeFiles.builtIn
        var diagnostics = own.diagnostics
        let books = Self.phrasebooks(standard, own, &diagnostics)
        let style = Self.style(standard, own, &diagnostics)
        let files = standard.templates.merging(own.templates) { $1 }

        let sources = files.reduce(into: [String: TemplateSource]()) { sources, entry in
            sources[entry.key] = TemplateSource(
                name: entry.key, file: entry.value.shown, text: entry.value.text)
        }
        var check = TemplateCheck(sources)
        for template in Template.allCases { check.check(from: template.rawValue) }
        let partials = Self.partials(of: sources.values)
        let bodies = sources.values.filter {
            $0.name.hasSuffix(PayloadTemplate.ending) && !partials.contains($0.name)
        }
        for body in bodies { check.check(from: body.name) }
        diagnostics += check.diagnostics
        let unused = sources.values.filter {
            !check.reached.contains($0.name) && standard.templates[$0.name] == nil
        }
        let names = sources.keys.filter { check.reached.contains($0) }
        let warnings = unused.map {
            TemplateFinding.unusedTemplate($0.name, known: names).diagnostic(.warning, in: $0)
        }

        guard !diagnostics.hasErrors, let english = books["en"] else {
            throw ThemeProblem(diagnostics: (diagnostics + warnings).sorted())
        }
        let settled = sources.mapValues { $0.settled(by: style.constants) }
        let programs = Template.allCases.enumerated().reduce(
            into: [Template: TemplateProgram]()
        ) { programs, entry in
            guard let source = settled[entry.element.rawValue] else { return }
            // No template has so many lists.
            programs[entry.element] = TemplateProgram(
                source, partials: settled, firstShelf: entry.offset * 1000)
        }
        let payloads = bodies.map {
            ($0, PayloadTemplate(settled[$0.name] ?? $0, partials: settled))
        }
        let mistakes = payloads.compactMap { source, payload in
            payload.mistake(in: english, style)?.diagnostic(.error, in: source)
        }
        guard mistakes.isEmpty else {
            throw ThemeProblem(diagnostics: (diagnostics + warnings + mistakes).sorted())
        }
        self.payloads = Dictionary(
            uniqueKeysWithValues: payloads.map { source, payload in
                (String(source.name.dropLast(PayloadTemplate.ending.count)), payload)
            })
        self.programs = SettledPrograms(programs)
        self.phrasebooks = books
        self.english = english
        self.style = style
        self.warnings = (diagnostics + warnings).sorted()
    }

    /// By tag. What a language's own file lacks is from the built-in one, or
    /// else, as for a language that we do not have, from the English one.
    private static func phrasebooks(
        _ standard: ThemeFiles, _ own: ThemeFiles, _ diagnostics: inout [Diagnostic]
    ) -> [String: Phrasebook] {
        var books: [String: Phrasebook] = [:]
        for (tag, file) in standard.locales {
            let reading = Phrasebook.read(file.text, file: file.shown, tag: tag)
            diagnostics += reading.diagnostics
            if let book = reading.book { books[book.language.tag] = book }
        }
        for (tag, file) in own.locales {
            let language = LanguageTag(tag)
            let behind = [language?.tag, language?.language, "en"]
                .compactMap { $0.flatMap { books[$0] } }.first
            let reading = Phrasebook.read(file.text, file: file.shown, tag: tag, standard: behind)
            diagnostics += reading.diagnostics
            if let book = reading.book { books[book.language.tag] = book }
        }
        return books
    }

    private static func style(
        _ standard: ThemeFiles, _ own: ThemeFiles, _ diagnostics: inout [Diagnostic]
    ) -> HouseStyle {
        [standard.style, own.style].compactMap(\.self).reduce(HouseStyle()) { base, file in
            let (style, found) = HouseStyleReader(file.text, file: file.shown).style(over: base)
            diagnostics += found
            return style
        }
    }

    /// The languages that have a phrasebook, by tag.
    package var languages: [String] { phrasebooks.keys.sorted() }

    /// The phrases of the language; of its primary language where it has none
    /// of its own; in English where we have neither.
    func phrasebook(for language: LanguageTag) -> Phrasebook {
        phrasebooks[language.tag] ?? phrasebooks[language.language] ?? english
    }

    /// What the template of this name draws as a webhook's body; nil if there is
    /// none.
    func body(
        drawnBy name: String, of bulletin: Bulletin, subject: String
    ) -> [UInt8]? {
        payloads[name]?.body(
            of: bulletin, subject: subject, in: phrasebook(for: bulletin.language), style)
    }

    /// The templates of webhooks' bodies in a folder; none if it is not there.
    package static func payloads(in folder: String) -> PayloadTemplates {
        let files = ThemeFiles(folder: URL(filePath: folder), shownAs: folder)
        let sources = files.templates.map {
            TemplateSource(name: $0.key, file: $0.value.shown, text: $0.value.text)
        }
        let partials = partials(of: sources)
        let names = files.templates.keys.filter { $0.hasSuffix(PayloadTemplate.ending) }.sorted()
        func bare(_ names: [String]) -> [String] {
            names.map { String($0.dropLast(PayloadTemplate.ending.count)) }
        }
        return PayloadTemplates(
            bodies: bare(names.filter { !partials.contains($0) }),
            parts: bare(names.filter(partials.contains)))
    }

    /// The names of those that others are made with.
    private static func partials(of sources: some Sequence<TemplateSource>) -> Set<String> {
        Set(sources.flatMap(\.tags).filter { $0.kind == .partial }.map(\.name))
    }

    /// It asks for what `BulletinValues` has beside the values of the language.
    func program(_ template: Template, in book: Phrasebook) -> TemplateProgram {
        programs.program(template, in: book.language.tag) { markup in
            BulletinValues.ofLanguage(book, style, markup)
        }
    }
}

/// Everything that is wrong with a folder of templates; some may be warnings.
package struct ThemeProblem: Error, Hashable {
    package let diagnostics: [Diagnostic]
}
