import Foundation
package import Newswire

/// Where the services get the time from: the machine, or a test.
package struct NewsClock: Sendable {
    /// The moment it is.
    package var now: @Sendable () -> Timestamp

    package init(now: @escaping @Sendable () -> Timestamp) {
        self.now = now
    }

    /// The machine's clock, in whole milliseconds.
    package static let machine = NewsClock {
        Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }
}
