import Newswire

extension NearMiss {
    /// A line to print beneath a mistake, or none.
    static func hint(to word: String, among names: some Sequence<String>) -> [String] {
        nearest(to: word, among: names).map { ["did you mean \(Diagnostic.quoted($0))?"] } ?? []
    }
}
