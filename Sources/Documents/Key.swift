/// A key that a mapping of a file may have. Readers know it by this, what is
/// said of mistakes is made from it, and editors are shown it by the schema.
package struct Key: Hashable, Sendable {
    package let name: String
    package let value: KeyValue
    /// What holds without the key, as a user would write it; nil where that
    /// can't be written.
    package let usual: String?
    /// One line for people: lower case, no full stop.
    package let about: String

    package init(_ name: String, _ value: KeyValue, usual: String? = nil, _ about: String) {
        self.name = name
        self.value = value
        self.usual = usual
        self.about = about
    }
}

/// What may stand behind a key. Every value is read as the text that the user
/// typed, so a text is whatever YAML would take for text, number or truth.
package indirect enum KeyValue: Hashable, Sendable {
    case text
    /// Text of this form, a regular expression as JSON Schema knows them.
    case matching(String)
    case choice([String])
    /// `yes` or `no`.
    case flag
    case integer(ClosedRange<Int>)
    /// `15m`, `1h 30m`.
    case duration
    /// One value, or a list of them.
    case list(KeyValue)
    /// Names of the user's own, each with such a value.
    case named(KeyValue)
    case mapping(KeyedMapping)
    case either([KeyValue])
    /// Known and not used yet.
    case anything

    /// One text or a list of them.
    package static let texts = KeyValue.list(.text)

    /// The words of a closed set, in its order.
    package static func choice<Choice: CaseIterable & RawRepresentable<String>>(
        of _: Choice.Type
    ) -> KeyValue {
        .choice(Choice.allCases.map(\.rawValue))
    }

    /// The range of an integer; nil for anything else.
    package var range: ClosedRange<Int>? {
        if case .integer(let range) = self { range } else { nil }
    }
}

/// A mapping of a file: which keys it may have, and which it must.
package struct KeyedMapping: Hashable, Sendable {
    /// What it is called in the schema: `rule`.
    package let name: String
    package let keys: [Key]
    package let required: [String]
    /// Keys of which there is exactly one; empty where there is no such choice.
    package let oneOf: [String]

    package init(
        _ name: String, _ keys: [Key], required: [String] = [], oneOf: [String] = []
    ) {
        self.name = name
        self.keys = keys
        self.required = required
        self.oneOf = oneOf
    }

    package var names: [String] { keys.map(\.name) }

    package subscript(name: String) -> Key? { keys.first { $0.name == name } }
}
