/// HTML taken apart, which must be balanced and plain: the judge of what we
/// write. Bytes, for a mark may stand on any sign.
struct ParsedHTML {
    struct Mistake: Error, CustomStringConvertible {
        var description: String
    }

    var text = ""
    var links: [String] = []
    var elements = 0

    init(_ html: String, tags: Set<String>) throws {
        var open: [String] = []
        var shown: [UInt8] = []
        var rest = Array(html.utf8)[...]
        while let byte = rest.first {
            switch byte {
            case UInt8(ascii: "<"):
                let end = rest.firstIndex(of: UInt8(ascii: ">")) ?? rest.endIndex - 1
                let written = String(decoding: rest[...end], as: UTF8.self)
                guard let match = written.wholeMatch(of: /<(\/?)([a-z0-9-]+)( [a-z]+="[^"<>]*")?>/),
                    tags.contains(String(match.output.2))
                else { throw Mistake(description: "\(written) is no tag of ours") }
                let tag = String(match.output.2)
                if match.output.1 == "/" {
                    guard open.popLast() == tag else {
                        throw Mistake(description: "</\(tag)> closes nothing")
                    }
                } else if tag != "br" {
                    open.append(tag)
                    elements += 1
                    if let attribute = match.output.3, tag == "a" {
                        links.append(String(attribute.dropFirst(7).dropLast()))
                    }
                }
                rest = rest[(end + 1)...]
            case UInt8(ascii: "&"):
                let end = rest.firstIndex(of: UInt8(ascii: ";")) ?? rest.endIndex - 1
                let named: [String: UInt8] = ["&amp;": 38, "&lt;": 60, "&gt;": 62, "&quot;": 34]
                guard let sign = named[String(decoding: rest[...end], as: UTF8.self)] else {
                    throw Mistake(description: "a stray &")
                }
                shown.append(sign)
                rest = rest[(end + 1)...]
            default:
                shown.append(byte)
                rest = rest.dropFirst()
            }
        }
        text = String(decoding: shown, as: UTF8.self)
        if !open.isEmpty { throw Mistake(description: "\(open) stay open") }
    }
}
