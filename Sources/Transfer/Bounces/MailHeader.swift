import Foundation

/// Fields as RFC 5322 has them, in the order of the mail, unfolded: a mail's
/// head, a part's, or a group of a report.
struct MailHeader {
    struct Field {
        /// In lower case.
        var name: String
        /// Without the white space around it.
        var value: String
    }

    private(set) var fields: [Field] = []

    /// What follows is left out; no head of a report comes near.
    private static let mostFields = 1_000
    private static let longestValue = 64 * 1024

    init() {}

    /// Takes a head off the front: up to an empty line, which goes with it, or up
    /// to a line that is no field, which stays.
    init(_ rest: inout ArraySlice<UInt8>) {
        while !rest.isEmpty {
            let before = rest
            let line = rest.takeLine()
            if line.isEmpty { return }
            // A mailbox file's own line, which the mail's copy hides.
            if add(line) || line.starts(with: Array(">From ".utf8)) { continue }
            rest = before
            return
        }
    }

    /// Adds a line, or what it continues; false if it is neither.
    mutating func add(_ line: ArraySlice<UInt8>) -> Bool {
        if line.first == 0x20 || line.first == 0x09 {
            guard let last = fields.indices.last,
                fields[last].value.utf8.count + line.count < Self.longestValue
            else { return true }
            fields[last].value += " " + Self.text(line)
            return true
        }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let name = line[..<colon].trimmed
        guard !name.isEmpty, name.allSatisfy({ 0x21...0x7E ~= $0 }) else { return false }
        guard fields.count < Self.mostFields else { return true }
        fields.append(
            Field(
                name: String(decoding: name, as: UTF8.self).lowercased(),
                value: Self.text(line[(colon + 1)...])))
        return true
    }

    /// Adds another's fields behind its own.
    mutating func add(_ other: MailHeader) {
        fields += other.fields.prefix(Self.mostFields - fields.count)
    }

    /// The first field of this name, which is in lower case.
    subscript(_ name: String) -> String? {
        fields.first { $0.name == name }?.value
    }

    func all(_ name: String) -> [String] {
        fields.filter { $0.name == name }.map(\.value)
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.trimmed.prefix(longestValue), as: UTF8.self)
    }
}

extension ArraySlice<UInt8> {
    /// Takes the next line off the front, and gives it without its end, CRLF or
    /// LF. Takes at least one byte of what is not empty.
    mutating func takeLine() -> ArraySlice<UInt8> {
        let end = firstIndex(of: 0x0A) ?? endIndex
        var line = self[startIndex..<end]
        self = self[Swift.min(end + 1, endIndex)...]
        if line.last == 0x0D { line.removeLast() }
        return line
    }

    /// Without the spaces and tabs around it.
    var trimmed: ArraySlice<UInt8> {
        guard let first = firstIndex(where: { $0 != 0x20 && $0 != 0x09 }),
            let last = lastIndex(where: { $0 != 0x20 && $0 != 0x09 })
        else { return [] }
        return self[first...last]
    }
}
