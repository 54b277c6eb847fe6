import Newswire

/// Finds what Mustache would pass over in silence: names that mean nothing,
/// partials that are not there, or that never end.
///
/// A template is checked from where a message begins, so that a partial is
/// seen with the names of the place that includes it.
struct TemplateCheck {
    private let sources: [String: TemplateSource]
    private(set) var diagnostics: [Diagnostic] = []
    /// The names of all templates that a message reaches.
    private(set) var reached: Set<String> = []
    private var seen: Set<Diagnostic> = []

    init(_ sources: [String: TemplateSource]) {
        self.sources = sources
    }

    /// Checks all that a message of this template draws.
    mutating func check(from name: String) {
        guard let source = sources[name] else { return }
        let isPayload = Markup(template: name) == .json
        check(source, scopes: [.style, isPayload ? .payload : .bulletin], within: [name])
    }

    private mutating func check(
        _ source: TemplateSource, scopes outer: [Vocabulary], within chain: [String]
    ) {
        reached.insert(source.name)
        for (mistake, position) in source.mistakes {
            report(mistake.finding, at: position, in: source)
        }
        // Behind a mistake of form, names would only be guessed at.
        guard source.mistakes.isEmpty else { return }

        var scopes = outer
        var pushed: [Bool] = []
        for tag in source.tags {
            switch tag.kind {
            case .end:
                if pushed.popLast() == true { scopes.removeLast() }
            case .partial:
                include(tag, scopes: scopes, in: source, within: chain)
            case .variable, .section, .inverted:
                let meaning = Vocabulary.meaning(of: tag.name, in: scopes)
                check(tag, meaning: meaning, scopes: scopes, in: source)
                guard tag.kind != .variable else { continue }
                if case .list(let inner) = meaning, tag.kind == .section {
                    scopes.append(inner)
                    pushed.append(true)
                } else {
                    pushed.append(false)
                }
            }
        }
    }

    private mutating func check(
        _ tag: TemplateSource.Tag, meaning: Vocabulary.Meaning?, scopes: [Vocabulary],
        in source: TemplateSource
    ) {
        switch (meaning, tag.kind) {
        case (nil, _):
            report(
                .unknownName(tag.name, known: Vocabulary.names(in: scopes)), at: tag.position,
                in: source)
        case (.flag, .variable), (.list, .variable):
            report(.needsSection(tag.name), at: tag.position, in: source)
        case (.constant, .section), (.constant, .inverted):
            report(.needsNoSection(tag.name), at: tag.position, in: source)
        case (.names(let inner), _):
            let names = inner.meanings.keys.sorted().map { "\(tag.name).\($0)" }
            report(.needsDot(tag.name, names), at: tag.position, in: source)
        default: break
        }
    }

    private mutating func include(
        _ tag: TemplateSource.Tag, scopes: [Vocabulary], in source: TemplateSource,
        within chain: [String]
    ) {
        guard let partial = sources[tag.name] else {
            report(
                .unknownPartial(tag.name, known: sources.keys.sorted()), at: tag.position,
                in: source)
            return
        }
        guard !chain.contains(tag.name) else {
            report(.endlessPartial(chain + [tag.name]), at: tag.position, in: source)
            return
        }
        guard Markup(template: partial.name) == Markup(template: source.name) else {
            report(.otherMarkup(partial.name, in: source.name), at: tag.position, in: source)
            return
        }
        check(partial, scopes: scopes, within: chain + [tag.name])
    }

    private mutating func report(
        _ finding: TemplateFinding, at position: SourcePosition, in source: TemplateSource
    ) {
        let diagnostic = finding.diagnostic(.error, in: source, at: position)
        if seen.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
    }
}

/// What can be wrong with a template, in one place for its wording.
enum TemplateFinding {
    case malformed(TemplateSource.Mistake)
    case unknownName(String, known: [String])
    case needsSection(String)
    case needsNoSection(String)
    case needsDot(String, [String])
    case unknownPartial(String, known: [String])
    case endlessPartial([String])
    case otherMarkup(String, in: String)
    case unusedTemplate(String, known: [String])
    case noJSON(of: String, reason: String)

    /// - Parameter position: nil for what is wrong with the whole template.
    func diagnostic(
        _ severity: Diagnostic.Severity, in source: TemplateSource,
        at position: SourcePosition? = nil
    ) -> Diagnostic {
        Diagnostic(
            severity, id: id, file: source.file, position: position, message: message,
            hints: hints)
    }

    var id: String {
        switch self {
        case .malformed: "template-syntax"
        case .unknownName: "template-name"
        case .needsSection, .needsNoSection, .needsDot: "template-use"
        case .unknownPartial, .endlessPartial, .otherMarkup: "template-partial"
        case .unusedTemplate: "template-unused"
        case .noJSON: "template-json"
        }
    }

    var message: String {
        switch self {
        case .malformed(let mistake): mistake.message
        case .unknownName(let name, _): "no value is called \(Diagnostic.quoted(name)) here"
        case .needsSection(let name):
            "\(Diagnostic.quoted(name)) is no text; draw it with {{#\(name)}} … {{/\(name)}}"
        case .needsNoSection(let name):
            "\(Diagnostic.quoted(name)) is always there; write {{\(name)}}"
        case .needsDot(let name, _): "\(Diagnostic.quoted(name)) needs a name behind a dot"
        case .unknownPartial(let name, _): "no template is called \(Diagnostic.quoted(name))"
        case .endlessPartial(let chain):
            "this partial never ends: " + chain.joined(separator: " → ")
        case .otherMarkup(let name, let outer):
            "\(Diagnostic.quoted(name)) can't stand in \(Diagnostic.quoted(outer)): "
                + "what they draw is made safe in other ways"
        case .unusedTemplate(let name, _):
            "no message draws \(Diagnostic.quoted(name))"
        case .noJSON(let bulletin, let reason): "what it draws of \(bulletin) is no JSON: \(reason)"
        }
    }

    var hints: [String] {
        switch self {
        case .unknownName(let name, let known), .unknownPartial(let name, let known),
            .unusedTemplate(let name, let known):
            NearMiss.hint(to: name, among: known)
        case .noJSON:
            [
                "a value stands in quotation marks; a comma behind all but the last: {{^isLast}},{{/isLast}}"
            ]
        case .needsDot(_, let names): ["expected one of: " + names.joined(separator: ", ")]
        default: []
        }
    }
}

extension TemplateSource.Mistake {
    fileprivate var finding: TemplateFinding { .malformed(self) }

    fileprivate var message: String {
        switch self {
        case .unclosedTag: "this tag is not closed; expected '}}' on the same line"
        case .emptyTag: "this tag has no name"
        case .badName(let name):
            "\(Diagnostic.quoted(name)) is no name; expected letters, digits, dots and hyphens"
        case .unsupported(let text):
            "\(Diagnostic.quoted(text)) is not supported; "
                + "expected a name, '#', '^', '/', '>' or '!'"
        case .unclosedSection(let name):
            "the section \(Diagnostic.quoted(name)) is not closed; expected {{/\(name)}}"
        case .endWithoutSection(let name):
            "no section \(Diagnostic.quoted(name)) is open here"
        case .wrongEnd(let name, let expected):
            "\(Diagnostic.quoted(name)) closes the section \(Diagnostic.quoted(expected)); "
                + "expected {{/\(expected)}}"
        case .tooDeep: "sections stand more than \(TemplateSource.deepest) deep here"
        }
    }
}
