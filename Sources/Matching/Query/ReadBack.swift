package import Analysis
package import Newswire

/// Says in plain words what a query or a rule asks for, so that its author can
/// see whether it is what was meant:
///
///     (كيري | بوتين) سوريا -رياضة
///     any of كيري, بوتين; and سوريا; without رياضة
///
/// The words of the sentence are values: another language is another
/// `Phrases`. The user's own words are isolated from the line's direction.
package struct ReadBack: Sendable {
    package struct Phrases: Sendable {
        package var language: LanguageTag
        package var anything: String
        package var anyOf: String
        package var allOf: String
        package var and: String
        package var or: String
        package var without: String
        package var beginningWith: String
        package var exactly: String
        package var about: String
        package var notAbout: String
        package var naming: String
        package var notNaming: String
        /// Behind a code whose name is also a larger region's.
        package var onlyPart: @Sendable (_ whole: String) -> String
        package var from: String
        package var notFrom: String
        /// Between words that stand so near, in any order or the left one
        /// first.
        package var within: @Sendable (_ distance: Int) -> String
        package var before: @Sendable (_ distance: Int) -> String
        package var atLeast: @Sendable (_ count: Int) -> String
        package var topic: String
        package var inLanguage: String
        package var notInLanguage: String
        /// Behind the words that a field narrows.
        package var scopes: [QueryScope: String]
        package var urgencies: [Urgency: String]
    }

    package let phrases: Phrases
    private let places: Gazetteer

    package init(_ phrases: Phrases = .english, places: Gazetteer = .standard) {
        self.phrases = phrases
        self.places = places
    }

    /// The query in one line.
    package func sentence(_ query: Query) -> String {
        let parts = if case .all(let parts) = query { parts } else { [query] }
        var wanted: [String] = []
        var unwanted: [String] = []
        let leaves = parts.filter(\.isLeaf)
        for part in parts {
            if case .not(let inner) = part {
                unwanted.append(phrases.without + " " + clause(inner))
            } else if !part.isLeaf || leaves.count == 1 {
                wanted.append(clause(part))
            } else if part == leaves[0], !wanted.contains(list(leaves, phrases.allOf)) {
                wanted.append(list(leaves, phrases.allOf))
            }
        }
        if wanted.isEmpty { wanted.append(phrases.anything + " " + unwanted.removeFirst()) }
        let rest = wanted.dropFirst().map { phrases.and + " " + $0 } + unwanted
        return ([wanted[0]] + rest).joined(separator: "; ")
    }

    /// What the rule asks for, a line each: its query, then its filters in the
    /// order of the key table. Never empty.
    package func lines(_ rule: Rule, query: Query?, none: Query? = nil) -> [String] {
        let asked = query.map(sentence) ?? phrases.anything
        let filters =
            [none.map { phrases.without + " " + clause($0) }]
            + filter(rule.regions, phrases.about, phrases.notAbout, name: place)
            + filter(rule.mentions, phrases.naming, phrases.notNaming, name: place)
            + filter(rule.sources, phrases.from, phrases.notFrom) { $0 }
            + filter(rule.languages, phrases.inLanguage, phrases.notInLanguage) { $0.tag }
            + [rule.urgency.flatMap { phrases.urgencies[$0] }]
        return [asked] + filters.compactMap { $0 }
    }

    /// Part of a query within a sentence.
    func clause(_ query: Query) -> String {
        switch query {
        case .words(let words): leaf(words)
        case .about(let code): phrases.about + " " + place(code)
        case .mentions(let code): phrases.naming + " " + place(code)
        case .language(let tag): phrases.inLanguage + " " + tag.tag
        case .any(let parts): list(parts, phrases.anyOf)
        case .atLeast(let count, let parts): list(parts, phrases.atLeast(count))
        case .near(let near):
            near.parts.map(part).joined(
                separator: " "
                    + (near.isOrdered
                        ? phrases.before(near.distance) : phrases.within(near.distance)) + " ")
        case .topic(let name, let inner):
            phrases.topic + " " + isolated(name) + " (" + clause(inner) + ")"
        case .not: sentence(query)
        case .all: "(" + sentence(query) + ")"
        }
    }

    /// Isolated where it runs right to left.
    func isolated(_ words: String) -> String {
        // The one rule of what is isolated is Diagnostic's; its quotes go.
        String(Diagnostic.quoted(words).dropFirst().dropLast())
    }

    /// `Syria (SY)`: the code alone may be a number. Where the name means more
    /// than the code, what it means: `Gaza (PS-GZA only; all of it is gaza-strip)`.
    private func place(_ code: RegionCode) -> String {
        let name = places.name(of: code, in: phrases.language)
        if name == code.code { return name }
        let more = places.whole(of: code).map { phrases.onlyPart($0.code) } ?? ""
        return "\(name) (\(code)\(more))"
    }

    private func list(_ parts: [Query], _ head: String) -> String {
        head + " " + parts.map(part).joined(separator: ", ")
    }

    /// A clause beside others: in brackets where it would run into them.
    func part(_ query: Query) -> String {
        switch query {
        case .any, .atLeast, .near: "(" + clause(query) + ")"
        case .words, .about, .mentions, .language, .not, .all, .topic: clause(query)
        }
    }

    private func leaf(_ words: Query.Words) -> String {
        let isOneWord = !words.text.contains(" ")
        let text = isolated(isOneWord ? words.text : "«\(words.text)»")
        let term =
            switch words.form {
            case .any: text
            case .prefix: phrases.beginningWith + " " + text
            case .exact: phrases.exactly + " " + text
            }
        guard let scope = phrases.scopes[words.scope] else { return term }
        return term + " " + scope
    }

    private func filter<Value>(
        _ filter: Filter<Value>, _ including: String, _ excluding: String,
        name: (Value) -> String
    ) -> [String?] {
        let joint = " " + phrases.or + " "
        return [(filter.include, including), (filter.exclude, excluding)].map { values, head in
            values.isEmpty
                ? nil : head + " " + values.map { isolated(name($0)) }.joined(separator: joint)
        }
    }
}

extension ReadBack.Phrases {
    package static let english = Self(
        language: .english, anything: "anything", anyOf: "any of", allOf: "all of", and: "and",
        or: "or",
        without: "without", beginningWith: "words that begin with", exactly: "exactly",
        about: "about", notAbout: "not about", naming: "naming", notNaming: "not naming",
        onlyPart: { " only; all of it is \($0)" },
        from: "from", notFrom: "not from",
        within: { $0 == 1 ? "right beside" : "within \($0) words of" },
        before: { $0 == 1 ? "right before" : "at most \($0) words before" },
        atLeast: { "at least \($0) of" }, topic: "the topic",
        inLanguage: "in", notInLanguage: "not in",
        scopes: [
            .title: "in the title", .lead: "in the title, summary or first paragraph",
            .body: "in the text", .source: "in the source's name",
            .author: "in an author's name", .category: "in a category",
            .url: "in the address",
        ],
        urgencies: [.routine: "of any urgency", .urgent: "urgent or flash", .flash: "flash"])
}

extension Query {
    fileprivate var isLeaf: Bool {
        switch self {
        case .words, .about, .mentions, .language, .topic: true
        case .not, .all, .any, .near, .atLeast: false
        }
    }
}
