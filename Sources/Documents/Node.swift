package import Newswire

/// A value of a document, with its place.
package enum Node: Hashable, Sendable {
    case mapping(Mapping)
    case list(List)
    case text(Text)

    package var position: SourcePosition {
        switch self {
        case .mapping(let mapping): mapping.position
        case .list(let list): list.position
        case .text(let text): text.position
        }
    }

    package var text: Text? {
        if case .text(let text) = self { text } else { nil }
    }

    package var mapping: Mapping? {
        if case .mapping(let mapping) = self { mapping } else { nil }
    }

    package var list: List? {
        if case .list(let list) = self { list } else { nil }
    }

    /// Whether nothing stands where a value could: `name:` and a line's end.
    package var isAbsent: Bool { text?.isAbsent ?? false }
}

/// Keys and their values in the file's order. A key that stands again is
/// reported already and `isRepeated`.
package struct Mapping: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package var key: Text
        package var value: Node
    }

    package var position: SourcePosition
    package var entries: [Entry]
    /// Whether it stands in braces, on which commas part the keys.
    package var isFlow: Bool

    package subscript(key: String) -> Entry? {
        entries.first { $0.key.value == key }
    }
}

package struct List: Hashable, Sendable {
    package var position: SourcePosition
    package var items: [Node]
    /// Whether it stands in square brackets, in which commas part the items.
    package var isFlow: Bool
}
