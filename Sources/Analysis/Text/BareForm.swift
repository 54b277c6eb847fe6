/// A word of a text without what is written onto it, as the grammar of its
/// language takes it apart. Folded.
struct BareForm: Hashable, Sendable {
    var key: String
    /// What was taken off before the key, and behind it.
    var prefix = ""
    var suffix = ""
}

extension WordForm {
    init(_ bare: BareForm) {
        self.init(key: WordKey(bare.key), kind: .bare, prefix: bare.prefix, suffix: bare.suffix)
    }
}
