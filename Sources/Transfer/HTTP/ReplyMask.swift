/// Hides in a server's reply what the server was asked with. An address is a
/// secret here, and so are a chat's room, its topic and its token: servers quote
/// them, each in the escapes of its own answer.
///
/// Reply and secrets are compared with the escapes of JSON, HTML and URLs undone
/// (`\/`, `\u0026`, `&amp;`, `&#x2F;`, `%2F`, `%252F`). The host of an address
/// stays. Takes time in proportion to the reply.
struct ReplyMask {
    /// A reply with fewer bytes holds no secret: `ok`.
    static let shortestSecret = 3
    /// So long a part of an address is hidden wherever it stands.
    private static let shortestPart = 8

    /// What to hide, without escapes: by first byte, the longest first.
    private var secrets: [UInt8: [[UInt8]]] = [:]

    /// Hides path and query of an address, each name or value in them that is
    /// long enough to be a secret, and its user and password.
    init(url: String) {
        var words: [Substring] = []
        let start = url.firstRange(of: "://")?.upperBound ?? url.startIndex
        let authority = url[start...].prefix { !"/?#".contains($0) }
        if let at = authority.lastIndex(of: "@") {
            words += Self.whole(authority[..<at])
            words += authority[..<at].split(separator: ":").flatMap(Self.whole)
        }
        let target = url[authority.endIndex...].prefix { $0 != "#" }
        let path = target.prefix { $0 != "?" }
        let query = target[path.endIndex...].dropFirst()
        words += [target, path].flatMap(Self.whole)
        let pairs = query.split(separator: "&")
        let parts =
            [path.dropFirst()] + path.split(separator: "/") + pairs
            + pairs.compactMap { pair in
                pair.firstIndex(of: "=").map { pair[pair.index(after: $0)...] }
            }
        words += parts.filter { $0.utf8.count >= Self.shortestPart }
        hide(words)
    }

    /// Hides a room, and a token with what stands behind its colon (Telegram's
    /// begins with the bot's number, which is none).
    init(room: String, token: String?) {
        var words = Self.whole(room[...])
        if let token {
            words += Self.whole(token[...])
            if let colon = token.firstIndex(of: ":") {
                words += Self.whole(token[token.index(after: colon)...])
            }
        }
        hide(words)
    }

    private static func whole(_ text: Substring) -> [Substring] {
        text.utf8.count >= shortestSecret ? [text] : []
    }

    private mutating func hide(_ words: [Substring]) {
        for word in Set(words) {
            let bytes = Unescaped(Array(word.utf8)).bytes
            if let first = bytes.first { secrets[first, default: []].append(bytes) }
        }
        for first in secrets.keys {
            secrets[first]?.sort { $0.count > $1.count }
        }
    }

    /// The text with three asterisks for each secret. A secret at its end that is
    /// cut there, as by a lost connection, is hidden too.
    func hidden(in text: String) -> String {
        let written = Array(text.utf8)
        let read = Unescaped(written)
        var shown: [UInt8] = []
        var copied = 0
        var index = 0
        while index < read.bytes.count {
            guard let end = end(ofSecretAt: index, in: read.bytes) else {
                index += 1
                continue
            }
            shown += written[copied..<max(copied, read.starts[index])]
            shown += Array("***".utf8)
            copied = end < read.starts.count ? read.starts[end] : written.count
            index = end
        }
        return copied == 0
            ? text : String(decoding: shown + written[copied...], as: UTF8.self)
    }

    private func end(ofSecretAt index: Int, in bytes: [UInt8]) -> Int? {
        for secret in secrets[bytes[index]] ?? [] {
            let end = index + secret.count
            if end > bytes.count {
                let isCut = bytes.count - index >= Self.shortestPart
                if isCut, secret.starts(with: bytes[index...]) { return bytes.count }
            } else if secret.elementsEqual(bytes[index..<end]),
                secret.count >= Self.shortestPart || isWord(index..<end, in: bytes)
            {
                return end
            }
        }
        return nil
    }

    /// Whether no letter or digit goes on before or behind: a topic may be
    /// called as words are that have nothing to do with it.
    private func isWord(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
        func joins(_ left: Int, _ right: Int) -> Bool {
            bytes.indices.contains(left) && bytes.indices.contains(right)
                && Self.isWordByte(bytes[left]) && Self.isWordByte(bytes[right])
        }
        return !joins(range.lowerBound - 1, range.lowerBound)
            && !joins(range.upperBound - 1, range.upperBound)
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte >= 0x80
    }
}

/// Text with its escapes undone, and where each byte of it was written.
private struct Unescaped {
    private(set) var bytes: [UInt8]
    /// For each byte the place where what stands for it began.
    private(set) var starts: [Int]

    /// More rounds than anyone quotes a quotation.
    private static let mostRounds = 4

    init(_ written: [UInt8]) {
        bytes = written
        starts = Array(written.indices)
        for _ in 0..<Self.mostRounds where !undo() { break }
    }

    /// Whether there was anything to undo.
    private mutating func undo() -> Bool {
        guard bytes.contains(where: { $0 == 0x25 || $0 == 0x26 || $0 == 0x5C }) else {
            return false
        }
        var plain = Unescaped()
        plain.bytes.reserveCapacity(bytes.count)
        plain.starts.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let start = starts[index]
            if let (meant, length) = Self.escape(bytes[index...]) {
                plain.bytes += meant
                plain.starts += repeatElement(start, count: meant.count)
                index += length
            } else {
                plain.bytes.append(bytes[index])
                plain.starts.append(start)
                index += 1
            }
        }
        defer { self = plain }
        return plain.bytes.count < bytes.count
    }

    private init() {
        bytes = []
        starts = []
    }

    private static let named: [(name: [UInt8], meant: UInt8)] = [
        ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"),
    ].map { (Array($0.0.utf8), UInt8(ascii: $0.1)) }

    /// What the escape at the beginning means, and its length; nil if there is
    /// none.
    private static func escape(_ text: ArraySlice<UInt8>) -> (meant: [UInt8], length: Int)? {
        let rest = text.dropFirst()
        switch text.first {
        case UInt8(ascii: "%"):
            return number(rest.prefix(2), base: 16, digits: 2).map { ([UInt8($0)], 3) }
        case UInt8(ascii: "\\"):
            guard let sign = rest.first else { return nil }
            if "\\/\"".utf8.contains(sign) { return ([sign], 2) }
            guard sign == UInt8(ascii: "u"),
                let value = number(rest.dropFirst().prefix(4), base: 16, digits: 4)
            else { return nil }
            return utf8(value).map { ($0, 6) }
        case UInt8(ascii: "&"):
            if let (name, meant) = named.first(where: { text.starts(with: $0.name) }) {
                return ([meant], name.count)
            }
            guard rest.first == UInt8(ascii: "#") else { return nil }
            let isHex = rest.dropFirst().first.map { $0 | 0x20 } == UInt8(ascii: "x")
            let digits = rest.dropFirst(isHex ? 2 : 1).prefix(8).prefix { $0 != 0x3B }
            guard text.endIndex > digits.endIndex, text[digits.endIndex] == 0x3B,
                let value = number(digits, base: isHex ? 16 : 10, digits: digits.count)
            else { return nil }
            return utf8(value).map { ($0, digits.endIndex + 1 - text.startIndex) }
        default: return nil
        }
    }

    private static func number(_ digits: ArraySlice<UInt8>, base: Int, digits count: Int) -> UInt32?
    {
        let isPlain = digits.first.map { $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }
        guard digits.count == count, isPlain == true else { return nil }
        return UInt32(String(decoding: digits, as: UTF8.self), radix: base)
    }

    private static func utf8(_ value: UInt32) -> [UInt8]? {
        Unicode.Scalar(value).map { Array(String($0).utf8) }
    }
}
