/// How many envelopes a lane leases ahead: one, so that few are shared by all
/// lanes; then as many as it sends in a tenth of a second, so that a slow
/// server's lane keeps none from another. Never less than two: the second opens
/// its transaction while the first is judged.
struct LanePace {
    private static let bounds = 2...16
    private static let horizon = Duration.milliseconds(100)

    private var reach = 1
    private var sent = 0
    private var since = ContinuousClock.now
    /// Asked for and not answered yet.
    private var asked = 0
    /// Whether there was less than asked for.
    private var isDry = false

    mutating func count() {
        sent += 1
    }

    /// How many to ask for while so many are there.
    mutating func wanted(_ stock: Int) -> Int {
        guard !isDry, asked == 0, stock <= reach / 2 else { return 0 }
        if sent > 0 {
            let now = ContinuousClock.now
            let most = Double(Self.bounds.upperBound)
            let rate = Double(sent) * (Self.horizon / (now - since))
            reach = max(Self.bounds.lowerBound, Int(min(rate, most)))
            (sent, since) = (0, now)
        }
        asked = max(0, reach - stock)
        return asked
    }

    /// So many came of what was asked for.
    mutating func got(_ count: Int) {
        if asked > 0 { isDry = count < asked }
        asked = 0
    }

    /// Asks again though there was nothing.
    mutating func forget() {
        isDry = false
    }
}
