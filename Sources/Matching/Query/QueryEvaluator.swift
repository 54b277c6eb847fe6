package import Analysis
package import Newswire

/// Tells whether an article satisfies a query, and by which words: the plain
/// way, clause by clause. It is the judge of any faster one.
///
/// With `stated`, clauses about what that article does not say (its source,
/// language, author, category, address, text) are left out of the query, as
/// the examples beside a rule need it.
package struct QueryEvaluator: Sendable {
    package enum Verdict: Hashable, Sendable {
        /// The words that answer the query's terms, in reading order, at most
        /// `mostPlaces` a term; and the regions that answer `region:` and
        /// `mentions:`, in the article's order.
        case matched([Evidence], regions: [RegionTag])
        /// Every clause that is required and not satisfied.
        case missed([MissReason])
    }

    /// How many places of one term are told, its first ones.
    package static let mostPlaces = 5

    let article: AnalyzedArticle
    private let places: Gazetteer
    private let stated: Article?

    package init(_ article: AnalyzedArticle, places: Gazetteer, stated: Article? = nil) {
        self.article = article
        self.places = places
        self.stated = stated
    }

    package func verdict(on query: Query) -> Verdict {
        switch outcome(of: query) {
        case .leftOut: return .matched([], regions: [])
        case .fails(let reasons): return .missed(reasons)
        case .holds(let found):
            return .matched(
                found.evidence.inReadingOrder,
                regions: article.article.regions.filter { found.regions.contains($0.code) })
        }
    }

    // MARK: Clauses

    private struct Found {
        var evidence: [Evidence] = []
        var regions: Set<RegionCode> = []

        func joined(with other: Found?) -> Found {
            guard let other else { return self }
            return Found(
                evidence: other.evidence + evidence, regions: other.regions.union(regions))
        }
    }

    private enum Outcome {
        case holds(Found)
        case fails([MissReason])
        /// About what is not stated: as if it were not written.
        case leftOut
    }

    private func outcome(of query: Query) -> Outcome {
        switch query {
        case .words(let words):
            guard states(words.scope) else { return .leftOut }
            let evidence = evidence(of: words)
            return evidence.isEmpty ? .fails([.lacks(query)]) : .holds(Found(evidence: evidence))
        case .about(let code):
            return outcome(of: query, tags: article.tags(in: code, places, about: true))
        case .mentions(let code):
            return outcome(of: query, tags: article.tags(in: code, places, about: false))
        case .language(let tag):
            if let stated, stated.language == nil { return .leftOut }
            return article.article.language?.language == tag.language
                ? .holds(Found()) : .fails([.lacks(query)])
        case .not(let inner):
            switch outcome(of: inner) {
            case .holds(let found):
                return .fails([.excluded(inner, by: found.evidence.inReadingOrder)])
            case .fails: return .holds(Found())
            case .leftOut: return .leftOut
            }
        case .all(let parts): return all(parts.map(outcome))
        case .any(let parts): return any(parts.map(outcome), of: query)
        case .near(let near):
            guard states(near.scope) else { return .leftOut }
            let evidence = evidence(of: near)
            return evidence.isEmpty ? .fails(reasons(near)) : .holds(Found(evidence: evidence))
        case .atLeast(let count, let parts):
            return atLeast(count, parts.map(outcome), of: query)
        case .topic(_, let inner):
            let outcome = outcome(of: inner)
            if case .fails = outcome { return .fails([.lacks(query)]) }
            return outcome
        }
    }

    private func outcome(of query: Query, tags: [RegionTag]) -> Outcome {
        tags.isEmpty ? .fails([.lacks(query)]) : .holds(Found(regions: Set(tags.map(\.code))))
    }

    private func all(_ outcomes: [Outcome]) -> Outcome {
        var reasons: [MissReason] = []
        var found: Found?
        for outcome in outcomes {
            switch outcome {
            case .holds(let more): found = more.joined(with: found)
            case .fails(let more): reasons += more
            case .leftOut: break
            }
        }
        if !reasons.isEmpty { return .fails(reasons) }
        return found.map(Outcome.holds) ?? .leftOut
    }

    private func any(_ outcomes: [Outcome], of query: Query) -> Outcome {
        var found: Found?
        var hasFailed = false
        for outcome in outcomes {
            switch outcome {
            case .holds(let more): found = more.joined(with: found)
            case .fails: hasFailed = true
            case .leftOut: break
            }
        }
        if let found { return .holds(found) }
        return hasFailed ? .fails([.lacks(query)]) : .leftOut
    }

    /// What is not stated may be one of those that are wanted; but something
    /// must hold.
    private func atLeast(_ count: Int, _ outcomes: [Outcome], of query: Query) -> Outcome {
        var found: Found?
        var holding = 0
        var leftOut = 0
        for outcome in outcomes {
            switch outcome {
            case .holds(let more):
                found = more.joined(with: found)
                holding += 1
            case .fails: break
            case .leftOut: leftOut += 1
            }
        }
        if leftOut == outcomes.count { return .leftOut }
        if let found, holding >= count - leftOut { return .holds(found) }
        return .fails([.tooFew(holding, of: query)])
    }

    private func states(_ scope: QueryScope) -> Bool {
        guard let stated else { return true }
        return switch scope {
        case .anywhere, .lead: true
        case .title: !stated.title.isEmpty
        case .body: !stated.text.isEmpty
        case .source: stated.source != nil || stated.publisher != nil
        case .author: !stated.authors.isEmpty
        case .category: !stated.categories.isEmpty
        case .url: stated.url != nil
        }
    }

    // MARK: Words

    private func evidence(of words: Query.Words) -> [Evidence] {
        var evidence: [Evidence] = []
        for (field, end) in fields(words.scope) {
            for start in field.starts(of: words.terms, before: end) {
                if evidence.count == Self.mostPlaces { return evidence }
                evidence.append(self.evidence(of: words, in: field, at: start))
            }
        }
        return evidence
    }

    /// What a scope reads: each field, and the place behind its last word that
    /// counts.
    func fields(_ scope: QueryScope) -> [(field: AnalyzedField, end: Int)] {
        scope.fields.flatMap { name in
            article.fields(name).map { field in
                let isLead = scope == .lead && name == .text
                return (field, isLead ? article.leadEnd : field.tokens.tokens.count)
            }
        }
    }

    func evidence(of words: Query.Words, in field: AnalyzedField, at start: Int) -> Evidence {
        let place = start..<start + words.terms.count
        let (first, length) = field.tokens.scalarRange(of: place)
        return Evidence(
            field: field.field, text: field.tokens.original(place), start: first, length: length,
            term: words.term, changes: field.changes(of: words.terms, at: start))
    }
}

extension AnalyzedField {
    /// Where the terms stand in a row, ascending, each place ending at or
    /// before the token `end`.
    func starts(of terms: [Term], before end: Int) -> [Int] {
        guard let first = terms.first else { return [] }
        var starts = occurrences(of: first).map(\.position)
        for (offset, term) in terms.enumerated().dropFirst() {
            if starts.isEmpty { return [] }
            let next = Set(occurrences(of: term).map(\.position))
            starts.removeAll { !next.contains($0 + offset) }
        }
        return starts.filter { $0 + terms.count <= end }
    }
}

extension AnalyzedArticle {
    /// The article's regions that are this one or lie in it: those it is about,
    /// or all that it names; of a region and its parts only the region.
    fileprivate func tags(in region: RegionCode, _ places: Gazetteer, about: Bool) -> [RegionTag] {
        let tags = article.regions.filter { tag in
            (tag.about || !about) && places.area(region, contains: tag.code)
        }
        return tags.filter { tag in
            !tags.contains { $0.code != tag.code && places.area($0.code, contains: tag.code) }
        }
    }
}

extension [Evidence] {
    /// By field in the order of `ArticleField`, then by place; each once.
    fileprivate var inReadingOrder: [Evidence] {
        let order = Dictionary(
            uniqueKeysWithValues: zip(ArticleField.allCases, ArticleField.allCases.indices))
        var seen: Set<Evidence> = []
        return filter { seen.insert($0).inserted }.sorted { a, b in
            (order[a.field] ?? 0, a.start, a.length, a.term)
                < (order[b.field] ?? 0, b.start, b.length, b.term)
        }
    }
}
