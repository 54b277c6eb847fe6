import Newswire

extension Collection<Diagnostic> {
    /// The findings as lines, at most so many of a file: a list of a hundred
    /// thousand readers may hold ten thousand mistakes. `check` tells them all.
    func brief(most: Int = 20) -> [String] {
        var counts: [String: Int] = [:]
        var lines: [String] = []
        for diagnostic in self {
            let count = counts[diagnostic.file, default: 0] + 1
            counts[diagnostic.file] = count
            if count <= most { lines.append(diagnostic.rendered) }
        }
        for (file, count) in counts.sorted(by: { $0.key < $1.key }) where count > most {
            lines.append("\(file): and \(count - most) more, see `nashra check`")
        }
        return lines
    }
}
