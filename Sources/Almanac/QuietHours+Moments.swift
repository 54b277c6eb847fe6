package import Newswire

extension QuietHours {
    package func contains(_ moment: Timestamp, in zone: TimeZoneRules) -> Bool {
        end(ofSpanAround: moment, in: zone) != nil
    }

    /// When what is held at this moment may go: the end of the quiet around it,
    /// over spans that touch or overlap. Nil if the moment is not quiet.
    ///
    /// Quiet without end, which no file can say, is told as eight days.
    package func end(around moment: Timestamp, in zone: TimeZoneRules) -> Timestamp? {
        guard var end = end(ofSpanAround: moment, in: zone) else { return nil }
        let limit = moment + .seconds(8 * 86_400)
        while end < limit, let next = self.end(ofSpanAround: end, in: zone) { end = next }
        return min(end, limit)
    }

    /// The latest end of the spans that hold this moment.
    private func end(ofSpanAround moment: Timestamp, in zone: TimeZoneRules) -> Timestamp? {
        let today = zone.civil(at: moment).date
        var latest: Timestamp?
        // A span of yesterday may reach into today, and over a skipped day one
        // of the day before.
        for date in (-2...1).map({ today.adding(days: $0) }) {
            for span in spans where span.days.contains(date.weekday) {
                let lastDate = span.start < span.end ? date : date.adding(days: 1)
                let start = zone.moment(of: CivilTime(date: date, clock: span.start))
                let end = zone.moment(of: CivilTime(date: lastDate, clock: span.end))
                if start <= moment, moment < end { latest = max(latest ?? end, end) }
            }
        }
        return latest
    }
}
