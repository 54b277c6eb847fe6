import CXML
import Foundation
import Newswire

/// Mends what feeds get wrong most often before libxml2 sees it, because its
/// recovery would drop the text: an ampersand or a `<` that should have been
/// escaped, HTML's entities, which no feed declares, and a CDATA section that
/// isn't closed. Lines stay; columns behind a mended place move.
struct XMLMending {
    private let source: [UInt8]
    /// Where each mark was last found; places only grow, so no part of the input
    /// is searched twice for one mark.
    private var found: [String: Int] = [:]
    private var result: [UInt8] = []
    private var copied: Int
    private var places: LinePlaces

    /// The XML from `start` to the end, mended.
    static func mended(
        _ bytes: [UInt8], from start: Int, problems: inout ProblemList
    ) -> (xml: [UInt8], isSound: Bool) {
        var mending = XMLMending(bytes, from: start)
        mending.run(problems: &problems)
        if mending.copied == start {
            return (start == 0 ? bytes : Array(bytes[start...]), true)
        }
        mending.copy(upTo: bytes.count)
        return (mending.result, false)
    }

    private init(_ bytes: [UInt8], from start: Int) {
        source = bytes
        copied = start
        places = LinePlaces(bytes)
    }

    private mutating func run(problems: inout ProblemList) {
        var index = copied
        while let found = nextMarkup(from: index) {
            if source[found] == 0x26 {
                index = mendReference(at: found, problems: &problems)
            } else {
                index = passTag(at: found, problems: &problems)
            }
        }
    }

    /// Where the next `<` or `&` stands.
    private func nextMarkup(from index: Int) -> Int? {
        source.withUnsafeBufferPointer { bytes in
            var index = index
            while index < bytes.count {
                if bytes[index] == 0x3C || bytes[index] == 0x26 { return index }
                index += 1
            }
            return nil
        }
    }

    private mutating func passTag(at open: Int, problems: inout ProblemList) -> Int {
        guard open + 1 < source.count else { return open + 1 }
        switch source[open + 1] {
        case 0x21:
            if starts(with: "<![CDATA[", at: open) {
                return passCDATA(at: open, problems: &problems)
            }
            if starts(with: "<!--", at: open) {
                return find("-->", from: open + 4).map { $0 + 3 } ?? source.count
            }
            return open + 2
        case 0x3F:
            return find("?>", from: open + 2).map { $0 + 2 } ?? source.count
        case 0x2F, 0x3A, 0x5F, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF:
            return open + 2
        default:
            replace(open..<open + 1, by: "&lt;")
            problems.note("a '<' that begins no tag, read as text", at: places.position(of: open))
            return open + 1
        }
    }

    /// A section that swallows the end of its item was never closed; it is
    /// closed where the item ends.
    private mutating func passCDATA(at open: Int, problems: inout ProblemList) -> Int {
        let end = find("]]>", from: open + 9)
        let limit = end ?? source.count
        for close in ["</item>", "</entry>"] {
            guard let swallowed = find(close, from: open + 9, upTo: limit) else { continue }
            // An article may quote XML: then what follows is not the next item.
            let next = source[(swallowed + close.utf8.count)...].prefix(256)
                .drop { $0 <= 0x20 }.prefix(10)
            let text = String(decoding: next, as: UTF8.self)
            guard
                ["<item", "<entry", "</channel", "</rdf", "</feed"].contains(where: text.hasPrefix)
            else { continue }
            replace(swallowed..<swallowed, by: "]]>")
            problems.note("a CDATA section that isn't closed", at: places.position(of: open))
            return swallowed
        }
        return end.map { $0 + 3 } ?? source.count
    }

    private mutating func mendReference(at ampersand: Int, problems: inout ProblemList) -> Int {
        let body = source[(ampersand + 1)...].prefix(32).prefix { byte in
            byte == 0x23 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
        }
        if body.endIndex < source.count, source[body.endIndex] == 0x3B, !body.isEmpty {
            let name = String(decoding: body, as: UTF8.self)
            if ["amp", "lt", "gt", "quot", "apos"].contains(name) { return body.endIndex + 1 }
            if let scalar = HTMLEntities.scalar(of: name[...]) {
                let isText = PlainText.isKept(scalar) || PlainText.isSpace(scalar)
                if isText, HTMLEntities.number(of: name[...]) == scalar.value {
                    return body.endIndex + 1
                }
                problems.note(
                    "'&\(name);', which XML does not have, read as HTML has it",
                    at: places.position(of: ampersand))
                replace(ampersand..<body.endIndex + 1, by: isText ? String(scalar) : "")
                return body.endIndex + 1
            }
            problems.note(
                "unknown entity '&\(name);', read as text", at: places.position(of: ampersand))
        } else {
            problems.note(
                "an '&' that isn't escaped, read as text", at: places.position(of: ampersand))
        }
        replace(ampersand..<ampersand + 1, by: "&amp;")
        return ampersand + 1
    }

    private mutating func copy(upTo end: Int) {
        if end > copied { result.append(contentsOf: source[copied..<end]) }
        copied = end
    }

    private mutating func replace(_ range: Range<Int>, by text: String) {
        if result.isEmpty { result.reserveCapacity(source.count - copied + 1024) }
        copy(upTo: range.lowerBound)
        result.append(contentsOf: text.utf8)
        copied = range.upperBound
    }

    private func starts(with text: StaticString, at index: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        return text.withUTF8Buffer { source[index...].prefix(count).elementsEqual($0) }
    }

    private mutating func find(_ text: String, from start: Int, upTo end: Int? = nil) -> Int? {
        let place: Int
        if let known = found[text], known >= start {
            place = known
        } else {
            place = search(text, from: start)
            found[text] = place
        }
        return place < end ?? source.count ? place : nil
    }

    /// The end of the input if it isn't there.
    private func search(_ text: String, from start: Int) -> Int {
        let end = source.count
        let needle = Array(text.utf8)
        return source.withUnsafeBytes { bytes in
            var index = start
            while index + needle.count <= end, let base = bytes.baseAddress,
                let found = memchr(base + index, Int32(needle[0]), end - index)
            {
                index = UnsafeRawPointer(found) - base
                guard index + needle.count <= end else { return end }
                if memcmp(found, needle, needle.count) == 0 { return index }
                index += 1
            }
            return end
        }
    }
}
