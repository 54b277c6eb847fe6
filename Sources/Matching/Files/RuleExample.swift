package import Newswire

/// A headline, or more of an article, that a rule must find or must ignore.
package struct RuleExample: Hashable, Sendable {
    package enum Expectation: String, Hashable, Sendable, CaseIterable {
        case finds
        case ignores
    }

    package var expectation: Expectation
    /// Title, text, source, language and URL as far as they are given.
    package var article: Article
    package var position: SourcePosition
}
