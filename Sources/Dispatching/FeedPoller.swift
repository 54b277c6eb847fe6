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
            /// It was asked less than its `every` ago.
            case notDue
            /// Left alone until then: its server asked for it, or it failed too often.
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
    private let reading = Reading()
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

    /// Sources that are asked at a time.
    private static let atATime = 8

    /// Polls each source once, some at a time: one that fails or hangs keeps no
    /// other from its turn. `progress` hears whose turn begins.
    ///
    /// - Returns: What they brought, in the order of the sources.
    package func poll(
        _ sources: [NewsSource], progress: (String) -> Void = { _ in }
    ) async throws -> [Poll] {
        // One moment for all: who waits for a turn is not due later next time.
        let now = clock.now()
        var polls = [[Poll]](repeating: [], count: sources.count)
        try await withThrowingTaskGroup(of: (Int, [Poll]).self) { group in
            for (index, source) in sources.enumerated() {
                if index >= Self.atATime, let (ended, found) = try await group.next() {
                    polls[ended] = found
                }
                try Task.checkCancellation()
                progress(source.name)
                group.addTask { (index, try await poll(source, now: now)) }
            }
            for try await (ended, found) in group { polls[ended] = found }
        }
        return polls.flatMap(\.self)
    }

    private func poll(_ source: NewsSource, now: Timestamp) async throws -> [Poll] {
        var state = try await store.read { try $0.source(source.name, at: source.place.address) }
        switch PollDecision.decide(state, every: source.every, now: now) {
        case .notDue:
            return [Poll(source: source.name, outcome: .notDue, problems: [])]
        case .rest(let until):
            return [Poll(source: source.name, outcome: .resting(until: until), problems: [])]
        case .ask:
            state.polled = now
        }
        switch source.place {
        case .feed(let url), .page(let url):
            return [try await poll(source, at: url, state)]
        case .folder(let path):
            let polls = try await FolderPoller(reception: reception, reading: reading).poll(
                source, at: path)
            try await note(polls, state)
            return polls
        }
    }

    private func poll(
        _ source: NewsSource, at url: String, _ state: SourceState
    ) async throws -> Poll {
        var state = state
        do {
            let poll = try await receive(from: source, at: url, &state)
            try await save(state, problem: nil)
            return poll
        } catch let failure as SourceFailure {
            try await save(state, problem: failure.explanation, wish: failure.after)
            return Poll(
                source: source.name, outcome: .failed(failure.explanation), problems: [])
        }
    }

    /// Fetches and receives; `state` gets the validators last.
    private func receive(
        from source: NewsSource, at url: String, _ state: inout SourceState
    ) async throws -> Poll {
        let validators = FetchValidators(etag: state.etag, lastModified: state.lastModified)
        let fetched: FetchResult
        do throws(FetchFailure) {
            fetched = try await fetcher.fetch(
                url, validators: validators, now: clock.now())
        } catch {
            if case .cancelled = error { throw CancellationError() }
            throw SourceFailure(error)
        }
        switch fetched {
        case .notModified(let validators, _):
            (state.etag, state.lastModified) = (validators.etag, validators.lastModified)
            return Poll(source: source.name, outcome: .notModified, problems: [])
        case .fetched(let page):
            let hints = IntakeHints(
                contentType: page.contentType, url: page.url, source: source.name)
            let result: IntakeResult
            do {
                result = try await reading.read(hints) { page.bytes }
            } catch let error as IntakeFailure {
                throw SourceFailure(explanation: "what it sent \(error)", after: nil)
            }
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

    /// Saves how it went with a folder. What stays in it after a failure is looked
    /// at by the next poll: nobody is to be spared there.
    private func note(_ polls: [Poll], _ state: SourceState) async throws {
        let problems = polls.compactMap { poll in
            if case .failed(let reason) = poll.outcome { reason } else { nil }
        }
        try await save(state, problem: problems.last, isServer: false)
    }

    /// Saves how a poll went.
    ///
    /// - Parameter wish: how long the server asked to be left alone.
    private func save(
        _ state: SourceState, problem: String?, wish: Duration? = nil, isServer: Bool = true
    ) async throws {
        var state = state
        state.problem = problem
        state.nextPoll = nil
        if problem == nil {
            state.failures = 0
            state.succeeded = state.polled
        } else {
            state.failures += 1
            if isServer {
                state.nextPoll = PollDecision.nextPoll(
                    failures: state.failures, wish: wish, now: clock.now())
            }
        }
        try await commits.write { [state] in try $0.save(state) }
    }
}

/// Reads one input at a time: what is built of the largest takes many times its
/// size.
actor Reading {
    let limits = IntakeReader().limits

    func read(
        _ hints: IntakeHints, _ bytes: @Sendable () throws -> [UInt8]
    ) throws -> IntakeResult {
        try IntakeReader().read(try bytes(), hints: hints)
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
