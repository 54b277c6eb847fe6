/// Servers' words without the addresses in them, for what is logged.
package enum MaskedText {
    /// The text with all but the first letter of what stands before each `@` as
    /// `…`: `o…@example.org`. Return paths, whose tokens are secrets, too.
    package static func masked(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        var masked = String.UnicodeScalarView()
        var done = 0
        for at in scalars.indices where scalars[at] == "@" {
            let isDomain = at + 1 < scalars.count && !isEdge(scalars[at + 1])
            guard isDomain, let start = start(of: at, in: scalars, from: done) else { continue }
            masked.append(contentsOf: scalars[done...start])
            masked.append("…")
            done = at
        }
        masked.append(contentsOf: scalars[done...])
        return String(masked)
    }

    /// Where the local part before the `@` begins; nil if there is none.
    private static func start(
        of at: Int, in scalars: [Unicode.Scalar], from first: Int
    ) -> Int? {
        if at > first, scalars[at - 1] == "\"",
            let quote = scalars[first..<(at - 1)].lastIndex(of: "\"")
        {
            return quote
        }
        var start = at
        while start > first, !isEdge(scalars[start - 1]) { start -= 1 }
        // Quotation marks around an address, not in one.
        while start < at, scalars[start] == "'" || scalars[start] == "`" { start += 1 }
        return start < at ? start : nil
    }

    private static func isEdge(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.value < 0x20
            || "<>()[]{},;:\"@".unicodeScalars.contains(scalar)
    }
}
