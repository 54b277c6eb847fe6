package import Newswire

/// A scalar: the text that the user typed, whatever YAML would take it for.
package struct Text: Hashable, Sendable {
    package enum Style: Hashable, Sendable {
        case plain
        case singleQuoted
        case doubleQuoted
        /// `|` and `>`.
        case block
    }

    /// A comment behind a value, on its line.
    package struct Comment: Hashable, Sendable {
        package var position: SourcePosition
        /// With its `#`.
        package var text: String
    }

    package var value: String
    /// Where it begins: at its quote or its `|`, if it has one.
    package var position: SourcePosition
    package var style: Style
    package var comment: Comment?
    /// Of a key: the same one stands earlier in its mapping.
    package var isRepeated = false
    /// Stretches of the value that stand in one piece on one line; empty where
    /// the value's own place is all that is known.
    var runs: [Run]

    struct Run: Hashable, Sendable {
        /// The first scalar of the value that belongs to it.
        var offset: Int
        var position: SourcePosition
    }

    init(
        _ value: String, position: SourcePosition, style: Style = .plain, comment: Comment? = nil,
        runs: [Run] = []
    ) {
        self.value = value
        self.position = position
        self.style = style
        self.comment = comment
        self.runs = runs
    }

    package var isAbsent: Bool { value.isEmpty && style == .plain }

    /// Where the scalar of this offset in `value` stands in the file, whatever
    /// quotes, escapes and line breaks lie before it. The offset may be the
    /// value's length.
    package func position(ofScalar offset: Int) -> SourcePosition {
        guard let run = runs.last(where: { $0.offset <= offset }) else { return position }
        return SourcePosition(
            line: run.position.line, column: run.position.column + offset - run.offset)
    }

    /// Where the scalar of this offset in `name` stands.
    package func position(ofVisible offset: Int) -> SourcePosition {
        let scalars = Array(value.unicodeScalars)
        var index = scalars.firstIndex { !$0.isInvisible && !$0.isBlank } ?? 0
        var left = offset
        while index < scalars.count, left > 0 || scalars[index].isInvisible {
            if !scalars[index].isInvisible { left -= 1 }
            index += 1
        }
        return position(ofScalar: index)
    }

    /// The value as a name, number or address: without the space around it and
    /// without the marks nobody sees, every space of whatever width plain.
    package var name: String {
        if isPlain { return value }
        let visible = value.unicodeScalars.filter { !$0.isInvisible }
            .map { $0.isBlank ? " " as Unicode.Scalar : $0 }
        let start = visible.firstIndex { $0 != " " } ?? visible.endIndex
        let end = visible.lastIndex { $0 != " " } ?? visible.startIndex
        guard start <= end, start < visible.endIndex else { return "" }
        return String(visible[start...end])
    }
}

extension Text {
    /// Whether the value is printable ASCII and no space stands around it, as
    /// most keys and names are.
    fileprivate var isPlain: Bool {
        value.utf8.allSatisfy { (0x20..<0x7F).contains($0) } && value.utf8.first != 0x20
            && value.utf8.last != 0x20
    }
}

extension Unicode.Scalar {
    /// Byte-order marks, direction marks, zero-width spaces: on a screen not
    /// there, but between a key and its colon fatal.
    package var isInvisible: Bool {
        switch value {
        case 0x00AD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x2064,
            0x2066...0x206F, 0xFEFF:
            true
        default: false
        }
    }

    /// A space of any width that keeps to its line.
    var isBlank: Bool {
        switch value {
        case 0x20, 0x09, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }
}
