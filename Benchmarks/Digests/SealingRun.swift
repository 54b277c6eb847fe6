import Almanac
import Analysis
import Digests
import Dispatching
import Foundation
import Matching
import NashraTesting
import Newswire
import Signing
import Storage

/// One digest for the readers of a list, on disk: the list is read, the edition
/// sealed, and everyone addressed, with return paths and links of their own.
struct SealingRun {
    /// In bytes, of memory at one time and of the store for each reader.
    private static let mostMemory = 200_000_000
    private static let mostBytes = 600

    let readers: Int

    /// Prints what it cost; whether there is one envelope for each reader, and
    /// neither memory nor store is more than may be.
    func report() async throws -> Bool {
        let folder = try TemporaryFolder()
        try writeList(to: folder.path + "subscribers/list.csv", folder)
        try folder.write(
            "recipients: list.csv\ndigest: 07:30\nrules: [فيضان]\n", to: "subscribers/list.yaml")
        let store = try Store(path: folder.path + "store.sqlite")
        let commits = GroupCommit(store: store)
        let clock = NewsClock { Timestamp(seconds: 1_795_237_200) }
        let zones = ZoneFolder()
        let shelf = RuleShelf(
            folder: folder.path + "subscribers",
            reader: SubscriberFileReader(
                defaults: HouseDefaults(), places: .standard, zones: zones),
            store: store, commits: commits, clock: clock)
        var began = ContinuousClock.now
        let rules = try await shelf.load().rules
        let reading = ContinuousClock.now - began
        _ = try await Reception(
            commits: commits, store: store, analyzer: Analyzer(), rules: rules, clock: clock
        ).receive((0..<20).map(Self.article))
        let press = Press(
            commits: commits, store: store,
            sealer: Sealer(
                composer: Composer(theme: try Theme.load()),
                mail: MailIdentity(
                    from: Mailbox(address: try EmailAddress("digest@example.org")),
                    bounces: try EmailAddress("bounces@example.org"),
                    site: "https://nashra.example.org"),
                tokens: TokenSigner(current: .random())),
            editor: BulletinEditor(gazetteer: .standard), zones: zones, clock: clock)
        let before = try Self.size(of: folder)
        began = ContinuousClock.now
        _ = try await DigestScheduler(press).makeNow(rules.everyone)
        let sealing = ContinuousClock.now - began
        let addressed = try await Addresser(press, mostWaiting: .max).fill()
        let all = ContinuousClock.now - began
        let count = try await store.read { try $0.outboxCounts()[.ready] ?? 0 }
        let bytes = try (Self.size(of: folder) - before) / readers
        let memory = Self.peakMemory
        print(
            "\(readers) readers: list read in \(reading), edition sealed in \(sealing), "
                + "all addressed after \(all); peak memory \(memory) bytes, "
                + "\(bytes) bytes of store each")
        let isRight = isRight([addressed, count], [readers, readers])
        if memory > Self.mostMemory { print("  OVER \(Self.mostMemory) bytes") }
        if bytes > Self.mostBytes { print("  OVER \(Self.mostBytes) bytes each") }
        return isRight && memory <= Self.mostMemory && bytes <= Self.mostBytes
    }

    private func writeList(to path: String, _ folder: TemporaryFolder) throws {
        try folder.write("email,name\n", to: "subscribers/list.csv")
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        try file.seekToEnd()
        for start in stride(from: 0, to: readers, by: 10_000) {
            let lines = (start..<min(start + 10_000, readers)).map {
                "first.last\($0)@example\($0 % 40).org,Reader \($0)\n"
            }
            try file.write(contentsOf: Data(lines.joined().utf8))
        }
        try file.close()
    }

    private static func article(_ number: Int) -> Article {
        Article(
            guid: "\(number)", url: "https://news.example.org/\(number)",
            title: "فيضان رقم \(number) في المدينة",
            text: "غمرت مياه الفيضان حي رقم \(number) بعد أمطار غزيرة.", language: .arabic,
            source: "wire\(number)")
    }

    /// Of the store with its log.
    private static func size(of folder: TemporaryFolder) throws -> Int {
        try ["", "-wal"].reduce(0) { size, end in
            let path = folder.path + "store.sqlite" + end
            guard FileManager.default.fileExists(atPath: path) else { return size }
            return try size
                + (FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0)
        }
    }

    /// The most that ever was resident, in bytes.
    private static var peakMemory: Int {
        var usage = rusage()
        // RUSAGE_SELF, which is of another type in Swift.
        getrusage(0, &usage)
        return usage.ru_maxrss * 1024
    }
}
