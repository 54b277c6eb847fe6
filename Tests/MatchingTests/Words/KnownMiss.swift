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
        try DocumentTable.rows(of: "docs/MATCHING.md", below: "## Known misses").map { columns in
            KnownMiss(
                language: columns.first ?? "", query: columns.count > 1 ? columns[1] : "",
                text: columns.count > 2 ? columns[2] : "",
                reason: columns.count > 4 ? columns[4] : "")
        }
    }
}
