package import Newswire

/// What is to be done about a digest's slot.
package enum EditionDecision: Hashable, Sendable {
    /// The edition is to be made; `isLate` if its hour was missed.
    case make(isLate: Bool)
    /// The slot is passed over; what waits goes into the next edition.
    case passOver
    /// There is nothing to do.
    case rest(Rest)

    package enum Rest: Hashable, Sendable {
        /// The edition was made, or its slot passed over, before.
        case done
        /// The slot came before the digest was known.
        case beforeItsTime
    }

    /// An edition made so soon after its slot is not called late.
    package static let punctuality: Duration = .seconds(15 * 60)

    /// - Parameters:
    ///   - slot: the digest's latest slot, not after `now`.
    ///   - since: when the digest became known.
    ///   - isDone: whether the store has an edition of the slot.
    package static func decide(
        slot: Timestamp, since: Timestamp, isDone: Bool, late: Duration, now: Timestamp
    ) -> EditionDecision {
        if isDone { return .rest(.done) }
        if slot < since { return .rest(.beforeItsTime) }
        if slot + late < now { return .passOver }
        return .make(isLate: slot + punctuality < now)
    }
}
