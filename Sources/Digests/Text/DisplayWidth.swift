/// How many cells of a terminal or a monospaced mail window a text takes.
enum DisplayWidth {
    /// Letters one cell, ideographs and emoji two, marks and format characters
    /// none.
    static func of(_ text: some StringProtocol) -> Int {
        var width = 0
        for scalar in text.unicodeScalars {
            guard let cells = plain(scalar) else { return text.reduce(0) { $0 + of($1) } }
            width += cells
        }
        return width
    }

    /// Of letters, digits and marks that stand for themselves whatever follows;
    /// most words hold no others, and need not be taken apart into characters.
    static func plain(_ scalar: Unicode.Scalar) -> Int? {
        switch scalar.value {
        case 0x20...0x7E, 0xA0...0xAC, 0xAE...0x2FF, 0x400...0x482, 0x48A...0x52F, 0x5D0...0x5EA,
            0x60C, 0x61B, 0x61F, 0x620...0x64A,
            0x660...0x669, 0x671...0x6D3, 0x6F0...0x6F9, 0x2010...0x2027:
            1
        case 0x300...0x36F, 0x64B...0x65F, 0x670, 0x200E, 0x200F, 0x2066...0x2069: 0
        default: nil
        }
    }

    static func of(_ character: Character) -> Int {
        if let ascii = character.asciiValue { return ascii < 0x20 ? 0 : 1 }
        var width = 0
        for scalar in character.unicodeScalars {
            // An emoji of several, a flag, a family: one pair of cells.
            if scalar.value == 0xFE0F { return 2 }
            width = max(width, of(scalar))
        }
        return width
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0xAD: return 0
        case 0x20...0x2FF, 0x620...0x64A, 0x671...0x6D3: return 1
        default: break
        }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: return isWide(scalar.value) ? 2 : 1
        }
    }

    /// East Asian Width W and F (UAX #11), in whole blocks.
    static func isWide(_ value: UInt32) -> Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F1E6...0x1F1FF, 0x1F300...0x1F64F,
            0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
