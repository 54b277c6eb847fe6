/// RFC 2045 section 6.7, line by line, so that a fragment that starts a line
/// and ends with a line feed can be encoded alone.
enum QuotedPrintable {
    /// Octets of a line, without its CRLF.
    static let longestLine = 76

    /// The text with CRLF line ends and no line over 76 octets. No scalar is
    /// split over two lines, a dot never leads a line (SMTP would double it),
    /// nor does `From ` (mailboxes would quote it), nor does a space end one.
    ///
    /// With `continues` other text follows on the same line: what is encoded
    /// alone behind this, as at the start of a line, goes on from it.
    static func encoded(_ text: String, continues: Bool = false) -> [UInt8] {
        var text = text
        return text.withUTF8 { encoded(Array($0), continues) }
    }

    private static func encoded(_ bytes: [UInt8], _ continues: Bool) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count * 3)
        var column = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if isLineEnd(bytes, at: index) {
                output += [0x0D, 0x0A]
                column = 0
                index += byte == 0x0D ? 2 : 1
                continue
            }
            // What stays on one line: a scalar, whose other octets are 10xxxxxx.
            var end = index + 1
            while byte >= 0xC0, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
            let endsLine = end == bytes.count ? !continues : isLineEnd(bytes, at: end)
            let isBare = isBare(byte) || (byte == 0x20 || byte == 0x09) && !endsLine
            // The last octet of a line may stand where a soft break would.
            let room = endsLine ? longestLine : longestLine - 1
            if column + (isBare ? 1 : 3 * (end - index)) > room {
                output += [UInt8(ascii: "="), 0x0D, 0x0A]
                column = 0
            }
            if isBare, column > 0 || !needsShelter(bytes, at: index) {
                output.append(byte)
                column += 1
            } else {
                for octet in bytes[index..<end] { appendHex(octet, to: &output) }
                column += 3 * (end - index)
            }
            index = end
        }
        if continues, column > 0 { output += [UInt8(ascii: "="), 0x0D, 0x0A] }
        return output
    }

    private static func isLineEnd(_ bytes: [UInt8], at index: Int) -> Bool {
        bytes[index] == 0x0A
            || bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
    }

    private static func isBare(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=")
    }

    private static func needsShelter(_ bytes: [UInt8], at index: Int) -> Bool {
        bytes[index] == UInt8(ascii: ".")
            || bytes[index] == UInt8(ascii: "F") && bytes[index...].starts(with: "From ".utf8)
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    /// `=XX`.
    static func appendHex(_ byte: UInt8, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "="))
        output.append(digits[Int(byte >> 4)])
        output.append(digits[Int(byte & 15)])
    }
}
