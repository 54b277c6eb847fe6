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
        return Array(encoded.parts.map(\.bytes).joined())
    }

    /// The same behind what ended with a line, if with anything.
    static func append(_ text: UnsafeBufferPointer<UInt8>, to encoded: inout EncodedText) {
        // An octet becomes three, a line break two, and a soft break of three
        // comes behind sixty of them at the earliest.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count * 13 / 4 + 64) { room in
            var writer = Writer(room: room)
            var start = 0
            while start < text.count {
                let rest = UnsafeBufferPointer(rebasing: text[start...])
                let end = rest.firstIndex(of: 0x0A) ?? rest.count
                let isLine = end < rest.count
                let hasReturn = isLine && end > 0 && rest[end - 1] == 0x0D
                writer.write(
                    line: UnsafeBufferPointer(rebasing: rest[..<(hasReturn ? end - 1 : end)]),
                    to: &encoded)
                if isLine { writer.breakLine() }
                start += end + 1
            }
            writer.flush(to: &encoded)
        }
    }

    /// Writes into room that is enough: an array that grows by single octets
    /// takes most of the time.
    private struct Writer {
        private let room: UnsafeMutableBufferPointer<UInt8>
        private var count = 0
        /// Octets on the line.
        private var column = 0

        init(room: UnsafeMutableBufferPointer<UInt8>) {
            self.room = room
        }

        mutating func flush(to encoded: inout EncodedText) {
            encoded.bytes.append(contentsOf: room[..<count])
            count = 0
        }

        mutating func breakLine() {
            put(0x0D)
            put(0x0A)
            column = 0
        }

        mutating func write(
            line: UnsafeBufferPointer<UInt8>, to encoded: inout EncodedText
        ) {
            var index = 0
            while index < line.count {
                let bare = QuotedPrintable.bareCount(line, from: index)
                if bare > 0, column > 0 || !QuotedPrintable.needsShelter(line, at: index) {
                    // The last octet of a line may stand where a soft break would.
                    let free = longestLine - 1 - column
                    let endsLine = index + bare == line.count
                    let taken = endsLine && bare <= free + 1 ? bare : min(bare, free)
                    put(line, from: index, count: taken)
                    column += taken
                    index += taken
                    if taken < bare { breakSoftly() }
                    continue
                }
                // What stays on one line: a scalar, whose other octets are
                // 10xxxxxx.
                var end = index + 1
                while line[index] >= 0xC0, end < min(line.count, index + 4),
                    line[end] & 0xC0 == 0x80
                {
                    end += 1
                }
                if QuotedPrintable.isLink(line[index..<end]) {
                    if column > 0 { breakSoftly() }
                    flush(to: &encoded)
                    encoded.addHole()
                } else {
                    let free = end == line.count ? longestLine : longestLine - 1
                    if column + 3 * (end - index) > free { breakSoftly() }
                    for octet in line[index..<end] {
                        put(UInt8(ascii: "="))
                        put(QuotedPrintable.digit(octet >> 4))
                        put(QuotedPrintable.digit(octet & 15))
                    }
                    column += 3 * (end - index)
                }
                index = end
            }
        }

        private mutating func breakSoftly() {
            put(UInt8(ascii: "="))
            breakLine()
        }

        private mutating func put(_ octet: UInt8) {
            room[count] = octet
            count += 1
        }

        private mutating func put(
            _ line: UnsafeBufferPointer<UInt8>, from start: Int, count taken: Int
        ) {
            guard taken > 0 else { return }
            _ = UnsafeMutableBufferPointer(rebasing: room[count..<(count + taken)])
                .update(fromContentsOf: line[start..<(start + taken)])
            count += taken
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
        let link = MailRun.linkBytes
        let start = scalar.startIndex
        return scalar.count == 3 && scalar[start] == link.0 && scalar[start + 1] == link.1
            && scalar[start + 2] == link.2
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? 0x30 + value : 0x37 + value
    }

    /// `=XX`.
    static func appendHex(_ byte: UInt8, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "="))
        output.append(digit(byte >> 4))
        output.append(digit(byte & 15))
    }
}

/// Lines as they go out, with holes for what is one recipient's own. What fills
/// a hole stands behind a soft break, or starts its line, and ends with one, so
/// that it changes nothing around it.
struct EncodedText: Sendable {
    struct Part: Sendable {
        var bytes: [UInt8]
        /// Whether a hole comes behind it.
        var endsWithHole: Bool
    }

    /// What ends with a hole, or is shared with other texts or stands before
    /// what is.
    private var closed: [Part] = []
    /// Behind that.
    var bytes: [UInt8] = []
    /// Octets of what is closed.
    private var closedCount = 0
    private(set) var holeCount = 0

    /// - Parameter expected: how many octets of its own it is likely to get.
    init(expecting expected: Int = 0) {
        bytes.reserveCapacity(expected)
    }

    var count: Int { closedCount + bytes.count }
    /// In order; all but the last may be without anything behind them too.
    var parts: [Part] { closed + [Part(bytes: bytes, endsWithHole: false)] }

    mutating func addHole() {
        close(withHole: true)
    }

    /// Puts a text behind this one. What is long of it stays where it is and is
    /// a part of its own here.
    mutating func append(_ other: EncodedText, sharing: Bool) {
        if sharing {
            if !bytes.isEmpty { close(withHole: false) }
            closed += other.closed
            closed.append(Part(bytes: other.bytes, endsWithHole: false))
            closedCount += other.count
            holeCount += other.holeCount
            return
        }
        for part in other.closed {
            bytes += part.bytes
            if part.endsWithHole { addHole() }
        }
        bytes += other.bytes
    }

    static func += (text: inout EncodedText, plain: String) {
        text.bytes += plain.utf8
    }

    /// Takes octets off its end, behind the last hole.
    mutating func removeLast(_ count: Int) {
        if bytes.isEmpty, let part = closed.last, !part.endsWithHole {
            closed.removeLast()
            closedCount -= part.bytes.count
            bytes = part.bytes
        }
        bytes.removeLast(count)
    }

    private mutating func close(withHole hasHole: Bool) {
        closedCount += bytes.count
        closed.append(Part(bytes: bytes, endsWithHole: hasHole))
        if hasHole { holeCount += 1 }
        bytes = []
    }
}
