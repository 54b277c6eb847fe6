/// Writes HTML anew from an allow-list, so that a mail or a page may hold it:
/// elements that give text its form, links to http, https and mailto, pictures
/// over http and https. No script, style, class, event handler, form, frame or
/// tracking pixel gets through, and the outcome is well formed.
struct HTMLSanitiser {
    /// What relative addresses are seen from; without it they are dropped.
    private let base: String?
    private let skips: (HTMLNode) -> Bool
    private var result = ""

    init(base: String?, skipping skips: @escaping (HTMLNode) -> Bool = { _ in false }) {
        self.base = base
        self.skips = skips
    }

    func sanitised(_ document: HTMLDocument) -> String {
        defer { withExtendedLifetime(document) {} }
        return sanitised(document.root)
    }

    func sanitised(_ node: HTMLNode?) -> String {
        var writing = self
        if let node { writing.write(node) }
        return writing.result.trimmed
    }

    private mutating func write(_ node: HTMLNode) {
        if let text = node.text {
            result += HTMLWriter.escaped(text)
            return
        }
        guard let name = node.name, !HTMLFurniture.dropped.contains(name), !skips(node) else {
            return
        }
        guard let allowed = Self.elements[name] else {
            writeChildren(of: node)
            return
        }
        if name == "img" {
            writePicture(node)
            return
        }
        if name == "br" || name == "hr" {
            result += "<\(name)/>"
            return
        }
        var attributes: [(String, String)] = []
        for attribute in allowed + Self.everywhere {
            guard let value = node.attribute(attribute) else { continue }
            if let value = accepted(value, of: attribute) { attributes.append((attribute, value)) }
        }
        if name == "a", !attributes.contains(where: { $0.0 == "href" }) {
            writeChildren(of: node)
            return
        }
        result += HTMLWriter.startTag(name, attributes)
        writeChildren(of: node)
        result += "</\(name)>"
    }

    private mutating func writeChildren(of node: HTMLNode) {
        for child in node.children { write(child) }
    }

    private mutating func writePicture(_ node: HTMLNode) {
        let sources = ["src", "data-src", "data-original", "data-lazy-src"]
        let address = sources.compactMap { node.attribute($0) }
            .compactMap { WebAddress.resolve($0, against: base) }.first
        guard let address, !isPixel(node, address) else { return }
        var attributes = [("src", address)]
        for name in ["alt", "title", "width", "height"] {
            guard let value = node.attribute(name) else { continue }
            if let value = accepted(value, of: name) { attributes.append((name, value)) }
        }
        if node.attribute("alt") == nil { attributes.append(("alt", "")) }
        result += HTMLWriter.startTag("img", attributes, closed: true)
    }

    /// Pictures that nobody is meant to see.
    private func isPixel(_ node: HTMLNode, _ address: String) -> Bool {
        for name in ["width", "height"] {
            let digits = node.attribute(name)?.drop { $0 == " " }.prefix { $0.isNumber } ?? ""
            if let size = Int(digits), size <= 2 { return true }
        }
        let style = node.attribute("style")?.lowercased().filter { !$0.isWhitespace } ?? ""
        if ["display:none", "visibility:hidden", "width:1px", "height:1px", "width:0", "height:0"]
            .contains(where: style.contains)
        {
            return true
        }
        return Self.trackers.contains { address.contains($0) }
    }

    private func accepted(_ value: String, of attribute: String) -> String? {
        switch attribute {
        case "href":
            let cleaned = WebAddress.clean(value)
            if WebAddress.scheme(of: cleaned) == "mailto" { return cleaned }
            return WebAddress.resolve(cleaned, against: base)
        case "cite":
            return WebAddress.resolve(value, against: base)
        case "dir":
            let direction = value.lowercased()
            return ["ltr", "rtl", "auto"].contains(direction) ? direction : nil
        case "lang", "datetime":
            let isPlain =
                value.utf8.count <= 40
                && value.utf8.allSatisfy { byte in
                    (0x2B...0x3A).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
                        || byte == 0x20
                }
            return isPlain && !value.isEmpty ? value : nil
        case "width", "height", "colspan", "rowspan", "start":
            return Int(value).flatMap { (1...10_000).contains($0) ? String($0) : nil }
        default:
            return PlainText.line(value)
        }
    }

    private static let everywhere = ["dir", "lang"]

    private static let elements: [String: [String]] = {
        let plain = [
            "b", "bdi", "bdo", "br", "caption", "cite", "code", "dd", "del", "div", "dl", "dt",
            "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins",
            "kbd", "li", "mark", "p", "pre", "s", "samp", "small", "span", "strong", "sub", "sup",
            "table", "tbody", "tfoot", "thead", "tr", "u", "ul",
        ]
        var elements = Dictionary(uniqueKeysWithValues: plain.map { ($0, [String]()) })
        elements["a"] = ["href", "title"]
        elements["abbr"] = ["title"]
        elements["blockquote"] = ["cite"]
        elements["img"] = []
        elements["ol"] = ["start"]
        elements["q"] = ["cite"]
        elements["td"] = ["colspan", "rowspan"]
        elements["th"] = ["colspan", "rowspan"]
        elements["time"] = ["datetime"]
        return elements
    }()

    private static let trackers = [
        "feeds.feedburner.com/~", "feedproxy.google.com/~", "doubleclick.net/",
        "pixel.wp.com/", "stats.wordpress.com/", "google-analytics.com/", "facebook.com/tr?",
        "/pixel.gif", "/1x1.gif", "/spacer.gif", "feedsportal.com/",
    ]
}

/// The few ways in which HTML is written.
enum HTMLWriter {
    static func escaped(_ text: String) -> String {
        var text = text
        guard text.withUTF8({ $0.contains(where: mayNeedCare) }) else { return text }
        var result = ""
        result.reserveCapacity(text.utf8.count + 16)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\t", "\n": result.unicodeScalars.append(scalar)
            case "\r": result += "\n"
            case _ where PlainText.isKept(scalar): result.unicodeScalars.append(scalar)
            default: break
            }
        }
        return result
    }

    /// Markup, control characters, and the first bytes of those beyond ASCII
    /// (C2 80 … C2 9F, EF BB BF, EF BF BE).
    private static func mayNeedCare(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x22, 0x26, 0x3C, 0x3E, 0x7F, 0xC2, 0xEF: true
        default: byte < 0x20 && byte != 0x0A && byte != 0x09
        }
    }

    static func startTag(
        _ name: String, _ attributes: [(name: String, value: String)], closed: Bool = false
    ) -> String {
        var tag = "<\(name)"
        for (name, value) in attributes { tag += " \(name)=\"\(escaped(value))\"" }
        return tag + (closed ? "/>" : ">")
    }
}

extension String {
    /// Without ASCII white space at its ends.
    fileprivate var trimmed: String {
        guard let start = utf8.firstIndex(where: { $0 > 0x20 }),
            let last = utf8.lastIndex(where: { $0 > 0x20 })
        else { return "" }
        return String(self[start...last])
    }
}
