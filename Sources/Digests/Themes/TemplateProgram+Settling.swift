import Synchronization

extension TemplateProgram {
    /// The same program once these values stand in it: what is the same in many
    /// messages is looked up once, and whole lines of it are laid out and encoded
    /// once. Entries of a list stand in it if all of them are remembered.
    ///
    /// - Parameter values: of names that no list has for its own.
    func settled(by values: DrawnScope, _ markup: Markup) -> TemplateProgram {
        TemplateProgram(steps: Self.settled(steps, by: values, linesFor: markup))
    }

    /// - Parameter markup: nil where what is drawn is remembered as a whole, so
    ///   that its lines need not be.
    private static func settled(
        _ steps: [Step], by values: DrawnScope, linesFor markup: Markup?
    ) -> [Step] {
        var flat: [Step] = []
        for step in steps {
            switch step {
            case .literal, .lines: flat.append(step)
            case .value(let name):
                guard let value = DrawnPage.value(name, [values]) else {
                    flat.append(step)
                    continue
                }
                if case .text(let text?) = value { flat.append(.literal(Array(text.utf8))) }
            case .inverted(let name, let inner):
                guard let value = DrawnPage.value(name, [values]) else {
                    let inner = settled(inner, by: values, linesFor: markup)
                    flat.append(.inverted(name, inner))
                    continue
                }
                if !value.isThere { flat += settled(inner, by: values, linesFor: nil) }
            case .section(var section):
                guard let value = DrawnPage.value(section.name, [values]) else {
                    section.steps = settled(
                        section.steps, by: values,
                        linesFor: isRememberedAtOnce(section) ? nil : markup)
                    flat.append(.section(section))
                    continue
                }
                if case .list(let entries) = value {
                    let fragments = entries.compactMap { entry in
                        section.shelf.flatMap { entry.memory?[$0] }
                    }
                    let isWhole = fragments.count == entries.count
                    flat += isWhole ? fragments.map(Step.lines) : [.section(section)]
                } else if value.isThere {
                    flat += settled(section.steps, by: values, linesFor: nil)
                }
            }
        }
        return joined(flat, linesFor: markup)
    }

    /// Whether nothing in it is remembered for itself.
    private static func isRememberedAtOnce(_ section: Section) -> Bool {
        section.shelf != nil
            && !section.steps.contains { step in
                if case .section(let inner) = step { inner.shelf != nil } else { false }
            }
    }

    /// Literals that stand beside each other as one, or as whole lines and what
    /// is around them.
    private static func joined(_ steps: [Step], linesFor markup: Markup?) -> [Step] {
        var joined: [Step] = []
        var literal: [UInt8] = []
        // Whether a line may start where the literal does: not behind a value.
        var mayStart = true
        func finish() {
            defer { literal = [] }
            guard let markup, let last = literal.lastIndex(of: 0x0A) else {
                if !literal.isEmpty { joined.append(.literal(literal)) }
                return
            }
            var start = 0
            if !mayStart, let first = literal.firstIndex(of: 0x0A) { start = first + 1 }
            // An empty line counts only if there is none before it.
            if markup == .text { while start <= last, literal[start] == 0x0A { start += 1 } }
            guard start <= last, let fragment = Fragment(literal[start...last], markup) else {
                joined.append(.literal(literal))
                return
            }
            if start > 0 { joined.append(.literal(Array(literal[..<start]))) }
            joined.append(.lines(fragment))
            if last + 1 < literal.count { joined.append(.literal(Array(literal[(last + 1)...]))) }
        }
        for step in steps {
            if case .literal(let bytes) = step {
                literal += bytes
                continue
            }
            finish()
            joined.append(step)
            if case .value = step { mayStart = false } else { mayStart = true }
        }
        finish()
        return joined
    }
}

/// A theme's programs, settled for the languages in which messages were drawn.
final class SettledPrograms: Sendable {
    private let programs: [Theme.Template: TemplateProgram]
    private let settled = Mutex<[String: [Theme.Template: TemplateProgram]]>([:])

    init(_ programs: [Theme.Template: TemplateProgram]) {
        self.programs = programs
    }

    /// - Parameter values: of a markup, what all messages in the language have alike.
    func program(
        _ template: Theme.Template, in language: String, _ values: (Markup) -> DrawnScope
    ) -> TemplateProgram {
        if let program = settled.withLock({ $0[language]?[template] }) { return program }
        let markup = Markup(template: template.rawValue)
        let program = (programs[template] ?? .nothing).settled(by: values(markup), markup)
        settled.withLock { $0[language, default: [:]][template] = program }
        return program
    }
}
