package import Newswire

/// An article that shares a band with the one at hand.
package struct StoryCandidate: Hashable, Sendable {
    package var story: StoryID
    package var signature: StorySignature
    /// When it was published, as far as we believe it.
    package var at: Timestamp

    package init(story: StoryID, signature: StorySignature, at: Timestamp) {
        self.story = story
        self.signature = signature
        self.at = at
    }
}

/// Whether an article tells a known event or a new one, and why. Pure: the
/// same values give the same decision, in whatever order the candidates come.
package enum StoryDecision: Hashable, Sendable {
    /// The first to tell of an event. The reason is that of the candidate that
    /// came nearest.
    case found(Difference)
    case join(StoryID, Likeness)
    /// It tells one event with articles of several stories: they are one. The
    /// older keeps its id, the others point to it.
    case link(older: StoryID, others: [StoryID], Likeness)

    /// Why two articles are of one event.
    package enum Likeness: Hashable, Sendable {
        /// Nearly the same words.
        case copy(similarity: Double)
        /// Much of the text and of the headline.
        case rewrite(similarity: Double)
    }

    /// Why two articles are not, the nearest miss last.
    package enum Difference: Hashable, Comparable, Sendable {
        case noCandidate
        case tooFarInTime
        case otherWords(similarity: Double)
        /// Like words, but of too few to mean anything.
        case tooShort
        case otherHeadline(similarity: Double)
        case otherRegions
        case otherNumbers
    }

    /// How far apart articles of one event may be published.
    package static let window = Duration.seconds(3 * 86_400)

    package static func decide(
        _ signature: StorySignature, at: Timestamp, candidates: [StoryCandidate]
    ) -> StoryDecision {
        var nearest = Difference.noCandidate
        var alike: [(candidate: StoryCandidate, likeness: Likeness)] = []
        for candidate in candidates {
            switch compare(signature, at, with: candidate) {
            case .success(let likeness): alike.append((candidate, likeness))
            case .failure(let difference): nearest = max(nearest, difference)
            }
        }
        guard let best = alike.max(by: { $0.likeness < $1.likeness }) else {
            return .found(nearest)
        }
        let stories = alike.map(\.candidate).sorted { ($0.at, $0.story) < ($1.at, $1.story) }
            .map(\.story)
        let others = Set(stories).subtracting([stories[0]]).sorted()
        return others.isEmpty
            ? .join(stories[0], best.likeness)
            : .link(older: stories[0], others: others, best.likeness)
    }

    private enum Comparison {
        case success(Likeness)
        case failure(Difference)
    }

    /// Template news has one wording for many events: an earthquake here and
    /// there, prices of today and of yesterday. So numbers and regions must
    /// agree however alike the words are, and unless the words are nearly the
    /// same the headline must agree too.
    private static func compare(
        _ signature: StorySignature, _ at: Timestamp, with candidate: StoryCandidate
    ) -> Comparison {
        let other = candidate.signature
        let apart = at > candidate.at ? at - candidate.at : candidate.at - at
        guard apart <= window else { return .failure(.tooFarInTime) }
        let similarity = signature.similarity(to: other)
        guard similarity >= fewestShared else {
            return .failure(.otherWords(similarity: similarity))
        }
        if min(signature.shingles, other.shingles) < fewestShingles {
            guard similarity == 1, apart <= shortWindow else { return .failure(.tooShort) }
            return .success(.copy(similarity: similarity))
        }
        if let shared = StorySignature.overlap(signature.numbers, other.numbers), shared < 0.6 {
            return .failure(.otherNumbers)
        }
        if StorySignature.overlap(signature.regions, other.regions) == 0 {
            return .failure(.otherRegions)
        }
        if similarity >= copyShared { return .success(.copy(similarity: similarity)) }
        let headline = StorySignature.overlap(signature.title, other.title) ?? 0
        return headline >= 0.6
            ? .success(.rewrite(similarity: similarity))
            : .failure(.otherHeadline(similarity: similarity))
    }

    private static let fewestShared = 0.45
    private static let copyShared = 0.8
    /// Below this a text is a headline; the same headline tomorrow may be
    /// another event.
    private static let fewestShingles: UInt8 = 10
    private static let shortWindow = Duration.seconds(86_400)
}

extension StoryDecision.Likeness: Comparable {
    package static func < (a: Self, b: Self) -> Bool {
        a.similarity < b.similarity
    }

    /// The share of words in a row that both texts have.
    package var similarity: Double {
        switch self {
        case .copy(let similarity), .rewrite(let similarity): similarity
        }
    }
}
