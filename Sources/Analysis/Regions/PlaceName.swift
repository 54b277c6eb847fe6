import Newswire

/// A word or a row of words that names a region: one line of names. Its text
/// stands in the gazetteer's files.
struct PlaceName: Hashable, Sendable, BitwiseCopyable {
    typealias Kind = RegionEvidence.Kind

    struct Traits: OptionSet, Hashable, Sendable, BitwiseCopyable {
        let rawValue: UInt16

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
        /// A desk's word that this name of ours is none.
        static let off = Traits(rawValue: 32)

        /// Counts where things happen "in" it; elsewhere as a guarded name if it
        /// is one, else not at all: في الشرقية is the governorate.
        static let located = Traits(rawValue: 64)

        // What the name's own letters tell.

        /// Written in capitals: `US`.
        static let acronym = Traits(rawValue: 256)
        /// Begins with a capital: `turkey` is a bird. French and Spanish write
        /// their adjectives small, and so do our lists.
        static let capitalized = Traits(rawValue: 512)
        /// Written with vowel marks, which tell عُمان and عمّان apart.
        static let marked = Traits(rawValue: 1024)

        private static let words: [(String, Traits)] = [
            ("shown", .shown), ("silent", .silent), ("guarded", .guarded), ("person", .person),
            ("shared", .shared), ("off", .off), ("located", .located),
        ]

        /// Reads the words of a note; those that are no trait are for readers.
        init(note: String) {
            self = []
            for word in note.split(separator: " ") {
                for (name, trait) in Self.words where name == word { insert(trait) }
            }
        }

        init(rawValue: UInt16) {
            self.rawValue = rawValue
        }
    }

    /// Where its text begins in `PlaceNames`.
    var start: UInt32
    /// In bytes.
    var length: UInt16
    /// The region's place in `Gazetteer.regions`.
    var region: UInt16
    /// The number of its language in `PlaceNames`.
    var language: UInt8
    var kind: Kind
    var traits: Traits
    /// How likely this region is meant where several share the name.
    var likelihood: Float
    /// The next name of the same words.
    var next = NameTree.none
    /// Which files it comes from: ours, then the desk's.
    var layer: UInt8 = 0
}
