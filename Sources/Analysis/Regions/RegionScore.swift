/// How strongly an article is about a region: every weight in one place.
///
/// A name weighs as its kind does, times the weight of the part of the article
/// in which it stands; what is said again weighs less each time. The article is
/// *about* a region whose score is enough by itself and not small beside the
/// strongest region's, or that the headline names; and about a few only, those
/// with the highest scores. Every constant is held by a test that fails without
/// it.
struct RegionScore: Sendable {
    /// The part of the article in which a name stands.
    enum Part: Int, Hashable, Sendable, CaseIterable {
        case title
        /// Where the report was filed: weak, for it may be about elsewhere.
        case dateline
        /// The summary and the first paragraph.
        case lead
        case body
    }

    static let standard = RegionScore()

    // MARK: What a name is

    /// Countries, towns, areas, camps and crossings.
    var place = 1.0
    var metonym = 0.8
    var feature = 0.7
    /// A minister of a country may be anywhere.
    var demonym = 0.5
    /// A river counts whole for so many countries; those of a longer one share it.
    var countriesOfFeature = 2.0

    // MARK: Where it stands

    var title = 4.0
    var lead = 2.0
    var body = 1.0
    var dateline = 0.5
    /// What the next name of a region weighs of the one before in the same part.
    var repetition = 0.8

    // MARK: What the article is about

    /// A place in the lead, an adjective in the headline, or two places further
    /// down.
    var enough = 1.75
    /// Of the highest score of the article.
    var shareOfHighest = 0.2
    /// A list of names is about none of the rest.
    var mostRegions = 8

    // MARK: Which of several a name means

    /// What it adds to a country that the article's source is from.
    var home = 0.4
    /// What the weight of its line adds, which is 1 at most: a word of the
    /// article says more.
    var likelihood = 0.3

    /// The weight of a name by itself.
    func weight(of kind: PlaceName.Kind) -> Double {
        switch kind {
        case .country, .capital, .city, .area, .site: place
        case .metonym: metonym
        case .feature: feature
        case .demonym: demonym
        }
    }

    func weight(of part: Part) -> Double {
        switch part {
        case .title: title
        case .lead: lead
        case .body: body
        case .dateline: dateline
        }
    }

    /// What a name that means so many countries at once weighs for each.
    func share(of kind: PlaceName.Kind, countries: Int) -> Double {
        kind == .feature ? min(1, countriesOfFeature / Double(max(countries, 1))) : 1
    }

    /// What so many names say of which the first weighs 1.
    func repeated(_ count: Int) -> Double {
        guard repetition < 1 else { return Double(count) }
        var (sum, next) = (0.0, 1.0)
        for _ in 0..<min(count, Self.mostRepetitions) {
            sum += next
            next *= repetition
        }
        return sum
    }

    /// Whether the article is about a region, by the region's score, what of it
    /// the headline gave, the article's highest score, and how many countries
    /// or areas score higher.
    func isAbout(score: Double, inTitle: Double, highest: Double, rank: Int) -> Bool {
        guard rank < mostRegions, score >= enough else { return false }
        return inTitle >= enough || score >= highest * shareOfHighest
    }

    /// Kinds by what they weigh, for the one that says most.
    static func order(_ kind: PlaceName.Kind) -> Int {
        switch kind {
        case .demonym: 0
        case .feature: 1
        case .metonym: 2
        case .site: 3
        case .area: 4
        case .city: 5
        case .capital: 6
        case .country: 7
        }
    }

    /// Behind so many another one weighs next to nothing.
    private static let mostRepetitions = 32
}
