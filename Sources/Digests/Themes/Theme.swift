package import Foundation
package import Newswire

/// The templates and languages of all messages: those in the binary, each
/// overridden by the file of the same name in a folder of one's own.
///
/// Loading checks every name, partial and phrase, and reports every mistake.
/// What is loaded is immutable, and drawing with it never fails.
package struct Theme: Sendable {
    /// Files and texts that nothing uses.
    package let warnings: [Diagnostic]

    private let programs: [Template: TemplateProgram]
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

    /// The default theme, overridden by the files of the folder: `NAME.mustache`
    /// and `locales/TAG.yaml`. A folder that is not there overrides nothing.
    ///
    /// - Parameter shown: the folder as the user would type it, for messages.
    package static func load(folder: URL? = nil, shownAs shown: String = "templates")
        throws(ThemeProblem) -> Theme
    {
        var files = ThemeFiles.builtIn
        var unread: [Diagnostic] = []
        if let folder {
            let own = ThemeFiles(folder: folder, shownAs: shown)
            files.override(with: own)
            unread = own.diagnostics
        }
        return try Theme(files, diagnostics: unread)
    }

    init(_ files: ThemeFiles, diagnostics: [Diagnostic] = []) throws(ThemeProblem) {
        var diagnostics = diagnostics
        var books: [String: Phrasebook] = [:]
        for (tag, file) in files.locales {
            let reading = Phrasebook.read(file.text, file: file.shown, tag: tag)
            diagnostics += reading.diagnostics
            if let book = reading.book { books[book.language.tag] = book }
        }

        let sources = files.templates.reduce(into: [String: TemplateSource]()) { sources, entry in
            sources[entry.key] = TemplateSource(
                name: entry.key, file: entry.value.shown, text: entry.value.text)
        }
        var check = TemplateCheck(sources)
        for template in Template.allCases { check.check(from: template.rawValue) }
        diagnostics += check.diagnostics
        let unused = sources.values.filter {
            !check.reached.contains($0.name) && !files.isBuiltIn(template: $0.name)
        }
        let names = sources.keys.filter { check.reached.contains($0) }
        let warnings = unused.map { source in
            let finding = TemplateFinding.unusedTemplate(source.name, known: names)
            return Diagnostic(
                .warning, id: finding.id, file: source.file, message: finding.message,
                hints: finding.hints)
        }

        guard !diagnostics.hasErrors, let english = books["en"] else {
            throw ThemeProblem(diagnostics: (diagnostics + warnings).sorted())
        }
        programs = Template.allCases.enumerated().reduce(into: [:]) { programs, entry in
            guard let source = sources[entry.element.rawValue] else { return }
            // No template has so many lists.
            programs[entry.element] = TemplateProgram(
                source, partials: sources, firstShelf: entry.offset * 1000)
        }
        self.phrasebooks = books
        self.english = english
        self.warnings = (diagnostics + warnings).sorted()
    }

    /// The languages that have a phrasebook, by tag.
    package var languages: [String] { phrasebooks.keys.sorted() }

    /// The phrases of the language; of its primary language where it has none
    /// of its own; in English where we have neither.
    func phrasebook(for language: LanguageTag) -> Phrasebook {
        phrasebooks[language.tag] ?? phrasebooks[language.language] ?? english
    }

    func draw(_ template: Template, _ values: DrawnScope) -> DrawnPage {
        DrawnPage(
            programs[template] ?? .nothing, values, Markup(template: template.rawValue))
    }
}

/// Everything that is wrong with a folder of templates; some may be warnings.
package struct ThemeProblem: Error, Hashable {
    package let diagnostics: [Diagnostic]
}
