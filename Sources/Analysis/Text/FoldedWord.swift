/// A word as a key, folded mostly: hashed and compared by its bytes. `String` puts
/// both into a normal form first, which folded letters need not, and which costs
/// most of a look-up in Arabic.
struct FoldedWord: Hashable, Sendable {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }

    static func == (a: FoldedWord, b: FoldedWord) -> Bool {
        a.text.utf8.count == b.text.utf8.count && a.text.utf8.elementsEqual(b.text.utf8)
    }
}
