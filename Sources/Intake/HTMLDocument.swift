import CXML

/// A tree of HTML as libxml2 reads it. Owns the tree; its nodes live as long.
///
/// Whatever the input, there is no script run, no network asked and no more than
/// 256 levels: what is deeper is not in the tree.
final class HTMLDocument {
    private let document: htmlDocPtr

    /// Reads a whole page or a piece of one. Nil if libxml2 makes nothing of it.
    ///
    /// - Parameter utf8: clean UTF-8; what it says of its own encoding is ignored.
    convenience init?(utf8: [UInt8]) {
        let document = utf8.withUnsafeBytes { raw in Self.parse(raw) }
        guard let document else { return nil }
        self.init(document)
    }

    convenience init?(fragment: String) {
        var fragment = fragment
        let document = fragment.withUTF8 { Self.parse(UnsafeRawBufferPointer($0)) }
        guard let document else { return nil }
        self.init(document)
    }

    private init(_ document: htmlDocPtr) {
        self.document = document
    }

    deinit {
        xmlFreeDoc(document)
    }

    var root: HTMLNode? {
        xmlDocGetRootElement(document).map { HTMLNode(pointer: $0) }
    }

    private static func parse(_ raw: UnsafeRawBufferPointer) -> htmlDocPtr? {
        guard let start = raw.bindMemory(to: CChar.self).baseAddress,
            let count = Int32(exactly: raw.count)
        else { return nil }
        let options =
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue
            | HTML_PARSE_NOWARNING.rawValue | HTML_PARSE_NONET.rawValue
            | HTML_PARSE_IGNORE_ENC.rawValue | HTML_PARSE_COMPACT.rawValue
        return htmlReadMemory(start, count, nil, "UTF-8", Int32(options))
    }
}

/// An element or a text in an `HTMLDocument`; not to be kept longer than that.
struct HTMLNode {
    fileprivate let pointer: xmlNodePtr

    fileprivate init(pointer: xmlNodePtr) {
        self.pointer = pointer
    }

    /// An element's name in lower case; nil for a text.
    var name: String? {
        guard pointer.pointee.type == XML_ELEMENT_NODE, let name = pointer.pointee.name else {
            return nil
        }
        return String(cString: name)
    }

    /// A text's letters; nil for an element, a comment or anything else.
    var text: String? {
        switch pointer.pointee.type {
        case XML_TEXT_NODE: pointer.pointee.content.map { String(cString: $0) }
        default: nil
        }
    }

    /// The letters of a script or style, which are no text.
    var rawText: String {
        children.compactMap { child in
            child.pointer.pointee.type == XML_CDATA_SECTION_NODE
                ? child.pointer.pointee.content.map { String(cString: $0) } : child.text
        }.joined()
    }

    var children: HTMLNodes { HTMLNodes(first: pointer.pointee.children) }

    /// An attribute's value with its entities decoded; nil if it isn't there.
    func attribute(_ name: String) -> String? {
        guard pointer.pointee.properties != nil, let value = xmlGetNoNsProp(pointer, name) else {
            return nil
        }
        defer { nashra_xml_free(value) }
        return String(cString: value)
    }

    /// Its elements at any depth, itself first, in the document's order.
    func forEachElement(_ visit: (HTMLNode) -> Void) {
        guard name != nil else { return }
        visit(self)
        for child in children { child.forEachElement(visit) }
    }

    /// The first element at any depth that will do.
    func first(where accepts: (HTMLNode) -> Bool) -> HTMLNode? {
        guard name != nil else { return nil }
        if accepts(self) { return self }
        for child in children {
            if let found = child.first(where: accepts) { return found }
        }
        return nil
    }

    var parent: HTMLNode? {
        guard let parent = pointer.pointee.parent, parent.pointee.type == XML_ELEMENT_NODE else {
            return nil
        }
        return HTMLNode(pointer: parent)
    }

    /// Tells two nodes of one document apart.
    var identity: UInt { UInt(bitPattern: pointer) }
}

/// The children of a node, in order.
struct HTMLNodes: Sequence, IteratorProtocol {
    private var following: xmlNodePtr?

    fileprivate init(first: xmlNodePtr?) {
        following = first
    }

    mutating func next() -> HTMLNode? {
        guard let node = following else { return nil }
        following = node.pointee.next
        return HTMLNode(pointer: node)
    }
}
