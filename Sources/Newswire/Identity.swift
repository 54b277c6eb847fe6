/// The one thing by which an article is known again: (source, guid), else its
/// canonical URL, else a hash of its folded title and text.
package enum ArticleIdentity: Hashable, Sendable {
    case guid(source: String, guid: String)
    case url(CanonicalURL)
    /// The SHA-256 of folded title and text, in hexadecimal.
    case content(hash: String)

    /// The text that the store holds UNIQUE and that our ids are derived from:
    /// the kind, then its parts, parted by line feeds.
    package var key: String {
        switch self {
        case .guid(let source, let guid): "guid\n\(source)\n\(guid)"
        case .url(let url): "url\n\(url.text)"
        case .content(let hash): "content\n\(hash)"
        }
    }
}

/// Our own id of an article: 16 lower-case letters and digits of base 32 from
/// the hash of its identity, the same on every machine.
package struct ArticleID: TextIdentifier {
    package let id: String

    /// Messages show at least so many characters of an id: among a million
    /// articles one in a million shares them, and hardly a word is taken for
    /// them.
    package static let fewestShown = 8

    package init(_ id: String) {
        self.id = id
    }

    package var description: String { id }
}

/// One event: the id of the article that was the first to tell it.
package struct StoryID: TextIdentifier {
    package let id: String

    package init(_ id: String) {
        self.id = id
    }

    package init(foundedBy article: ArticleID) {
        id = article.id
    }

    package var description: String { id }
}

/// A web address in the form by which two of them are the same page: scheme
/// and host in lower case, default port, fragment and known tracking
/// parameters gone, an empty path as `/`.
package struct CanonicalURL: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package var description: String { text }

    /// Nil unless the address is http or https with a host.
    package init?(_ address: String) {
        guard let schemeEnd = address.firstRange(of: "://") else { return nil }
        let scheme = address[..<schemeEnd.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        let rest = address[schemeEnd.upperBound...].prefix { $0 != "#" }
        let authorityEnd = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        var host = rest[..<authorityEnd].lowercased()
        if let at = host.lastIndex(of: "@") { host = String(host[host.index(after: at)...]) }
        let usualPort = scheme == "http" ? ":80" : ":443"
        if host.hasSuffix(usualPort) { host.removeLast(usualPort.count) }
        guard !host.isEmpty else { return nil }
        let tail = rest[authorityEnd...]
        let path = tail.prefix { $0 != "?" }
        let query = tail.dropFirst(path.count).dropFirst().split(separator: "&")
            .filter { parameter in
                let name = parameter.prefix { $0 != "=" }.lowercased()
                return !name.hasPrefix("utm_") && !Self.trackers.contains(name)
            }
        text =
            "\(scheme)://\(host)\(path.isEmpty ? "/" : path)"
            + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    }

    /// Parameters that advertisers and mailers add and no page needs.
    private static let trackers: Set<String> = [
        "fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid", "yclid",
    ]
}
