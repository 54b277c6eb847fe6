package import Newswire

/// A rule as its file states it, with what its text was read as.
package struct ReadRule: Hashable, Sendable {
    package var rule: Rule
    /// `match`, `any`, `all` and the rule's own `none`, joined by AND; nil
    /// where the rule has only filters.
    package var query: Query?
    package var examples: [RuleExample]
    /// Of the rule's first key, or its query.
    package var position: SourcePosition
}
