import Analysis
package import Newswire
package import Storage

/// Finds the recorded article that a person means: by our id or as much of it
/// as messages show, its address, its source's own name for it, the Message-ID
/// of a mail that told of it, or words of its headline.
package struct ArticleFinder: Sendable {
    package enum Found: Hashable, Sendable {
        case article(ArticleID)
        /// The newest first, at most `ArticleFinder.most`.
        case several([ArchivedTitle])
        case none
    }

    /// More candidates than this nobody reads.
    package static let most = 20

    private let store: Store
    /// The names of sources under which an article may be known.
    private let sources: [String]

    package init(store: Store, sources: [String]) {
        self.store = store
        self.sources = sources
    }

    package func find(_ words: String) async throws -> Found {
        let words = words.trimmingPrefix { $0.isWhitespace }
        let text = String(words)
        let id = ArticleID(text)
        if try await store.read({ try $0.hasArticle(id) }) { return .article(id) }
        let named = try await named(text)
        if !named.isEmpty { return try await one(of: named) }
        if let told = try await told(byMessage: text) { return try await one(of: told) }
        let begun = try await begun(text)
        if !begun.isEmpty { return try await one(of: begun) }
        return CanonicalURL(text) == nil ? try await titled(text) : .none
    }

    /// By the beginning of our id, as messages show it: also with its brackets.
    /// Fewer letters than that may as well be a word.
    private func begun(_ text: String) async throws -> [ArticleID] {
        let start = text.lowercased().filter { !"[] ".contains($0) }
        guard start.utf8.count >= ArticleID.fewestShown,
            start.allSatisfy({ ("a"..."z").contains($0) || ("0"..."9").contains($0) })
        else { return [] }
        return try await store.read {
            try $0.articles(idsBeginning: start, limit: Self.most)
        }
    }

    /// By address, or by the name that its source gives it.
    private func named(_ text: String) async throws -> [ArticleID] {
        let guids = ([""] + sources).map {
            ArticleIdentity.guid(source: $0, guid: text).key
        }
        let url = CanonicalURL(text)
        let keys = guids + [url.map { ArticleIdentity.url($0).key }].compactMap(\.self)
        return try await store.read { records in
            var seen: Set<ArticleID> = []
            let found =
                try records.articles(identities: keys)
                + (url.map { try records.articles(addresses: [text, $0.text]) } ?? [])
            return found.filter { seen.insert($0).inserted }
        }
    }

    private func told(byMessage text: String) async throws -> [ArticleID]? {
        guard text.contains("@"), !text.contains(" ") else { return nil }
        let bare =
            text.hasPrefix("<") && text.hasSuffix(">") ? text.dropFirst().dropLast() : text[...]
        return try await store.read { try $0.articles(messageID: String(bare)) }
    }

    private func one(of ids: [ArticleID]) async throws -> Found {
        if ids.count == 1 { return .article(ids[0]) }
        let titles = try await store.read { try $0.titles(of: Array(ids.prefix(Self.most))) }
        return titles.isEmpty ? .none : .several(titles)
    }

    // MARK: Headlines

    private static let page = 1000

    /// Articles whose headline holds all the words, in any spelling and as parts
    /// of words too. One whose headline is no more than the words is meant by
    /// them.
    private func titled(_ text: String) async throws -> Found {
        let wanted = Self.folded(text)
        guard !wanted.isEmpty else { return .none }
        var found: [ArchivedTitle] = []
        var exact: [ArchivedTitle] = []
        var last: ArchivedTitle?
        repeat {
            try Task.checkCancellation()
            let page = try await store.read { [last] in
                try $0.titles(before: last, limit: Self.page)
            }
            for title in page {
                let words = Self.folded(title.title)
                guard wanted.allSatisfy({ word in words.contains { $0.contains(word) } }) else {
                    continue
                }
                if words == wanted { exact.append(title) }
                if found.count < Self.most { found.append(title) }
            }
            last = page.last
        } while last != nil
        if let only = exact.first, exact.count == 1 { return .article(only.id) }
        if let only = found.first, found.count == 1 { return .article(only.id) }
        return found.isEmpty ? .none : .several(found)
    }

    private static func folded(_ text: String) -> [String] {
        let tokens = TokenizedText(text)
        return tokens.tokens.indices.map(tokens.folded)
    }
}
