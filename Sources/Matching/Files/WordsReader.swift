import Analysis
import Documents
import Newswire

/// Reads the texts of a rule that say words: queries, lists of plain words, and
/// what goes wrong between them and YAML.
struct WordsReader {
    let report: Report
    let places: Gazetteer

    /// The query of `match`, a text or several of which any will do; nil if
    /// none can be read.
    func query(_ texts: [Text]) -> Query? {
        let queries = texts.compactMap { text -> Query? in
            reportComment(behind: text)
            // A query that is all comment was meant to begin with `#`.
            if text.isAbsent, text.comment != nil { return nil }
            let (written, shift) = Self.written(text)
            if shift > 0, Self.looksLikeQuery(text.value) {
                report.add(FileFinding.quotedQuery(text.name), at: text.position)
            }
            return use(Query.parse(written, places: places), of: text, shift: shift)
        }
        return Query.anyOf(queries)
    }

    /// The entries of `any`, `all` or `none`: plain words, no operators.
    func entries(_ texts: [Text]) -> [Query] {
        texts.compactMap { text in
            reportComment(behind: text)
            return use(Query.literal(text.value), of: text, shift: 0)
        }
    }

    /// Reports a text of which a colon has made a key and its value. Whether
    /// the node is one.
    func reportSplit(_ node: Node, isQuery: Bool) -> Bool {
        guard case .mapping(let mapping) = node, !mapping.isFlow, mapping.entries.count == 1,
            let entry = mapping.entries.first, let value = entry.value.text
        else { return false }
        let isField = isQuery && QueryField(written: entry.key.value) != nil && !value.isAbsent
        report.add(
            FileFinding.colonInText(
                "\(entry.key.value): \(value.value)",
                of: isField ? .field : isQuery ? .query : .plainText),
            at: entry.key.position)
        return true
    }

    /// The query as typed: what stands whole in double quotes is that phrase,
    /// unless it holds quotation marks itself. And by how much that shifts it.
    static func written(_ text: Text) -> (text: String, shift: Int) {
        text.style == .doubleQuoted && !text.value.contains("\"")
            ? ("\"\(text.value)\"", 1) : (text.value, 0)
    }

    private func use(_ reading: QueryReading, of text: Text, shift: Int) -> Query? {
        for problem in reading.problems {
            report.add(
                Diagnostic(
                    problem.severity, id: problem.id, file: report.file,
                    position: text.position(ofScalar: max(0, problem.range.lowerBound - shift)),
                    message: problem.message, hints: problem.hints))
        }
        return reading.query
    }

    private func reportComment(behind text: Text) {
        guard let comment = text.comment else { return }
        report.add(
            FileFinding.commentBehindQuery(comment: comment.text, query: text.name),
            at: comment.position)
    }

    private static func looksLikeQuery(_ text: String) -> Bool {
        text.contains(where: { "|()«»".contains($0) })
            || text.split(separator: " ").contains { word in
                word.hasPrefix("-") || ["AND", "OR", "NOT"].contains(word)
            }
    }
}
