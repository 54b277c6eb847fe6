import Newswire

/// Lines and columns of offsets that only grow, so that no part of an input is
/// counted twice. Columns are Unicode scalars.
struct LinePlaces {
    private let bytes: [UInt8]
    private var counted = 0
    private var line = 1
    private var column = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// - Parameter offset: not before the last one asked for.
    mutating func position(of offset: Int) -> SourcePosition {
        while counted < offset {
            let byte = bytes[counted]
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
            counted += 1
        }
        return SourcePosition(line: line, column: column)
    }
}
