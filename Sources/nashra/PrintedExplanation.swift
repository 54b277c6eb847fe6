import Dispatching
import Matching
import Newswire
import Storage

/// An explanation as JSON.
struct PrintedExplanation: Encodable {
    var subscriber: SubscriberID
    var outcome: String
    var article: Head
    var arrival: Arrival?
    var story: Story?
    var rules: [PrintedRule]
    /// Matches of rules that are no longer in force.
    var former: [Recorded]
    var edits: [Edit]

    struct Head: Encodable {
        var id: ArticleID
        var title: String
        var url: String?
        var source: String?
        var language: LanguageTag?
        var urgency: Urgency
        var published: Timestamp?
        var regions: [RegionTag]
    }

    struct Arrival: Encodable {
        var received: Timestamp
        var revisions: [Timestamp]
        var sightings: [Sighting]
    }

    struct Sighting: Encodable {
        var source: String
        var first: Timestamp
        var last: Timestamp
        var times: Int
    }

    struct Story: Encodable {
        var id: StoryID
        var role: StoryRole
        var articles: [Sibling]
        /// Others that are not listed.
        var more: Int
    }

    struct Sibling: Encodable {
        var id: ArticleID
        var title: String
        var source: String?
        var received: Timestamp
        var role: StoryRole
    }

    struct PrintedRule: Encodable {
        var rule: String
        /// `matched` or `missed`: what the rule in force says now.
        var verdict: String
        var send: [String]
        var evidence: [Evidence]?
        var regions: [PrintedRegion]?
        var reasons: [String]?
        var recorded: Recorded?
        /// How the rule stood then: `same`, `changed` or `absent`.
        var past: String?
        /// Ways to the other verdict, each an edit or several.
        var edits: [[String]]
    }

    struct Recorded: Encodable {
        var rule: String
        var matched: Timestamp
        var told: [Told]
    }

    struct Told: Encodable {
        var telling: PrintedTelling
        var messages: [Message]
        var note: String?

        func encode(to encoder: any Encoder) throws {
            try telling.encode(to: encoder)
            var json = encoder.container(keyedBy: Key.self)
            try json.encodeIfPresent(note, forKey: .note)
            try json.encode(messages, forKey: .messages)
        }

        private enum Key: String, CodingKey {
            case note, messages
        }
    }

    struct Message: Encodable {
        var envelope: PrintedEnvelope
        var deliveries: [PrintedDelivery]
    }

    struct Edit: Encodable {
        var rule: String
        var edits: [String]
    }

    /// `due` says what a telling waits for.
    init(_ explanation: Explanation, due: (Telling) -> String) {
        let article = explanation.article
        subscriber = explanation.subscriber
        outcome = explanation.outcome.rawValue
        self.article = Head(
            id: explanation.id, title: article.title, url: article.url, source: article.source,
            language: article.language, urgency: article.urgency ?? .routine,
            published: article.published, regions: article.regions)
        arrival = explanation.trace.map { trace in
            Arrival(
                received: trace.received, revisions: trace.revisions,
                sightings: trace.sightings.map {
                    Sighting(source: $0.source, first: $0.first, last: $0.last, times: $0.times)
                })
        }
        story = explanation.trace.map { trace in
            Story(
                id: trace.article.story, role: trace.article.role,
                articles: trace.siblings.map {
                    Sibling(
                        id: $0.article.id, title: $0.article.title, source: $0.article.source,
                        received: $0.article.received, role: $0.role)
                }, more: trace.siblingCount - trace.siblings.count)
        }
        rules = explanation.rules.map { Self.rule($0, due) }
        former = explanation.former.map { Self.recorded($0, messages: [], due) }
        edits = explanation.nearest.flatMap { rule in
            rule.edits.prefix(1).map { Edit(rule: rule.rule.name, edits: $0) }
        }
    }

    private static func rule(
        _ rule: RuleExplanation, _ due: (Telling) -> String
    ) -> PrintedRule {
        var printed = PrintedRule(
            rule: rule.rule.name, verdict: "missed", send: rule.rule.send,
            recorded: rule.recorded.map { recorded($0, messages: rule.messages, due) },
            past: rule.past?.rawValue, edits: rule.edits)
        switch rule.verdict {
        case .matched(let match):
            printed.verdict = "matched"
            printed.evidence = match.evidence
            printed.regions = match.regions.map(PrintedRegion.init)
        case .missed(let miss):
            printed.reasons = miss.reasons.map(\.message)
        }
        return printed
    }

    private static func recorded(
        _ match: RecordedMatch, messages: [[SentMessage]], _ due: (Telling) -> String
    ) -> Recorded {
        Recorded(
            rule: match.rule, matched: match.matched,
            told: match.tellings.enumerated().map { index, telling in
                let note = due(telling)
                return Told(
                    telling: PrintedTelling(telling),
                    messages: (messages.indices.contains(index) ? messages[index] : []).map {
                        Message(
                            envelope: PrintedEnvelope($0.envelope),
                            deliveries: $0.deliveries.map(PrintedDelivery.init))
                    }, note: note.isEmpty ? nil : note)
            })
    }
}
