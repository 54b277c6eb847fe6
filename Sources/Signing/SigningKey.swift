import Foundation

/// A key of ours that signs links and return paths. It never prints.
///
/// Its file, `var/nashra.key`, holds one line: `nashra-key-1:` and the base64
/// of 32 bytes.
package struct SigningKey: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    package enum Problem: Error, Hashable, Sendable, CustomStringConvertible {
        case noPrefix
        case notBase64
        case badLength(Int)

        /// To follow the place where the key is kept; never tells it.
        package var description: String {
            switch self {
            case .noPrefix: "holds no key of ours; expected a line that begins with nashra-key-1:"
            case .notBase64: "is not base64 behind nashra-key-1:"
            case .badLength(let count): "holds a key of \(count) bytes; expected 32"
            }
        }
    }

    private static let prefix = "nashra-key-1:"
    private static let length = 32

    private let bytes: [UInt8]

    /// A new one.
    package static func random() -> SigningKey {
        SigningKey(bytes: .random(count: length))
    }

    /// Reads what `fileText` wrote; white space around it is dropped.
    package init(_ text: String) throws(Problem) {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard text.hasPrefix(Self.prefix) else { throw .noPrefix }
        guard let data = Data(base64Encoded: String(text.dropFirst(Self.prefix.count))) else {
            throw .notBase64
        }
        guard data.count == Self.length else { throw .badLength(data.count) }
        bytes = [UInt8](data)
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The whole of its file: a secret, for nothing but writing that.
    package var fileText: String {
        Self.prefix + Data(bytes).base64EncodedString() + "\n"
    }

    /// Authenticates a message for one purpose; what one purpose signed is
    /// nothing to another.
    func authenticate(_ message: [UInt8], purpose: String) -> Digest {
        HMAC.sha256(Array(purpose.utf8) + [0] + message, key: bytes)
    }

    package var description: String { "nashra-key-1:***" }

    package var customMirror: Mirror { Mirror(self, children: []) }
}
