import Documents
import Newswire

/// Reads `finds` and `ignores`: headlines, or `{title, text, source, language,
/// url}`.
struct ExampleReader {
    let words: WordsReader
    let isComplete: Bool

    private var report: Report { words.report }

    func examples(
        _ expectation: RuleExample.Expectation, _ reader: MappingReader
    ) -> [RuleExample] {
        (reader.list(expectation.rawValue) ?? []).compactMap { node in
            guard let article = article(node) else { return nil }
            return RuleExample(
                expectation: expectation, article: article, position: node.position)
        }
    }

    private func article(_ node: Node) -> Article? {
        switch node {
        case .text(let text) where !text.isAbsent:
            return Article(title: text.name)
        case .mapping(let mapping) where Self.isExample(mapping):
            return article(mapping)
        default:
            if !words.reportSplit(node, isQuery: false) {
                report.add(FileFinding.exampleWithoutText, at: node.position)
            }
            return nil
        }
    }

    /// Whether a key is one of ours or nearly; else it is a headline's colon.
    private static func isExample(_ mapping: Mapping) -> Bool {
        mapping.entries.contains { entry in
            keys.contains(entry.key.value)
                || NearMiss.nearest(to: entry.key.value, among: keys) != nil
        }
    }

    private func article(_ mapping: Mapping) -> Article? {
        let reader = MappingReader(
            mapping, of: "an example", keys: Self.keys, isComplete: isComplete, report: report)
        let title = reader.text("title")?.name
        let text = reader.text("text")?.value
        let language = reader.text("language").flatMap(report.language)
        let url = reader.text("url")
        if let url, CanonicalURL(url.name) == nil {
            report.add(FileFinding.badURL(url.name), at: url.position)
        }
        guard title != nil || text != nil else {
            reader.reportMissing(FileFinding.exampleWithoutText)
            return nil
        }
        return Article(
            url: url?.name, title: title ?? "", text: text ?? "", language: language,
            source: reader.text("source")?.name)
    }

    private static let keys = KeyTable.example.names
}
