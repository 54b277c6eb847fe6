import Foundation

/// Letters that were typed in parts: Hangul as its single letters, kana with the
/// voicing mark apart. File names of some systems and half-width texts are so.
enum LetterComposition {
    /// The syllable of `last` and a Hangul vowel or final consonant; nil where
    /// none is made.
    static func syllable(_ last: UInt32, _ next: UInt32) -> UInt32? {
        switch next {
        case 0x1161...0x1175 where (0x1100...0x1112).contains(last):
            return 0xAC00 + ((last - 0x1100) * 21 + next - 0x1161) * 28
        case 0x11A8...0x11C2 where (0xAC00...0xD7A3).contains(last):
            return (last - 0xAC00) % 28 == 0 ? last + next - 0x11A7 : nil
        default: return nil
        }
    }

    /// The voiced kana of `last` and one of the voicing marks, of full or half
    /// width; nil where none is made.
    static func voiced(_ last: UInt32, mark: UInt32) -> UInt32? {
        let combining: UInt32
        switch mark {
        case 0x3099, 0x309A: combining = mark
        case 0xFF9E, 0xFF9F: combining = mark - 0xFF9E + 0x3099
        default: return nil
        }
        guard (0x3041...0x30FF).contains(last), let letter = Unicode.Scalar(last),
            let sign = Unicode.Scalar(combining)
        else { return nil }
        let composed = String(String.UnicodeScalarView([letter, sign]))
            .precomposedStringWithCanonicalMapping.unicodeScalars
        return composed.count == 1 ? composed.first?.value : nil
    }
}
