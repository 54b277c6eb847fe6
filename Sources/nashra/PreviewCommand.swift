import Almanac
import Analysis
import ArgumentParser
import Daemon
import Digests
import Dispatching
import Foundation
import Matching
import Newswire
import Storage

struct PreviewCommand: NewsCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "Renders a subscriber's digests without sending or recording anything.",
        discussion: """
            From --articles, or without them from what waits in the store. With --out each \
            digest is written as SUBSCRIBER-DIGEST.eml, .html and .txt; without it the text is \
            printed. --open shows the page in the browser that BROWSER names, else by xdg-open.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "The subscriber's id.") var subscriber: String
    @Option(help: ArgumentHelp("Only this digest.", valueName: "name")) var digest: String?
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Files, URLs, or -, instead of what waits.", valueName: "input"))
    var articles: [String] = []
    @Option(help: ArgumentHelp("Write the messages here.", valueName: "folder")) var out: String?
    @Flag(help: "Show the page in a browser.") var open = false
    @OptionGroup var options: InputOptions

    func perform(_ console: Console) async throws -> ExitStatus {
        let installation = try installation(console)
        let theme = try theme(installation, console)
        let loaded = try await lookUpRules(installation, console)
        console.noteBriefly(
            loaded.allDiagnostics.filter {
                $0.severity == .error || ["earlier-version", "vanished"].contains($0.id)
            })
        let rules = Rulebase(book: loaded.book, subscribers: loaded.subscribers)
        guard let subscriber = try subscribers(named: [subscriber], in: rules).first else {
            return .missingInput
        }
        let plans = try plans(of: subscriber)
        var status = ExitStatus.done
        var given: [(article: AnalyzedArticle, story: StoryID)] = []
        if !articles.isEmpty {
            let (inputs, outcome) = try await InputReader(
                options: options, installation: installation, console: console
            ).read(articles)
            status = outcome
            given = analysed(inputs.flatMap(\.result.attributedArticles), installation)
        }
        for plan in plans {
            let (matches, background) =
                articles.isEmpty
                ? try await waiting(for: subscriber, plan, installation)
                : (matches(given, for: subscriber, plan, rules, installation), .init())
            try show(matches, background, subscriber, plan, installation, theme, console)
        }
        return status
    }

    private func plans(of subscriber: Subscriber) throws -> [DigestPlan] {
        guard let digest else {
            if subscriber.digests.isEmpty {
                throw Failure(
                    .missingInput, "\(Diagnostic.quoted(subscriber.id.id)) has no digest")
            }
            return subscriber.digests
        }
        guard let plan = subscriber.digest(named: digest) else {
            let known = subscriber.digests.map(\.name).joined(separator: ", ")
            throw Failure(
                .missingInput,
                "\(Diagnostic.quoted(subscriber.id.id)) has no digest "
                    + "\(Diagnostic.quoted(digest)); it has: \(known)")
        }
        return [plan]
    }

    private func analysed(
        _ articles: [Article], _ installation: Installation
    ) -> [(AnalyzedArticle, StoryID)] {
        var stories = StoryIndex()
        let now = installation.clock.now()
        return articles.map { article in
            let analysed = installation.analyzer.analyze(article)
            let id = ArticleFingerprint(of: analysed.article).id
            return (analysed, stories.story(of: analysed, id: id, at: now))
        }
    }

    private func matches(
        _ given: [(article: AnalyzedArticle, story: StoryID)], for subscriber: Subscriber,
        _ plan: DigestPlan, _ rules: Rulebase, _ installation: Installation
    ) -> [StoredMatch] {
        let now = installation.clock.now()
        return given.flatMap { item in
            rules.book.matches(item.article)
                .filter { $0.subscriber == subscriber.id && $0.send.contains(plan.name) }
                .map { match in
                    StoredMatch(
                        match, of: item.article.article, story: item.story,
                        priority: subscriber.rules[match.position].priority, at: now)
                }
        }
    }

    private func waiting(
        for subscriber: Subscriber, _ plan: DigestPlan, _ installation: Installation
    ) async throws -> ([StoredMatch], BulletinEditor.Background) {
        guard FileManager.default.fileExists(atPath: installation.configuration.store) else {
            return ([], BulletinEditor.Background())
        }
        let audience = subscriber.reach(of: plan).first?.name ?? ""
        return try await installation.open().store.read { records in
            let matches = try records.pending(
                for: subscriber.id, digest: plan.name, audience: audience)
            return (
                matches,
                try BulletinEditor.Background(
                    of: matches, for: subscriber.id, digest: plan.name, audience: audience,
                    in: records)
            )
        }
    }

    private func show(
        _ matches: [StoredMatch], _ background: BulletinEditor.Background,
        _ subscriber: Subscriber, _ plan: DigestPlan,
        _ installation: Installation, _ theme: Theme, _ console: Console
    ) throws {
        let now = installation.clock.now()
        // A list's readers are shown as the first of its audiences gets it.
        var subscriber = subscriber
        let channels = subscriber.reach(of: plan).first?.channels ?? []
        if let audience = subscriber.reach(of: plan).first?.audience {
            subscriber.language = audience.language
            subscriber.timeZone = audience.timeZone
        }
        let zone = try installation.zones.zone(named: subscriber.timeZone)
        let slot = plan.schedule.next(after: now, in: zone)
        var bulletin = installation.editor.preview(
            matches, background: background, for: subscriber, plan,
            date: slot?.civil ?? zone.civil(at: now), zone: zone,
            now: now)
        let site = installation.configuration.mail.site
        bulletin.offersUnsubscribe = site != nil
        let composition = Composer(theme: theme).compose(bulletin)
        // Whoever tries the link here must not take the reader off the list.
        let shown = composition.showing(link: "\(site ?? "")/u/")
        guard out != nil || open else {
            if console.json {
                try console.print(
                    json: [
                        "digest": plan.name, "subject": composition.subject,
                        "text": shown.text,
                    ])
                return
            }
            console.print("Subject: \(composition.subject)")
            console.print()
            console.print(shown.text)
            return
        }
        let name =
            subscriber.id.id.replacing("/", with: "-") + "-" + plan.name
        var files = [(name + ".html", Array(shown.html.utf8))]
        if out != nil {
            files.append((name + ".txt", Array(shown.text.utf8)))
            if let letter = try letter(bulletin, channels, installation, theme, now) {
                files.insert((name + ".eml", letter), at: 0)
            }
        }
        let folder = out ?? Self.unnamedFolder
        try write(files, to: folder, of: plan, console)
        if open {
            let page = URL(filePath: folder).appending(path: name + ".html")
            try Browser(environment: ProcessInfo.processInfo.environment)
                .show(page.absoluteURL.standardizedFileURL)
        }
    }

    /// Where pages lie that are only to be looked at; the system clears it.
    private static let unnamedFolder = FileManager.default.temporaryDirectory
        .appending(path: "nashra-preview-\(ProcessInfo.processInfo.processIdentifier)").path

    private func write(
        _ files: [(name: String, bytes: [UInt8])], to folder: String, of plan: DigestPlan,
        _ console: Console
    ) throws {
        let url = URL(filePath: folder, directoryHint: .isDirectory)
        do {
            // What a subscriber reads is nobody else's on this machine.
            try FileManager.default.createDirectory(
                at: url, withIntermediateDirectories: true,
                attributes: out == nil ? [.posixPermissions: 0o700] : nil)
            for (name, bytes) in files {
                try Data(bytes).write(to: url.appending(path: name), options: .atomic)
                let shown = "\(folder)/\(name)"
                if console.json {
                    try console.print(json: ["digest": plan.name, "file": shown])
                } else {
                    console.print(shown)
                }
            }
        } catch {
            throw Failure(
                .cannotWrite, "can't write to '\(folder)': \(FileTrouble.words(for: error))")
        }
    }

    /// The message as its first address would get it; nil for a digest that
    /// goes to no mail.
    private func letter(
        _ bulletin: Bulletin, _ channels: [Channel], _ installation: Installation,
        _ theme: Theme, _ now: Timestamp
    ) throws -> [UInt8]? {
        for channel in channels {
            let recipient =
                switch channel.target {
                case .email(let addresses): addresses.first.map { Mailbox(address: $0) }
                case .readers(let list): list.groups.first?.readers.first
                case .chat, .webhook: nil as Mailbox?
                }
            if let recipient {
                return try installation.sealer(theme, tokens: installation.passingTokens())
                    .letter(bulletin, to: recipient, on: channel, at: now)
            }
        }
        return nil
    }
}
