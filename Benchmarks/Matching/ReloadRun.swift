import Almanac
import Analysis
import Dispatching
import Foundation
import Matching
import NashraTesting
import Newswire
import Storage

/// A folder of a hundred thousand subscribers' files, as a daemon holds it: read
/// whole, then one file after another edited, each from the name of the file
/// that changed to a book in which it is in force, its version kept in a store.
struct ReloadRun {
    let news: GeneratedNews
    private static let subscribers = 100_000
    private static let edits = 50
    /// Of the median edit, in milliseconds.
    private static let limit = 20.0

    /// Prints the times by the clock on the wall; whether edits were within the
    /// limit.
    func report() async throws -> Bool {
        let folder = try TemporaryFolder()
        for (number, query) in news.queries(Self.subscribers).enumerated() {
            try folder.write(text(query), to: name(number))
        }
        let store = try Store(path: folder.path + "store.sqlite")
        let shelf = RuleShelf(
            folder: folder.path + "subscribers",
            reader: SubscriberFileReader(
                defaults: HouseDefaults(), places: .standard, zones: ZoneFolder()),
            store: store, commits: GroupCommit(store: store), clock: .machine)
        let whole = try await milliseconds { _ = try await shelf.load() }
        var times: [Double] = []
        for edit in 0..<Self.edits {
            try folder.write(text("فيضان | «flash flood \(edit)»"), to: name(edit * 7))
            let file = String(name(edit * 7).dropFirst("subscribers/".count))
            times.append(try await milliseconds { _ = try await shelf.reload([file]) })
        }
        times.sort()
        let median = times[times.count / 2]
        print(
            """
            \(Self.subscribers) subscribers' files
              reading them all          \(String(format: "%.1f", whole / 1e3)) s
              an edited file in force   \(String(format: "%.2f", median)) ms, \
            the slowest of \(Self.edits) \(String(format: "%.2f", times[times.count - 1])) ms\
            \(median < Self.limit ? "" : ", OVER the limit of \(Int(Self.limit))")
            """)
        return median < Self.limit
    }

    private func name(_ number: Int) -> String { "subscribers/\(number / 1000)/s\(number).yaml" }

    private func text(_ query: String) -> String {
        """
        email: lina@example.org
        timezone: UTC
        digest: 07:30
        rules:
          - match: \(query.contains("\"") ? "'\(query.replacing("'", with: "''"))'" : query)
        """
    }

    private func milliseconds(_ work: () async throws -> Void) async rethrows -> Double {
        let start = ContinuousClock.now
        try await work()
        return (ContinuousClock.now - start) / .milliseconds(1)
    }
}
