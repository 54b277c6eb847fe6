import Newswire

/// How far up a story stands among those whose rules have the same priority:
/// every weight in one place, each held by a test that fails without it.
///
/// A score is a moment: when the story was last news, moved on by what makes it
/// worth more than its age. So it needs no clock, and two stories that wait keep
/// their order until one of them has news.
package struct StoryScore: Sendable {
    package static let standard = StoryScore()
    /// The newest first, whatever it is about: of alerts that go out as one.
    package static let newest = StoryScore(
        region: .zero, doubledSources: .zero, grain: .milliseconds(1))

    // MARK: What it is about

    /// What a story wholly about the regions that its rule asked for gains.
    var region = Duration.seconds(12 * 3600)
    /// Up to this weight (`RegionTag.weight`) a story gains nothing, no more
    /// than one whose rule asks for no region: a place in the lead.
    var barelyAbout = 2.0
    /// From this weight it gains all: a place in the headline, again in the
    /// lead, and throughout.
    var whollyAbout = 10.0

    // MARK: Who tells it

    /// What each doubling of its sources gains: the second source says more
    /// than the twelfth.
    var doubledSources = Duration.seconds(6 * 3600)
    /// More sources gain nothing: they print what the others sent them.
    var mostSources = 16

    // MARK: When

    /// Scores are counted in these: no source's minutes are exact, and the place
    /// of the rules in their file says more.
    var grain = Duration.seconds(15 * 60)

    /// In grains since 1970.
    ///
    /// - Parameters:
    ///   - newest: when its newest article was published.
    ///   - weight: of the strongest region that a rule asked for and an article
    ///     is about; 0 for none.
    ///   - sources: how many carry it.
    func score(newest: Timestamp, weight: Double, sources: Int) -> Int64 {
        let share = (weight - barelyAbout) / (whollyAbout - barelyAbout)
        let doublings = Self.logarithm(Double(min(max(sources, 1), mostSources)))
        let gained = region * (share > 0 ? min(share, 1) : 0) + doubledSources * doublings
        return (newest + gained).milliseconds.dividedDown(by: grain.milliseconds)
    }

    /// To the base of 2, drawn straight between the powers: the same on every
    /// machine, and close enough.
    private static func logarithm(_ value: Double) -> Double {
        Double(value.exponent) + value.significand - 1
    }
}
