import Newswire
import Storage

/// Makes out what was leased. What can't be read is settled as failed; everything
/// else goes out all the same.
struct ClaimReader: Sendable {
    let commits: GroupCommit
    let clock: NewsClock

    /// What can be sent, in order, and how many are set aside. That is not waited
    /// for: whoever claims next comes behind it, and lost in a crash it is done
    /// again.
    func open(
        _ claimed: [StoredEnvelope], under lease: Lease
    ) -> (sendable: [LeasedEnvelope], setAside: Int) {
        var sendable: [LeasedEnvelope] = []
        for envelope in claimed {
            do throws(UnreadableEnvelope) {
                sendable.append(try envelope.open(under: lease))
            } catch {
                let now = clock.now()
                _ = commits.begin { try $0.setAside(error, under: lease, at: now) }
            }
        }
        return (sendable, claimed.count - sendable.count)
    }
}
