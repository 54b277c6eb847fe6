import Analysis
import Newswire

/// One change of one clause of a rule, as a person would make it in the file.
package struct RuleEdit: Sendable {
    /// What to do, lower case: `drop -رياضة`, `add SY to 'regions'`.
    package let message: String
    /// How much it changes beside this one verdict, as far as that can be told
    /// without other articles: 1 for an exclusion, a value, a form of writing,
    /// 2 for a word more, 4 for a filter or clause less or a word that has
    /// little to do with the rule.
    package let cost: Int
    private let change: @Sendable (RuleVersion) -> RuleVersion?

    init(
        _ message: String, cost: Int = 1,
        _ change: @escaping @Sendable (RuleVersion) -> RuleVersion?
    ) {
        self.message = message
        self.cost = cost
        self.change = change
    }

    /// The rule after the edit; nil if it then wants nothing, or the edit has
    /// nothing to change in it.
    package func applied(to version: RuleVersion) -> RuleVersion? {
        guard let edited = change(version), edited != version, edited.wantsSomething else {
            return nil
        }
        return edited
    }
}

/// Edits of the query.
extension RuleEdit {
    /// Takes a clause out.
    static func drop(_ clause: Query) -> RuleEdit {
        let isExclusion = if case .not = clause { true } else { false }
        return RuleEdit("drop \(shown(clause))", cost: isExclusion ? 1 : 4) { version in
            var edited = version
            edited.query = version.query?.replacing(clause, with: nil)
            return edited
        }
    }

    /// Takes words out of what the whole file excludes.
    static func dropFromNone(_ clause: Query) -> RuleEdit {
        RuleEdit("drop \(shown(clause)) from the file's 'none'") { version in
            var edited = version
            let parts =
                if case .any(let parts)? = version.none { parts } else {
                    [version.none].compactMap(\.self)
                }
            edited.none = Query.anyOf(parts.filter { $0 != clause })
            return edited
        }
    }

    /// Takes one of several excluded clauses out.
    static func drop(_ part: Query, fromExcluded parts: [Query]) -> RuleEdit? {
        guard let rest = Query.noneOf(parts.filter { $0 != part }) else { return nil }
        let clause = Query.not(.any(parts))
        return RuleEdit("drop \(shown(part)) from \(shown(clause))") { version in
            var edited = version
            edited.query = version.query?.replacing(clause, with: rest)
            return edited
        }
    }

    /// Writes a clause in another way.
    static func rewrite(_ clause: Query, as other: Query) -> RuleEdit {
        RuleEdit("write \(shown(other)) instead of \(shown(clause))") { version in
            var edited = version
            edited.query = version.query?.replacing(clause, with: other)
            return edited
        }
    }

    /// Takes a word as good as a clause: `a` becomes `a | word`.
    static func widen(_ clause: Query, by word: Query, cost: Int) -> RuleEdit? {
        guard let wider = Query.anyOf([clause, word]) else { return nil }
        return RuleEdit(
            "add \(shown(word)) as an alternative: \(shown(wider))", cost: cost
        ) { version in
            var edited = version
            edited.query = version.query?.replacing(clause, with: wider)
            return edited
        }
    }

    /// Asks for the absence of a word too.
    static func exclude(_ word: Query) -> RuleEdit {
        RuleEdit("add \(shown(word.excluded))") { version in
            var edited = version
            edited.query = Query.allOf([version.query, word.excluded].compactMap(\.self))
            return edited
        }
    }

    /// A clause as one would write it within a query, its own words isolated
    /// from the line's direction.
    private static func shown(_ clause: Query) -> String {
        let text =
            switch clause {
            case .any, .all: "(\(clause.text))"
            default: clause.text
            }
        return String(Diagnostic.quoted(text).dropFirst().dropLast())
    }
}

/// Edits of filters.
extension RuleEdit {
    /// A filter of a rule by its place.
    typealias FilterPath<Value: Hashable & Sendable> =
        any WritableKeyPath<Rule, Filter<Value>> & Sendable

    static func add<Value: CustomStringConvertible>(
        _ value: Value, to key: String, _ path: FilterPath<Value>
    ) -> RuleEdit {
        filter("add \(value) to '\(key)'", path) { $0.include.append(value) }
    }

    static func exclude<Value: CustomStringConvertible>(
        _ value: Value, in key: String, _ path: FilterPath<Value>
    ) -> RuleEdit {
        filter("add -\(value) to '\(key)'", path) { $0.exclude.append(value) }
    }

    static func dropExcluded<Value: CustomStringConvertible>(
        _ value: Value, from key: String, _ path: FilterPath<Value>
    ) -> RuleEdit {
        filter("drop -\(value) from '\(key)'", path) { $0.exclude.removeAll { $0 == value } }
    }

    static func remove<Value>(_ key: String, _ path: FilterPath<Value>) -> RuleEdit {
        filter("remove '\(key)'", cost: 4, path) { $0.include = [] }
    }

    private static func filter<Value>(
        _ message: String, cost: Int = 1, _ path: FilterPath<Value>,
        _ change: @escaping @Sendable (inout Filter<Value>) -> Void
    ) -> RuleEdit {
        RuleEdit(message, cost: cost) { version in
            var edited = version
            change(&edited.rule[keyPath: path])
            return edited
        }
    }

    /// What a rule asks an article to be about it need only name.
    static let mentionsForRegions = RuleEdit("write 'mentions' instead of 'regions'") { version in
        guard version.rule.mentions.isEmpty else { return nil }
        var edited = version
        edited.rule.mentions = version.rule.regions
        edited.rule.regions = .init()
        return edited
    }

    static func set(_ urgency: Urgency?) -> RuleEdit {
        RuleEdit(
            urgency.map { "set 'urgency' to \($0.rawValue)" } ?? "remove 'urgency'",
            cost: urgency == nil ? 2 : 1
        ) { version in
            var edited = version
            edited.rule.urgency = urgency
            return edited
        }
    }
}

extension Query {
    /// The query with one of its clauses, at its top, replaced or taken out;
    /// nil if nothing is left.
    func replacing(_ clause: Query, with other: Query?) -> Query? {
        if self == clause { return other }
        guard case .all(let parts) = self else { return self }
        var isDone = false
        return Query.allOf(
            parts.compactMap { part in
                guard part == clause, !isDone else { return part }
                isDone = true
                return other
            })
    }

    /// Its clauses at the top: all must hold.
    var clauses: [Query] {
        if case .all(let parts) = self { parts } else { [self] }
    }
}
