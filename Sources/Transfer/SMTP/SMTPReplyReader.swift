import Newswire

/// Makes replies of the bytes a server sends, whatever they are: pure, without
/// a connection.
///
/// What it keeps is bounded: of a line the first bytes, of a reply the first
/// words. A reply that does not end is an error, as is a line that is none.
struct SMTPReplyReader {
    /// A reply that RFC 5321 section 4.2 does not know.
    enum Problem: Error, Hashable {
        case noCode
        case endless
    }

    private static let longestLine = 1024
    private static let mostBytes = 64 * 1024

    /// What was fed, of which the bytes from `position` on have not been looked at.
    private var fed: [UInt8] = []
    private var position = 0
    /// The beginning of a line whose end was not fed yet.
    private var line: [UInt8] = []
    /// Behind the code, of the lines of this reply so far.
    private var words: [UInt8] = []
    private var bytesInReply = 0

    /// Whether nothing was fed since the last whole reply, and that was taken.
    var isEmpty: Bool { position == fed.count && bytesInReply == 0 }

    mutating func feed(_ bytes: some Sequence<UInt8>) {
        fed.removeSubrange(..<position)
        position = 0
        fed.append(contentsOf: bytes)
    }

    /// The next whole reply; nil if more bytes are needed.
    mutating func next() throws(Problem) -> SMTPReply? {
        while let end = fed[position...].firstIndex(of: 0x0A) {
            try take(upTo: end)
            position += 1
            if let reply = try endLine() { return reply }
        }
        try take(upTo: fed.count)
        fed.removeAll(keepingCapacity: true)
        position = 0
        return nil
    }

    private mutating func take(upTo end: Int) throws(Problem) {
        bytesInReply += end - position
        line.append(contentsOf: fed[position..<end].prefix(Self.longestLine - line.count))
        position = end
        guard bytesInReply <= Self.mostBytes else {
            startReply()
            throw .endless
        }
    }

    /// Of the last line the reply that it ends.
    private mutating func endLine() throws(Problem) -> SMTPReply? {
        defer { line.removeAll(keepingCapacity: true) }
        bytesInReply += 1
        if line.last == 0x0D { line.removeLast() }
        guard line.count >= 3, (0x32...0x35).contains(line[0]), let second = digit(1),
            let third = digit(2), line.count == 3 || line[3] == 0x20 || line[3] == 0x2D
        else {
            startReply()
            throw .noCode
        }
        words.append(contentsOf: line.dropFirst(4))
        if line.count > 3, line[3] == 0x2D {
            words.append(0x0A)
            return nil
        }
        defer { startReply() }
        return SMTPReply(code: Int(line[0] - 0x30) * 100 + second * 10 + third, words: words)
    }

    private mutating func startReply() {
        words = []
        bytesInReply = 0
    }

    private func digit(_ place: Int) -> Int? {
        (0x30...0x39).contains(line[place]) ? Int(line[place] - 0x30) : nil
    }
}

/// One reply with all its lines.
struct SMTPReply: Hashable, Sendable {
    var code: Int
    /// Behind the code, with LF between lines. Most replies are read for their
    /// code alone.
    var words: [UInt8]

    /// The words of each line, without code and status.
    var lines: [String] { read.lines }

    /// As deliveries keep it, with RFC 3463's status of the first line that has one.
    var summary: ServerReply {
        let (enhanced, lines) = read
        return ServerReply(
            code: code, enhanced: enhanced, text: ReplyText.oneLine(lines.joined(separator: " ")))
    }

    private var read: (enhanced: String?, lines: [String]) {
        var (enhanced, lines): (String?, [String]) = (nil, [])
        for line in words.split(separator: 0x0A, omittingEmptySubsequences: false) {
            let (status, rest) = Self.enhancedStatus(of: line)
            enhanced = enhanced ?? status
            lines.append(String(decoding: rest, as: UTF8.self))
        }
        return (enhanced, lines)
    }

    /// Splits `5.1.1 No such user` into its status and the words.
    static func enhancedStatus(
        of words: ArraySlice<UInt8>
    ) -> (status: String?, rest: ArraySlice<UInt8>) {
        guard let first = words.first, [0x32, 0x34, 0x35].contains(first) else {
            return (nil, words)
        }
        var rest = words.dropFirst()
        for _ in 0..<2 {
            guard rest.first == 0x2E else { return (nil, words) }
            let number = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
            guard (1...3).contains(number.count) else { return (nil, words) }
            rest = rest[number.endIndex...]
        }
        guard rest.first == 0x20 || rest.isEmpty else { return (nil, words) }
        return (String(decoding: words[..<rest.startIndex], as: UTF8.self), rest.dropFirst())
    }
}

/// A server's words as they are kept: never more than a line.
enum ReplyText {
    /// On one line, at most 500 characters, control characters and repeated
    /// spaces as one space.
    static func oneLine(_ text: String) -> String {
        if isPlain(text) { return text }
        var line = ""
        var count = 0
        var pendingSpace = false
        for character in text {
            let isBlank =
                character.isWhitespace
                || character.unicodeScalars.contains { $0.properties.generalCategory == .control }
            if isBlank {
                pendingSpace = !line.isEmpty
                continue
            }
            guard count + (pendingSpace ? 2 : 1) <= 500 else { break }
            if pendingSpace {
                line.append(" ")
                count += 1
            }
            line.append(character)
            count += 1
            pendingSpace = false
        }
        return line
    }

    /// Whether there is nothing to do, as with most replies: words of ASCII with
    /// one space between them.
    private static func isPlain(_ text: String) -> Bool {
        guard text.utf8.count <= 500 else { return false }
        var last: UInt8 = 0x20
        for byte in text.utf8 {
            guard (0x20..<0x7F).contains(byte), byte != 0x20 || last != 0x20 else { return false }
            last = byte
        }
        return last != 0x20
    }
}
