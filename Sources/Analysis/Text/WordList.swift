import Embedded

/// A list of words that a linguist keeps: one of the embedded `.tsv` files,
/// `#` beginning a comment line, columns parted by tabs.
struct WordList: Sendable {
    let rows: [[String]]

    /// The list of this name below `analysis/`.
    init(_ name: String) {
        self.init(file: "analysis/\(name).tsv")
    }

    init(file: String) {
        let text = EmbeddedFiles.text(file) ?? ""
        // By bytes: by characters it takes as long as all the rest of loading.
        rows = text.utf8.split(separator: UInt8(ascii: "\n"))
            .filter { $0.first != UInt8(ascii: "#") }
            .map { line in
                line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
                    .map { String(Substring($0)) }
            }
    }

    /// The first column, folded as words of a text are.
    var words: [String] {
        rows.compactMap { $0.first.map(Self.folded) }
    }

    /// The key of a word or of several, parted by single spaces.
    static func folded(_ words: String) -> String {
        let text = TokenizedText(words)
        if text.tokens.count == 1 { return text.folded(0) }
        return text.tokens.indices.map(text.folded).joined(separator: " ")
    }
}
