import Analysis
import Synchronization

/// How many articles hold each term of an index, learnt from the articles that
/// it is asked about; what came long ago counts less and less.
///
/// Shared by all who match; one article in a few is counted.
final class TermRarity: Sendable {
    private struct Counts {
        var articles: Float = 0
        var byTerm: [Float]
    }

    /// Of every so many articles one is counted.
    static let sampling = 8
    /// After so many counted articles all counts are halved.
    private static let memory: Float = 8_192
    /// How many articles the first guess weighs.
    private static let weightOfGuess: Float = 50

    private let counts: Mutex<Counts>

    /// Begins with what is known: the share of each term by its number, learnt
    /// from so many articles, of which half the memory at most is believed.
    init(shares: [Float], articles: Float) {
        let articles = min(articles, Self.memory / 2)
        counts = Mutex(Counts(articles: articles, byTerm: shares.map { $0 * articles }))
    }

    /// How many articles were counted, old ones for less.
    var articles: Float { counts.withLock { $0.articles } }

    /// Counts an article that holds these terms.
    func note(_ terms: [UInt32]) {
        counts.withLock { counts in
            counts.articles += 1
            for term in terms { counts.byTerm[Int(term)] += 1 }
            guard counts.articles > Self.memory else { return }
            counts.articles /= 2
            for index in counts.byTerm.indices { counts.byTerm[index] /= 2 }
        }
    }

    /// The share of articles that hold the term, by all that is known of it.
    func share(of term: UInt32, guess: Float) -> Float {
        counts.withLock { counts in
            (counts.byTerm[Int(term)] + guess * Self.weightOfGuess)
                / (counts.articles + Self.weightOfGuess)
        }
    }

    /// What a term is taken for before any article was seen: short words are
    /// common ones.
    static func guess(_ term: Term) -> Float {
        switch term.letterCount {
        case ..<3: 0.1
        case 3: 0.02
        case 4: 0.008
        case 5: 0.004
        default: 0.002
        }
    }
}
