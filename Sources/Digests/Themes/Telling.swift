import Synchronization

/// What was drawn of all that a bulletin tells. Its next message, for another
/// subscriber, differs in little more than his name.
final class Telling: Sendable {
    private struct Kept {
        var programs: [Theme.Template: (program: TemplateProgram, names: Set<String>)] = [:]
        var attempts: [Theme.Template: Int] = [:]
        var subject: DrawnSubject?
    }

    private let kept = Mutex(Kept())
    let groups: [FragmentMemory]

    init(groups: [FragmentMemory]) {
        self.groups = groups
    }

    /// What draws the template from a bulletin's own values, and those of them
    /// that it draws.
    func program(_ template: Theme.Template) -> (program: TemplateProgram, names: Set<String>)? {
        kept.withLock { $0.programs[template] }
    }

    /// Keeps a program in which everything stands that is told, if it does: its
    /// groups must have been drawn, and a theme may draw what can't be remembered.
    func settle(_ template: Theme.Template, _ program: () -> TemplateProgram) {
        let isTooOften = kept.withLock { kept in
            kept.attempts[template, default: 0] += 1
            return kept.attempts[template, default: 0] > Self.mostAttempts
        }
        if isTooOften { return }
        let program = program()
        let names = program.names
        guard names.isSubset(of: Vocabulary.ofReader) else { return }
        kept.withLock { $0.programs[template] = (program, names) }
    }

    private static let mostAttempts = 3

    /// The subject, if it is the same for all.
    var subject: DrawnSubject? { kept.withLock { $0.subject } }

    /// Keeps a subject if its template draws nothing of a bulletin's own.
    func remember(_ subject: DrawnSubject, of template: Theme.Template) {
        kept.withLock { kept in
            if kept.programs[template]?.names.isEmpty == true { kept.subject = subject }
        }
    }
}
