/// What a reader sees of HTML, as plain text: paragraphs parted by an empty
/// line, `br` and the items of a list on lines of their own, no scripts, styles,
/// forms or navigation.
struct HTMLText {
    private var paragraphs: [String] = []
    private var lines: [String] = []
    private var line = ""
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
            line = "• "
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

    private var isListMarker: Bool { line == "• " }

    private mutating func take(_ text: String) {
        var run = text.utf8.startIndex
        var index = run
        let end = text.utf8.endIndex
        // Whole words are copied at once; only what may be a space or a control
        // character beyond ASCII is looked at as a scalar.
        while index < end {
            let byte = text.utf8[index]
            let isPlain =
                byte > 0x20 && byte != 0x7F && byte != 0xC2 && byte != 0xE1 && byte != 0xE2
                && byte != 0xE3 && byte != 0xEF
            if isPlain {
                text.utf8.formIndex(after: &index)
                continue
            }
            let scalar = text.unicodeScalars[index]
            let next = text.unicodeScalars.index(after: index)
            if PlainText.isSpace(scalar) {
                add(text[run..<index])
                hasGap = true
                run = next
            } else if !PlainText.isKept(scalar) {
                add(text[run..<index])
                run = next
            }
            index = next
        }
        add(text[run..<end])
    }

    private mutating func add(_ word: Substring) {
        guard !word.utf8.isEmpty else { return }
        if hasGap, !line.isEmpty, !isListMarker { line += " " }
        hasGap = false
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
        if !line.isEmpty, !isListMarker { lines.append(line) }
        line = ""
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
