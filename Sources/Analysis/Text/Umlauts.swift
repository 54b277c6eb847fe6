import Foundation

/// German's two ways of writing an umlaut, by which names are spelt abroad:
/// `Müller` and `Mueller`.
enum Umlauts {
    /// The folded word with its umlauts written as two letters; nil for a word
    /// without umlauts. `original` is the reader's own characters.
    static func digraphs(of folded: String, original: String) -> String? {
        // Folded, an umlaut is a byte shorter.
        guard original.utf8.count > folded.utf8.count, folded.utf8.count <= longestWord else {
            return nil
        }
        var spelled = ""
        for letter in original.precomposedStringWithCanonicalMapping {
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

    /// `haeuser` as `hauser`, to which `Häuser` is folded; nil for a word without
    /// such pairs. The u of `neue` and `Quelle` is no sign of an umlaut.
    static func withoutDigraphs(_ folded: String) -> String? {
        guard folded.utf8.count <= longestWord else { return nil }
        var plain: [UInt8] = []
        for byte in folded.utf8 {
            let before = plain.count >= 2 ? plain[plain.count - 2] : 0
            if byte == 0x65, let last = plain.last, "aou".utf8.contains(last),
                !"aeq".utf8.contains(before)
            {
                continue
            }
            plain.append(byte)
        }
        return plain.count < folded.utf8.count ? String(decoding: plain, as: UTF8.self) : nil
    }

    /// In bytes; nobody writes a longer one.
    private static let longestWord = 60
}
