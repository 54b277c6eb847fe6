import Analysis
import Newswire

/// What a rule asks of an article beside its query: regions, sources, languages
/// and urgency. Compiled once, however many rules share it.
struct RuleFilter: Sendable {
    /// What a rule states; equal ones are one filter.
    struct Statement: Hashable, Sendable {
        var regions: Filter<RegionCode>
        var mentions: Filter<RegionCode>
        var sources: Filter<String>
        var languages: Filter<LanguageTag>
        var urgency: Urgency?

        init(_ rule: Rule) {
            regions = rule.regions
            mentions = rule.mentions
            sources = rule.sources
            languages = rule.languages
            urgency = rule.urgency
        }

        /// Whether every article passes.
        var isEmpty: Bool {
            regions.isEmpty && mentions.isEmpty && sources.isEmpty && languages.isEmpty
                && urgency ?? .routine == .routine
        }
    }

    let statement: Statement
    private let regions: RegionFilter
    private let mentions: RegionFilter

    init(_ statement: Statement, places: Gazetteer) {
        self.statement = statement
        regions = RegionFilter(statement.regions, asks: .about, gazetteer: places)
        mentions = RegionFilter(statement.mentions, asks: .mentions, gazetteer: places)
    }

    /// What the article lacks; none if it passes, and then `found` has gained
    /// the tags that were asked for. With `stated`, filters on what that article
    /// does not say pass.
    func reasons(
        on article: Article, stated: Article? = nil, found: inout [RegionTag]
    ) -> [MissReason] {
        regionReasons(article.regions, &found) + sourceReasons(article, stated)
            + languageReasons(article, stated) + urgencyReasons(article, stated)
    }

    /// Whether the article passes.
    func passes(_ article: Article) -> Bool {
        var found: [RegionTag] = []
        return reasons(on: article, found: &found).isEmpty
    }

    private func regionReasons(
        _ tags: [RegionTag], _ found: inout [RegionTag]
    ) -> [MissReason] {
        var reasons: [MissReason] = []
        switch regions.verdict(on: tags) {
        case .passed(let asked): found += asked
        case .excluded(let tag): reasons.append(.aboutExcluded(tag.code))
        case .missing: reasons.append(.notAbout(statement.regions.include))
        }
        switch mentions.verdict(on: tags) {
        case .passed(let asked): found += asked
        case .excluded(let tag): reasons.append(.namesExcluded(tag.code))
        case .missing: reasons.append(.namesNone(statement.mentions.include))
        }
        return reasons
    }

    private func sourceReasons(_ article: Article, _ stated: Article?) -> [MissReason] {
        guard stated == nil || stated?.source != nil else { return [] }
        let sources = statement.sources
        let name = article.source?.lowercased()
        var reasons: [MissReason] = []
        if !sources.include.isEmpty, !sources.include.contains(where: { $0.lowercased() == name }) {
            reasons.append(.source(article.source, wanted: sources.include))
        }
        return reasons
            + sources.exclude.filter { $0.lowercased() == name }.map(MissReason.excludedSource)
    }

    private func languageReasons(_ article: Article, _ stated: Article?) -> [MissReason] {
        guard stated == nil || stated?.language != nil else { return [] }
        let languages = statement.languages
        let language = article.language?.language
        var reasons: [MissReason] = []
        if !languages.include.isEmpty,
            !languages.include.contains(where: { $0.language == language })
        {
            reasons.append(.language(article.language, wanted: languages.include))
        }
        return reasons
            + languages.exclude.filter { $0.language == language }
            .map(MissReason.excludedLanguage)
    }

    private func urgencyReasons(_ article: Article, _ stated: Article?) -> [MissReason] {
        // A headline without عاجل says nothing of how pressing it is.
        let urgency = article.urgency ?? .routine
        let isStated = stated == nil || stated?.urgency != nil || urgency > .routine
        guard let least = statement.urgency, isStated, urgency < least else { return [] }
        return [.urgency(article.urgency, atLeast: least)]
    }
}

/// Filters that rules share, each with a number; 0 is the one that all articles
/// pass.
struct RuleFilterTable {
    private(set) var filters: [RuleFilter]
    private var numbers: [RuleFilter.Statement: UInt32] = [:]
    private let places: Gazetteer

    init(places: Gazetteer) {
        self.places = places
        let everything = RuleFilter.Statement(Rule(name: "", send: []))
        filters = [RuleFilter(everything, places: places)]
    }

    mutating func number(of rule: Rule) -> UInt32 {
        let statement = RuleFilter.Statement(rule)
        if statement.isEmpty { return 0 }
        if let number = numbers[statement] { return number }
        let number = UInt32(filters.count)
        filters.append(RuleFilter(statement, places: places))
        numbers[statement] = number
        return number
    }
}
