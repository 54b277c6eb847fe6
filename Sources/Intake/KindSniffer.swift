import Newswire

/// Says what an input is from how it begins; a server's media type decides only
/// between text and a page without its frame.
struct KindSniffer {
    let kind: IntakeKind

    /// Throws for XML that is nothing we read.
    init(_ bytes: [UInt8], mediaType: String) throws(IntakeFailure) {
        let head = bytes.prefix(4096).drop { $0 <= 0x20 }
        switch head.first {
        case UInt8(ascii: "{") where Self.follows(head, UInt8(ascii: "\""), UInt8(ascii: "}")):
            kind = Self.isJSONFeed(bytes) ? .jsonfeed : .article
        case UInt8(ascii: "[") where Self.follows(head, UInt8(ascii: "{"), UInt8(ascii: "]")):
            kind = .article
        case UInt8(ascii: "<"):
            kind = try Self.markup(bytes, mediaType: mediaType)
        default:
            // A server's warning may stand before a feed.
            var prolog = XMLProlog(Array(bytes.prefix(16_384)))
            prolog?.skipJunkBeforeFeed(in: Array(bytes.prefix(16_384)))
            if let root = prolog?.rootName, let feed = Self.feedKind(ofRoot: root) {
                kind = feed
            } else {
                kind = Self.looksLikePage(head) || mediaType == "text/html" ? .page : .text
            }
        }
    }

    /// The kind of feed that has such a root element.
    static func feedKind(ofRoot name: String) -> IntakeKind? {
        switch name {
        case "rss": .rss
        case "feed": .atom
        case _ where name.hasSuffix(":feed"): .atom
        case "RDF": .rdf
        case _ where name.hasSuffix(":RDF"): .rdf
        default: nil
        }
    }

    private static func markup(
        _ bytes: [UInt8], mediaType: String
    ) throws(IntakeFailure) -> IntakeKind {
        guard var prolog = XMLProlog(bytes) else {
            if looksLikePage(bytes.prefix(4096)) { return .page }
            throw .noRoot
        }
        if let feed = feedKind(ofRoot: prolog.rootName) { return feed }
        let root = prolog.rootName.lowercased()
        prolog.skipJunkBeforeFeed(in: bytes)
        if let feed = feedKind(ofRoot: prolog.rootName), root != "html" { return feed }
        if pageElements.contains(root) || mediaType == "text/html"
            || looksLikePage(bytes[..<prolog.rootOffset])
        {
            return .page
        }
        throw .unknownRoot(prolog.rootName)
    }

    private static func looksLikePage(_ head: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: head, as: UTF8.self).lowercased()
        return ["<!doctype html", "<html", "<body", "</p>", "</div>"].contains(where: text.contains)
    }

    private static func follows(
        _ head: ArraySlice<UInt8>, _ first: UInt8, _ second: UInt8
    ) -> Bool {
        guard let next = head.dropFirst().first(where: { $0 > 0x20 }) else { return true }
        return next == first || next == second
    }

    private static func isJSONFeed(_ bytes: [UInt8]) -> Bool {
        String(decoding: bytes.prefix(2048), as: UTF8.self).contains("jsonfeed.org/version/")
            || String(decoding: bytes.suffix(2048), as: UTF8.self)
                .contains("jsonfeed.org/version/")
    }

    private static let pageElements: Set<String> = [
        "html", "head", "body", "div", "p", "article", "main", "section", "h1", "h2", "span",
        "table", "a", "img", "br", "b", "strong", "em", "i", "ul", "ol", "title", "meta", "script",
        "center", "blockquote", "font", "figure",
    ]
}
