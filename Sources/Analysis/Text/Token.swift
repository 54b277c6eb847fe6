/// A word of a text: where it stands, and what its folded key does not tell.
///
/// Places are UTF-8 offsets: `start..<end` in the source, `folded` in
/// `TokenizedText.foldedBytes`. Marks and tatweel inside and behind the word
/// belong to its range.
package struct Token: Hashable, Sendable {
    /// How the word was written, as far as its forms depend on it.
    package struct Spelling: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// Latin, two letters at least, all capitals: `US`, `U.S.`, `MH17`.
        package static let acronym = Spelling(rawValue: 1)
        /// An acronym and a small s: `NGOs`.
        package static let acronymPlural = Spelling(rawValue: 2)
        /// Begins with a capital.
        package static let capitalized = Spelling(rawValue: 4)
        /// Ends in ta marbuta, not in the ha that it folds to.
        package static let taMarbuta = Spelling(rawValue: 8)
        /// Ends in the alef of a written tanween: `صاروخًا`, an accusative.
        package static let tanween = Spelling(rawValue: 16)
        /// The first alef that has a hamza has it below: `إعلام`, `بإعلام`.
        package static let hamzaBelow = Spelling(rawValue: 32)
        /// The first alef that has a hamza has a madda: `آثار`, `الآثار`.
        package static let madda = Spelling(rawValue: 64)
    }

    private let starts: UInt32
    private let ends: UInt32
    private let foldedStarts: UInt32
    private let foldedEnds: UInt32
    /// A bit for each of the first sixteen letters: alef with hamza or madda.
    package let hamzas: UInt16
    package let spelling: Spelling
    package let script: Script

    init(
        source: Range<Int>, folded: Range<Int>, hamzas: UInt16, spelling: Spelling, script: Script
    ) {
        starts = UInt32(truncatingIfNeeded: source.lowerBound)
        ends = UInt32(truncatingIfNeeded: source.upperBound)
        foldedStarts = UInt32(truncatingIfNeeded: folded.lowerBound)
        foldedEnds = UInt32(truncatingIfNeeded: folded.upperBound)
        self.hamzas = hamzas
        self.spelling = spelling
        self.script = script
    }

    package var start: Int { Int(starts) }
    package var end: Int { Int(ends) }
    /// Where its key stands in `TokenizedText.foldedBytes`.
    package var folded: Range<Int> { Int(foldedStarts)..<Int(foldedEnds) }
    package var isAcronym: Bool { spelling.contains(.acronym) }
}
