/// What makes one bulletin of a digest that one and no other. The store holds
/// it UNIQUE, so no slot is ever made twice.
package struct EditionKey: Hashable, Sendable {
    package var subscriber: SubscriberID
    package var digest: String
    package var period: Period
    package var audience: Audience

    package init(
        subscriber: SubscriberID, digest: String, period: Period, audience: Audience
    ) {
        self.subscriber = subscriber
        self.digest = digest
        self.period = period
        self.audience = audience
    }

    /// The recipients of one edition that share language and time zone.
    package struct Audience: Hashable, Sendable {
        package var language: LanguageTag
        package var timeZone: String

        package init(language: LanguageTag, timeZone: String) {
            self.language = language
            self.timeZone = timeZone
        }
    }

    /// The slot's civil time, so that neither a repeated hour nor new zone data
    /// makes a second edition; or the moment when someone asked for one now.
    package enum Period: Hashable, Sendable, CustomStringConvertible {
        case slot(CivilTime)
        case now(Timestamp)

        /// `2026-11-24T07:00` or `now/2026-11-24T05:12:09Z`.
        package var description: String {
            switch self {
            case .slot(let civil): civil.description
            case .now(let moment): "now/\(moment.rfc3339)"
            }
        }
    }
}
