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

    private var line: [UInt8] = []
    private var bytesInReply = 0
    private var texts: [String] = []
    private var enhanced: String?
    private var ready: [Result<SMTPReply, Problem>] = []

    /// Whether nothing was fed since the last whole reply, and that was taken.
    var isEmpty: Bool { ready.isEmpty && bytesInReply == 0 }

    /// The next whole reply; nil if more bytes are needed.
    mutating func next() throws(Problem) -> SMTPReply? {
        ready.isEmpty ? nil : try ready.removeFirst().get()
    }

    mutating func feed(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            bytesInReply += 1
            if bytesInReply > Self.mostBytes {
                fail(.endless)
            } else if byte == 0x0A {
                endLine()
            } else if line.count < Self.longestLine {
                line.append(byte)
            }
        }
    }

    private mutating func endLine() {
        defer { line.removeAll(keepingCapacity: true) }
        if line.last == 0x0D { line.removeLast() }
        let digits = line.prefix(3)
        guard digits.count == 3, digits.allSatisfy({ (0x30...0x39).contains($0) }),
            (0x32...0x35).contains(line[0]), line.count == 3 || [0x20, 0x2D].contains(line[3])
        else { return fail(.noCode) }
        let code = digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
        let words = String(decoding: line.dropFirst(4), as: UTF8.self)
        let (status, rest) = SMTPReply.enhancedStatus(of: words)
        enhanced = enhanced ?? status
        texts.append(status == nil ? words : rest)
        guard line.count == 3 || line[3] == 0x20 else { return }
        ready.append(.success(SMTPReply(code: code, enhanced: enhanced, lines: texts)))
        startReply()
    }

    private mutating func fail(_ problem: Problem) {
        ready.append(.failure(problem))
        startReply()
    }

    private mutating func startReply() {
        bytesInReply = 0
        texts = []
        enhanced = nil
    }
}

/// One reply with all its lines.
struct SMTPReply: Hashable, Sendable {
    var code: Int
    /// RFC 3463's status of the first line that has one.
    var enhanced: String?
    /// The words of each line, without code and status.
    var lines: [String]

    /// As deliveries keep it.
    var summary: ServerReply {
        ServerReply(
            code: code, enhanced: enhanced, text: ReplyText.oneLine(lines.joined(separator: " ")))
    }

    /// Splits `5.1.1 No such user` into its status and the words.
    static func enhancedStatus(of words: String) -> (status: String?, rest: String) {
        let bytes = words.utf8
        guard let first = bytes.first, [0x32, 0x34, 0x35].contains(first) else {
            return (nil, words)
        }
        var end = bytes.index(after: bytes.startIndex)
        for _ in 0..<2 {
            guard end < bytes.endIndex, bytes[end] == 0x2E else { return (nil, words) }
            let number = bytes[bytes.index(after: end)...].prefix { (0x30...0x39).contains($0) }
            guard (1...3).contains(number.count) else { return (nil, words) }
            end = number.endIndex
        }
        guard end < bytes.endIndex else { return (words, "") }
        guard bytes[end] == 0x20 else { return (nil, words) }
        return (String(words[..<end]), String(words[bytes.index(after: end)...]))
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
