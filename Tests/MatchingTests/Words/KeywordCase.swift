import Newswire

/// What a reader expects of one keyword in one text.
struct KeywordCase: CustomStringConvertible, Sendable {
    /// Whether a rule of this keyword must bring this text.
    var expected: Bool
    /// A query, mostly of one word.
    var query: String
    var text: String
    /// Why: the form that is meant, or the trap.
    var reason: String
    /// The text's.
    var language: LanguageTag

    var description: String { "\(language) \(expected ? "yes" : "no") \(query) | \(text)" }
}

/// Cases as they are written, one a line, four columns parted by ` | `:
///
///     yes | هدنة | وبالهدنة المعلنة | conjunction, preposition and article
///     no | هدنة | مهادنة العدو | another word
///
/// Empty lines and lines that begin with `#` are passed over. The query may hold
/// ` | ` too.
struct KeywordTable: Sendable {
    var language: LanguageTag
    var cases: [KeywordCase]
    /// Lines that are no case.
    var malformed: [String] = []

    init(_ language: LanguageTag, _ lines: String) {
        self.language = language
        cases = []
        for line in lines.split(separator: "\n") where !line.isEmpty && !line.hasPrefix("#") {
            let columns = line.split(separator: " | ").map(String.init)
            guard columns.count >= 4, ["yes", "no"].contains(columns[0]) else {
                malformed.append(String(line))
                continue
            }
            cases.append(
                KeywordCase(
                    expected: columns[0] == "yes",
                    query: columns[1..<columns.count - 2].joined(separator: " | "),
                    text: columns[columns.count - 2], reason: columns[columns.count - 1],
                    language: language))
        }
    }
}

extension KeywordTable {
    /// All of them: one file a language or group of languages, named here.
    static let all: [KeywordTable] =
        arabic + english + european + eastern + asian
}
