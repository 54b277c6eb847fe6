import Analysis
import Documents
import Newswire

/// Reads the texts of a rule that say words: queries, lists of plain words, and
/// what goes wrong between them and YAML.
struct WordsReader {
    let report: Report
    let places: Gazetteer
    let topics: Topics

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
            return use(
                Query.parse(written, places: places, topics: topics), of: text, shift: shift)
        }
        return Query.anyOf(queries)
    }

    /// The query of a topic's entries, any of which will do; nil if one can't
    /// be read. That another topic has mistakes is said where they are.
    func entries(ofTopic texts: [Text]) -> Query? {
        let queries = texts.map { text -> Query? in
            reportComment(behind: text)
            if text.isAbsent { return nil }
            let (written, shift) = Self.written(text)
            let reading = Query.parseEntries(written, places: places, topics: topics)
            return use(reading, of: text, shift: shift) { problem in
                if case .brokenTopic = problem.finding { true } else { false }
            }
        }
        let read = queries.compactMap(\.self)
        return read.count == queries.count ? Query.anyOf(read) : nil
    }

    /// The entries of `any`, `all` or `none`: plain words, no operators; but
    /// `topic:putin` is that topic.
    func entries(_ texts: [Text]) -> [Query] {
        texts.compactMap { text in
            reportComment(behind: text)
            let reading =
                Query.isTopic(text.value)
                ? Query.parse(text.value, places: places, topics: topics)
                : Query.literal(text.value)
            return use(reading, of: text, shift: 0)
        }
    }

    /// The values of a list, or the only one; those aside that a comma between
    /// brackets or marks has cut in pieces, which is reported.
    func whole(_ node: Node) -> [Node] {
        guard case .list(let list) = node else { return [node] }
        guard list.isFlow else { return list.items }
        var whole: [Node] = []
        var index = 0
        while index < list.items.count {
            if let end = endOfPieces(list.items[index...]) {
                let pieces = list.items[index...end].compactMap { $0.text?.value }
                report.add(
                    FileFinding.cutByComma(pieces.joined(separator: ", ")),
                    at: list.items[index].position)
                index = end + 1
            } else {
                whole.append(list.items[index])
                index += 1
            }
        }
        return whole
    }

    /// The item that closes what the first one opens; nil if that is whole, or
    /// nothing closes it.
    private func endOfPieces(_ items: ArraySlice<Node>) -> Int? {
        var depth = 0
        for (index, item) in zip(items.indices, items) {
            guard case .text(let text) = item, text.style == .plain else { return nil }
            for scalar in text.value.unicodeScalars {
                switch scalar {
                case "(", "«": depth += 1
                case ")", "»": depth -= 1
                default: break
                }
            }
            if depth <= 0 { return index > items.startIndex && depth == 0 ? index : nil }
        }
        return nil
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

    /// Reports what is wrong with a text, and how the whole of it should read.
    private func use(
        _ reading: QueryReading, of text: Text, shift: Int,
        butNot isKnown: (QueryProblem) -> Bool = { _ in false }
    ) -> Query? {
        var corrected = shift == 0 ? reading.corrected : nil
        for problem in reading.problems where !isKnown(problem) {
            var hints = problem.hints
            if let line = corrected, problem.severity == .error {
                if !hints.contains(where: { $0.contains(line) }) {
                    hints += ["the whole of it:", FileFinding.pasted(line, for: text)]
                }
                corrected = nil
            }
            report.add(
                Diagnostic(
                    problem.severity, id: problem.id, file: report.file,
                    position: text.position(ofScalar: max(0, problem.range.lowerBound - shift)),
                    message: problem.message, hints: hints))
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
                let field = word.firstIndex(of: ":").map { String(word[..<$0]) }
                return word.hasPrefix("-") || word.hasPrefix("=") || word.hasSuffix("*")
                    || ["AND", "OR", "NOT", "NEAR", "ONEAR", "أو"].contains(word)
                    || word.hasPrefix("NEAR/") || word.hasPrefix("ONEAR/")
                    || field.flatMap(QueryField.init(written:)) != nil
            }
    }
}
