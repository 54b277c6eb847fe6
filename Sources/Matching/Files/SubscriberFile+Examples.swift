package import Analysis
import Documents
package import Newswire

extension SubscriberFile {
    /// Runs those of many files, on every core. Blocks.
    package static func checkExamples(
        of files: [SubscriberFile], analyzer: Analyzer, places: Gazetteer
    ) -> [Diagnostic] {
        Portions().map(files) { $0.checkExamples(analyzer: analyzer, places: places) }
            .flatMap(\.self)
    }

    /// Runs `finds` and `ignores`; what fails is reported at the example, with
    /// the reason. Nothing for a file that is not accepted.
    package func checkExamples(analyzer: Analyzer, places: Gazetteer) -> [Diagnostic] {
        guard let entry, rules.contains(where: { !$0.examples.isEmpty }) else { return [] }
        let book = RuleBook([entry], places: places)
        var diagnostics: [Diagnostic] = []
        for (position, rule) in rules.enumerated() {
            for example in rule.examples {
                var analysis = analyzer.analyze(example.article)
                // An example cannot state it, so a filter on it passes.
                analysis.article.urgency = nil
                let verdict = book.trial(
                    of: position, for: id, on: analysis, stated: example.article)
                guard let verdict, let finding = example.finding(verdict) else { continue }
                diagnostics.append(finding.diagnostic(in: path, at: example.position))
            }
        }
        return diagnostics
    }
}

extension RuleExample {
    /// What is to be said of a verdict; nil if it is the one expected.
    fileprivate func finding(_ verdict: RuleVerdict) -> FileFinding? {
        switch (expectation, verdict) {
        case (.finds, .matched), (.ignores, .missed): nil
        case (.finds, .missed(let miss)):
            .findsFailed(rule: miss.rule, reason: miss.reason)
        case (.ignores, .matched(let match)):
            .ignoresFailed(
                rule: match.rule,
                evidence: match.evidence.map(\.text) + match.regions.flatMap(\.evidence))
        }
    }
}
