/// The names that templates may use, and what stands behind each: the public
/// face of a theme. `BulletinValues` fills every one of them, in each scope.
struct Vocabulary: Sendable {
    indirect enum Meaning: Sendable {
        /// The theme's own, the same in every message.
        case constant
        /// Always there.
        case text
        /// There or not: also a section, drawn once or not at all.
        case optional
        /// Only a section.
        case flag
        /// A section drawn for each, with these names inside.
        case list(Vocabulary)
        /// Names behind a dot: `label.matched`.
        case names(Vocabulary)
    }

    var meanings: [String: Meaning]

    /// What stands behind a name, looked for in the innermost scope first.
    static func meaning(of name: String, in scopes: [Vocabulary]) -> Meaning? {
        let path = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let first = path.first,
            var meaning = scopes.reversed().lazy.compactMap({ $0.meanings[first] }).first
        else { return nil }
        for part in path.dropFirst() {
            guard case .names(let inner) = meaning, let next = inner.meanings[part] else {
                return nil
            }
            meaning = next
        }
        return meaning
    }

    /// Every name that may be written, with its dots.
    static func names(in scopes: [Vocabulary]) -> [String] {
        scopes.flatMap { scope in
            scope.meanings.flatMap { name, meaning in
                if case .names(let inner) = meaning {
                    inner.meanings.keys.map { "\(name).\($0)" }
                } else {
                    [name]
                }
            }
        }.sorted()
    }

    /// What theme.yaml settles, around everything: `HouseStyle.constants`.
    static let style = Vocabulary(meanings: [
        "font": .constant, "colour": .names(palette), "dark": .names(palette),
    ])

    private static let palette = Vocabulary(
        meanings: Dictionary(
            uniqueKeysWithValues: Palette.Role.allCases.map { ($0.rawValue, .constant) }))

    /// Of a whole message.
    static let bulletin = message(of: group)

    /// Of a webhook's body: JSON needs to know what is the last in a list, and
    /// programs read times that no person would.
    static let payload: Vocabulary = {
        let last = Vocabulary(meanings: ["isLast": .flag])
        let item = Self.item.with(last).with(
            Vocabulary(meanings: [
                "source": .optional, "published": .optional, "why": .list(why.with(last)),
            ]))
        return message(
            of: group.with(last).with(Vocabulary(meanings: ["items": .list(item)])))
    }()

    private func with(_ other: Vocabulary) -> Vocabulary {
        Vocabulary(meanings: meanings.merging(other.meanings) { $1 })
    }

    private static func message(of group: Vocabulary) -> Vocabulary {
        Vocabulary(meanings: [
            // Of what we write: a BCP 47 tag, `rtl` or `ltr`, and the sides at
            // which its lines begin and end.
            "language": .text, "direction": .text, "start": .text, "end": .text,
            // Nothing in the subject's own template.
            "subject": .text,
            // The first lines that a list of messages shows beneath the subject.
            "preheader": .text,
            "heading": .text, "subscriber": .text, "timezone": .text,
            "date": .text, "count": .text,
            // The first headline, cut to fit a subject; "and 13 more".
            "headline": .optional, "others": .optional,
            "isAlert": .flag, "isUpdate": .flag,
            "late": .optional, "empty": .optional, "more": .optional,
            "footer": .text, "unsubscribe": .optional,
            // Of theme.yaml, in the message's language.
            "brand": .names(brand), "logo": .names(logo),
            "label": .names(labels),
            "groups": .list(group),
        ])
    }

    static let brand = Vocabulary(meanings: ["header": .optional, "footer": .optional])

    /// All or none of it is there.
    static let logo = Vocabulary(meanings: [
        "url": .optional, "alt": .optional, "width": .optional, "height": .optional,
    ])

    static let labels = Vocabulary(meanings: [
        "alert": .text, "update": .text, "matched": .text, "rule": .text, "unsubscribe": .text,
    ])

    static let group = Vocabulary(meanings: [
        "name": .text, "items": .list(item),
    ])

    static let item = Vocabulary(meanings: [
        // What `nashra why` takes.
        "number": .text, "id": .text,
        "title": .text, "url": .optional, "summary": .optional,
        // The address of one that may be shown.
        "picture": .optional,
        // Of title and summary.
        "itemLanguage": .text, "itemDirection": .text, "itemStart": .text, "itemEnd": .text,
        // Source, time, places, when the reader was alerted and who else has it,
        // in the reader's direction; that it goes on with a story told before.
        "meta": .optional, "update": .optional,
        "why": .list(why),
    ])

    static let why = Vocabulary(meanings: ["rule": .text, "words": .optional])

    /// The lists whose entries many messages share.
    static let remembered: Set<String> = ["groups", "items"]

    /// Whether what draws these names of an entry draws the same in every
    /// message of the language and day.
    static func isShared(_ names: Set<String>, within entry: Vocabulary) -> Bool {
        names.isSubset(
            of: entry.allNames.union(ofLanguage).union(ofTemplate).subtracting(ofPlace))
    }

    /// Its own, and those of the lists in it.
    private var allNames: Set<String> {
        meanings.values.reduce(into: Set(meanings.keys)) { names, meaning in
            if case .list(let inner) = meaning { names.formUnion(inner.allNames) }
        }
    }

    /// What a message has of the subscriber that it is for, or of what it tells
    /// and of him: `BulletinValues.own`.
    static let ofReader: Set<String> = [
        "subject", "heading", "subscriber", "footer", "unsubscribe",
    ]
    /// What a message has of its language alone.
    private static let ofLanguage: Set<String> = [
        "language", "direction", "start", "end", "label", "brand", "logo",
    ]
    /// What all messages of one template have alike, of which each remembers for
    /// itself.
    private static let ofTemplate: Set<String> = ["isAlert"]
    /// What an item has of its place in the message.
    private static let ofPlace: Set<String> = ["number"]
}
