import Analysis
package import Newswire
import Signing

/// What tells an article from every other, and one of its revisions from the
/// next. The same on every machine.
package struct ArticleFingerprint: Hashable, Sendable {
    package let identity: ArticleIdentity
    package let id: ArticleID
    /// SHA-256 of what a reader would see change: title, summary, text, urgency
    /// and address. Times and pictures may change without being news.
    package let contentHash: [UInt8]

    package init(of article: Article) {
        identity = Self.identity(of: article)
        id = ArticleID(SHA256.digest(of: identity.key).id())
        var hash = SHA256()
        for part in [
            article.title, article.summary ?? "", article.text, article.urgency?.rawValue ?? "",
            article.url ?? "",
        ] {
            hash.update(part.utf8)
            hash.update([0])
        }
        contentHash = hash.digest.bytes
    }

    private static func identity(of article: Article) -> ArticleIdentity {
        if let guid = article.guid, !guid.isEmpty {
            return .guid(source: article.source ?? "", guid: guid)
        }
        if let url = article.url.flatMap(CanonicalURL.init) { return .url(url) }
        var hash = SHA256()
        for part in [article.title, article.text] {
            let tokens = TokenizedText(part)
            for index in tokens.tokens.indices {
                hash.update(tokens.folded(index).utf8)
                hash.update([0x20])
            }
            hash.update([0])
        }
        return .content(hash: hash.digest.hexadecimal)
    }
}
