import Foundation

/// An address that a reader may be led to: http or https with a host, written
/// with no byte that could end an attribute, a line or a chat link.
struct WebLink: Hashable {
    /// Everything but the host in ASCII, percent-encoded where it was not.
    let text: String

    /// Bytes that mail programs and browsers all follow; of a picture's address
    /// too.
    static let longest = 2_000

    /// A picture's address: https only, as mail programs warn of pages that mix,
    /// and a picture over http tells everyone on the way who reads what.
    static func picture(_ address: String) -> WebLink? {
        WebLink(address).flatMap { $0.text.hasPrefix("https:") ? $0 : nil }
    }

    /// The address of such a link with its host as names are looked up (RFC 5891);
    /// nil for a host that can't be one.
    static func ascii(_ link: String) -> String? {
        if link.utf8.allSatisfy({ $0 < 0x80 }) { return link }
        // Of the server only: Foundation would write the rest its own way.
        let start = link.firstRange(of: "://")?.upperBound ?? link.startIndex
        let end = link[start...].firstIndex { "/?#".contains($0) } ?? link.endIndex
        guard let server = URL(string: String(link[..<end]))?.absoluteString else { return nil }
        let ascii = server + link[end...]
        return ascii.utf8.allSatisfy { $0 < 0x80 } ? ascii : nil
    }

    /// Nil for any other scheme, without a host, or too long to be followed.
    init?(_ address: String) {
        if Self.isPlain(address) {
            text = address
            return
        }
        let address = CleanText.line(String(address.unicodeScalars.prefix(Self.longest + 1)))
        guard let schemeEnd = address.firstRange(of: "://") else { return nil }
        let scheme = address[..<schemeEnd.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        let rest = address[schemeEnd.upperBound...]
        let host = rest.prefix { !"/?#".contains($0) }
        guard host.unicodeScalars.allSatisfy(Self.isHostScalar), Self.isServer(host) else {
            return nil
        }
        let text = "\(scheme)://\(host)\(Self.encoded(rest[host.endIndex...]))"
        guard text.utf8.count <= Self.longest else { return nil }
        self.text = text
    }

    /// Whether the address needs no other form than it has, as nearly all do.
    private static func isPlain(_ address: String) -> Bool {
        let scheme = ["https://", "http://"].first { address.utf8.starts(with: $0.utf8) }
        guard let scheme, address.utf8.count <= longest else { return false }
        var isInHost = true
        var letters = 0
        for byte in address.utf8.dropFirst(scheme.utf8.count) {
            switch byte {
            case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): isInHost = false
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"):
                if isInHost { letters += 1 }
            case UInt8(ascii: "-"), UInt8(ascii: "."): break
            default:
                if isInHost || !(0x21...0x7E).contains(byte) || unsafe.contains(byte) {
                    return false
                }
            }
        }
        return letters > 0
    }

    /// A name, or an IPv6 address in brackets, perhaps with a port.
    private static func isServer(_ server: Substring) -> Bool {
        var name = server
        if server.last != "]", let colon = server.lastIndex(of: ":") {
            let port = server[server.index(after: colon)...]
            guard port.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                port.isEmpty || UInt16(port) != nil
            else { return false }
            name = server[..<colon]
        }
        if name.first == "[", name.last == "]" {
            let address = name.dropFirst().dropLast()
            return address.contains(":")
                && address.allSatisfy { $0.isASCII && $0.isHexDigit || ":.".contains($0) }
        }
        return !name.contains { ":[]".contains($0) }
            && name.contains { $0.isLetter || $0.isNumber || $0 == "_" }
    }

    /// No user before the host: `https://bank.example@evil.example` misleads.
    private static func isHostScalar(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            let character = Character(scalar)
            return character.isLetter || character.isNumber || "-._:[]".contains(character)
        }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || scalar.properties.generalCategory == .nonspacingMark
    }

    private static func encoded(_ tail: Substring) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in tail.utf8 {
            let isPlain = (0x21...0x7E).contains(byte) && !unsafe.contains(byte)
            if isPlain {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What RFC 3986 leaves out of addresses, and the apostrophe.
    private static let unsafe = Set("\"'<>\\^`{|}".utf8)
}
