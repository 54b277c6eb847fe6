import Analysis
import Newswire

/// Asks one index about articles, one after another. All that it needs for an
/// article it keeps for the next: when warm it allocates nothing that grows
/// with the article or the rules.
///
/// Belongs to one index and, at a time, to one thread.
package final class IndexMatcher {
    package let index: QueryIndex
    var state: MatchState
    private let reader = WordReader()
    private var memo = TermMemo()
    private var contexts: [WordContext: UInt16] = [:]
    private var answered: [UInt32] = []
    /// Terms of the word at hand, and of the one before it, that a pair begins
    /// with.
    private var beginnings: [UInt32] = []
    private var earlierBeginnings: [UInt32] = []
    private var articles = 0
    /// Queries that were looked at since the beginning.
    package private(set) var candidates = 0

    /// What words are kept apart by that are written alike.
    private struct WordContext: Hashable {
        var language: LanguageTag?
        var zone: TermZone
        var isShouting: Bool
    }

    package init(_ index: QueryIndex) {
        self.index = index
        state = MatchState(terms: index.terms.count)
    }

    /// Appends the numbers of all queries that an article of these words and
    /// signs satisfies, each once, in no order.
    package func matches(_ words: ArticleWords, signs: Set<Sign>, into matched: inout [UInt32]) {
        state.clear()
        state.titleEnd = words.titleEnd
        state.leadEnd = words.leadEnd
        state.textStart = words.textStart
        for (sign, term) in index.signs where signs.contains(sign) {
            state.note(index.flagged(term), at: 0)
        }
        for field in words.fields where index.terms.has(field.zone) {
            note(field, of: words)
        }
        candidates += state.collect(index, into: &matched)
        articles += 1
        if articles % TermRarity.sampling == 0 { index.rarity.note(state.terms) }
    }

    private func note(_ field: ArticleWords.Field, of words: ArticleWords) {
        let bytes = field.text.utf8.span
        let context = number(
            of: WordContext(
                language: words.language, zone: field.zone, isShouting: field.isShouting))
        earlierBeginnings.removeAll(keepingCapacity: true)
        var position = UInt32(field.position)
        for index in field.words {
            let word = words.words[index]
            let range =
                memo.terms(of: word, bytes, context: context)
                ?? read(word, bytes, field, words.language, context)
            note(range, at: position)
            position += 1
        }
    }

    @inline(__always)
    private func note(_ range: Range<Int>, at position: UInt32) {
        beginnings.removeAll(keepingCapacity: true)
        for place in range {
            let term = memo.terms[place]
            state.note(term, at: position)
            if term & QueryIndex.TermFlag.beginsPair != 0 {
                beginnings.append(term & QueryIndex.TermFlag.number)
            }
            if term & QueryIndex.TermFlag.endsPair != 0 {
                for first in earlierBeginnings {
                    state.note(
                        pair: index.pairs.list(of: first, term & QueryIndex.TermFlag.number))
                }
            }
        }
        swap(&beginnings, &earlierBeginnings)
    }

    /// Works out what a word answers.
    private func read(
        _ word: WordScanner.Word, _ bytes: Span<UInt8>, _ field: ArticleWords.Field,
        _ language: LanguageTag?, _ context: UInt16
    ) -> Range<Int> {
        let text = field.text
        let start = text.utf8.index(text.startIndex, offsetBy: Int(word.start))
        let end = text.utf8.index(start, offsetBy: Int(word.end - word.start))
        answered.removeAll(keepingCapacity: true)
        let reading = reader.reading(
            of: String(text[start..<end]), language: language, isShouting: field.isShouting)
        if let reading {
            index.terms.terms(answeredBy: reading, in: field.zone, into: &answered)
        }
        for place in answered.indices { answered[place] = index.flagged(answered[place]) }
        return memo.remember(word, bytes, context: context, terms: answered)
    }

    private func number(of context: WordContext) -> UInt16 {
        if let number = contexts[context] { return number }
        // Languages come from articles; nobody writes in so many.
        if contexts.count == Int(UInt16.max) {
            contexts = [:]
            memo = TermMemo()
        }
        let number = UInt16(contexts.count)
        contexts[context] = number
        return number
    }
}
