/// What stands before an XML document's root element: passed over, never
/// obeyed. A document type declaration is no part of what libxml2 sees, so no
/// entity is ever declared, expanded or fetched.
struct XMLProlog {
    /// The root's name as written, prefix and all.
    var rootName: String
    /// Where its `<` stands.
    var rootOffset: Int
    /// Whether there was a document type declaration with declarations of its own.
    var hasInternalSubset: Bool
    /// Whether something stood there that XML does not allow.
    var hasJunk: Bool

    /// Nil if no element begins in the bytes.
    init?(_ bytes: [UInt8]) {
        var index = 0
        hasInternalSubset = false
        hasJunk = false
        while let open = bytes[index...].firstIndex(of: 0x3C), open + 1 < bytes.count {
            if !bytes[index..<open].allSatisfy({ $0 <= 0x20 }) { hasJunk = true }
            let next = bytes[open + 1]
            if next == 0x3F {
                if open != 0, Self.starts(bytes, at: open, with: "<?xml ") { hasJunk = true }
                index = Self.end(of: "?>", in: bytes, from: open)
            } else if Self.starts(bytes, at: open, with: "<!--") {
                index = Self.end(of: "-->", in: bytes, from: open + 4)
            } else if next == 0x21 {
                let end = Self.endOfDeclaration(in: bytes, from: open + 2)
                if bytes[open..<end].contains(0x5B) { hasInternalSubset = true }
                index = end
            } else {
                let name = bytes[(open + 1)...].prefix { byte in
                    byte >= 0x80 || byte == 0x3A || byte == 0x2D || byte == 0x2E || byte == 0x5F
                        || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
                }
                if !name.isEmpty {
                    rootName = String(decoding: name, as: UTF8.self)
                    rootOffset = open
                    return
                }
                hasJunk = true
                index = open + 1
            }
        }
        return nil
    }

    /// A feed's root that follows something else, as where a server printed a
    /// warning first; looked for in the first 8,192 bytes.
    mutating func skipJunkBeforeFeed(in bytes: [UInt8]) {
        for root in ["<rss", "<feed", "<rdf:RDF"] {
            let count = root.utf8.count
            for index in 0..<max(0, min(8192, bytes.count - count)) where bytes[index] == 0x3C {
                guard Self.starts(bytes, at: index, with: root),
                    bytes[index + count] <= 0x20 || bytes[index + count] == 0x3E
                else { continue }
                rootName = String(root.dropFirst())
                rootOffset = index
                hasJunk = true
                return
            }
        }
    }

    private static func starts(_ bytes: [UInt8], at index: Int, with text: String) -> Bool {
        bytes[index...].starts(with: text.utf8)
    }

    private static func end(of mark: String, in bytes: [UInt8], from start: Int) -> Int {
        let mark = Array(mark.utf8)
        var index = start
        while index + mark.count <= bytes.count {
            if bytes[index] == mark[0], bytes[index...].starts(with: mark) {
                return index + mark.count
            }
            index += 1
        }
        return bytes.count
    }

    /// Behind the `>` that closes a declaration, its internal subset and quoted
    /// literals passed over.
    private static func endOfDeclaration(in bytes: [UInt8], from start: Int) -> Int {
        var depth = 0
        var quote: UInt8?
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
            } else if byte == 0x5B {
                depth += 1
            } else if byte == 0x5D {
                depth -= 1
            } else if byte == 0x3E, depth <= 0 {
                return index
            }
        }
        return bytes.count
    }
}
