/// A word of the value of `at` or `quiet`, as our grammar reads it.
struct ScheduleWord: Hashable {
    /// Digits of every script as ASCII, dashes as `-`, no direction marks.
    var text: String
    /// As the user typed it, without direction marks.
    var typed: String
    /// Where it begins, in Unicode scalars.
    var offset: Int

    /// Whether it is to be read as a time, not as a day.
    var isNumeric: Bool {
        text.unicodeScalars.first.map { ("0"..."9").contains($0) } ?? false
    }

    /// The words of a text, parted by spaces and by commas of any script.
    /// Dashes with spaces around them bind the words beside them, and so does
    /// the `am` of `7 am`.
    static func words(of text: String) -> [ScheduleWord] {
        var words: [ScheduleWord] = []
        var current = ScheduleWord(text: "", typed: "", offset: 0)
        for (offset, scalar) in text.unicodeScalars.enumerated() {
            if isInvisible(scalar) { continue }
            if isSeparator(scalar) {
                if !current.typed.isEmpty { words.append(current) }
                current = ScheduleWord(text: "", typed: "", offset: 0)
                continue
            }
            if current.typed.isEmpty { current.offset = offset }
            current.typed.unicodeScalars.append(scalar)
            current.text.unicodeScalars.append(plain(scalar))
        }
        if !current.typed.isEmpty { words.append(current) }
        return words.reduce(into: []) { bound, word in
            guard var last = bound.last, last.binds(word) else {
                bound.append(word)
                return
            }
            last.text += word.dashText
            last.typed += (word.isDash || last.text.hasSuffix("-") ? "" : " ") + word.typed
            bound[bound.count - 1] = last
        }
    }

    private var isDash: Bool { text == "-" || text == "\u{640}" }

    /// A tatweel alone is a dash to those who type one.
    private var dashText: String { isDash ? "-" : text }

    private func binds(_ next: ScheduleWord) -> Bool {
        next.isDash || text.hasSuffix("-") || next.text.hasPrefix("-")
            || (isNumeric && ClockReading.halfDay(next.text) != nil)
    }

    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "\u{2010}"..."\u{2015}", "\u{2212}", "\u{FE58}", "\u{FE63}", "\u{FF0D}": return "-"
        case "\u{FF1A}", "\u{2236}", "\u{A789}": return ":"
        default:
            guard !scalar.isASCII, scalar.properties.numericType == .decimal,
                let value = scalar.properties.numericValue
            else { return scalar }
            return Unicode.Scalar(UInt8(0x30 + Int(value)))
        }
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || ",;،؛、，；".unicodeScalars.contains(scalar)
    }

    /// Direction marks, joiners, byte-order marks.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isDefaultIgnorableCodePoint
    }
}
