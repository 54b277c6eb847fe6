import Analysis
import Newswire

/// Asks one index about articles, one after another. All that it needs for an
/// article it keeps for the next: when warm it allocates nothing that grows
/// with the article or the rules, but for NEAR between phrases and groups.
///
/// Belongs to one index and, at a time, to one thread.
package final class IndexMatcher {
    package let index: QueryIndex
    private var state: MatchState
    private var words: WordMemory
    private var articles = 0
    /// Queries that were looked at since the beginning.
    package private(set) var candidates = 0
    /// Words whose forms had to be worked out since the beginning.
    package var unknownWords: Int { words.unknown }

    package init(_ index: QueryIndex) {
        self.index = index
        state = MatchState(terms: index.terms.count)
        words = WordMemory()
    }

    /// Appends the numbers of all queries that an article of these words and
    /// signs satisfies, each once, in no order.
    package func matches(
        _ article: ArticleWords, signs: Set<Sign>, into matched: inout [UInt32]
    ) {
        state.begin(article)
        for (sign, term) in index.signs where signs.contains(sign) {
            state.note(index.flagged(term), at: 0)
        }
        for field in article.fields where index.terms.has(field.zone) {
            words.read(field, of: article, for: index, into: &state)
        }
        candidates += state.collect(index, into: &matched)
        articles += 1
        if articles % TermRarity.sampling == 0 { index.rarity.note(state.terms) }
    }
}
