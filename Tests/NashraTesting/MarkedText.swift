package import Newswire

/// A text in which a test marks where a finding must point.
///
/// `‹…›` marks a stretch and a keycap such as 1️⃣ a point; both are taken out
/// of the text. Stretches may stand beside each other but not nest.
///
///     let marked = MarkedText("rules:\n  - ‹mtach›: 1️⃣غزة")
///     marked.text               // "rules:\n  - mtach: غزة"
///     marked.stretches[0].start // line 2, column 5
///     marked.points[1]          // line 2, column 12
package struct MarkedText: Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// A marked stretch; lengths and offsets count Unicode scalars.
    package struct Stretch: Hashable, Sendable {
        package var start: SourcePosition
        /// From the beginning of the text.
        package var offset: Int
        package var text: String

        package var length: Int { text.unicodeScalars.count }
    }

    /// Without the marks.
    package let text: String
    /// In order.
    package let stretches: [Stretch]
    /// By the digit on the keycap.
    package let points: [Int: SourcePosition]

    package init(_ marked: String) {
        var plain = String.UnicodeScalarView()
        var stretches: [Stretch] = []
        var points: [Int: SourcePosition] = [:]
        var open: Stretch?
        var here = SourcePosition(line: 1, column: 1)
        let scalars = Array(marked.unicodeScalars)
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar == "\u{2039}" {
                open = Stretch(start: here, offset: plain.count, text: "")
            } else if scalar == "\u{203A}", var stretch = open {
                stretch.text = String(String.UnicodeScalarView(plain.dropFirst(stretch.offset)))
                stretches.append(stretch)
                open = nil
            } else if let digit = Self.keycap(in: scalars[index...]) {
                points[digit] = here
                index += 2
            } else {
                plain.append(scalar)
                let breaksLine =
                    scalar == "\n" || (scalar == "\r" && !Self.isLineFeed(scalars, index + 1))
                if breaksLine {
                    here = SourcePosition(line: here.line + 1, column: 1)
                } else {
                    here.column += 1
                }
            }
            index += 1
        }
        text = String(plain)
        self.stretches = stretches
        self.points = points
    }

    package init(stringLiteral marked: String) {
        self.init(marked)
    }

    package var description: String { text }

    /// Where the stretches begin, then where the points are, by their digits.
    package var positions: [SourcePosition] {
        stretches.map(\.start) + points.sorted { $0.key < $1.key }.map(\.value)
    }

    private static func isLineFeed(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
        scalars.indices.contains(index) && scalars[index] == "\n"
    }

    /// The digit of a keycap sequence (digit, U+FE0F, U+20E3) at the front.
    private static func keycap(in scalars: ArraySlice<Unicode.Scalar>) -> Int? {
        let head = Array(scalars.prefix(3))
        guard head.count == 3, head[1] == "\u{FE0F}", head[2] == "\u{20E3}" else { return nil }
        return Int(String(head[0]))
    }
}
