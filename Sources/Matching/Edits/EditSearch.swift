package import Analysis
import Newswire

/// Finds the smallest edits of a rule that would change what it says of an
/// article. Each is tried: the edited rule is asked by the engine, and must
/// still do what its `finds` and `ignores` hold it to.
package struct EditSearch: Sendable {
    /// More alternatives would only be read, not used.
    private static let most = 3

    private let version: RuleVersion
    private let article: AnalyzedArticle
    private let places: Gazetteer
    /// The examples that the rule satisfies as it stands.
    private let examples: [(example: RuleExample, article: AnalyzedArticle)]

    package init(
        _ version: RuleVersion, examples: [RuleExample] = [], on article: AnalyzedArticle,
        analyzer: Analyzer, places: Gazetteer
    ) {
        self.version = version
        self.article = article
        self.places = places
        self.examples = examples.map { example in
            var analysed = analyzer.analyze(example.article)
            // An example cannot state it, so a filter on it passes.
            analysed.article.urgency = nil
            return (example, analysed)
        }.filter { version.holds($0.0, $0.1, places: places) }
    }

    /// The ways to the other verdict, the cheapest first; each is one edit, or
    /// one for every reason if there are several. Empty where no single edit of
    /// a clause helps.
    package func alternatives() -> [[RuleEdit]] {
        switch version.verdict(on: article, places: places) {
        case .matched(let match):
            let edits = RuleEdit.candidates(against: match, of: version, on: article.article)
            return Array(
                edits.lazy.filter { changes(to: false, by: [$0]) }.map { [$0] }
                    .prefix(Self.most))
        case .missed(let miss):
            return against(miss)
        }
    }

    private func against(_ miss: Miss) -> [[RuleEdit]] {
        let candidates = miss.reasons.map {
            RuleEdit.candidates(against: $0, of: version, on: article.article)
        }
        if let only = candidates.first, candidates.count == 1 {
            return Array(
                only.lazy.filter { changes(to: true, by: [$0]) }.map { [$0] }.prefix(Self.most))
        }
        // The first edit that does away with each reason, then all together.
        var plan: [RuleEdit] = []
        for (reason, edits) in zip(miss.reasons, candidates) {
            guard let edit = edits.first(where: { removes(reason, of: miss, by: $0) }) else {
                return []
            }
            plan.append(edit)
        }
        return !plan.isEmpty && changes(to: true, by: plan) ? [plan] : []
    }

    private func changes(to matched: Bool, by edits: [RuleEdit]) -> Bool {
        var edited = version
        for edit in edits {
            guard let next = edit.applied(to: edited) else { return false }
            edited = next
        }
        let isMatched =
            if case .matched = edited.verdict(on: article, places: places) { true } else { false }
        return isMatched == matched
            && examples.allSatisfy { edited.holds($0.example, $0.article, places: places) }
    }

    private func removes(_ reason: MissReason, of miss: Miss, by edit: RuleEdit) -> Bool {
        guard let edited = edit.applied(to: version) else { return false }
        switch edited.verdict(on: article, places: places) {
        case .matched: return true
        case .missed(let left):
            return !left.reasons.contains(reason) && left.reasons.count < miss.reasons.count
        }
    }
}
