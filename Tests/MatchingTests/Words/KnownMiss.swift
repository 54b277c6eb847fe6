import Foundation
import NashraTesting

/// A case that is answered wrongly, and is known to be: a row of the table
/// "Known misses" in docs/MATCHING.md, which is the only list of them.
struct KnownMiss: Hashable, CustomStringConvertible {
    var language: String
    var query: String
    var text: String
    var reason: String

    var description: String { "\(language) \(query) | \(text)" }

    init(language: String, query: String, text: String, reason: String = "") {
        self.language = language
        self.query = query
        self.text = text
        self.reason = reason
    }

    /// The rows `| ar | query | text | expected | reason |` below the heading;
    /// ` | ` of a query stands there as ` \| `.
    static func listed() throws -> [KnownMiss] {
        let page = try String(contentsOf: ProjectRoot.file("docs/MATCHING.md"), encoding: .utf8)
        guard let start = page.range(of: "\n## Known misses\n") else { return [] }
        let section = page[start.upperBound...]
        let end = section.range(of: "\n## ")?.lowerBound ?? section.endIndex
        let rows = section[..<end].split(separator: "\n").filter { $0.hasPrefix("|") }
        return rows.dropFirst(2).map { row in
            let columns = row.replacing("\\|", with: "\u{0}")
                .split(separator: "|", omittingEmptySubsequences: true)
                .map { $0.replacing("\u{0}", with: "|").trimmingCharacters(in: .whitespaces) }
            return KnownMiss(
                language: columns.first ?? "", query: columns.count > 1 ? columns[1] : "",
                text: columns.count > 2 ? columns[2] : "",
                reason: columns.count > 4 ? columns[4] : "")
        }
    }
}
