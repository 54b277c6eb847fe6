/// A mail, or a part of one, as RFC 5322 and MIME (RFC 2045, 2046) have it, read
/// as far as reports about deliveries need. Never fails: what is no header is
/// body, and a part that never ends, ends with its parent. Linear in its size.
struct MailPart {
    let header: MailHeader
    /// As it stands, after the empty line.
    let body: ArraySlice<UInt8>
    private let type: FieldValue

    /// A part of a part of a part…; what is deeper is no report.
    private static let deepest = 6
    private static let mostParts = 64

    init(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        // A mailbox file's own line before the first field.
        if rest.starts(with: Array("From ".utf8)) { _ = rest.takeLine() }
        header = MailHeader(&rest)
        body = rest
        type = FieldValue(header["content-type"] ?? "")
    }

    /// The first field of this name, which is in lower case.
    subscript(_ name: String) -> String? { header[name] }

    func all(_ name: String) -> [String] { header.all(name) }

    /// The same for people: its encoded-words are read.
    func words(_ name: String) -> String { MailWords.decoded(header[name] ?? "") }

    /// `text/plain` unless it says otherwise; in lower case.
    var mediaType: String { type.value.contains("/") ? type.value : "text/plain" }

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
        guard mediaType.hasPrefix("multipart/"), depth < Self.deepest else { return }
        var pieces = type.parameters["boundary"].map { split(at: $0) } ?? []
        // Named wrongly or not at all: what looks like one is one.
        if pieces.isEmpty, let seen = likelyBoundary { pieces = split(at: seen) }
        for piece in pieces where found.count < Self.mostParts {
            MailPart(piece).collect(into: &found, depth: depth + 1)
        }
    }

    /// The body without its transfer encoding.
    var content: [UInt8] {
        switch FieldValue(self["content-transfer-encoding"] ?? "").value {
        case "base64": TransferEncoding.base64(body)
        case "quoted-printable": TransferEncoding.quotedPrintable(body)
        default: Array(body)
        }
    }

    /// The same as text, of so many bytes at most.
    func text(upTo limit: Int) -> String {
        MailWords.text(content.prefix(limit), charset: type.parameters["charset"])
    }

    /// The parts between lines that are `--` and the boundary.
    private func split(at boundary: String) -> [ArraySlice<UInt8>] {
        let mark = Array("--\(boundary)".utf8)
        guard mark.count > 2 else { return [] }
        var parts: [ArraySlice<UInt8>] = []
        var rest = body
        var start: Int?
        while !rest.isEmpty {
            let before = rest.startIndex
            let line = rest.takeLine()
            guard line.starts(with: mark) else { continue }
            let tail = line.dropFirst(mark.count).trimmed
            let isLast = tail.elementsEqual("--".utf8)
            guard tail.isEmpty || isLast else { continue }
            if let start { parts.append(body[start..<before]) }
            start = rest.startIndex
            if isLast { return parts }
        }
        if let start { parts.append(body[start...]) }
        return parts
    }

    /// Of the first line that begins with `--` and stands above a part's head.
    private var likelyBoundary: String? {
        var rest = body
        var last: ArraySlice<UInt8> = []
        while !rest.isEmpty {
            let line = rest.takeLine()
            if last.count > 2, last.starts(with: "--".utf8),
                String(decoding: line.prefix(8), as: UTF8.self).lowercased() == "content-"
            {
                return String(decoding: last.dropFirst(2).trimmed, as: UTF8.self)
            }
            last = line
        }
        return nil
    }
}
