/// What a reader sees of HTML, as plain text: paragraphs parted by an empty
/// line, `br` and the items of a list on lines of their own, no scripts, styles,
/// forms or navigation.
struct HTMLText {
    private var paragraphs: [String] = []
    private var lines: [String] = []
    private var line: [UInt8] = []
    /// Whether the line is only the sign before an item of a list.
    private var isListMarker = false
    private var hasGap = false
    private var itemDepth = 0
    private let skips: (HTMLNode) -> Bool

    init(_ document: HTMLDocument) {
        self.init(document.root) { _ in false }
        withExtendedLifetime(document) {}
    }

    /// - Parameter skips: elements to leave out besides.
    init(_ node: HTMLNode?, skipping skips: @escaping (HTMLNode) -> Bool) {
        self.skips = skips
        if let node { read(node) }
        closeParagraph()
    }

    var text: String { paragraphs.joined(separator: "\n\n") }

    private mutating func read(_ node: HTMLNode) {
        if let text = node.text {
            take(text)
            return
        }
        guard let name = node.name, !HTMLFurniture.dropped.contains(name), !skips(node) else {
            return
        }
        switch name {
        case "br":
            breakLine()
            return
        case "pre":
            closeParagraph()
            readLines(of: node)
            closeParagraph()
            return
        case "li":
            // Items of a list are lines of one paragraph.
            endLine()
            itemDepth += 1
            line = Array("• ".utf8)
            isListMarker = true
        case "td", "th":
            hasGap = !line.isEmpty
        case "tr":
            endLine()
        case _ where HTMLFurniture.blocks.contains(name):
            if !isListMarker { endBlock(name) }
        default: break
        }
        for child in node.children { read(child) }
        switch name {
        case "li":
            endLine()
            itemDepth -= 1
        case "tr": endLine()
        case _ where HTMLFurniture.blocks.contains(name): endBlock(name)
        default: break
        }
    }

    private mutating func take(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var run = 0
            var index = 0
            // Whole words are copied at once; only what may be a space or a
            // control character is looked at as a scalar.
            while index < bytes.count {
                guard let (scalar, length) = Self.suspect(in: bytes, at: index) else {
                    index += 1
                    continue
                }
                let isSpace = PlainText.isSpace(scalar)
                if isSpace || !PlainText.isKept(scalar) {
                    add(bytes[run..<index])
                    if isSpace { hasGap = true }
                    run = index + length
                }
                index += length
            }
            add(bytes[run...])
        }
    }

    /// The scalar that begins here, if it may be a space or a control character;
    /// those begin with one of six bytes.
    private static func suspect(
        in bytes: UnsafeBufferPointer<UInt8>, at index: Int
    ) -> (scalar: Unicode.Scalar, length: Int)? {
        let byte = bytes[index]
        switch byte {
        case 0...0x20, 0x7F: return (Unicode.Scalar(byte), 1)
        case 0xC2, 0xE1, 0xE2, 0xE3, 0xEF:
            var value = UInt32(byte) & (byte == 0xC2 ? 0x1F : 0x0F)
            let length = byte == 0xC2 ? 2 : 3
            for next in bytes[index...].dropFirst().prefix(length - 1) {
                value = value << 6 | UInt32(next) & 0x3F
            }
            return Unicode.Scalar(value).map { ($0, length) }
        default: return nil
        }
    }

    private mutating func add(_ word: Slice<UnsafeBufferPointer<UInt8>>) {
        guard !word.isEmpty else { return }
        if hasGap, !line.isEmpty, !isListMarker { line.append(0x20) }
        hasGap = false
        isListMarker = false
        line += word
    }

    private mutating func readLines(of node: HTMLNode) {
        if let text = node.text {
            let parts = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            for (index, part) in parts.enumerated() {
                if index > 0 { endLine() }
                take(String(part))
            }
        }
        for child in node.children where child.name == nil || !skips(child) { readLines(of: child) }
    }

    /// A `br`; two in a row are how old pages part paragraphs.
    private mutating func breakLine() {
        if line.isEmpty { closeLines() }
        endLine()
    }

    private mutating func endLine() {
        if !line.isEmpty, !isListMarker { lines.append(String(decoding: line, as: UTF8.self)) }
        line.removeAll(keepingCapacity: true)
        isListMarker = false
        hasGap = false
    }

    /// A block in an item of a list begins a line; the parts of a table are none.
    private mutating func endBlock(_ name: String) {
        if itemDepth > 0 || ["tbody", "thead", "tfoot"].contains(name) {
            endLine()
        } else {
            closeParagraph()
        }
    }

    private mutating func closeParagraph() {
        endLine()
        closeLines()
    }

    private mutating func closeLines() {
        if !lines.isEmpty { paragraphs.append(lines.joined(separator: "\n")) }
        lines = []
    }
}
