import Foundation
import NashraTesting
import Testing

/// A folder with a nashra.yaml and subscribers, in which commands are run.
final class Office: Sendable {
    let folder: TemporaryFolder

    /// Without a configuration every value is the default.
    init(configuration: String? = nil, subscribers: [String: String] = [:]) throws {
        folder = try TemporaryFolder()
        if let configuration { try folder.write(configuration, to: "nashra.yaml") }
        for (id, text) in subscribers { try folder.write(text, to: "subscribers/\(id).yaml") }
    }

    /// A desk that wants floods, in a digest at 07:30 of Gaza.
    static let lina = """
        email: lina@example.org
        timezone: Asia/Gaza
        digest: 07:30
        rules:
          - فيضان | «flash flood»

        """

    /// Mail goes to this server, by so many sessions.
    static func relay(_ url: String, sessions: Int = 2) -> String {
        """
        mail:
          from: Nashra <digest@example.org>
          relays:
            - url: \(url)
              sessions: \(sessions)
        network:
          allow: [127.0.0.1]

        """
    }

    static func feed(_ numbers: ClosedRange<Int>, title: String = "فيضان رقم") -> String {
        let items = numbers.map { number in
            """
            <item><guid>urn:\(number)</guid><title>\(title) \(number)</title>
            <link>https://news.example.org/\(number)</link>
            <pubDate>Mon, 23 Nov 2026 06:00:00 GMT</pubDate></item>
            """
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0"><channel><title>وكالة</title>\(items.joined(separator: "\n"))
            </channel></rss>

            """
    }

    /// Runs a command: its words parted by spaces.
    @discardableResult
    func nashra(
        _ words: String, _ more: String..., environment: [String: String] = [:],
        input: Data = Data()
    ) async throws -> NashraProcess.Result {
        try await NashraProcess.run(
            words.split(separator: " ").map(String.init) + more, in: folder.url,
            environment: environment, input: input)
    }

    func start(
        _ words: String, environment: [String: String] = [:]
    ) throws -> NashraProcess {
        try NashraProcess.start(
            words.split(separator: " ").map(String.init), in: folder.url,
            environment: environment)
    }

    /// The files in a folder, hidden ones too; none if it is not there.
    func names(_ path: String) -> [String] {
        let found = try? FileManager.default.contentsOfDirectory(atPath: folder.path + path)
        return (found ?? []).sorted()
    }
}
