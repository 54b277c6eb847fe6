import Analysis
import Newswire

/// Reads the words of articles for one index: each word to the terms that it
/// answers, from memory where it was met before.
struct WordMemory {
    private var reader = WordReader()
    private var memo = TermMemo()
    private var contexts: [WordContext: UInt16] = [:]
    private var answered: [UInt32] = []
    /// Words that are looked up at a time: as many as stay in the nearest cache.
    private static let portion = 512
    /// Of the words of a portion: where in the memo each may be.
    private var candidates: [UInt32] = []
    /// Terms of the word at hand, and of the one before it, that a pair begins
    /// with.
    private var beginnings: [UInt32] = []
    private var earlierBeginnings: [UInt32] = []
    /// Words whose forms had to be worked out.
    private(set) var unknown = 0

    /// What words are kept apart by that are written alike.
    private struct WordContext: Hashable {
        var language: LanguageTag?
        var zone: TermZone
        var isShouting: Bool
    }

    /// Notes all terms of a field, and the pairs that stand in it.
    mutating func read(
        _ field: ArticleWords.Field, of article: ArticleWords, for index: QueryIndex,
        into state: inout MatchState
    ) {
        let bytes = field.text.utf8.span
        let context = number(
            of: WordContext(
                language: article.language, zone: field.zone, isShouting: field.isShouting))
        earlierBeginnings.removeAll(keepingCapacity: true)
        state.reserve(field.words.count)
        var position = UInt32(field.position)
        var start = field.words.lowerBound
        while start < field.words.upperBound {
            let portion = start..<min(start + Self.portion, field.words.upperBound)
            memo.findCandidates(article.words[portion], context: context, into: &candidates)
            let age = memo.age
            for number in portion {
                let word = article.words[number]
                let range =
                    memo.terms(
                        of: word, memo.age == age ? candidates[number - start] : 0, bytes,
                        context: context)
                    ?? workOut(word, bytes, field, article.language, context, index)
                if !range.isEmpty || !earlierBeginnings.isEmpty {
                    note(range, at: position, index, &state)
                }
                position += 1
            }
            start = portion.upperBound
        }
    }

    @inline(__always)
    private mutating func note(
        _ range: Range<Int>, at position: UInt32, _ index: QueryIndex, _ state: inout MatchState
    ) {
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
        beginnings.removeAll(keepingCapacity: true)
    }

    /// Works out what a word answers, and remembers it. Apart from the loop over
    /// known words, which is to stay small.
    @inline(never)
    private mutating func workOut(
        _ word: WordScanner.Word, _ bytes: Span<UInt8>, _ field: ArticleWords.Field,
        _ language: LanguageTag?, _ context: UInt16, _ index: QueryIndex
    ) -> Range<Int> {
        unknown += 1
        let original = bytes.extracting(Int(word.start)..<Int(word.end))
        answered.removeAll(keepingCapacity: true)
        if reader.read(original, language: language, isShouting: field.isShouting) {
            index.terms.terms(
                answeredBy: reader.list, isInCapitals: reader.isInCapitals, original,
                in: field.zone, into: &answered)
        }
        for place in answered.indices { answered[place] = index.flagged(answered[place]) }
        return memo.remember(word, bytes, context: context, terms: answered)
    }

    private mutating func number(of context: WordContext) -> UInt16 {
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
