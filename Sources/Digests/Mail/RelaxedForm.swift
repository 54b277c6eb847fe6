/// What a signature is made over, so that relays may fold lines and squeeze
/// spaces without breaking it: the relaxed canonicalisation of RFC 6376,
/// sections 3.4.2 and 3.4.4.
enum RelaxedForm {
    private static let space = UInt8(ascii: " ")
    private static let tab = UInt8(ascii: "\t")
    private static let carriageReturn: UInt8 = 0x0D
    private static let lineFeed: UInt8 = 0x0A
    private static let lineEnd: [UInt8] = [carriageReturn, lineFeed]

    /// One field, from its name to the CRLF of its last line: its name in lower
    /// case, its value on one line, runs of white space as one space, none
    /// around the colon or at the end. Ends with CRLF.
    static func field(_ field: some Collection<UInt8>) -> [UInt8] {
        let name = field.prefix { $0 != UInt8(ascii: ":") }
        var relaxed = lowercased(name)
        relaxed.append(UInt8(ascii: ":"))
        let start = relaxed.count
        var isSpacePending = false
        for byte in field.dropFirst(name.count + 1) {
            switch byte {
            case space, tab: isSpacePending = true
            // Folds: white space always follows them.
            case carriageReturn, lineFeed: break
            default:
                if isSpacePending, relaxed.count > start { relaxed.append(space) }
                isSpacePending = false
                relaxed.append(byte)
            }
        }
        return relaxed + lineEnd
    }

    /// A field's name in lower case, without white space.
    static func lowercased(_ name: some Sequence<UInt8>) -> [UInt8] {
        name.filter { $0 != space && $0 != tab }.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }

    /// A body: of each line no white space at the end, and runs of it elsewhere
    /// as one space; no empty lines at the end. A body of nothing but empty
    /// lines is no byte at all, any other ends with CRLF.
    ///
    /// A lone CR or LF ends a line, as it will when the message is sent.
    static func body(_ body: some Collection<UInt8>) -> [UInt8] {
        let relaxed = body.withContiguousStorageIfAvailable(relaxedBody)
        return relaxed ?? Array(body).withUnsafeBufferPointer(relaxedBody)
    }

    private static func relaxedBody(_ body: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var relaxed: [UInt8] = []
        relaxed.reserveCapacity(body.count)
        var isSpacePending = false
        // Written only when more than line ends follows.
        var lineEndsPending = 0
        var index = 0
        while index < body.count {
            let byte = body[index]
            index += 1
            switch byte {
            case space, tab: isSpacePending = true
            case carriageReturn, lineFeed:
                if byte == carriageReturn, index < body.count, body[index] == lineFeed {
                    index += 1
                }
                isSpacePending = false
                lineEndsPending += 1
            default:
                while lineEndsPending > 0 {
                    relaxed.append(carriageReturn)
                    relaxed.append(lineFeed)
                    lineEndsPending -= 1
                }
                if isSpacePending { relaxed.append(space) }
                isSpacePending = false
                relaxed.append(byte)
            }
        }
        return relaxed.isEmpty ? [] : relaxed + lineEnd
    }
}
