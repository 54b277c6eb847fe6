import Foundation

/// German's two ways of writing an umlaut, by which names are spelt abroad:
/// `Müller` and `Mueller`.
enum Umlauts {
    /// The folded word with its umlauts written as two letters; nil for a word
    /// without umlauts. `accented` is the reader's own characters, nil where they
    /// have no accents.
    static func digraphs(of folded: String, accented: String?) -> String? {
        guard let accented, folded.utf8.count <= longestWord else { return nil }
        var spelled = ""
        for letter in accented.precomposedStringWithCanonicalMapping {
            switch letter {
            case "ä", "Ä": spelled += "ae"
            case "ö", "Ö": spelled += "oe"
            case "ü", "Ü": spelled += "ue"
            default: spelled.append(letter)
            }
        }
        let key = WordList.folded(spelled)
        return key == folded ? nil : key
    }

    /// Puts `haeuser` into the list's bytes as `hauser`, to which `Häuser` is
    /// folded, and says where it stands; nil for a word without such pairs. The u
    /// of `neue` and `Quelle` is no sign of an umlaut.
    static func withoutDigraphs(
        _ folded: Range<Int>, _ list: inout WordFormList
    ) -> Range<Int>? {
        guard folded.count <= longestWord else { return nil }
        guard folded.dropFirst().contains(where: { isPair(list.bytes, $0) }) else { return nil }
        let start = list.bytes.count
        for offset in folded {
            let byte = list.bytes[offset]
            let before = list.bytes.count - start >= 2 ? list.bytes[list.bytes.count - 2] : 0
            if byte == 0x65, list.bytes.count > start,
                "aou".utf8.contains(list.bytes[list.bytes.count - 1]),
                !"aeq".utf8.contains(before)
            {
                continue
            }
            list.bytes.append(byte)
        }
        let plain = start..<list.bytes.count
        return plain.count < folded.count ? plain : nil
    }

    /// Whether an e follows a, o or u there.
    private static func isPair(_ bytes: borrowing [UInt8], _ offset: Int) -> Bool {
        guard bytes[offset] == 0x65 else { return false }
        let before = bytes[offset - 1]
        return before == 0x61 || before == 0x6F || before == 0x75
    }

    /// In bytes; nobody writes a longer one.
    private static let longestWord = 60
}
