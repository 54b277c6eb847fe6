/// An XML element with what is in it; small, because feeds are read a record at
/// a time.
final class Element {
    enum Content {
        case text(String)
        case element(Element)
    }

    struct Attribute {
        var name: String
        var vocabulary: Vocabulary
        var value: String
    }

    /// Without its prefix.
    let name: String
    let vocabulary: Vocabulary
    let attributes: [Attribute]
    /// The `xml:base` in force here, as far as the document gives one.
    let base: String?
    /// The `xml:lang` in force here.
    let language: String?
    let line: Int
    var content: [Content] = []

    init(
        name: String, vocabulary: Vocabulary, attributes: [Attribute], inside parent: Element?,
        line: Int
    ) {
        self.name = name
        self.vocabulary = vocabulary
        self.attributes = attributes
        self.line = line
        let own = { (name: String) in
            attributes.first { $0.name == name && $0.vocabulary == .xml }?.value
        }
        base =
            own("base").map { WebAddress.resolve($0, against: parent?.base) ?? $0 }
            ?? parent?.base
        language = own("lang") ?? parent?.language
    }

    func attribute(_ name: String, _ vocabulary: Vocabulary = .none) -> String? {
        attributes.first { $0.name == name && $0.vocabulary == vocabulary }?.value
    }

    var children: [Element] {
        content.compactMap { if case .element(let element) = $0 { element } else { nil } }
    }

    /// Its children of that name, in order.
    func all(_ name: String, _ vocabulary: Vocabulary) -> [Element] {
        children.filter { $0.name == name && $0.vocabulary == vocabulary }
    }

    func first(_ name: String, _ vocabulary: Vocabulary) -> Element? {
        for case .element(let child) in content
        where child.name == name && child.vocabulary == vocabulary {
            return child
        }
        return nil
    }

    /// All the text in it, that of its children too.
    var text: String {
        if content.count == 1, case .text(let only) = content[0] { return only }
        return content.map { part in
            switch part {
            case .text(let text): text
            case .element(let element): element.text
            }
        }.joined()
    }

    /// What is in it, written as HTML: for Atom's `type="xhtml"`.
    var innerMarkup: String {
        content.map { part in
            switch part {
            case .text(let text): HTMLWriter.escaped(text)
            case .element(let element): element.markup
            }
        }.joined()
    }

    private var markup: String {
        let attributes = attributes.filter { $0.vocabulary == .none }
            .map { " \($0.name)=\"\(HTMLWriter.escaped($0.value))\"" }.joined()
        return ["br", "hr", "img"].contains(name)
            ? "<\(name)\(attributes)/>" : "<\(name)\(attributes)>\(innerMarkup)</\(name)>"
    }
}

/// The namespaces that mean something to us.
enum Vocabulary: Hashable {
    case none
    case atom
    case content
    case dublinCore
    case media
    case rdf
    case xhtml
    case xml
    case other

    /// By the namespace's name, or by the usual prefix where a feed forgot to
    /// declare it. RSS 1.0 and the dialects of RSS 2.0 that have a namespace
    /// count as none.
    init(uri: String?, prefix: String?) {
        guard let uri else {
            self = prefix.map { Self.usualPrefixes[$0.lowercased()] ?? .other } ?? .none
            return
        }
        self = Self.names[uri] ?? (prefix == nil ? .none : .other)
    }

    private static let names: [String: Vocabulary] = [
        "http://www.w3.org/2005/Atom": .atom,
        "http://purl.org/atom/ns#": .atom,
        "http://purl.org/rss/1.0/modules/content/": .content,
        "http://purl.org/dc/elements/1.1/": .dublinCore,
        "http://purl.org/dc/terms/": .dublinCore,
        "http://search.yahoo.com/mrss/": .media,
        "http://search.yahoo.com/mrss": .media,
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#": .rdf,
        "http://www.w3.org/1999/xhtml": .xhtml,
        "http://www.w3.org/XML/1998/namespace": .xml,
        "http://purl.org/rss/1.0/": .none,
        "http://backend.userland.com/rss2": .none,
    ]

    private static let usualPrefixes: [String: Vocabulary] = [
        "atom": .atom, "content": .content, "dc": .dublinCore, "dcterms": .dublinCore,
        "media": .media, "rdf": .rdf, "xml": .xml,
    ]
}
