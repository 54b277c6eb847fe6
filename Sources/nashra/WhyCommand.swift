import Analysis
import ArgumentParser
import Daemon
import Dispatching
import Foundation
import Matching
import Newswire
import Storage

struct WhyCommand: NewsCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Shows why a subscriber got an article, or did not, stage by stage.",
        discussion: """
            ARTICLE is our id or as much of it as messages show, its address, its source's own name for it, the Message-ID of a \
            mail that told of it, a file or -, or words of its headline. Where it may be several, \
            they are listed and the exit code is 1. One that was not recorded is judged by the \
            rules alone.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "The article.") var article: String
    @Argument(help: "The subscriber's id.") var subscriber: String
    @Flag(help: "Print only an entry for the rule's 'finds', to paste.") var asTest = false
    @Flag(help: "With --as-test: for its 'ignores'.") var ignores = false
    @OptionGroup var options: InputOptions

    func validate() throws {
        if ignores, !asTest { throw ValidationError("--ignores goes with --as-test") }
    }

    func perform(_ console: Console) async throws -> ExitStatus {
        let installation = try installation(console)
        let store = try installation.recordedStore()
        let file = try file(installation, store, console)
        let given = try await given(installation, store, console)
        switch given {
        case .failed(let status): return status
        case .several(let candidates):
            try list(candidates, console)
            return .negative
        case .article(let id, let content):
            let explainer = Explainer(
                store: store, analyzer: installation.analyzer, places: installation.gazetteer,
                reader: installation.subscriberReader)
            guard
                let explanation = try await explainer.explain(id, given: content, to: file)
            else {
                throw Failure(.missingInput, "there is no article \(Diagnostic.quoted(id.id))")
            }
            if asTest {
                try printTest(explanation, file, installation, console)
            } else {
                try ExplanationReport(
                    explanation, subscriber: file.subscriber, zones: installation.zones,
                    now: installation.clock.now()
                ).print(on: console)
            }
            return .done
        }
    }

    /// The rules in force. A file with errors is noted where an earlier version
    /// of it is.
    private func file(
        _ installation: Installation, _ store: Store?, _ console: Console
    ) throws -> SubscriberFile {
        let id = SubscriberID(subscriber.precomposedStringWithCanonicalMapping)
        let path = installation.path(of: id)
        if let path, let file = installation.lookUpFile(path), !file.isAccepted {
            console.note(file.diagnostics)
        }
        let inForce = try installation.versionInForce(
            of: id, fileIsEdited: false, store: store)
        guard let inForce else {
            if path == nil { throw unknown(id, installation) }
            throw Failure(.unreadable, "the file of \(Diagnostic.quoted(id.id)) has errors")
        }
        return inForce
    }

    // MARK: The article

    private enum Given {
        /// With its content where it is not the recorded one.
        case article(ArticleID, Article?)
        case several([Candidate])
        case failed(ExitStatus)
    }

    /// An article that may have been meant.
    private struct Candidate: Encodable {
        var id: ArticleID
        var title: String
        var source: String?
        var received: Timestamp?
    }

    private func given(
        _ installation: Installation, _ store: Store?, _ console: Console
    ) async throws -> Given {
        var isFolder: ObjCBool = false
        let isFile = FileManager.default.fileExists(atPath: article, isDirectory: &isFolder)
        if article == "-" || isFile && !isFolder.boolValue {
            return try await read(installation, console)
        }
        if let store {
            console.progress("looking for the article")
            let finder = ArticleFinder(
                store: store, sources: installation.configuration.sources.map(\.name))
            let found = try await finder.find(article)
            console.clearProgress()
            switch found {
            case .article(let id): return .article(id, nil)
            case .several(let titles):
                return .several(
                    titles.map {
                        Candidate(
                            id: $0.id, title: $0.title, source: $0.source, received: $0.received)
                    })
            case .none: break
            }
        }
        if CanonicalURL(article) != nil { return try await read(installation, console) }
        if store == nil { throw missingStore(installation) }
        throw Failure(
            .missingInput,
            "no recorded article is \(Diagnostic.quoted(article)) or has these words in its headline"
        )
    }

    private func read(_ installation: Installation, _ console: Console) async throws -> Given {
        let (inputs, status) = try await InputReader(
            options: options, installation: installation, console: console
        ).read([article])
        guard status == .done else { return .failed(status) }
        let articles = inputs.flatMap(\.result.attributedArticles)
        guard let first = articles.first else {
            throw Failure(.missingInput, "'\(article)' holds no article")
        }
        if articles.count > 1 {
            return .several(
                articles.map {
                    Candidate(
                        id: ArticleFingerprint(of: $0).id, title: $0.title, source: $0.source)
                })
        }
        return .article(ArticleFingerprint(of: first).id, first)
    }

    private func list(_ candidates: [Candidate], _ console: Console) throws {
        let shown = candidates.prefix(ArticleFinder.most)
        console.error(
            "\(Diagnostic.quoted(article)) may be any of these: name one by its id, or say more")
        for candidate in shown {
            if console.json {
                try console.print(json: candidate)
            } else {
                console.print(
                    [
                        "\(candidate.id)", candidate.received?.rfc3339, candidate.source,
                        candidate.title.isEmpty ? "(no title)" : candidate.title,
                    ].compactMap(\.self).joined(separator: "  "))
            }
        }
    }

    // MARK: A test

    /// For the rule that fired, else the one that lacked least.
    private func printTest(
        _ explanation: Explanation, _ file: SubscriberFile, _ installation: Installation,
        _ console: Console
    ) throws {
        let rules = explanation.rules
        let chosen =
            rules.firstIndex(where: \.isMatched)
            ?? rules.indices.min { rules[$0].reasonCount < rules[$1].reasonCount }
        guard let chosen, let entry = file.entry, let version = RuleVersion(entry, at: chosen)
        else { throw Failure(.negative, "\(file.id) has no rule") }
        let test = ExampleEntry(
            ignores ? .ignores : .finds, of: explanation.article, for: version,
            analyzer: installation.analyzer, places: installation.gazetteer)
        if console.json {
            try console.print(
                json: [
                    "rule": rules[chosen].rule.name, "key": test.expectation.rawValue,
                    "yaml": test.text,
                ])
        } else {
            console.note("nashra: for the rule \(Diagnostic.quoted(rules[chosen].rule.name))")
            console.print(test.text)
        }
    }
}
