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
    /// alone behind this, as at the start of a line, goes on from it over a soft
    /// break (rule 5).
    static func encoded(_ text: String, continues: Bool = false) -> [UInt8] {
        var text = continues ? text + MailRun.link : text
        var encoded = EncodedText()
        text.withUTF8 { append($0, to: &encoded) }
        return Array(encoded.parts.joined())
    }

    /// The same behind what ended with a line, if with anything.
    static func append(_ text: UnsafeBufferPointer<UInt8>, to encoded: inout EncodedText) {
        var start = 0
        while start < text.count {
            let rest = UnsafeBufferPointer(rebasing: text[start...])
            let end = rest.firstIndex(of: 0x0A) ?? rest.count
            let isLine = end < rest.count
            let hasReturn = isLine && end > 0 && rest[end - 1] == 0x0D
            appendLine(
                UnsafeBufferPointer(rebasing: rest[..<(hasReturn ? end - 1 : end)]), to: &encoded)
            if isLine { encoded.bytes += [0x0D, 0x0A] }
            start += end + 1
        }
    }

    private static func appendLine(
        _ line: UnsafeBufferPointer<UInt8>, to encoded: inout EncodedText
    ) {
        var column = 0
        func breakSoftly(_ encoded: inout EncodedText) {
            encoded.bytes += [UInt8(ascii: "="), 0x0D, 0x0A]
            column = 0
        }
        var index = 0
        while index < line.count {
            let bare = bareCount(line, from: index)
            if bare > 0, column > 0 || !needsShelter(line, at: index) {
                // The last octet of a line may stand where a soft break would.
                let room = longestLine - 1 - column
                let endsLine = index + bare == line.count
                let taken = endsLine && bare <= room + 1 ? bare : min(bare, room)
                encoded.bytes.append(contentsOf: line[index..<(index + taken)])
                column += taken
                index += taken
                if taken < bare { breakSoftly(&encoded) }
                continue
            }
            // What stays on one line: a scalar, whose other octets are 10xxxxxx.
            var end = index + 1
            while line[index] >= 0xC0, end < line.count, line[end] & 0xC0 == 0x80 { end += 1 }
            if isLink(line[index..<end]) {
                if column > 0 { breakSoftly(&encoded) }
                encoded.addHole()
            } else {
                let room = end == line.count ? longestLine : longestLine - 1
                if column + 3 * (end - index) > room { breakSoftly(&encoded) }
                for octet in line[index..<end] { appendHex(octet, to: &encoded.bytes) }
                column += 3 * (end - index)
            }
            index = end
        }
    }

    /// How many octets from here on stand for themselves. A space does but at
    /// the end of a line.
    private static func bareCount(_ line: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start
        while index < line.count {
            let byte = line[index]
            guard byte >= 0x20 && byte <= 0x7E && byte != UInt8(ascii: "=") || byte == 0x09 else {
                return index - start
            }
            index += 1
        }
        if index > start, line[index - 1] == 0x20 || line[index - 1] == 0x09 { index -= 1 }
        return index - start
    }

    private static func needsShelter(_ line: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        line[index] == UInt8(ascii: ".")
            || line[index] == UInt8(ascii: "F") && line[index...].starts(with: "From ".utf8)
    }

    private static func isLink(_ scalar: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        scalar.count == 3 && scalar.elementsEqual(MailRun.linkBytes)
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    /// `=XX`.
    static func appendHex(_ byte: UInt8, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "="))
        output.append(digits[Int(byte >> 4)])
        output.append(digits[Int(byte & 15)])
    }
}

/// Lines as they go out, with holes for what is one recipient's own. What fills
/// a hole stands behind a soft break, or starts its line, and ends with one, so
/// that it changes nothing around it.
struct EncodedText: Sendable {
    /// What stands before each hole.
    private var closed: [[UInt8]] = []
    /// Behind the last hole.
    var bytes: [UInt8] = []
    /// Octets before the last hole.
    private var closedCount = 0
    private let expected: Int

    /// - Parameter expected: how many octets it is likely to get.
    init(expecting expected: Int = 0) {
        self.expected = expected
        bytes.reserveCapacity(expected)
    }

    var count: Int { closedCount + bytes.count }
    var holeCount: Int { closed.count }
    /// What stands before, between and behind the holes.
    var parts: [[UInt8]] { closed + [bytes] }

    mutating func addHole() {
        closedCount += bytes.count
        closed.append(bytes)
        bytes = []
        bytes.reserveCapacity(max(0, expected - closedCount))
    }

    static func += (text: inout EncodedText, other: EncodedText) {
        for part in other.closed {
            text.bytes += part
            text.addHole()
        }
        text.bytes += other.bytes
    }

    static func += (text: inout EncodedText, plain: String) {
        text.bytes += plain.utf8
    }
}
