/// What templates draw, by name: texts that may be absent, flags, lists of
/// scopes, scopes of their own.
struct DrawnScope {
    private var values: [String: DrawnValue]

    /// What is nil is there, and absent: it draws nothing, and no section. A
    /// missing entry would be looked for in the scopes around.
    init(_ texts: KeyValuePairs<String, String?>) {
        values = Dictionary(minimumCapacity: texts.count + 8)
        for (name, text) in texts { values[name] = .text(text) }
    }

    func value(named name: String) -> DrawnValue? { values[name] }

    subscript(name: String) -> String? {
        get { if case .text(let text) = values[name] { text } else { nil } }
        set { values[name] = .text(newValue) }
    }

    subscript(name: String) -> Bool? {
        get { if case .flag(let flag) = values[name] { flag } else { nil } }
        set { values[name] = newValue.map(DrawnValue.flag) }
    }

    subscript(name: String) -> DrawnScope? {
        get { if case .scope(let scope) = values[name] { scope } else { nil } }
        set { values[name] = newValue.map(DrawnValue.scope) }
    }

    subscript(name: String) -> [DrawnScope]? {
        get { if case .list(let entries) = values[name] { entries.map(\.scope) } else { nil } }
        set { values[name] = newValue.map { .list($0.map { DrawnEntry(scope: $0) }) } }
    }

    subscript(name: String) -> [DrawnEntry]? {
        get { if case .list(let entries) = values[name] { entries } else { nil } }
        set { values[name] = newValue.map(DrawnValue.list) }
    }

    var names: Dictionary<String, DrawnValue>.Keys { values.keys }
}

/// What stands behind a name.
enum DrawnValue {
    /// A text, or that there is none.
    case text(String?)
    case flag(Bool)
    case list([DrawnEntry])
    case scope(DrawnScope)

    /// Whether a section of it is drawn.
    var isThere: Bool {
        switch self {
        case .text(let text): text != nil
        case .flag(let flag): flag
        case .list(let entries): !entries.isEmpty
        case .scope: true
        }
    }
}

/// One of a list: its values, worked out only if they are drawn.
struct DrawnEntry {
    /// Where what was drawn of the same thing before is kept.
    var memory: FragmentMemory?
    private let values: () -> DrawnScope

    init(memory: FragmentMemory? = nil, _ values: @escaping () -> DrawnScope) {
        self.memory = memory
        self.values = values
    }

    init(scope: DrawnScope) {
        self.init { scope }
    }

    var scope: DrawnScope { values() }
}
