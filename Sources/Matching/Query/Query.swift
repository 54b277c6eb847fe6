package import Analysis
package import Newswire

/// What a rule asks of an article, as a tree: the value that a query's text, or
/// a list of words, is read into.
///
/// Trees made by `parse`, `literal` and the makers below are normal: no group
/// has fewer than two parts or a part of its own kind, nothing is excluded
/// twice, and `atLeast` asks for more than one part and fewer than all. `text`
/// of a normal tree parses to the same tree, given the same topics.
package indirect enum Query: Hashable, Sendable {
    /// One word, or several in a row.
    case words(Words)
    /// The article is about the region.
    case about(RegionCode)
    /// The article names the region at all.
    case mentions(RegionCode)
    /// The article is in the language, whatever its script or country.
    case language(LanguageTag)
    case not(Query)
    case all([Query])
    case any([Query])
    /// Words that stand near each other.
    case near(Near)
    /// So many of the queries, or more: `2 OF (a, b, c)`.
    case atLeast(Int, of: [Query])
    /// A topic by its name, and the query it stands for: any of its entries.
    case topic(String, Query)

    /// A word, or words in a row, and where they are looked for. A phrase of
    /// one word is that word, so the two are not told apart.
    package struct Words: Hashable, Sendable {
        package enum Form: String, Hashable, Sendable, CaseIterable {
            /// Any form of each word.
            case any
            /// Words that begin so.
            case prefix
            /// Exactly as typed: case, marks, endings.
            case exact
        }

        /// As the user typed it, without quotation marks and signs, in one
        /// line.
        package let text: String
        package let form: Form
        package let scope: QueryScope
        /// What must stand in a row; none if the text holds no letter or
        /// digit, which finds nothing.
        package let terms: [Term]

        package init(_ text: String, form: Form = .any, in scope: QueryScope = .anywhere) {
            self.text = text
            self.form = form
            self.scope = scope
            let mode: Term.Mode =
                switch form {
                case .any: .forms
                case .prefix: .prefix
                case .exact: .exact
                }
            // In names and addresses capitals make no acronym.
            let isName = form == .any && scope.isOfNames
            terms = Term.terms(of: isName ? text.lowercased() : text, mode: mode)
        }

        /// How the rule's own term is shown beside the words that answer it:
        /// `بوتين`, `تنظيم الدولة`, `فلسطين*`, `=US`.
        package var term: String {
            switch form {
            case .any: text
            case .prefix: text + "*"
            case .exact: "=" + text
            }
        }
    }
}

extension Query {
    /// Reads a query's text. Never fails: the problems say what is wrong, all
    /// of them; the grammar is `QueryParser`'s. `places` knows the regions that
    /// `region:` and `mentions:` may name, `topics` what `topic:` may.
    package static func parse(
        _ text: String, places: Gazetteer, topics: Topics = .none
    ) -> QueryReading {
        QueryParser.parse(text, places: places, topics: topics)
    }

    /// Reads entries parted by commas, any of which will do. Each is a query, but
    /// one of plain words is a phrase; so it is between the brackets of `OF`.
    package static func parseEntries(
        _ text: String, places: Gazetteer, topics: Topics = .none
    ) -> QueryReading {
        QueryParser.parseEntries(text, places: places, topics: topics)
    }
}

/// Making normal trees.
extension Query {
    /// All of the queries; nil for none.
    package static func allOf(_ queries: [Query]) -> Query? {
        let parts = queries.flatMap { query in
            if case .all(let inner) = query { inner } else { [query] }
        }
        return parts.count < 2 ? parts.first : .all(parts)
    }

    /// At least one of the queries; nil for none.
    package static func anyOf(_ queries: [Query]) -> Query? {
        let parts = queries.flatMap { query in
            if case .any(let inner) = query { inner } else { [query] }
        }
        return parts.count < 2 ? parts.first : .any(parts)
    }

    /// So many of the queries, or more; nil for none. A count beyond their
    /// number asks for all.
    package static func someOf(_ count: Int, _ queries: [Query]) -> Query? {
        if count >= queries.count { return allOf(queries) }
        return count <= 1 ? anyOf(queries) : .atLeast(count, of: queries)
    }

    /// None of the queries; nil for none.
    package static func noneOf(_ queries: [Query]) -> Query? {
        anyOf(queries)?.excluded
    }

    /// What holds where this does not.
    package var excluded: Query {
        if case .not(let inner) = self { inner } else { .not(self) }
    }
}

extension Query {
    /// Whether an article can satisfy it without any word, region or source
    /// that it asks for: `-رياضة`, `lang:ar`, and also `سوريا | -رياضة`. Such a
    /// query wants nothing, so its rule needs a filter that does.
    package var isOnlyExclusion: Bool { !wantsSomething(excluded: false) }

    private func wantsSomething(excluded: Bool) -> Bool {
        switch self {
        case .words, .about, .mentions, .near: !excluded
        case .language: false
        case .topic(_, let inner): inner.wantsSomething(excluded: excluded)
        case .atLeast(let count, let parts):
            // Excluded, it asks that so many parts fail as leave too few.
            parts.count { !$0.wantsSomething(excluded: excluded) }
                < (excluded ? parts.count - count + 1 : count)
        case .not(let inner): inner.wantsSomething(excluded: !excluded)
        case .all(let parts):
            excluded
                ? parts.allSatisfy { $0.wantsSomething(excluded: true) }
                : parts.contains { $0.wantsSomething(excluded: false) }
        case .any(let parts):
            excluded
                ? parts.contains { $0.wantsSomething(excluded: true) }
                : parts.allSatisfy { $0.wantsSomething(excluded: false) }
        }
    }
}
