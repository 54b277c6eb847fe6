import Foundation

/// A table of a page of the documentation that is also a test's list, so that
/// there is one list only.
package enum DocumentTable {
    /// The cells of each row of the first table below a heading, without its
    /// own heading; a ` | ` within a cell stands there as ` \| `. Empty if the
    /// page has no such section.
    package static func rows(of page: String, below heading: String) throws -> [[String]] {
        let text = try String(contentsOf: ProjectRoot.file(page), encoding: .utf8)
        guard let start = text.range(of: "\n\(heading)\n") else { return [] }
        let section = text[start.upperBound...]
        let end = section.range(of: "\n## ")?.lowerBound ?? section.endIndex
        let rows = section[..<end].split(separator: "\n").filter { $0.hasPrefix("|") }
        return rows.dropFirst(2).map { row in
            row.replacing("\\|", with: "\u{0}").split(separator: "|")
                .map { $0.replacing("\u{0}", with: "|").trimmingCharacters(in: .whitespaces) }
        }
    }
}
