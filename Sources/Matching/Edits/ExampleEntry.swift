package import Analysis
package import Newswire

/// An article as an entry of `finds` or `ignores`, to paste into a rule: no more
/// of it than the rule needs to say of the entry what it says of the article.
package struct ExampleEntry: Hashable, Sendable {
    package let expectation: RuleExample.Expectation
    private let article: Article

    package init(
        _ expectation: RuleExample.Expectation, of article: Article, for version: RuleVersion,
        analyzer: Analyzer, places: Gazetteer
    ) {
        self.expectation = expectation
        let analysed = analyzer.analyze(article)
        let isMatched = Self.isMatched(version.verdict(on: analysed, places: places))
        let shorter = Self.excerpts(of: analysed.article).first { excerpt in
            var trial = analyzer.analyze(excerpt)
            trial.article.urgency = nil
            let example = RuleExample(
                expectation: isMatched ? .finds : .ignores, article: excerpt,
                position: SourcePosition(line: 1, column: 1))
            return version.holds(example, trial, places: places)
        }
        self.article = shorter ?? Self.whole(analysed.article)
    }

    /// The lines, as they stand in a rule below `rules:`; valid YAML whatever
    /// the article holds.
    package var text: String {
        var keys: [(String, String)] = []
        if !article.title.isEmpty { keys.append(("title", Self.quoted(article.title))) }
        if !article.text.isEmpty { keys.append(("text", Self.quoted(article.text))) }
        if let source = article.source { keys.append(("source", Self.quoted(source))) }
        if let language = article.language { keys.append(("language", language.tag)) }
        if let url = article.url { keys.append(("url", Self.quoted(url))) }
        let lines =
            keys.count == 1 && keys[0].0 == "title"
            ? [keys[0].1] : keys.map { "\($0): \($1)" }
        return "    \(expectation.rawValue):\n"
            + lines.enumerated().map { "      \($0 == 0 ? "- " : "  ")\($1)" }
            .joined(separator: "\n")
    }

    private static func isMatched(_ verdict: RuleVerdict) -> Bool {
        if case .matched = verdict { true } else { false }
    }

    /// From the headline alone to nearly everything.
    private static func excerpts(of article: Article) -> [Article] {
        let body = body(of: article)
        let lead = body.split(separator: "\n\n").first.map(String.init) ?? ""
        let language = article.language
        let source = cleaned(article.source ?? "")
        let title = cleaned(article.title)
        var excerpts: [Article] = []
        for text in ["", lead, body] {
            let plain = Article(title: title, text: text)
            var spoken = plain
            spoken.language = language
            var sourced = plain
            sourced.source = source.isEmpty ? nil : source
            var both = spoken
            both.source = sourced.source
            excerpts += [plain, spoken, sourced, both]
        }
        return excerpts.filter { !$0.title.isEmpty || !$0.text.isEmpty }
    }

    private static func whole(_ article: Article) -> Article {
        let title = cleaned(article.title)
        let text = body(of: article)
        let source = cleaned(article.source ?? "")
        return Article(
            url: article.url.flatMap { CanonicalURL($0) == nil ? nil : cleaned($0) },
            title: title.isEmpty && text.isEmpty ? "…" : title, text: text,
            language: article.language, source: source.isEmpty ? nil : source)
    }

    /// Summary and text: an example has no summary of its own.
    private static func body(of article: Article) -> String {
        [article.summary ?? "", article.text].map { text in
            text.split(separator: "\n\n").map { cleaned(String($0)) }.filter { !$0.isEmpty }
                .joined(separator: "\n\n")
        }.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// On one line, without what no YAML may hold and nobody sees.
    private static func cleaned(_ text: String) -> String {
        let visible = text.unicodeScalars.map { scalar -> Unicode.Scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse: " "
            default: scalar == "\u{FEFF}" ? " " : scalar
            }
        }
        return String(String.UnicodeScalarView(visible))
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// In single quotes, where no sign means anything but the quote itself; in
    /// double quotes if there are paragraphs.
    private static func quoted(_ text: String) -> String {
        guard text.contains("\n") else { return "'" + text.replacing("'", with: "''") + "'" }
        return "\""
            + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .replacing("\n", with: "\\n") + "\""
    }
}
