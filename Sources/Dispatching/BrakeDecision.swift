package import Newswire
package import Storage

/// Whether a place that says that a recipient is gone is believed at once.
///
/// A server whose list of users is broken says so of everyone: on 14 and 15 December
/// 2020 Gmail answered `550 5.1.1` for addresses that exist, and who believed it
/// lost his readers. So where unusually many are refused a brake is put on: until it
/// is taken off, such a refusal counts as one without a code does.
package enum BrakeDecision: Hashable, Sendable {
    /// There is no brake.
    case believe
    case putOn(GoneSample)
    case keepOn
    case takeOff

    /// Fewer different addresses are simply gone, however few there are.
    package static let least = 10
    /// At most one in so many of those tried last may be gone.
    package static let oneIn = 3
    /// How far back refusals are looked at, and how long a brake stays on at least.
    package static let window: Duration = .seconds(24 * 3600)

    /// - Parameters:
    ///   - sample: with the refusal that is asked about; nil if few are gone.
    ///   - since: when the brake was put on; nil if it is off.
    package static func decide(
        _ sample: GoneSample?, since: Timestamp?, now: Timestamp
    ) -> BrakeDecision {
        if isFresh(since, at: now) { return .keepOn }
        if let sample, sample.gone >= least, sample.gone * oneIn > sample.attempted {
            return since == nil ? .putOn(sample) : .keepOn
        }
        return since == nil ? .believe : .takeOff
    }

    /// Whether a brake stays on whatever is refused. One from a clock that was ahead
    /// is looked at again.
    static func isFresh(_ since: Timestamp?, at now: Timestamp) -> Bool {
        since.map { $0 <= now && now < $0 + window } ?? false
    }
}

extension Records {
    /// Whether the brake is on for a refusal that is kept already; puts it on and
    /// takes it off.
    func isBraked(_ finding: BounceDecision.Finding, at now: Timestamp) throws -> Bool {
        let mail = finding.mail
        guard let attempt = try answeredAttempt(ofMail: mail.key),
            let domain = RecipientDomain.endpoint(of: mail.address.normalised)
        else { return false }
        let places = [domain, attempt.endpoint]
        let brakes = try brakes(at: places)
        if brakes.values.contains(where: { BrakeDecision.isFresh($0, at: now) }) { return true }
        let others = try brakedDomains()
        let since = attempt.finished - BrakeDecision.window
        for place in places {
            let sample = try goneSample(
                of: place, upTo: attempt, since: since, without: place == domain ? [] : others,
                least: BrakeDecision.least)
            switch BrakeDecision.decide(sample, since: brakes[place], now: now) {
            case .believe: break
            case .keepOn: return true
            case .takeOff: try takeBrake(off: place, at: now)
            case .putOn(let sample):
                let lifted = try liftSuppressions(by: place, since: since, at: now) { status in
                    BounceDecision.reason(.hard, status: status)
                }
                try putBrake(
                    on: place,
                    reason: "\(sample.gone) of the last \(sample.attempted) addresses, "
                        + "suppression lifted from \(lifted)",
                    reply: finding.verdict.reason, at: now)
                return true
            }
        }
        return false
    }
}
