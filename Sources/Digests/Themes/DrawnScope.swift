import Mustache

/// What templates draw, by name: texts that may be absent, flags, lists of
/// scopes, scopes of their own.
///
/// Mustache asks dictionaries and strings by casts and mirrors, for every name
/// and every level: with these types, which answer at once, drawing takes two
/// thirds of the time.
struct DrawnScope: MustacheParent {
    private var values: [String: Any]

    /// What is nil is there, and absent: it draws nothing, and no section. A
    /// missing entry would let Mustache look for the name in the scopes around.
    init(_ texts: KeyValuePairs<String, String?>) {
        values = Dictionary(minimumCapacity: texts.count + 8)
        for (name, text) in texts { values[name] = DrawnText(text: text) }
    }

    private init(values: [String: Any]) {
        self.values = values
    }

    subscript(name: String) -> Any? {
        get { values[name] }
        set { values[name] = newValue }
    }

    func child(named name: String) -> Any? { values[name] }

    /// With another's names beside its own, which give way.
    func merging(_ other: DrawnScope) -> DrawnScope {
        DrawnScope(values: values.merging(other.values) { $1 })
    }

    var names: Dictionary<String, Any>.Keys { values.keys }
}

/// A text, or that there is none.
struct DrawnText: MustacheCustomRenderable, MustacheParent {
    let text: String?

    var renderText: String { text ?? "" }
    var isNull: Bool { text == nil }

    func child(named: String) -> Any? { nil }
}
