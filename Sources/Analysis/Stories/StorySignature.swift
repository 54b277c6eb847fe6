package import Newswire

/// What an article says, small enough to be kept and compared: by it one
/// event's articles are known without their texts.
///
/// The lead's shingles of three folded words as MinHash, the headline's words,
/// the numbers, and the regions it is about.
package struct StorySignature: Hashable, Sendable {
    /// The least hash of all shingles under each of the functions; empty if the
    /// text is too short to have any.
    let minima: [UInt32]
    /// How many different shingles there were, at most 255.
    let shingles: UInt8
    /// Hashes of the headline's words, of numbers, and of the codes of regions:
    /// each ascending and without repetition.
    let title: [UInt32]
    let numbers: [UInt32]
    let regions: [UInt32]

    /// Of an article without words.
    package static let empty = StorySignature(
        minima: [], shingles: 0, title: [], numbers: [], regions: [])

    init(minima: [UInt32], shingles: UInt8, title: [UInt32], numbers: [UInt32], regions: [UInt32]) {
        self.minima = minima
        self.shingles = shingles
        self.title = title
        self.numbers = numbers
        self.regions = regions
    }

    /// `text` is the body, or the summary of an article without one.
    package init(title: TokenizedText, text: TokenizedText, regions: [RegionTag]) {
        let body = text.tokens.count >= Self.fewestWords ? text : title
        let lead = 0..<min(body.tokens.count, Self.leadWords)
        let shingles = Self.shingles(of: body, lead)
        self.init(
            minima: Self.minima(of: shingles),
            shingles: UInt8(min(shingles.count, 255)),
            title: Self.hashes(of: title, Array(title.tokens.indices.prefix(Self.titleWords))),
            numbers: Self.hashes(
                of: body, lead.filter { body.tokens[$0].script == .number }),
            regions: Set(regions.filter(\.about).map { Self.hash(of: $0.code.code) }).sorted())
    }

    /// Hashes under which the store lists an article: two that are about as
    /// alike as one event's share at least one of them. Empty if `minima` is.
    package var bands: [Int64] {
        stride(from: 0, to: minima.count, by: Self.rows).map { start in
            var hash = StableHash()
            hash.add(UInt64(start))
            for value in minima[start..<start + Self.rows] { hash.add(UInt64(value)) }
            return Int64(bitPattern: hash.value)
        }
    }

    /// The share of shingles that both have, estimated; 0 if one has none.
    package func similarity(to other: StorySignature) -> Double {
        guard !minima.isEmpty, minima.count == other.minima.count else { return 0 }
        let equal = zip(minima, other.minima).reduce(0) { $0 + ($1.0 == $1.1 ? 1 : 0) }
        return Double(equal) / Double(minima.count)
    }

    /// The share of the shorter list that stands in the other; nil if one is
    /// empty.
    static func overlap(_ a: [UInt32], _ b: [UInt32]) -> Double? {
        guard !a.isEmpty, !b.isEmpty else { return nil }
        return Double(Set(a).intersection(b).count) / Double(min(a.count, b.count))
    }

    private static func shingles(of text: TokenizedText, _ range: Range<Int>) -> Set<UInt64> {
        guard range.count >= fewestWords else { return [] }
        return Set(
            (range.lowerBound...range.upperBound - shingleWords).map { start in
                var hash = StableHash()
                for index in start..<start + shingleWords {
                    hash.add(text.foldedBytes[text.tokens[index].folded])
                }
                return hash.value
            })
    }

    private static func minima(of shingles: Set<UInt64>) -> [UInt32] {
        guard !shingles.isEmpty else { return [] }
        return (0..<UInt64(functions)).map { function in
            let seed = StableHash.mixed(function &+ 1)
            return shingles.reduce(UInt32.max) { least, shingle in
                min(least, UInt32(truncatingIfNeeded: StableHash.mixed(shingle ^ seed)))
            }
        }
    }

    private static func hashes(of text: TokenizedText, _ indices: [Int]) -> [UInt32] {
        Set(
            indices.map { index in
                var hash = StableHash()
                hash.add(text.foldedBytes[text.tokens[index].folded])
                return UInt32(truncatingIfNeeded: hash.value)
            }
        ).sorted().prefix(mostHashes).map(\.self)
    }

    private static func hash(of code: String) -> UInt32 {
        var hash = StableHash()
        hash.add(Array(code.utf8)[...])
        return UInt32(truncatingIfNeeded: hash.value)
    }

    static let rows = 3
    static let functions = 60
    static let shingleWords = 3
    private static let fewestWords = 5
    private static let leadWords = 150
    private static let titleWords = 40
    private static let mostHashes = 40
}
