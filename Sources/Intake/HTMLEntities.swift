import CXML

/// HTML's character references, as text and as bytes. The names are those of
/// HTML 4, which libxml2 knows, and `apos`.
enum HTMLEntities {
    /// Every reference replaced by its character, once; what is none stays.
    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(0x26) else { return text }
        var result = ""
        var rest = text[...]
        while let ampersand = rest.firstIndex(of: "&") {
            result += rest[..<ampersand]
            rest = rest[ampersand...]
            let body = rest.dropFirst().prefix(32).prefix { $0 != ";" && $0 != "&" && $0 != " " }
            let after = body.endIndex
            if after < rest.endIndex, rest[after] == ";", let scalar = scalar(of: body) {
                result.unicodeScalars.append(scalar)
                rest = rest[rest.index(after: after)...]
            } else {
                result += "&"
                rest = rest.dropFirst()
            }
        }
        return result + rest
    }

    /// What stands between `&` and `;`: a name, `#8211` or `#x2013`. Nil for what
    /// is no reference or means no character. References to 128 to 159 mean
    /// what windows-1252 has there, as in HTML 5.
    static func scalar(of body: Substring) -> Unicode.Scalar? {
        if body.first == "#" {
            guard let number = number(of: body), number > 0 else { return nil }
            if (0x80...0x9F).contains(number) { return windows1252[Int(number) - 0x80] }
            return Unicode.Scalar(number)
        }
        if body == "apos" { return "'" }
        guard !body.isEmpty, body.utf8.count <= 10,
            let entity = String(body).withCString({ name in
                name.withMemoryRebound(to: xmlChar.self, capacity: body.utf8.count + 1) {
                    htmlEntityLookup($0)
                }
            })
        else { return nil }
        return Unicode.Scalar(entity.pointee.value)
    }

    /// The number in `#8211` or `#x2013`, whatever it means.
    static func number(of body: Substring) -> UInt32? {
        guard body.first == "#" else { return nil }
        let digits = body.dropFirst()
        return digits.first == "x" || digits.first == "X"
            ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    }

    /// windows-1252 from 0x80 to 0x9F; what it leaves open is U+FFFD.
    static let windows1252: [Unicode.Scalar] = Array(
        "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ".unicodeScalars)
}
