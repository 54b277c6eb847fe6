import Newswire

/// A word or a row of words that names a region: one line of `names.tsv`.
struct PlaceName: Hashable, Sendable {
    enum Kind: String, Hashable, Sendable, CaseIterable {
        case country
        /// An adjective or a people: `السوري`, `Syrians`.
        case demonym
        case capital
        case city
        case area
        /// What stands for a government: `الكرملين`.
        case metonym
    }

    struct Traits: OptionSet, Hashable, Sendable {
        let rawValue: UInt8

        /// The name that people are shown; the first of its language is.
        static let shown = Traits(rawValue: 1)
        /// Shown, but too common a word to be looked for.
        static let silent = Traits(rawValue: 2)
        /// Counts only beside another word of the same country.
        static let guarded = Traits(rawValue: 4)
        /// A given name too: with another name behind it, guarded.
        static let person = Traits(rawValue: 8)
        /// Every region of this name is meant at once: القدس.
        static let shared = Traits(rawValue: 16)

        private static let words: [(String, Traits)] = [
            ("shown", .shown), ("silent", .silent), ("guarded", .guarded), ("person", .person),
            ("shared", .shared),
        ]

        /// Reads the words of a note; those that are no trait are for readers.
        init(note: String) {
            self = []
            for word in note.split(separator: " ") {
                for (name, trait) in Self.words where name == word { insert(trait) }
            }
        }

        init(rawValue: UInt8) {
            self.rawValue = rawValue
        }
    }

    var text: String
    var code: RegionCode
    /// The primary subtag.
    var language: String
    var kind: Kind
    /// How likely this region is meant where several share the name.
    var likelihood: Double
    var traits: Traits
}
