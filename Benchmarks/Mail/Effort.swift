import Foundation

/// What sending some messages took.
struct Effort {
    /// Messages a second.
    var rate: Double
    /// Microseconds a message, of the sender alone.
    var cpu: Double

    enum Sender: Int32 {
        // RUSAGE_SELF and RUSAGE_CHILDREN, which are of another type in Swift.
        case ourselves = 0
        /// A child that ends meanwhile.
        case child = -1
    }

    static func measure(
        _ count: Int, _ who: Sender, _ work: () throws -> Void
    ) rethrows -> Effort {
        let (time, cpu) = (ContinuousClock.now, used(who))
        try work()
        let seconds = (ContinuousClock.now - time) / .seconds(1)
        return Effort(
            rate: Double(count) / seconds, cpu: (used(who) - cpu) * 1_000_000 / Double(count))
    }

    static func measure(
        _ count: Int, _ work: () async throws -> Void
    ) async rethrows -> Effort {
        let (time, cpu) = (ContinuousClock.now, used(.ourselves))
        try await work()
        let seconds = (ContinuousClock.now - time) / .seconds(1)
        return Effort(
            rate: Double(count) / seconds,
            cpu: (used(.ourselves) - cpu) * 1_000_000 / Double(count))
    }

    private static func used(_ who: Sender) -> Double {
        var usage = rusage()
        getrusage(who.rawValue, &usage)
        return [usage.ru_utime, usage.ru_stime].reduce(0) {
            $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1_000_000
        }
    }
}

extension Sequence<Double> {
    /// The middle one.
    var median: Double {
        let sorted = sorted()
        return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    }
}
