import Analysis
import Newswire

/// What could be done about each reason for which a rule does not fire, the
/// smallest change first. Whether it helps is for the engine to say.
extension RuleEdit {
    static func candidates(
        against reason: MissReason, of version: RuleVersion, on article: Article
    ) -> [RuleEdit] {
        switch reason {
        case .lacks(let clause):
            loosened(clause).map { rewrite(clause, as: $0) }
                + HeadlineWords(article).likest(clause).compactMap { word, isLike in
                    widen(clause, by: word, cost: isLike ? 2 : 4)
                }
                + [drop(clause)]
        case .farApart(let near):
            wider(near).map { rewrite(.near(near), as: $0) }
                + loosened(.near(near)).map { rewrite(.near(near), as: $0) }
                + [drop(.near(near))]
        case .tooFew(let found, let clause):
            loosened(clause, to: found).map { rewrite(clause, as: $0) } + [drop(clause)]
        case .excluded(let clause, _):
            excluded(clause) + [drop(clause.excluded)] + excludedByFile(clause, version)
        case .notAbout:
            article.regions.filter(\.about).prefix(3).map { add($0.code, to: "regions", \.regions) }
                + [mentionsForRegions, remove("regions", \.regions)]
        case .aboutExcluded:
            version.rule.regions.exclude.map { dropExcluded($0, from: "regions", \.regions) }
        case .namesNone:
            article.regions.prefix(3).map { add($0.code, to: "mentions", \.mentions) }
                + [remove("mentions", \.mentions)]
        case .namesExcluded:
            version.rule.mentions.exclude.map { dropExcluded($0, from: "mentions", \.mentions) }
        case .source(let name, _):
            [name.map { add($0, to: "sources", \.sources) }].compactMap(\.self)
                + [remove("sources", \.sources)]
        case .excludedSource(let name):
            version.rule.sources.exclude.filter { $0.lowercased() == name.lowercased() }
                .map { dropExcluded($0, from: "sources", \.sources) }
        case .language(let tag, _):
            [tag.map { add($0, to: "languages", \.languages) }].compactMap(\.self)
                + [remove("languages", \.languages)]
        case .excludedLanguage(let tag):
            version.rule.languages.exclude.filter { $0.language == tag.language }
                .map { dropExcluded($0, from: "languages", \.languages) }
        case .urgency(let urgency, _):
            [urgency.flatMap { $0 == .routine ? nil : set($0) }].compactMap(\.self) + [set(nil)]
        }
    }

    private static func excluded(_ clause: Query) -> [RuleEdit] {
        guard case .any(let parts) = clause else { return [] }
        return parts.compactMap { drop($0, fromExcluded: parts) }
    }

    private static func excludedByFile(_ clause: Query, _ version: RuleVersion) -> [RuleEdit] {
        guard let none = version.none, none == clause else { return [] }
        let parts = if case .any(let parts) = none { parts } else { [none] }
        return parts.map(dropFromNone)
    }

    /// The clause asking for less, the nearest to it first.
    private static func loosened(_ clause: Query) -> [Query] {
        switch clause {
        case .words(let words):
            let plain = Query.words(.init(words.text, in: words.scope))
            let anywhere = Query.words(.init(words.text, form: words.form))
            let apart = Query.allOf(
                words.text.split(separator: " ").map {
                    .words(.init(String($0), form: words.form, in: words.scope))
                })
            return [
                words.form == .exact ? plain : nil,
                words.scope == .anywhere ? nil : anywhere,
                words.terms.count > 1 ? apart : nil,
            ].compactMap(\.self)
        case .about(let code): return [.mentions(code)]
        case .near(let near): return [Query.allOf(near.parts)].compactMap(\.self)
        case .atLeast(let count, let parts):
            return [Query.someOf(count - 1, parts)].compactMap(\.self)
        case .any(let parts):
            return parts.flatMap { part in
                loosened(part).compactMap { looser in
                    Query.anyOf(parts.map { $0 == part ? looser : $0 })
                }
            }
        case .mentions, .language, .not, .all, .topic: return []
        }
    }

    private static func loosened(_ clause: Query, to found: Int) -> [Query] {
        guard case .atLeast(_, let parts) = clause, found > 0 else { return [] }
        return [Query.someOf(found, parts)].compactMap(\.self)
    }

    private static func wider(_ near: Query.Near) -> [Query] {
        [10, 20, 50, 100].filter { $0 > near.distance }.map {
            .near(Query.Near(parts: near.parts, distance: $0, isOrdered: near.isOrdered))
        }
    }
}

/// The words of a headline that could stand in a rule.
struct HeadlineWords {
    private let words: [(text: String, folded: String)]

    init(_ article: Article) {
        let tokens = TokenizedText(article.title)
        var seen: Set<String> = []
        words = tokens.tokens.indices.compactMap { index in
            let text = tokens.original(index)
            let folded = tokens.folded(index)
            // Shorter words join more often than they mean.
            guard text.unicodeScalars.count >= 4,
                text.unicodeScalars.contains(where: \.properties.isAlphabetic),
                seen.insert(folded).inserted
            else { return nil }
            return (text, folded)
        }
    }

    /// Three at most: those whose spelling is near to a word of the clause,
    /// then the longest.
    func likest(_ clause: Query) -> [(word: Query, isLike: Bool)] {
        let asked = clause.allWords.flatMap { words in
            let tokens = TokenizedText(words.text)
            return tokens.tokens.indices.map(tokens.folded)
        }
        let near = words.filter { word in
            asked.contains { other in
                word.folded.contains(other) || other.contains(word.folded)
                    || NearMiss.nearest(to: word.folded, among: [other]) != nil
            }
        }
        let others = longest(but: near.map(\.folded))
        return (near.map { ($0.text, true) } + others.map { ($0.text, false) }).prefix(3)
            .map { (.words(.init($0)), $1) }
    }

    /// Two at most that are not among these folded words, the longest first.
    func longest(but known: [String] = []) -> [(text: String, folded: String)] {
        Array(
            words.filter { !known.contains($0.folded) }.enumerated()
                .sorted { a, b in
                    (b.element.text.unicodeScalars.count, a.offset)
                        < (a.element.text.unicodeScalars.count, b.offset)
                }.map(\.element).prefix(2))
    }
}
