import Foundation

/// A mail, or a part of one, as RFC 5322 and MIME (RFC 2045, 2046) have it, read
/// as far as reports about deliveries need. Never fails: what is no header is
/// body, and a part that never ends, ends with its parent.
struct MailPart {
    /// In the order of the mail, unfolded.
    let fields: [Field]
    /// As it stands, after the empty line.
    let body: ArraySlice<UInt8>

    struct Field {
        /// In lower case.
        var name: String
        /// Without the white space around it.
        var value: String
    }

    /// A part of a part of a part…; what is deeper is no report.
    private static let deepest = 6
    private static let mostParts = 64
    /// Of a header; what follows is not read as one.
    private static let mostFields = 1_000

    init(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        // A mailbox file's own line before the first field.
        if rest.starts(with: Array("From ".utf8)) { _ = Self.takeLine(&rest) }
        var fields: [Field] = []
        while !rest.isEmpty, fields.count < Self.mostFields {
            let before = rest
            let line = Self.takeLine(&rest)
            if line.isEmpty { break }
            if line.first == 0x20 || line.first == 0x09 {
                guard !fields.isEmpty else { continue }
                fields[fields.count - 1].value += " " + Self.text(line)
                continue
            }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
                rest = before
                break
            }
            fields.append(
                Field(
                    name: Self.text(line[..<colon]).lowercased(),
                    value: Self.text(line[(colon + 1)...])))
        }
        self.fields = fields
        body = rest
    }

    /// The first field of this name, which is in lower case.
    subscript(_ name: String) -> String? {
        fields.first { $0.name == name }?.value
    }

    func all(_ name: String) -> [String] {
        fields.filter { $0.name == name }.map(\.value)
    }

    /// `text/plain` unless it says otherwise; in lower case.
    var mediaType: String {
        let type = (self["content-type"] ?? "").prefix { $0 != ";" }
            .trimmingCharacters(in: .whitespaces).lowercased()
        return type.contains("/") ? type : "text/plain"
    }

    /// A parameter of the content type, without its quotation marks.
    func parameter(_ name: String) -> String? {
        guard let value = self["content-type"] else { return nil }
        for piece in value.split(separator: ";").dropFirst() {
            let halves = piece.split(separator: "=", maxSplits: 1)
            guard halves.count == 2,
                halves[0].trimmingCharacters(in: .whitespaces).lowercased() == name
            else { continue }
            return halves[1].trimmingCharacters(in: .whitespaces)
                .trimmingCharacters(in: ["\""])
        }
        return nil
    }

    /// Itself and all parts inside it, in the order of the mail. A mail that is
    /// a part, as a bounce returns it, is given as that part and not opened.
    var parts: [MailPart] {
        var found: [MailPart] = []
        collect(into: &found, depth: 0)
        return found
    }

    private func collect(into found: inout [MailPart], depth: Int) {
        guard found.count < Self.mostParts else { return }
        found.append(self)
        guard mediaType.hasPrefix("multipart/"), depth < Self.deepest,
            let boundary = parameter("boundary"), !boundary.isEmpty
        else { return }
        for part in Self.split(body, at: boundary) {
            MailPart(part).collect(into: &found, depth: depth + 1)
        }
    }

    /// The body without its transfer encoding.
    var content: [UInt8] {
        switch self["content-transfer-encoding"]?.lowercased() {
        case "base64":
            let data = Data(
                base64Encoded: Data(body), options: .ignoreUnknownCharacters)
            return data.map(Array.init) ?? Array(body)
        case "quoted-printable": return Self.unquoted(body)
        default: return Array(body)
        }
    }

    /// The same as text; bytes that are not UTF-8 become U+FFFD.
    var text: String { String(decoding: content, as: UTF8.self) }

    private static func split(
        _ body: ArraySlice<UInt8>, at boundary: String
    ) -> [ArraySlice<UInt8>] {
        let mark = Array("--\(boundary)".utf8)
        var parts: [ArraySlice<UInt8>] = []
        var rest = body
        var start: Int?
        while !rest.isEmpty {
            let before = rest.startIndex
            let line = takeLine(&rest)
            guard line.starts(with: mark) else { continue }
            if let start { parts.append(body[start..<before]) }
            start = rest.startIndex
            if line.dropFirst(mark.count).starts(with: Array("--".utf8)) { return parts }
        }
        if let start { parts.append(body[start...]) }
        return parts
    }

    /// RFC 2045 section 6.7, forgiving.
    private static func unquoted(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var decoded: [UInt8] = []
        var at = bytes.startIndex
        while at < bytes.endIndex {
            guard bytes[at] == UInt8(ascii: "=") else {
                decoded.append(bytes[at])
                at += 1
                continue
            }
            let next = bytes[(at + 1)...].prefix(2)
            if let byte = UInt8(String(decoding: next, as: UTF8.self), radix: 16), next.count == 2 {
                decoded.append(byte)
                at += 3
            } else {
                // A soft break, or a sign that stands for itself.
                at += 1
                var rest = bytes[at...]
                let line = takeLine(&rest)
                if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
                    at = rest.startIndex
                } else {
                    decoded.append(UInt8(ascii: "="))
                }
            }
        }
        return decoded
    }

    /// The next line without its end, CRLF or LF.
    private static func takeLine(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
        var line = rest[..<end]
        rest = rest[min(end + 1, rest.endIndex)...]
        if line.last == 0x0D { line.removeLast() }
        return line
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespaces)
    }
}
