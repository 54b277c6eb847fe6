package import Almanac
package import Analysis
package import Digests
package import Newswire
package import Storage

/// Turns matches into a bulletin's words: which story by which article, who else
/// carries it, which rule brought it by which words, on the reader's clock and
/// in the reader's language.
package struct BulletinEditor: Sendable {
    /// What is known of stories beside the matches at hand.
    package struct Background: Sendable {
        /// The sources whose articles tell a story, the first first.
        package var sources: [StoryID: [String]]
        /// When the reader was alerted to a story.
        package var alerted: [StoryID: Timestamp]
        /// Stories that an earlier edition told.
        package var told: Set<StoryID>
        /// As much of the articles' ids as tells them apart.
        package var references: [ArticleID: String]

        package init(
            sources: [StoryID: [String]] = [:], alerted: [StoryID: Timestamp] = [:],
            told: Set<StoryID> = [], references: [ArticleID: String] = [:]
        ) {
            self.sources = sources
            self.alerted = alerted
            self.told = told
            self.references = references
        }
    }

    private let gazetteer: Gazetteer

    package init(gazetteer: Gazetteer) {
        self.gazetteer = gazetteer
    }

    /// The contents of a digest's edition. Matches that tell nothing new of a
    /// story that was told before are left out.
    package func contents(
        of matches: [StoredMatch], background: Background, plan: DigestPlan,
        language: LanguageTag
    ) -> EditionContents {
        EditionContents(
            matches.compactMap { candidate($0, background) }, limit: plan.limit,
            grouping: plan.group, language: language)
    }

    /// The stories of an alert as one list: what ranks highest first, then the
    /// newest.
    package func contents(
        ofAlert matches: [StoredMatch], background: Background, language: LanguageTag
    ) -> EditionContents {
        var background = background
        background.alerted = [:]
        background.told = []
        return EditionContents(
            matches.compactMap { candidate($0, background) }, limit: .max, grouping: nil,
            language: language, score: .newest)
    }

    /// The groups of a bulletin, ready to be rendered.
    package func groups(
        of contents: EditionContents, matches: [StoredMatch], background: Background,
        language: LanguageTag, zone: TimeZoneRules
    ) -> [BulletinGroup] {
        let articles = Dictionary(
            matches.map { ($0.article.id, $0.article.content) }, uniquingKeysWith: { a, _ in a })
        return contents.groups.map { group in
            BulletinGroup(
                name: name(of: group.heading, in: language),
                items: group.entries.compactMap { entry in
                    // A source that the entry names by its publisher is not
                    // named again.
                    let named = Set(entry.articles.compactMap { articles[$0]?.source })
                    return articles[entry.lead].map {
                        item(
                            entry, article: $0, reference: background.references[entry.lead],
                            alsoIn: (background.sources[entry.story] ?? []).filter {
                                !named.contains($0)
                            }, language: language, zone: zone)
                    }
                })
        }
    }

    /// A digest's bulletin as it would look now, outside of any edition.
    package func preview(
        _ matches: [StoredMatch], background: Background = Background(),
        for subscriber: Subscriber, _ plan: DigestPlan, date: CivilTime, zone: TimeZoneRules,
        now: Timestamp
    ) -> Bulletin {
        let contents = contents(
            of: matches, background: background, plan: plan, language: subscriber.language)
        return Bulletin(
            kind: .digest, id: "preview", subscriber: subscriber.id,
            subscriberName: subscriber.name, digest: plan.name, period: date.description,
            language: subscriber.language, timeZone: subscriber.timeZone, date: date,
            created: now,
            groups: groups(
                of: contents, matches: matches, background: background,
                language: subscriber.language, zone: zone),
            more: contents.more)
    }

    private func candidate(_ match: StoredMatch, _ background: Background) -> Candidate? {
        let story = match.article.story
        let isTold = background.told.contains(story)
        if isTold && match.article.role == .copy { return nil }
        let article = match.article.content
        let regions = match.regions.isEmpty ? article.regions.filter(\.about) : match.regions
        return Candidate(
            story: story, article: match.article.id, language: article.language,
            source: article.publisher ?? article.source,
            published: article.effectivePublished ?? match.matched, rule: match.rule,
            position: match.position, priority: match.priority,
            words: words(of: match), regions: outermostFirst(regions.map(\.code)),
            weight: match.regions.filter(\.about).map(\.weight).max() ?? 0,
            sources: background.sources[story]?.count ?? 1,
            told: background.alerted[story], isUpdate: isTold)
    }

    /// The words that answered the rule's query, then those that name the
    /// regions it asked for.
    private func words(of match: StoredMatch) -> [String] {
        match.evidence.map(\.text)
            + match.regions.flatMap { $0.evidence.prefix(Self.wordsOfRegion) }
    }

    /// An article may name a region in twenty ways; these show that it does.
    private static let wordsOfRegion = 3

    /// The region around the strongest one first: a digest that is grouped by
    /// regions has one heading for Syria and not one for each of its cities.
    private func outermostFirst(_ codes: [RegionCode]) -> [RegionCode] {
        guard let strongest = codes.first else { return [] }
        let around = codes.filter { gazetteer.area($0, contains: strongest) }
        guard
            let outermost = around.first(where: { code in
                around.allSatisfy { gazetteer.area(code, contains: $0) }
            })
        else { return codes }
        return [outermost] + codes.filter { $0 != outermost }
    }

    private func item(
        _ entry: EditionContents.Entry, article: Article, reference: String?,
        alsoIn sources: [String], language: LanguageTag, zone: TimeZoneRules
    ) -> BulletinItem {
        let published = article.effectivePublished
        return BulletinItem(
            story: entry.story, article: entry.lead,
            reference: reference ?? String(entry.lead.id.prefix(ArticleID.fewestShown)),
            title: article.title, url: article.url, source: entry.source,
            otherSources: entry.otherSources + sources, published: published,
            time: published.map(zone.civil(at:)),
            summary: opening(of: article), image: article.image, language: article.language,
            regions: entry.regions.map {
                NamedRegion(code: $0, name: gazetteer.name(of: $0, in: language))
            },
            why: entry.why, alerted: entry.told, told: entry.told.map(zone.civil(at:)),
            isUpdate: entry.isUpdate)
    }

    /// Its summary, or a first paragraph, that says more than the headline does.
    private func opening(of article: Article) -> String? {
        let headline = article.title.split(whereSeparator: \.isWhitespace)
        let texts = [article.summary ?? ""] + article.paragraphs.prefix(2).map(String.init)
        return texts.first { text in
            let words = text.split(whereSeparator: \.isWhitespace)
            return !words.isEmpty && words != headline
        }
    }

    private func name(of heading: EditionContents.Heading, in language: LanguageTag) -> String? {
        switch heading {
        case .rule(let name): name
        case .region(let code): code.map { gazetteer.name(of: $0, in: language) }
        case .source(let name): name
        case .everything: nil
        }
    }
}
