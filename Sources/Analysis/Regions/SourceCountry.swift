package import Newswire

/// Where an article's source is from, as far as its address tells.
package enum SourceCountry {
    /// The country of the host's top-level domain; nil for those that are no
    /// country's, or are used as if they were none (`.tv`, `.io`).
    package static func code(ofURL url: String?) -> RegionCode? {
        guard let url, let host = host(of: url) else { return nil }
        let labels = host.split(separator: ".")
        guard labels.count > 1, let last = labels.last, last.utf8.count == 2,
            last.utf8.allSatisfy({ (0x61...0x7A).contains($0) }), !unbound.contains(String(last))
        else { return nil }
        let code = last.uppercased()
        return RegionCode(code == "UK" ? "GB" : code)
    }

    private static func host(of url: String) -> Substring? {
        guard let scheme = url.range(of: "://") else { return nil }
        let rest = url[scheme.upperBound...].prefix { !"/?#".contains($0) }
        let host = (rest.split(separator: "@").last ?? "").prefix { $0 != ":" }
        return host.isEmpty ? nil : Substring(host.lowercased())
    }

    /// Sold to everyone.
    private static let unbound: Set<String> = [
        "ai", "am", "cc", "co", "eu", "fm", "gg", "io", "la", "ly", "me", "nu", "sh", "st", "to",
        "tv", "ws",
    ]
}
