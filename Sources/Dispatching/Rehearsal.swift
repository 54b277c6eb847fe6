package import Analysis
import Foundation
package import Matching
package import Newswire
package import Storage

/// Asks an edited version of one subscriber's rules, and the version in force,
/// of every recorded article: what would come and go. Changes nothing.
///
/// Articles are read page by page and analysed on all cores, so that a hundred
/// thousand of them need no more memory than some hundred.
package struct Rehearsal: Sendable {
    private let store: Store
    private let analyzer: Analyzer
    private let before: RuleBook?
    private let after: RuleBook
    private let rules: [String]

    /// `before` is nil for a subscriber that is new.
    package init(
        of after: RuleBook.Entry, beside before: RuleBook.Entry?, store: Store,
        analyzer: Analyzer, places: Gazetteer
    ) {
        self.store = store
        self.analyzer = analyzer
        self.before = before.map { RuleBook([$0], places: places) }
        self.after = RuleBook([after], places: places)
        rules = after.subscriber.rules.map(\.name)
    }

    /// Goes through the articles received since a moment, newest first; `each`
    /// is given those that a version finds, in this order, `progress` how many
    /// of how many are done.
    package func run(
        since moment: Timestamp, now: Timestamp,
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in },
        each: (RehearsedArticle) throws -> Void
    ) async throws -> RehearsalTally {
        let extent = try await store.read { try $0.archiveExtent(since: moment) }
        var tally = RehearsalTally(
            rules: rules, since: moment, first: extent.first, now: now)
        var page = try await page(since: moment, after: nil)
        while let last = page.last {
            try Task.checkCancellation()
            async let next = self.page(since: moment, after: last)
            for article in try await rehearse(page) {
                tally.add(article)
                if article.change != nil { try each(article) }
            }
            progress(tally.articles, extent.count)
            page = try await next
        }
        return tally
    }

    private static let part = 32
    private static let partsInPage = 4 * ProcessInfo.processInfo.activeProcessorCount

    private func page(
        since moment: Timestamp, after last: ArchivedArticle?
    ) async throws -> [ArchivedArticle] {
        try await store.read { records in
            try records.archive(
                since: moment, before: last, limit: Self.part * Self.partsInPage)
        }
    }

    private func rehearse(_ page: [ArchivedArticle]) async throws -> [RehearsedArticle] {
        try await withThrowingTaskGroup(of: (Int, [RehearsedArticle]).self) { group in
            for start in stride(from: 0, to: page.count, by: Self.part) {
                group.addTask {
                    let part = page[start..<min(start + Self.part, page.count)]
                    return (start, try part.map(rehearse))
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }.sorted { $0.0 < $1.0 }.flatMap(\.1)
    }

    private func rehearse(_ archived: ArchivedArticle) throws -> RehearsedArticle {
        let analysed = analyzer.analyze(try archived.content())
        var article = RehearsedArticle(
            id: archived.id, title: analysed.article.title, url: analysed.article.url,
            received: archived.received, before: before?.matches(analysed) ?? [],
            after: after.matches(analysed))
        if article.change == .lost { article.misses = after.misses(analysed) }
        return article
    }
}
