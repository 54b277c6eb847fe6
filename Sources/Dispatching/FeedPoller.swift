import Foundation
package import Intake
package import Newswire
package import Storage
package import Transfer

/// Asks the sources of nashra.yaml what is new, and receives it.
///
/// What a server calls its answer (ETag, Last-Modified) is saved only after the
/// articles are: a crash in between fetches them again, and their identity
/// keeps them from being news twice.
package struct FeedPoller: Sendable {
    /// What one source brought.
    package struct Poll: Sendable {
        package enum Outcome: Sendable {
            case received([Reception.Receipt])
            case notModified
            /// The server asked to be left alone until then.
            case resting(until: Timestamp)
            case failed(String)
        }

        package var source: String
        package var outcome: Outcome
        /// What was wrong with the input but did not keep us from reading it.
        package var problems: [IntakeProblem]
    }

    private let store: Store
    private let commits: GroupCommit
    private let fetcher: Fetcher
    private let reception: Reception
    private let clock: NewsClock

    package init(
        commits: GroupCommit, store: Store, fetcher: Fetcher, reception: Reception,
        clock: NewsClock
    ) {
        self.commits = commits
        self.store = store
        self.fetcher = fetcher
        self.reception = reception
        self.clock = clock
    }

    /// Polls each source once, one that fails keeping no other from its turn.
    package func poll(
        _ sources: [NewsSource], progress: (String) -> Void = { _ in }
    ) async throws -> [Poll] {
        var polls: [Poll] = []
        for source in sources {
            try Task.checkCancellation()
            progress(source.name)
            switch source.place {
            case .feed(let url), .page(let url):
                polls.append(try await poll(source, at: url))
            case .folder(let path):
                let found = try await FolderPoller(reception: reception).poll(source, at: path)
                try await note(found, of: source, at: path)
                polls += found
            }
        }
        return polls
    }

    private func poll(_ source: NewsSource, at url: String) async throws -> Poll {
        let now = clock.now()
        var state = try await store.read { try $0.source(source.name, at: url) }
        if let next = state.nextPoll, next > now {
            return Poll(source: source.name, outcome: .resting(until: next), problems: [])
        }
        state.polled = now
        state.nextPoll = nil
        do {
            let poll = try await receive(from: source, at: url, &state, now: now)
            state.succeeded = now
            state.failures = 0
            state.problem = nil
            try await save(state)
            return poll
        } catch let failure as SourceFailure {
            state.failures += 1
            state.problem = failure.explanation
            state.nextPoll = failure.after.map { now + min($0, Self.longestRest) }
            try await save(state)
            return Poll(
                source: source.name, outcome: .failed(failure.explanation), problems: [])
        }
    }

    private static let longestRest = Duration.seconds(86_400)

    /// Fetches and receives; `state` gets the validators last.
    private func receive(
        from source: NewsSource, at url: String, _ state: inout SourceState, now: Timestamp
    ) async throws -> Poll {
        let validators = FetchValidators(etag: state.etag, lastModified: state.lastModified)
        let fetched: FetchResult
        do throws(FetchFailure) {
            fetched = try await fetcher.fetch(url, validators: validators, now: now)
        } catch {
            if case .cancelled = error { throw CancellationError() }
            throw SourceFailure(error)
        }
        switch fetched {
        case .notModified(let validators, _):
            (state.etag, state.lastModified) = (validators.etag, validators.lastModified)
            return Poll(source: source.name, outcome: .notModified, problems: [])
        case .fetched(let page):
            let result = try read(page, of: source)
            let receipts = try await reception.receive(
                result.attributedArticles.map { source.completing($0) })
            // Of an answer that broke off the rest is still to be had: it must not
            // be called known.
            let validators = result.wellformed ? page.validators : FetchValidators()
            (state.etag, state.lastModified) = (validators.etag, validators.lastModified)
            return Poll(
                source: source.name, outcome: .received(receipts), problems: result.problems)
        }
    }

    private func read(_ page: FetchedPage, of source: NewsSource) throws -> IntakeResult {
        do throws(IntakeFailure) {
            return try IntakeReader().read(
                page.bytes,
                hints: IntakeHints(
                    contentType: page.contentType, url: page.url, source: source.name))
        } catch {
            throw SourceFailure(explanation: "what it sent \(error)", after: nil)
        }
    }

    /// Saves how it went with a folder.
    private func note(_ polls: [Poll], of source: NewsSource, at path: String) async throws {
        let now = clock.now()
        var state = try await store.read { try $0.source(source.name, at: path) }
        state.polled = now
        let problems = polls.compactMap { poll in
            if case .failed(let reason) = poll.outcome { reason } else { nil }
        }
        if let problem = problems.last {
            state.failures += 1
            state.problem = problem
        } else {
            state.failures = 0
            state.problem = nil
            state.succeeded = now
        }
        try await save(state)
    }

    private func save(_ state: SourceState) async throws {
        try await commits.write { try $0.save(state) }
    }
}

/// Why a source brought nothing this time.
struct SourceFailure: Error {
    var explanation: String
    /// How long its server asked to be left alone.
    var after: Duration?

    init(explanation: String, after: Duration?) {
        self.explanation = explanation
        self.after = after
    }

    init(_ failure: FetchFailure) {
        explanation = failure.explanation
        if case .refused(_, _, let after) = failure { self.after = after }
    }
}

extension NewsSource {
    /// The article with what the source knows and it does not say.
    func completing(_ article: Article) -> Article {
        var article = article
        article.source = name
        article.language = article.language ?? language
        return article
    }
}
