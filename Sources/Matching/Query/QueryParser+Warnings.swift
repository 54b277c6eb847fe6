/// Words that look like operators: they are searched for, which may not be what
/// was meant.
extension QueryParser {
    /// Warns of `or` and its like where a word or group stands on both sides.
    mutating func warnOfWordsLikeOperators() {
        for (index, token) in tokens.enumerated().dropFirst().dropLast() {
            guard case .words(let word, .any) = token.kind, written(token) == word,
                let operation = Self.operation(of: word)
            else { continue }
            let endsOperand =
                switch tokens[index - 1].kind {
                case .words, .close: true
                default: false
                }
            let beginsOperand =
                switch tokens[index + 1].kind {
                case .words, .open, .field, .exclude: true
                default: false
                }
            guard endsOperand, beginsOperand else { continue }
            report(.wordLikeOperator(word, operation: operation), token.range)
        }
    }

    private static func operation(of word: String) -> QueryProblem.Operation? {
        guard word.utf8.count <= 16 else { return nil }
        let folded = word.lowercased()
        return operations[folded]
            ?? Nearness(shortForm: folded).map { nearness in
                .near(QueryToken.nearSign(nearness.distance, isOrdered: nearness.isOrdered))
            }
    }

    private static let operations: [String: QueryProblem.Operation] = [
        "and": .both, "et": .both, "und": .both, "و": .both,
        "or": .either, "ou": .either, "oder": .either, "او": .either, "یا": .either,
        "not": .without, "sauf": .without, "ohne": .without, "بدون": .without, "ليس": .without,
        "near": .near("NEAR/10"), "onear": .near("ONEAR/10"),
    ]
}
