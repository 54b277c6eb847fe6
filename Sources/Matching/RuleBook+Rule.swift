import Analysis
import Newswire

extension RuleBook {
    /// A rule with its whole query, ready to be asked.
    struct CompiledRule: Sendable {
        let subscriber: SubscriberID
        let position: Int
        let rule: Rule
        let query: Query?
        let regions: RegionFilter
        let mentions: RegionFilter

        /// With `stated`, filters on what that article does not say pass.
        func verdict(
            on article: AnalyzedArticle, by evaluator: QueryEvaluator, stated: Article? = nil
        ) -> RuleVerdict {
            var evidence: [Evidence] = []
            var tags: [RegionTag] = []
            var reasons: [MissReason] = []
            switch query.map(evaluator.verdict) {
            case .matched(let words, let regions)?:
                evidence = words
                tags = regions
            case .missed(let clauses)?: reasons = clauses
            case nil: break
            }
            reasons += regionReasons(article.article.regions, &tags)
            reasons += filterReasons(article.article, stated)
            guard reasons.isEmpty else {
                return .missed(
                    Miss(
                        subscriber: subscriber, rule: rule.name, position: position,
                        reasons: reasons))
            }
            let asked = Set(tags.map(\.code))
            return .matched(
                Match(
                    subscriber: subscriber, rule: rule.name, position: position, send: rule.send,
                    evidence: evidence,
                    regions: article.article.regions.filter { asked.contains($0.code) }))
        }

        private func regionReasons(
            _ tags: [RegionTag], _ found: inout [RegionTag]
        ) -> [MissReason] {
            var reasons: [MissReason] = []
            switch regions.verdict(on: tags) {
            case .passed(let asked): found += asked
            case .excluded(let tag): reasons.append(.aboutExcluded(tag.code))
            case .missing: reasons.append(.notAbout(rule.regions.include))
            }
            switch mentions.verdict(on: tags) {
            case .passed(let asked): found += asked
            case .excluded(let tag): reasons.append(.namesExcluded(tag.code))
            case .missing: reasons.append(.namesNone(rule.mentions.include))
            }
            return reasons
        }

        private func filterReasons(_ article: Article, _ stated: Article?) -> [MissReason] {
            var reasons: [MissReason] = []
            if stated == nil || stated?.source != nil {
                let name = article.source?.lowercased()
                if !rule.sources.include.isEmpty,
                    !rule.sources.include.contains(where: { $0.lowercased() == name })
                {
                    reasons.append(.source(article.source, wanted: rule.sources.include))
                }
                reasons += rule.sources.exclude.filter { $0.lowercased() == name }
                    .map(MissReason.excludedSource)
            }
            if stated == nil || stated?.language != nil {
                let language = article.language?.language
                if !rule.languages.include.isEmpty,
                    !rule.languages.include.contains(where: { $0.language == language })
                {
                    reasons.append(.language(article.language, wanted: rule.languages.include))
                }
                reasons += rule.languages.exclude.filter { $0.language == language }
                    .map(MissReason.excludedLanguage)
            }
            // A headline without عاجل says nothing of how pressing it is.
            let urgency = article.urgency ?? .routine
            let isUrgencyStated = stated == nil || stated?.urgency != nil || urgency > .routine
            if let least = rule.urgency, isUrgencyStated, urgency < least {
                reasons.append(.urgency(article.urgency, atLeast: least))
            }
            return reasons
        }
    }
}
