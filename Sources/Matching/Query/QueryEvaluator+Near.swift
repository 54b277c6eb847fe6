import Analysis
import Newswire

/// NEAR and ONEAR, as `Query.Near` defines them.
extension QueryEvaluator {
    /// The places of its words that lie within what it yields, at most
    /// `mostPlaces` of each word or phrase; none where it does not hold.
    func evidence(of near: Query.Near) -> [Evidence] {
        var words: [(words: Query.Words, evidence: [Evidence])] =
            Query.near(near).allWords.map { ($0, []) }
        for (field, end) in fields(near.scope) {
            let found = intervals(of: .near(near), in: field, before: end)
            if found.isEmpty { continue }
            for index in words.indices {
                let left = Self.mostPlaces - words[index].evidence.count
                if left == 0 { continue }
                let places = intervals(of: .words(words[index].words), in: field, before: end)
                for place in WordInterval.places(places, within: found).prefix(left) {
                    words[index].evidence.append(
                        evidence(of: words[index].words, in: field, at: place.start))
                }
            }
        }
        return words.flatMap(\.evidence)
    }

    /// Why it does not hold: each part that stands nowhere, or that they stand
    /// too far from each other.
    func reasons(_ near: Query.Near) -> [MissReason] {
        let reasons = near.parts.flatMap { part -> [MissReason] in
            let stands = fields(near.scope).contains { field, end in
                !intervals(of: part, in: field, before: end).isEmpty
            }
            if stands { return [] }
            if case .near(let inner) = part { return self.reasons(inner) }
            return [.lacks(part)]
        }
        return reasons.isEmpty ? [.farApart(near)] : reasons
    }

    /// Ascending, each once, ending at or before the word `end`.
    private func intervals(
        of query: Query, in field: AnalyzedField, before end: Int
    ) -> [WordInterval] {
        switch query {
        case .words(let words):
            return field.starts(of: words.terms, before: end).map { start in
                WordInterval(start, start + words.terms.count)
            }
        case .any(let parts):
            var found = parts.flatMap { intervals(of: $0, in: field, before: end) }
            found.becomeAscending()
            return found
        case .near(let near):
            var found: [WordInterval] = []
            for (index, part) in near.parts.enumerated() {
                let right = intervals(of: part, in: field, before: end)
                if index == 0 {
                    found = right
                    continue
                }
                let left = found
                WordInterval.near(
                    left, right, within: near.distance, isOrdered: near.isOrdered, into: &found)
            }
            return found
        case .topic(_, let inner):
            return intervals(of: inner, in: field, before: end)
        case .about, .mentions, .language, .not, .all, .atLeast:
            // `Near` has no such parts.
            return []
        }
    }
}
