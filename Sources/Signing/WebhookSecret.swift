import Foundation
package import Newswire

/// The secret of a webhook, or the new and the old one while it is changed, and
/// the signatures they make, as Standard Webhooks says. It never prints.
package struct WebhookSecret: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    package enum Problem: Error, Hashable, Sendable, CustomStringConvertible {
        case noPrefix
        case notBase64
        /// Standard Webhooks asks for 24 to 64 bytes.
        case badLength(Int)

        /// To follow the place where the secret is kept; never tells it.
        package var description: String {
            switch self {
            case .noPrefix: "does not begin with whsec_; expected whsec_ and base64"
            case .notBase64: "is not base64 behind whsec_"
            case .badLength(let count): "holds \(count) bytes; expected 24 to 64"
            }
        }
    }

    private let keys: [[UInt8]]

    /// Reads `whsec_` and base64, several of these parted by spaces or line
    /// breaks.
    package init(_ text: String) throws(Problem) {
        var keys: [[UInt8]] = []
        for word in text.split(whereSeparator: \.isWhitespace) { keys.append(try Self.key(word)) }
        guard !keys.isEmpty else { throw .noPrefix }
        self.keys = keys
    }

    private static func key(_ text: Substring) throws(Problem) -> [UInt8] {
        guard text.hasPrefix("whsec_") else { throw .noPrefix }
        guard let data = Data(base64Encoded: String(text.dropFirst(6))) else { throw .notBase64 }
        guard (24...64).contains(data.count) else { throw .badLength(data.count) }
        return [UInt8](data)
    }

    /// The value of `webhook-signature` for one message: `v1,` and base64, for
    /// each of several secrets, parted by spaces.
    package func signature(id: String, timestamp: Int64, body: [UInt8]) -> String {
        let signed = Array("\(id).\(timestamp).".utf8) + body
        return keys.map { key in
            "v1," + Data(HMAC.sha256(signed, key: key).bytes).base64EncodedString()
        }.joined(separator: " ")
    }

    /// The three headers of Standard Webhooks, in order. The time is that of
    /// the attempt, in whole seconds.
    package func headers(
        id: String, at moment: Timestamp, body: [UInt8]
    ) -> [(name: String, value: String)] {
        let seconds = moment.milliseconds.dividedDown(by: 1000)
        return [
            ("webhook-id", id),
            ("webhook-timestamp", String(seconds)),
            ("webhook-signature", signature(id: id, timestamp: seconds, body: body)),
        ]
    }

    package var description: String { "whsec_***" }

    package var customMirror: Mirror { Mirror(self, children: []) }
}
