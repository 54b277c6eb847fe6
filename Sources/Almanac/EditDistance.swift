/// How many letters must be put in, taken out, exchanged or swapped with their
/// neighbour to make one word of another.
enum EditDistance {
    /// Words whose lengths differ by more than two are told as infinitely far.
    static func between(_ one: String, _ other: String) -> Int {
        let a = Array(one.unicodeScalars)
        let b = Array(other.unicodeScalars)
        guard abs(a.count - b.count) <= 2 else { return .max }
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in 0..<a.count {
            var row = [i + 1]
            for j in 0..<b.count {
                var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    best = min(best, beforeLast[j - 1] + 1)
                }
                row.append(best)
            }
            (beforeLast, last) = (last, row)
        }
        return last[b.count]
    }
}
