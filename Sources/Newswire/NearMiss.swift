/// The nearest of some names to one that is not among them: "did you mean".
package enum NearMiss {
    /// The candidate that the fewest insertions, deletions, replacements and
    /// swaps of neighbours make of the name, case aside; nil if that takes more
    /// than one in three letters. The first of several wins.
    package static func nearest(
        to name: String, among candidates: some Sequence<String>
    ) -> String? {
        let letters = Array(name.lowercased().unicodeScalars)
        guard !letters.isEmpty, letters.count <= 64 else { return nil }
        let limit = max(1, letters.count / 3)
        var best: (candidate: String, distance: Int)?
        for candidate in candidates {
            let other = Array(candidate.lowercased().unicodeScalars)
            guard abs(other.count - letters.count) <= limit else { continue }
            let distance = distance(from: letters, to: other)
            // A name of two letters is one letter away from half of all others.
            guard distance <= limit, distance < max(letters.count, other.count) else { continue }
            if best.map({ distance < $0.distance }) ?? true { best = (candidate, distance) }
        }
        return best?.candidate
    }

    /// How many insertions, deletions, replacements and swaps of neighbours make
    /// one text of the other (Damerau–Levenshtein, no letter edited twice).
    /// Quadratic in their lengths.
    package static func distance(from a: String, to b: String) -> Int {
        distance(from: Array(a.unicodeScalars), to: Array(b.unicodeScalars))
    }

    package static func distance(from a: [Unicode.Scalar], to b: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            row.reserveCapacity(b.count + 1)
            for j in b.indices {
                var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    cost = min(cost, beforeLast[j - 1] + 1)
                }
                row.append(cost)
            }
            (beforeLast, last) = (last, row)
        }
        return last[b.count]
    }
}
