import Foundation
import NashraTesting
import Testing

@Suite("the files that come with the project")
struct ProjectFilesTests {
    private static let samples = ["samples/nashra.yaml"]
    private static let environment = ["NASHRA_NEWSROOM_URL": "http://127.0.0.1:9/"]

    private func nashra(_ arguments: String...) async throws -> NashraProcess.Result {
        try await NashraProcess.run(
            arguments, in: ProjectRoot.url, environment: Self.environment)
    }

    private func inputs() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: ProjectRoot.file("samples").path)
            .filter { !$0.hasSuffix(".yaml") }.sorted().map { "samples/\($0)" }
    }

    @Test("samples and subscribers are without fault, warnings included")
    func check() async throws {
        let run = try await nashra("check", "--strict", "--config", "samples/nashra.yaml")
        #expect(run.code == 0)
        #expect(run.errors.isEmpty, "\(run.errors)")
        #expect(run.output.contains("4 files, 4 accepted"))
    }

    @Test("every sample is read without a problem, and every subscriber gets something")
    func match() async throws {
        for input in try inputs() {
            let json = try await nashra("read", "--json", input).json()
            #expect((json[0]["problems"] as? [Any])?.isEmpty == true, "\(input)")
            #expect((json[0]["articles"] as? [Any])?.isEmpty == false, "\(input)")
        }
        let run = try await NashraProcess.run(
            ["match", "--json", "--config", "samples/nashra.yaml"] + inputs(),
            in: ProjectRoot.url, environment: Self.environment)
        let matches = try run.json().flatMap { $0["matches"] as? [[String: Any]] ?? [] }
        let subscribers = Set(matches.compactMap { $0["subscriber"] as? String })
        #expect(subscribers == ["analyst", "desks/levant", "lina", "newsroom"])
    }

    @Test("the main job: digests to a Maildir, alerts to a webhook, and nothing twice")
    func mainJob() async throws {
        let server = try HTTPServer(["*": [.init()]])
        let office = try Office(
            configuration: """
                subscribers: \(ProjectRoot.file("subscribers").path)
                network: { allow: [127.0.0.1] }
                """)
        let environment = ["NASHRA_NEWSROOM_URL": server.url("/")]
        let paths = try inputs().map { ProjectRoot.file($0).path }
        let ingest = try await NashraProcess.run(
            ["ingest"] + paths, in: office.folder.url, environment: environment)
        #expect(ingest.code == 0, "\(ingest.errors)")
        let send = try await office.nashra("send --now --all --yes", environment: environment)
        #expect(send.code == 0, "\(send.errors)")
        let mails = office.names("var/mail/new").count
        let alerts = try server.requests().count
        #expect(mails >= 4 && alerts >= 1)
        let again = try await office.nashra("send --now --all --yes", environment: environment)
        #expect(again.code == 0 && again.output.contains("0 delivered"))
        #expect(office.names("var/mail/new").count == mails)
        #expect(try server.requests().count == alerts)
    }
}

@Suite("the founding article", .enabled(if: ProjectRoot.foundingArticle != nil))
struct FoundingArticleTests {
    private let file = ProjectRoot.foundingArticle?.path ?? ""

    private func match(_ rule: String) async throws -> [[String: Any]] {
        let office = try Office(subscribers: [
            "desk": "email: desk@example.org\ndigest: 07:30\nrules:\n  - \(rule)\n"
        ])
        let json = try await office.nashra("match --json", file).json()
        return json.flatMap { $0["matches"] as? [[String: Any]] ?? [] }
            .flatMap { $0["evidence"] as? [[String: Any]] ?? [] }
    }

    @Test("it is read as what it is, and nothing around it is taken for news")
    func read() async throws {
        let json = try await Office().nashra("read --json", file).json()
        #expect(json.first?["kind"] as? String == "text")
        let article = try #require((json.first?["articles"] as? [[String: Any]])?.first)
        let title = try #require(article["title"] as? String)
        let text = try #require(article["text"] as? String)
        #expect(!title.isEmpty && !title.hasPrefix("خبر"))
        #expect(article["dateline"] as? String == "واشنطن")
        #expect(article["publisher"] is String && article["credits"] is [String])
        #expect(text.components(separatedBy: "\n\n").count == 12)
        let words = [title, text, article["summary"] as? String ?? ""].joined(separator: "\n")
        #expect(!words.contains("غزة") && !words.contains("19°"))
        let regions = try #require(article["regions"] as? [[String: Any]])
        let about = regions.filter { $0["about"] as? Bool == true }
            .compactMap { $0["code"] as? String }
        #expect(Set(about).isSuperset(of: ["SY", "RU", "US"]))
        #expect(!regions.contains { ($0["code"] as? String)?.hasPrefix("PS") == true })
    }

    @Test("its words are found as they stand in it")
    func evidence() async throws {
        let evidence = try await match("كيري بوتين سوريا")
        #expect(Set(evidence.compactMap { $0["term"] as? String }) == ["كيري", "بوتين", "سوريا"])
        let text = try String(contentsOf: URL(filePath: file), encoding: .utf8)
        for word in evidence.compactMap({ $0["text"] as? String }) {
            #expect(text.contains(word))
        }
        #expect(evidence.contains { $0["text"] as? String == "وبوتين" })
    }

    @Test("a name behind a preposition and a tatweel is found, another name is not")
    func names() async throws {
        #expect(try await match("بوتان").isEmpty)
        let ukraine = try await match("أوكرانيا")
        #expect(ukraine.contains { $0["text"] as? String == "بـأوكرانيا" })
    }
}
