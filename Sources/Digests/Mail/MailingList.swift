import Signing

/// A digest as RFC 2919 names a list: `morning.gaza-desk.digest.example.org`.
package struct MailingList: Hashable, Sendable {
    package let name: String
    /// Without the angle brackets.
    package let id: String

    /// - Parameters:
    ///   - name: what mail programs show.
    ///   - path: the digest's or channel's name and the subscriber's id.
    ///   - domain: of the sender's address.
    package init(name: String, path: [String], domain: String) {
        self.name = name
        id = (path.flatMap(MailLabel.labels) + [domain]).joined(separator: ".")
    }
}

/// Names of the user's own as fields show them where only letters, digits and
/// hyphens may stand.
enum MailLabel {
    /// A path's parts, each a label; what has other characters, or too many,
    /// becomes a fingerprint.
    static func labels(of path: String) -> [String] {
        // Most have one part only, which need not be looked for by characters.
        guard path.utf8.contains(UInt8(ascii: "/")) else {
            return path.isEmpty ? [] : [label(path)]
        }
        return path.split(separator: "/").map { label(String($0)) }
    }

    private static func label(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x2D
                || byte == 0x5F
        }
        return isPlain && !text.isEmpty && text.utf8.count <= 40
            ? text : "x-" + SHA256.digest(of: text).id()
    }
}
