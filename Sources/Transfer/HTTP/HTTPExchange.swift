import Newswire

/// One request as it goes out; redirects are never followed.
struct HTTPRequest: Sendable {
    /// http or https; anything else is refused.
    var url: String
    /// Name and value, neither with a line break.
    var headers: [(name: String, value: String)] = []
    /// A POST if there is one, else a GET.
    var body: [UInt8]?
    /// Instead of POST, for what has a body.
    var method: String?
    /// Whether the answer may come packed; the cap counts it unpacked.
    var acceptsPacked = false
    var limits: HTTPLimits
}

/// What one request may cost.
package struct HTTPLimits: Hashable, Sendable {
    /// Until the connection stands.
    package var connect: Duration
    /// From start to end; waiting for a turn does not count.
    package var total: Duration
    /// The most bytes of an answer's body, unpacked.
    package var bytes: Int
    /// What becomes of an answer that is longer.
    package var excess: Excess

    package enum Excess: Hashable, Sendable {
        /// The first bytes are enough, the rest is not read.
        case dropped
        case refused
    }

    package init(connect: Duration, total: Duration, bytes: Int, excess: Excess) {
        self.connect = connect
        self.total = total
        self.bytes = bytes
        self.excess = excess
    }

    /// For webhooks, whose answers are a few words.
    package static let webhook = HTTPLimits(
        connect: .seconds(10), total: .seconds(30), bytes: 64 * 1024, excess: .dropped)
    /// For feeds and pages.
    package static let fetch = HTTPLimits(
        connect: .seconds(10), total: .seconds(60), bytes: 32 * 1024 * 1024, excess: .refused)
}

/// A whole answer.
struct HTTPResponse: Sendable {
    var status: Int
    /// As sent, names in lower case, in order.
    var headers: [(name: String, value: String)]
    var body: [UInt8]
    /// Where a redirect points, made absolute.
    var redirect: String?

    /// The last of that name, which is in lower case.
    func header(_ name: String) -> String? {
        headers.last { $0.name == name }?.value
    }

    func retryAfter(now: Timestamp) -> Duration? {
        header("retry-after").flatMap { RetryAfter.duration($0, now: now) }
    }
}

/// Why there is no answer.
enum HTTPFailure: Error, Hashable {
    case lost(CurlCode)
    /// No attempt can succeed before a person has changed something: libcurl's
    /// code and its words.
    case unusable(CurlCode, words: String)
    /// The guard refused every address of the host.
    case privateAddress(String)
    case tooLarge
    /// `mayHaveArrived` is false if the request never had its turn.
    case cancelled(mayHaveArrived: Bool)
}
