import Newswire

/// One field of a message's head, folded, without a way to begin another one:
/// every value is cleaned to one line before it is written.
struct HeaderField: Sendable {
    /// Octets of a line, as far as its words allow.
    static let longestLine = 76

    /// With the CRLF behind it.
    let line: String

    /// Free text: as it is, or in encoded-words.
    static func text(_ name: String, _ value: String) -> HeaderField {
        let value = CleanText.line(value)
        let words =
            EncodedWords.isPlain(value)
                && value.utf8.split(separator: 0x20).allSatisfy {
                    $0.count < longestLine - name.utf8.count - 2
                }
            ? plainWords(of: value)
            : EncodedWords.words(of: value, column: name.utf8.count + 2)
        return HeaderField(name, words: words)
    }

    /// Words of our own or of a checked form, folded between them.
    static func structured(_ name: String, _ words: [String]) -> HeaderField {
        HeaderField(name, words: words.map { CleanText.line($0) })
    }

    /// An address with its owner's name: as an atom, in quotes, or in
    /// encoded-words. An address in another script is written as UTF-8
    /// (RFC 6532); whether the relay takes it is the sender's to find out.
    static func mailbox(_ name: String, _ mailbox: Mailbox) -> HeaderField {
        let address = mailbox.address.description
        let owner = CleanText.name(mailbox.name ?? "")
        guard !owner.isEmpty else { return HeaderField(name, words: [address]) }
        return HeaderField(
            name, words: phrase(owner, column: name.utf8.count + 2) + ["<\(address)>"])
    }

    /// A name, and an id in angle brackets (RFC 2919).
    static func list(_ name: String, name owner: String, id: String) -> HeaderField {
        let owner = phrase(CleanText.name(owner), column: name.utf8.count + 2)
        return HeaderField(name, words: owner + ["<\(CleanText.line(id))>"])
    }

    /// A display name, in the plainest form that holds it.
    private static func phrase(_ owner: String, column: Int) -> [String] {
        if !EncodedWords.isPlain(owner) {
            return EncodedWords.words(of: owner, column: column)
        }
        if owner.utf8.allSatisfy(isAtomByte) {
            return plainWords(of: owner)
        }
        let quoted = owner.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return ["\"\(quoted)\""]
    }

    /// - Parameter text: in ASCII.
    private static func plainWords(of text: String) -> [String] {
        text.utf8.split(separator: 0x20).map { String(Substring($0)) }
    }

    private init(_ name: String, words: [String]) {
        var text = name + ":"
        var column = text.utf8.count
        for (index, word) in words.enumerated() {
            if index > 0, column + 1 + word.utf8.count > Self.longestLine {
                text += "\r\n"
                column = 0
            }
            text += " " + word
            column += 1 + word.utf8.count
        }
        line = text + "\r\n"
    }

    /// RFC 5322 section 3.2.3, and the space between atoms.
    private static func isAtomByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: " "):
            true
        default: "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
        }
    }
}
