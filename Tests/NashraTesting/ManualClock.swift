package import Newswire
import Synchronization

/// A clock that stands still until a test moves it.
package final class ManualClock: Sendable {
    private let moment: Mutex<Timestamp>

    package init(_ now: Timestamp = Timestamp(seconds: 0)) {
        moment = Mutex(now)
    }

    /// Starts at an RFC 3339 time; nil if the text is none.
    package convenience init?(_ rfc3339: String) {
        guard let now = Timestamp(rfc3339: rfc3339) else { return nil }
        self.init(now)
    }

    package var now: Timestamp {
        get { moment.withLock { $0 } }
        set { moment.withLock { $0 = newValue } }
    }

    /// Moves it; a negative length sets it back.
    package func advance(by length: Duration) {
        moment.withLock { $0 = $0 + length }
    }
}
