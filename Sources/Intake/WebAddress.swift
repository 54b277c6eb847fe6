/// An http or https address: the only kind that an article's `url`, `image` and
/// enclosures may have.
enum WebAddress {
    /// The address a reference means, seen from a base (RFC 3986 section 5).
    /// Nil unless the outcome is http or https with a host. White space inside is
    /// percent-encoded, control characters are dropped; other scripts stay as
    /// they are.
    static func resolve(_ reference: String?, against base: String? = nil) -> String? {
        guard let reference else { return nil }
        let cleaned = clean(reference)
        guard !cleaned.isEmpty else { return nil }
        if let scheme = scheme(of: cleaned) {
            return isWeb(scheme) && hasHost(cleaned) ? cleaned : nil
        }
        guard let base = base.map(clean), let baseScheme = scheme(of: base), isWeb(baseScheme),
            hasHost(base)
        else { return nil }
        if cleaned.hasPrefix("//") {
            let absolute = "\(baseScheme):\(cleaned)"
            return hasHost(absolute) ? absolute : nil
        }
        let afterScheme = base.index(base.startIndex, offsetBy: baseScheme.count + 3)
        let authorityEnd =
            base[afterScheme...].firstIndex { $0 == "/" || $0 == "?" || $0 == "#" }
            ?? base.endIndex
        let origin = base[..<authorityEnd]
        let basePath = base[authorityEnd...].prefix { $0 != "?" && $0 != "#" }
        switch cleaned.first {
        case "#":
            return base.prefix { $0 != "#" } + cleaned
        case "?":
            return origin + (basePath.isEmpty ? "/" : basePath) + cleaned
        default:
            let path = cleaned.prefix { $0 != "?" && $0 != "#" }
            let tail = cleaned[path.endIndex...]
            let folder = basePath.lastIndex(of: "/").map { String(basePath[...$0]) } ?? "/"
            let joined = path.first == "/" ? String(path) : folder + path
            return origin + withoutDots(joined) + tail
        }
    }

    /// The scheme in lower case, if there is one before any `/`, `?` or `#`.
    static func scheme(of address: String) -> String? {
        guard let colon = address.utf8.firstIndex(of: 0x3A) else { return nil }
        let scheme = address.utf8[..<colon]
        let isLetter = { (byte: UInt8) in (0x41...0x5A).contains(byte & 0xDF) }
        guard let first = scheme.first, isLetter(first),
            scheme.allSatisfy({
                isLetter($0) || (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E].contains($0)
            })
        else { return nil }
        return address[..<colon].lowercased()
    }

    /// As browsers see it: no control characters or line breaks, no white space
    /// at the ends, `%20` for that inside.
    static func clean(_ address: String) -> String {
        let isClean = address.utf8.allSatisfy { byte in
            byte > 0x20 && byte < 0x7F && byte != 0x22 && byte != 0x3C && byte != 0x3E
        }
        if isClean { return address }
        var cleaned = ""
        for scalar in address.unicodeScalars {
            switch scalar {
            case "\t", "\n", "\r": continue
            case "\"": cleaned += "%22"
            case "<": cleaned += "%3C"
            case ">": cleaned += "%3E"
            case _ where PlainText.isSpace(scalar): cleaned += " "
            case _ where PlainText.isKept(scalar): cleaned.unicodeScalars.append(scalar)
            default: continue
            }
        }
        let trimmed = cleaned.drop { $0 == " " }
        let end = trimmed.lastIndex { $0 != " " }.map(trimmed.index(after:)) ?? trimmed.startIndex
        return trimmed[..<end].split(separator: " ", omittingEmptySubsequences: false)
            .joined(separator: "%20")
    }

    private static func isWeb(_ scheme: String) -> Bool {
        scheme == "http" || scheme == "https"
    }

    private static func hasHost(_ address: String) -> Bool {
        guard let colon = address.utf8.firstIndex(of: 0x3A) else { return false }
        let behind = address.utf8[colon...].dropFirst()
        guard behind.starts(with: [0x2F, 0x2F]) else { return false }
        let authority = behind.dropFirst(2).prefix { $0 != 0x2F && $0 != 0x3F && $0 != 0x23 }
        let host = authority.split(separator: 0x40).last ?? authority
        return host.first != nil && host.first != 0x3A && !host.contains(0x25)
    }

    /// RFC 3986 section 5.2.4.
    private static func withoutDots(_ path: String) -> String {
        var kept: [Substring] = []
        let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            switch segment {
            case ".":
                if isLast { kept.append("") }
            case "..":
                if !kept.isEmpty { kept.removeLast() }
                if isLast { kept.append("") }
            default:
                kept.append(segment)
            }
        }
        return "/" + kept.joined(separator: "/")
    }
}
