package import Matching
package import Newswire

/// The rules in force: the compiled book, and the subscribers it was made of.
package struct Rulebase: Sendable {
    package let book: RuleBook
    package let subscribers: SubscriberRoll

    package init(book: RuleBook, subscribers: [Subscriber]) {
        self.init(book: book, subscribers: SubscriberRoll(subscribers))
    }

    private init(book: RuleBook, subscribers: SubscriberRoll) {
        self.book = book
        self.subscribers = subscribers
    }

    /// The subscribers in the order of their ids.
    package var everyone: [Subscriber] { subscribers.everyone }

    /// With another book, and some subscribers as they are in it.
    func replacing(_ changed: [(SubscriberID, Subscriber?)], book: RuleBook) -> Rulebase {
        Rulebase(book: book, subscribers: subscribers.replacing(changed))
    }

    /// What a match sets going; nil if its rule is not in force.
    func plan(for match: Match) -> MatchPlan? {
        guard let subscriber = subscribers[match.subscriber],
            let rule = subscriber.rules.first(where: { $0.name == match.rule })
        else { return nil }
        return MatchPlan(
            match: match, rule: rule,
            digests: rule.send.compactMap { name in
                subscriber.digest(named: name).map { plan in
                    MatchPlan.Digest(
                        name: name, audiences: subscriber.reach(of: plan).map(\.name))
                }
            },
            channels: rule.send.filter { subscriber.channel(named: $0) != nil })
    }
}

/// A match, its rule, and where the rule sends.
struct MatchPlan: Sendable {
    var match: Match
    var rule: Rule
    var digests: [Digest]
    var channels: [String]

    struct Digest: Sendable {
        var name: String
        /// By the names under which things wait for them.
        var audiences: [String]
    }
}
