package import Newswire

/// What a rehearsal comes to: how many articles come and go, and how much each
/// rule of the edited version would bring.
package struct RehearsalTally: Hashable, Sendable {
    /// A rule that brings more than this a day buries its readers.
    package static let mostPerDay = 50.0

    /// One rule of the edited version.
    package struct Rule: Hashable, Sendable {
        package var name: String
        package fileprivate(set) var matches = 0
        /// In how many of the matching articles each of its terms stands; a
        /// region counts as `region:SY`.
        package fileprivate(set) var terms: [String: Int] = [:]

        /// The term that most matching articles hold; of several the first in
        /// alphabetical order. Nil without a match.
        package var noisiest: (term: String, articles: Int)? {
            terms.min { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
        }
    }

    /// All that were looked at.
    package private(set) var articles = 0
    package private(set) var changes: [RehearsedArticle.Change: Int] = [:]
    /// In the file's order.
    package private(set) var rules: [Rule]
    /// The time that the articles cover, at least one day.
    package let days: Double

    /// - Parameters:
    ///   - rules: the names of the edited version's rules, in order.
    ///   - first: when the first of the articles was received; nil for none.
    package init(rules: [String], since: Timestamp, first: Timestamp?, now: Timestamp) {
        self.rules = rules.map { Rule(name: $0) }
        let start = max(since, first ?? since)
        days = max(1, Double((now - start).milliseconds) / 86_400_000)
    }

    package func count(_ change: RehearsedArticle.Change) -> Int { changes[change] ?? 0 }

    /// Matches a day.
    package func rate(_ rule: Rule) -> Double { Double(rule.matches) / days }

    /// Whether the rule would bring too much.
    package func isTooMuch(_ rule: Rule) -> Bool { rate(rule) > Self.mostPerDay }

    package mutating func add(_ article: RehearsedArticle) {
        articles += 1
        guard let change = article.change else { return }
        changes[change, default: 0] += 1
        for match in article.after {
            guard rules.indices.contains(match.position) else { continue }
            rules[match.position].matches += 1
            let terms =
                match.evidence.map(\.term) + match.regions.map { "region:\($0.code.code)" }
            for term in Set(terms) { rules[match.position].terms[term, default: 0] += 1 }
        }
    }
}
