package import Newswire

extension TimeZoneRules {
    /// The moment as clocks of the zone show it, with their distance to UTC:
    /// `2026-11-24T07:00:00+02:00`. Fractions of a second are dropped.
    ///
    /// RFC 3339 has no seconds in offsets: those of local mean times, before
    /// zones came, are cut off, and the time is that of the offset written.
    package func rfc3339(_ moment: Timestamp) -> String {
        let minutes = offset(at: moment) / 60
        let civil = CivilTime(
            secondsSinceEpoch: moment.milliseconds.dividedDown(by: 1000) + Int64(minutes * 60))
        return "\(civil.date)T\(civil.clock)\(Self.written(offsetMinutes: minutes))"
    }

    /// `+02:00`, `-03:30`, `+00:00`.
    private static func written(offsetMinutes: Int) -> String {
        // A time of day writes the two numbers as they are wanted here.
        let clock = TimeOfDay(secondsSinceMidnight: abs(offsetMinutes) * 60 % 86_400)
        return (offsetMinutes < 0 ? "-" : "+") + clock.hourAndMinute
    }
}
