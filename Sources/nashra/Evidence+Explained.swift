import Newswire

extension Evidence {
    /// The article's words, and how they answer the rule's where they differ:
    /// `وبوتين → بوتين without و`.
    var explained: String {
        guard let changes else { return text }
        let told = changes.map { change in
            change.word == text ? change.summary : "\(change.word) \(change.summary)"
        }
        return "\(text) → \(term) \(told.joined(separator: "; "))"
    }
}
