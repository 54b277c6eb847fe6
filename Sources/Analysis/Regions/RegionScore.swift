/// How strongly an article is about a region: every weight in one place.
///
/// A region's score is the sum of its mentions, each the weight of its kind
/// times the weight of its place. The article is *about* a region whose score
/// is enough by itself and not small beside the strongest region's, or that the
/// headline names; and about a few only, those with the highest scores.
enum RegionScore {
    /// Where in the article a mention stands.
    enum Place: Hashable, Sendable {
        case title
        /// Where the report was filed: weak, for it may be about elsewhere.
        case dateline
        /// The summary and the first paragraph.
        case lead
        case body
    }

    static func weight(of kind: PlaceName.Kind) -> Double {
        switch kind {
        case .country, .capital, .city, .area, .site: 1
        case .metonym: 0.8
        case .feature: 0.7
        case .demonym: 0.5
        }
    }

    static func weight(of place: Place) -> Double {
        switch place {
        case .title: 4
        case .lead: 2
        case .body: 1
        case .dateline: 0.5
        }
    }

    /// A place in the lead, an adjective in the headline, or two places
    /// further down.
    static let enough = 2.0
    /// Of the highest score of the article.
    static let shareOfHighest = 0.2
    /// A list of names is about none of the rest.
    static let mostRegions = 8

    /// Whether the article is about a region, by the region's score, what of it
    /// the headline gave, the article's highest score, and how many countries
    /// or areas score higher.
    static func isAbout(score: Double, inTitle: Double, highest: Double, rank: Int) -> Bool {
        guard rank < mostRegions, score >= enough else { return false }
        return inTitle >= enough || score >= highest * shareOfHighest
    }
}
