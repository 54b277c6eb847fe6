import Analysis

/// Queries, turned round: from the words of an article to the queries that it
/// satisfies, without looking at most of the others.
///
/// Each query stands under one of its own required terms, the rarest
/// (`Anchoring`), and is asked only if an article holds that one. Equal queries
/// are one. The whole query language runs on it, and the answers are
/// `QueryEvaluator`'s. Immutable; `IndexMatcher` asks it.
///
/// The design is that of a percolator as Lucene's Monitor has it, with the
/// article's words hashed instead of searched for: a scanning automaton is
/// slower at any number of queries.
package struct QueryIndex: Sendable {
    /// In a term's number as the matcher remembers it: what the term does.
    enum TermFlag {
        static let number: UInt32 = 0xFF_FFFF
        /// Queries stand under it.
        static let anchor: UInt32 = 1 << 29
        /// A pair ends, or begins, with it.
        static let endsPair: UInt32 = 1 << 30
        static let beginsPair: UInt32 = 1 << 31
    }

    let terms: TermTable
    /// Terms that are no words.
    let signs: [Sign: UInt32]
    let pairs: PairTable
    /// By term: `TermFlag` bits.
    let flags: [UInt8]
    /// By term: where its list begins in `postings`; 0 if it has none.
    let lists: [UInt32]
    let postings: [UInt32]
    /// Of the first queries, which alone are ever asked: where their code begins.
    let codeStarts: [UInt32]
    let code: [UInt32]
    /// Where the items of each query end in `items`, the first query's beginning
    /// included.
    let itemEnds: [UInt32]
    /// What the queries were added for, in ascending order for each query.
    let items: [UInt32]
    let rarity: TermRarity

    /// How many different queries there are.
    package var queryCount: Int { itemEnds.count - 1 }

    /// Bytes it takes beside the items and their ends.
    package var byteCount: Int {
        terms.byteCount + pairs.byteCount + flags.count + lists.count * 4 + postings.count * 4
            + codeStarts.count * 4 + code.count * 4
    }

    /// How many items have the query.
    @inline(__always)
    package func itemCount(of query: UInt32) -> Int {
        Int(itemEnds[Int(query) + 1] - itemEnds[Int(query)])
    }

    /// The items that have the query: how many were added before each.
    package func items(of query: UInt32) -> ArraySlice<UInt32> {
        items[Int(itemEnds[Int(query)])..<Int(itemEnds[Int(query) + 1])]
    }

    @inline(__always)
    func flagged(_ term: UInt32) -> UInt32 {
        term | UInt32(flags[Int(term)]) << 24
    }
}
