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
}

/// What all requests of a loop have in common.
struct HTTPTerms: Sendable {
    /// Sees every address before it is connected to; nil lets all pass.
    var guardian: AddressGuard?
    /// A proxy's URL, which every request then goes through.
    var proxy: String?
    /// How many requests at a time go to one host.
    var perHost: Int
    var limits: HTTPLimits
    /// Whether answers may come packed; the cap counts them unpacked.
    var acceptsPacked = false
}

/// What one request may cost.
package struct HTTPLimits: Hashable, Sendable {
    /// Until the connection stands.
    package var connect: Duration
    /// From start to end; waiting for a turn does not count.
    package var total: Duration
    /// The most bytes of an answer's body, unpacked.
    package var bytes: Int
    /// What becomes of an answer that is longer, or ends before its end.
    package var excess: Excess

    package enum Excess: Hashable, Sendable {
        /// The first bytes are enough, the rest is not read, and need not come.
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

/// An answer: whole, or as much of it as `HTTPLimits` asks for.
struct HTTPResponse: Sendable {
    var status: Int
    var headers: HTTPHeaders
    var body: [UInt8]
    /// Where a redirect points, made absolute.
    var redirect: String?

    /// Without the blanks around it; the last of that name, which is in lower
    /// case.
    func header(_ name: String) -> String? {
        headers.value(of: name)
    }

    func retryAfter(now: Timestamp) -> Duration? {
        header("retry-after").flatMap { RetryAfter.duration($0, now: now) }
    }
}

/// The headers of an answer, line by line as they came: most are never read.
struct HTTPHeaders: Hashable, Sendable {
    private var bytes: [UInt8] = []

    /// With its line break.
    mutating func append(line: UnsafeRawBufferPointer) {
        if bytes.isEmpty { bytes.reserveCapacity(512) }
        bytes.append(contentsOf: line)
    }

    /// The last of that name, which is in lower case; nil if there is none.
    func value(of name: String) -> String? {
        var found: ArraySlice<UInt8>?
        var start = 0
        while start < bytes.count {
            let line = bytes[start...].prefix { $0 != 0x0A }
            start = line.endIndex + 1
            if let value = Self.value(of: name, in: line) { found = value }
        }
        return found.map { value in
            String(decoding: value.filter { $0 != 0x0D }, as: UTF8.self).trimmingBlanks
        }
    }

    private static func value(of name: String, in line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var index = line.startIndex
        for byte in name.utf8 {
            guard index < line.endIndex else { return nil }
            let found = line[index]
            guard ((0x41...0x5A).contains(found) ? found | 0x20 : found) == byte else {
                return nil
            }
            index += 1
        }
        return index < line.endIndex && line[index] == UInt8(ascii: ":")
            ? line[(index + 1)...] : nil
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
