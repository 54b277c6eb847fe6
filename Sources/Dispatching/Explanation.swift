package import Matching
package import Newswire
package import Storage

/// Why a subscriber gets an article, or does not: what each stage says of it.
package struct Explanation: Sendable {
    /// What it comes to.
    package enum Outcome: String, Hashable, Sendable, CaseIterable {
        /// It stands in a message, or is counted in one.
        case told
        /// It was to be told, and every message of it was given up or withdrawn: the
        /// reader had left, or could not be reached.
        case unreached
        /// It waits for a digest or for an alert's time.
        case waiting
        /// It matched when it came, and nothing tells of it: a copy of what a
        /// channel knew, or what was superseded or silenced.
        case silent
        /// It would match now, but did not when it came.
        case tooEarly = "too-early"
        /// It was not recorded, and would match.
        case wouldMatch = "would-match"
        /// No rule finds it.
        case noMatch = "no-match"
    }

    package var subscriber: SubscriberID
    package var id: ArticleID
    /// As it is analysed now.
    package var article: Article
    /// Nil for an article that was not recorded.
    package var trace: ArticleTrace?
    /// The rules in force, in the file's order.
    package var rules: [RuleExplanation]
    /// What was recorded of rules that are no longer in force.
    package var former: [RecordedMatch]

    package init(
        subscriber: SubscriberID, id: ArticleID, article: Article, trace: ArticleTrace?,
        rules: [RuleExplanation], former: [RecordedMatch] = []
    ) {
        self.subscriber = subscriber
        self.id = id
        self.article = article
        self.trace = trace
        self.rules = rules
        self.former = former
    }

    package var outcome: Outcome {
        let recorded = rules.compactMap(\.recorded) + former
        let outcomes = recorded.flatMap(\.tellings).map(\.outcome)
        let isTold = outcomes.contains { $0 == .told || $0 == .counted }
        if isTold, isReached { return .told }
        if outcomes.contains(where: { $0 == .pending || $0 == .held }) { return .waiting }
        if isTold { return .unreached }
        if !recorded.isEmpty { return .silent }
        guard rules.contains(where: \.isMatched) else { return .noMatch }
        return trace == nil ? .wouldMatch : .tooEarly
    }

    /// Whether a message that tells of it went out, or still may. Where none is
    /// known any more it is taken to have.
    private var isReached: Bool {
        let told = rules.flatMap { rule -> [[SentMessage]] in
            let tellings = rule.recorded?.tellings ?? []
            return zip(tellings, rule.messages)
                .filter { $0.0.outcome == .told || $0.0.outcome == .counted }.map { $0.1 }
        }
        let mayReach = { (message: SentMessage) in
            let state = message.envelope.state
            return state == .sent || !state.isSettled
        }
        return told.isEmpty || told.contains { $0.isEmpty || $0.contains(where: mayReach) }
    }

    /// The rule whose edits are the smallest way to the other verdict: if any
    /// rule matches, all that match would have to change, so each is told.
    package var nearest: [RuleExplanation] {
        let matched = rules.filter(\.isMatched)
        if !matched.isEmpty { return matched }
        let nearest = rules.filter { !$0.edits.isEmpty }.min { a, b in
            (a.cost, a.reasonCount) < (b.cost, b.reasonCount)
        }
        return nearest.map { [$0] } ?? []
    }
}

/// What one rule in force says of the article, and what became of that.
package struct RuleExplanation: Sendable {
    /// How the rule stood when its match was recorded, or when the article came.
    package enum Past: String, Hashable, Sendable {
        /// As it stands now.
        case same
        case changed
        /// It was not in the file.
        case absent
    }

    package var rule: Rule
    package var verdict: RuleVerdict
    package var recorded: RecordedMatch?
    /// Nil where no version of the file is known from then.
    package var past: Past?
    /// Messages of `recorded`'s tellings, in their order.
    package var messages: [[SentMessage]]
    /// Ways to the other verdict, the smallest first, each an edit or several.
    package var edits: [[String]]
    /// Of the first of them.
    package var cost: Int

    package init(
        rule: Rule, verdict: RuleVerdict, recorded: RecordedMatch? = nil, past: Past? = nil,
        messages: [[SentMessage]] = [], edits: [[String]] = [], cost: Int = .max
    ) {
        self.rule = rule
        self.verdict = verdict
        self.recorded = recorded
        self.past = past
        self.messages = messages
        self.edits = edits
        self.cost = cost
    }

    package var isMatched: Bool {
        if case .matched = verdict { true } else { false }
    }

    package var reasonCount: Int {
        if case .missed(let miss) = verdict { miss.reasons.count } else { 0 }
    }
}

/// An envelope with every attempt to send it.
package struct SentMessage: Hashable, Sendable {
    package var envelope: OutboxEntry
    package var deliveries: [LoggedDelivery]

    package init(envelope: OutboxEntry, deliveries: [LoggedDelivery]) {
        self.envelope = envelope
        self.deliveries = deliveries
    }
}
