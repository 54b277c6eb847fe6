import Foundation

/// An email address that is safe to put on the wire: what RFC 5321 section 4.1.2
/// calls a Mailbox, with RFC 6531's other scripts, without quoted local parts
/// and without address literals.
///
/// Deliverability is not checked; a domain in another script is still to be
/// converted by whoever sends.
package struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
    /// As typed; its case can matter to the receiving server.
    package let local: String
    /// In lower case.
    package let domain: String

    package enum Problem: Error, Hashable {
        case noAt
        case emptyLocalPart
        case localPartTooLong
        case badCharacter(Unicode.Scalar)
        case misplacedDot
        case badDomain(String)
        case tooLong

        /// What is wrong, to follow an address in quotes.
        package var explanation: String {
            switch self {
            case .noAt: "has no @"
            case .emptyLocalPart: "has nothing before the @"
            case .localPartTooLong: "has more than 64 bytes before the @"
            case .badCharacter(let scalar) where scalar.value < 0x21 || scalar.value == 0x7F:
                "holds a space or control character"
            case .badCharacter(let scalar): "holds '\(scalar)', which an address cannot"
            case .misplacedDot: "has a dot first, last or twice in a row before the @"
            case .badDomain(let domain): "has '\(domain)' after the @, which is no domain name"
            case .tooLong: "is longer than 254 bytes"
            }
        }
    }

    package init(_ text: String) throws(Problem) {
        guard let at = text.lastIndex(of: "@") else { throw .noAt }
        let local = text[..<at]
        let domain = text[text.index(after: at)...]
        guard !local.isEmpty else { throw .emptyLocalPart }
        for scalar in text.unicodeScalars {
            let isControl =
                scalar.value < 0x21 || (0x7F...0xA0).contains(scalar.value)
                || scalar.properties.isDefaultIgnorableCodePoint
                || scalar.properties.isWhitespace
            if isControl || "<>()[]\\,;:\"".unicodeScalars.contains(scalar) {
                throw .badCharacter(scalar)
            }
        }
        if local.contains("@") { throw .badCharacter("@") }
        guard local.utf8.count <= 64 else { throw .localPartTooLong }
        let atoms = local.split(separator: ".", omittingEmptySubsequences: false)
        guard atoms.allSatisfy({ !$0.isEmpty }) else { throw .misplacedDot }
        guard Self.isDomain(domain) else { throw .badDomain(String(domain)) }
        guard text.utf8.count <= 254 else { throw .tooLong }
        self.local = String(local)
        self.domain = domain.lowercased()
    }

    /// An address that was one when it was written down.
    package init(accepted text: String) {
        let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) ?? text.endIndex
        local = String(text[..<at])
        domain = String(text[at...].dropFirst())
    }

    /// `local@domain`.
    package var description: String { "\(local)@\(domain)" }

    /// The form by which two addresses are the same reader's: all in lower case,
    /// composed (NFC), and the domain in its own script, not as `xn--…`, by which
    /// servers answer. Envelope keys and suppressions use it.
    package var normalised: String { Self.normalised(description) }

    /// The same of part of an address, such as `@example.org`.
    package static func normalised(_ part: String) -> String {
        let text = part.lowercased()
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) || text.contains("xn--") else { return text }
        let start = text.lastIndex(of: "@").map(text.index(after:)) ?? text.startIndex
        let labels = text[start...].split(separator: ".", omittingEmptySubsequences: false).map {
            label in
            guard label.hasPrefix("xn--"),
                let decoded = Punycode.decode(label.dropFirst(4)),
                // What could not be written as a label of its own stays coded.
                (try? EmailAddress("a@\(decoded)")) != nil
            else { return String(label) }
            return decoded
        }
        return (text[..<start] + labels.joined(separator: ".")).lowercased()
            .precomposedStringWithCanonicalMapping
    }

    /// Labels of letters, digits and inner hyphens, at least one, none longer
    /// than 63 bytes in ASCII; the last not all digits.
    private static func isDomain(_ domain: Substring) -> Bool {
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        guard domain.utf8.count <= 253, let last = labels.last else { return false }
        return labels.allSatisfy { label in
            !label.isEmpty && label.utf8.count <= 63 && label.first != "-" && label.last != "-"
                && label.unicodeScalars.allSatisfy { scalar in
                    scalar == "-" || (scalar.isASCII && Character(scalar).isLetter)
                        || (scalar.isASCII && Character(scalar).isNumber) || !scalar.isASCII
                }
        } && !last.allSatisfy(\.isNumber)
    }
}

/// An address with the name of its owner: `Nashra <digest@example.org>`.
package struct Mailbox: Hashable, Sendable, CustomStringConvertible {
    package var name: String?
    package var address: EmailAddress

    package init(name: String? = nil, address: EmailAddress) {
        self.name = name
        self.address = address
    }

    /// Reads `Name <address>`, `"Name" <address>` or a bare address.
    package init(_ text: String) throws(EmailAddress.Problem) {
        guard text.last == ">", let open = text.lastIndex(of: "<") else {
            self.init(address: try EmailAddress(text))
            return
        }
        var name = text[..<open]
        while name.last?.isWhitespace == true { name.removeLast() }
        while name.first?.isWhitespace == true { name.removeFirst() }
        if name.count >= 2, name.first == "\"", name.last == "\"" {
            name = name.dropFirst().dropLast()
        }
        let address = text[text.index(after: open)...].dropLast()
        self.init(
            name: name.isEmpty ? nil : String(name), address: try EmailAddress(String(address)))
    }

    /// What `Name address` was meant to be; nil if it holds no name, or no address.
    package init?(unbracketed text: String) {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count > 1, let address = try? EmailAddress(String(words[words.count - 1]))
        else { return nil }
        self.init(name: words.dropLast().joined(separator: " "), address: address)
    }

    package var description: String {
        name.map { "\($0) <\(address)>" } ?? address.description
    }
}
