import Analysis
import Newswire

/// What could keep a rule from firing on an article that it finds, the change
/// that costs other articles least first.
extension RuleEdit {
    static func candidates(
        against match: Match, of version: RuleVersion, on article: Article
    ) -> [RuleEdit] {
        let asked = Set(match.regions.map(\.code))
        let others = article.regions.filter { $0.about && !asked.contains($0.code) }
        return others.prefix(2).map { exclude($0.code, in: "regions", \.regions) }
            + narrowed(version, match) + excludedWords(version, match, article)
            + [
                article.source.map { exclude($0, in: "sources", \.sources) },
                article.language.flatMap { tag in
                    version.rule.languages.include.isEmpty
                        ? exclude(tag, in: "languages", \.languages) : nil
                },
                (article.urgency ?? .routine) == .routine ? set(.urgent) : nil,
            ].compactMap(\.self)
    }

    /// Clauses that ask for more: a word in the title only, or as it was typed.
    private static func narrowed(_ version: RuleVersion, _ match: Match) -> [RuleEdit] {
        (version.query?.clauses ?? []).flatMap { clause -> [RuleEdit] in
            guard case .words(let words) = clause, words.scope == .anywhere else { return [] }
            let fields = Set(match.evidence.filter { $0.term == words.term }.map(\.field))
            var edits: [RuleEdit] = []
            if !fields.contains(.title) {
                edits.append(
                    rewrite(
                        clause, as: .words(.init(words.text, form: words.form, in: .title))))
            }
            if words.form == .any, words.terms.count == 1 {
                edits.append(rewrite(clause, as: .words(.init(words.text, form: .exact))))
            }
            return edits
        }
    }

    /// Words of the headline that the rule does not live on.
    private static func excludedWords(
        _ version: RuleVersion, _ match: Match, _ article: Article
    ) -> [RuleEdit] {
        let wanted = match.evidence.flatMap { found in
            [found.text, found.term].flatMap { text in
                let tokens = TokenizedText(text)
                return tokens.tokens.indices.map(tokens.folded)
            }
        }
        return HeadlineWords(article).longest(but: wanted).map {
            exclude(Query.words(.init($0.text)))
        }
    }
}
