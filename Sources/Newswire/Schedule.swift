/// A day of the week, Sunday first as in `cron` and RFC 5545's examples.
package enum Weekday: String, CaseIterable, Hashable, Sendable, Codable {
    case sunday = "Sun"
    case monday = "Mon"
    case tuesday = "Tue"
    case wednesday = "Wed"
    case thursday = "Thu"
    case friday = "Fri"
    case saturday = "Sat"
}

/// When a digest comes, as civil times of its reader's zone: the value of `at`.
/// Reading it from text and finding its moments is Almanac's.
package struct Schedule: Hashable, Sendable {
    /// Some days of the week with some times; every day with every time.
    package struct Entry: Hashable, Sendable {
        /// Never empty.
        package var days: Set<Weekday>
        /// Never empty, in order.
        package var times: [TimeOfDay]

        package init(days: Set<Weekday>, times: [TimeOfDay]) {
            self.days = days
            self.times = times
        }
    }

    /// Never empty.
    package var entries: [Entry]

    package init(entries: [Entry]) {
        self.entries = entries
    }
}

/// Hours in which alerts are held: the value of `quiet`. `start` after `end`
/// spans midnight; the days are those on which the span begins.
package struct QuietHours: Hashable, Sendable {
    package struct Span: Hashable, Sendable {
        package var days: Set<Weekday>
        package var start: TimeOfDay
        package var end: TimeOfDay

        package init(days: Set<Weekday>, start: TimeOfDay, end: TimeOfDay) {
            self.days = days
            self.start = start
            self.end = end
        }
    }

    package var spans: [Span]

    package init(spans: [Span]) {
        self.spans = spans
    }
}
