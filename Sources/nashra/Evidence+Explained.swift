import Newswire

extension [Evidence] {
    /// Each place and form once, in order: `وبوتين → بوتين without و (title)`.
    var explained: [String] {
        var seen: Set<String> = []
        return map { "\($0.explained) (\($0.field.rawValue))" }
            .filter { seen.insert($0).inserted }
    }
}

extension Evidence {
    /// The article's words, and how they answer the rule's where they differ:
    /// `وبوتين → بوتين without و`.
    var explained: String {
        guard let changes else { return text }
        let told = changes.map { change in
            change.word == text ? change.summary : "(\(change.word): \(change.summary))"
        }
        return "\(text) → \(term) \(told.joined(separator: " "))"
    }
}
