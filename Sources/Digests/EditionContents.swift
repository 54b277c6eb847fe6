package import Newswire

/// A match that waits for an edition: what choosing and ordering need to know
/// of it, and no more, so that thousands can be weighed without their texts.
package struct Candidate: Hashable, Sendable {
    package var story: StoryID
    package var article: ArticleID
    package var language: LanguageTag?
    /// The source as the reader knows it.
    package var source: String?
    /// `Article.effectivePublished`.
    package var published: Timestamp
    package var rule: String
    /// The position of the rule in its file, from 0.
    package var position: Int
    package var priority: Rule.Priority
    /// The texts of the evidence, in reading order; may repeat.
    package var words: [String]
    /// What the article is about, the strongest first.
    package var regions: [RegionCode]
    /// How strongly it is about the regions that the rule asked for:
    /// `RegionTag.weight` of the strongest; 0 for a rule that asks for none.
    package var weight: Double
    /// How many sources carry the story, as far as is known.
    package var sources: Int
    /// When the reader was alerted to the story.
    package var told: Timestamp?
    /// Whether an earlier edition told the story.
    package var isUpdate: Bool

    package init(
        story: StoryID, article: ArticleID, language: LanguageTag? = nil, source: String? = nil,
        published: Timestamp, rule: String, position: Int, priority: Rule.Priority = .normal,
        words: [String] = [], regions: [RegionCode] = [], weight: Double = 0, sources: Int = 1,
        told: Timestamp? = nil, isUpdate: Bool = false
    ) {
        self.story = story
        self.article = article
        self.language = language
        self.source = source
        self.published = published
        self.rule = rule
        self.position = position
        self.priority = priority
        self.words = words
        self.regions = regions
        self.weight = weight
        self.sources = sources
        self.told = told
        self.isUpdate = isUpdate
    }
}

/// What one edition tells, chosen and ordered from the matches that wait for it.
///
/// A story is one entry whatever rules and articles brought it. Entries are
/// ranked by the priority of their best rule, then by `StoryScore`, then by that
/// rule's position, then the newest first; the first `limit` are told, the
/// others counted. Equal candidates give equal contents in whatever order they
/// come.
package struct EditionContents: Hashable, Sendable {
    /// One story to tell.
    package struct Entry: Hashable, Sendable {
        package var story: StoryID
        /// The article that tells it: one in the reader's language if there is
        /// one, among those the newest.
        package var lead: ArticleID
        /// Every article of the story that matched, the lead first.
        package var articles: [ArticleID]
        /// Of the lead.
        package var source: String?
        /// Each once, without the lead's, the newest article's first.
        package var otherSources: [String]
        /// By the rules' positions.
        package var why: [Reason]
        package var regions: [RegionCode]
        package var told: Timestamp?
        package var isUpdate: Bool
    }

    /// Entries under one heading.
    package struct Group: Hashable, Sendable {
        package var heading: Heading
        package var entries: [Entry]
    }

    package enum Heading: Hashable, Sendable {
        case rule(String)
        /// Nil: about no region.
        case region(RegionCode?)
        /// Nil: of no named source.
        case source(String?)
        /// What is not grouped.
        case everything
    }

    package let groups: [Group]
    /// Stories beyond the limit.
    package let more: Int

    /// Without a grouping all entries stand under one heading, as they rank.
    package init(
        _ candidates: [Candidate], limit: Int, grouping: DigestPlan.Grouping?,
        language: LanguageTag, score: StoryScore = .standard
    ) {
        let stories = Dictionary(grouping: candidates, by: \.story)
            .map { RankedStory(story: $0, candidates: $1, language: language, score: score) }
            .sorted()
        let told = stories.prefix(max(0, limit))
        more = stories.count - told.count

        var order: [Heading] = []
        var members: [Heading: [RankedStory]] = [:]
        for story in told {
            let heading = story.heading(by: grouping)
            if members[heading] == nil { order.append(heading) }
            members[heading, default: []].append(story)
        }
        // Rules stand as their file has them, urgent ones first; regions and
        // sources as their best entries rank.
        if grouping == .rule {
            order.sort {
                (members[$0]?.first?.best.order ?? 0) < (members[$1]?.first?.best.order ?? 0)
            }
        }
        groups = order.map { heading in
            Group(heading: heading, entries: members[heading, default: []].map(\.entry))
        }
    }
}

/// A story with what decides its place.
private struct RankedStory: Comparable {
    var entry: EditionContents.Entry
    var best: RuleStanding
    var score: Int64
    var newest: Timestamp

    init(
        story: StoryID, candidates: [Candidate], language: LanguageTag, score weights: StoryScore
    ) {
        // The newest first; ids settle what times leave open.
        let candidates = candidates.sorted {
            ($1.published, $0.article, $0.position) < ($0.published, $1.article, $1.position)
        }
        let lead =
            candidates.first { $0.language?.language == language.language } ?? candidates[0]
        let byRule = candidates.sorted { $0.position < $1.position }
        entry = EditionContents.Entry(
            story: story,
            lead: lead.article,
            articles: ([lead.article] + candidates.map(\.article)).withoutRepetition(),
            source: lead.source,
            otherSources: candidates.compactMap(\.source).withoutRepetition()
                .filter { $0 != lead.source },
            why: byRule.map(\.rule).withoutRepetition().map { rule in
                // The lead's own words first: they are those the reader sees.
                let ofRule = candidates.filter { $0.rule == rule }
                let words =
                    ofRule.filter { $0.article == lead.article }.flatMap(\.words)
                    + ofRule.flatMap(\.words)
                return Reason(rule: rule, words: words.withoutRepetition { $0.lowercased() })
            },
            regions: lead.regions,
            told: candidates.compactMap(\.told).max(),
            isUpdate: candidates.contains(where: \.isUpdate))
        best = candidates.map(RuleStanding.init).min() ?? RuleStanding(lead)
        newest = candidates[0].published
        score = weights.score(
            newest: newest, weight: candidates.map(\.weight).max() ?? 0,
            sources: max(
                candidates.map(\.sources).max() ?? 1, Set(candidates.compactMap(\.source)).count))
    }

    func heading(by grouping: DigestPlan.Grouping?) -> EditionContents.Heading {
        switch grouping {
        case nil: .everything
        case .rule: .rule(best.rule)
        case .region: .region(entry.regions.first)
        case .source: .source(entry.source)
        }
    }

    static func < (a: RankedStory, b: RankedStory) -> Bool {
        if a.best.priority != b.best.priority { return a.best.priority < b.best.priority }
        if a.score != b.score { return a.score > b.score }
        return (a.best.position, b.newest, a.entry.story) < (
            b.best.position, a.newest, b.entry.story
        )
    }
}

/// Where a rule stands among its file's rules; the least comes first.
private struct RuleStanding: Comparable {
    /// How many places of a file one step of priority outweighs: more than any
    /// file has rules.
    private static let placesOfAPriority = 1_000_000

    var rule: String
    var priority: Int
    var position: Int

    init(_ candidate: Candidate) {
        rule = candidate.rule
        position = candidate.position
        priority =
            switch candidate.priority {
            case .high: 0
            case .normal: 1
            case .low: 2
            }
    }

    var order: Int { priority * Self.placesOfAPriority + position }

    static func < (a: RuleStanding, b: RuleStanding) -> Bool {
        a.order < b.order
    }
}

extension Array where Element: Hashable {
    /// Each element where it first stands.
    fileprivate func withoutRepetition(
        by key: (Element) -> Element = { $0 }
    ) -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert(key($0)).inserted }
    }
}
