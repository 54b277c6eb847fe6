import ArgumentParser
import Newswire

struct ReadCommand: NewsCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: "Parses feeds, pages and articles, and prints the articles.",
        discussion: """
            An input is a file, a URL or - for standard input. With --json each input is one \
            object: kind, encoding, feed, articles, problems.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var options: InputOptions
    @Argument(help: "Files, URLs, or -.") var inputs: [String]

    func perform(_ console: Console) async throws -> ExitStatus {
        let installation = try installation(console)
        let (inputs, status) = try await InputReader(
            options: options, installation: installation, console: console
        ).read(inputs)
        let analyzer = installation.analyzer
        for var input in inputs {
            input.result.articles = input.result.articles.map { analyzer.analyze($0).article }
            if console.json {
                console.print(try input.result.json(input: input.name))
                continue
            }
            let feed = input.result.feed?.title.map { ", \($0)" } ?? ""
            console.print(
                "\(input.name): \(input.result.kind.rawValue)\(feed), "
                    + counted(input.result.articles.count, "article"))
            for article in input.result.articles { show(article, on: console) }
        }
        return status
    }

    private func show(_ article: Article, on console: Console) {
        console.print()
        console.print("  \(article.title.isEmpty ? "(no title)" : article.title)")
        let facts = [
            article.published.map(\.rfc3339), article.language?.tag, article.publisher,
            article.dateline, article.url,
        ].compactMap(\.self)
        if !facts.isEmpty { console.print("  \(facts.joined(separator: " · "))") }
        let about = article.regions.filter(\.about).map(\.code.code)
        let named = article.regions.filter { !$0.about }.map(\.code.code)
        if !about.isEmpty { console.print("  about \(about.joined(separator: " "))") }
        if !named.isEmpty { console.print("  names \(named.joined(separator: " "))") }
        if let opening = article.summary ?? article.paragraphs.first.map(String.init) {
            console.print("  \(opening.prefix(200))\(opening.count > 200 ? "…" : "")")
        }
    }
}
