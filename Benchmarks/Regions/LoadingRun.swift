import Analysis
import Embedded
import Foundation
import NashraTesting

/// Loads the gazetteer as it comes, filled up with made-up names where it has
/// fewer than a hundred thousand.
struct LoadingRun {
    let gazetteer: Gazetteer
    private let files: [RegionTable]
    private let names: Int
    private let madeUp: Int

    private static let wanted = 100_000
    private static let rounds = 5

    init() {
        let own = Gazetteer.ownFiles
        // Lines of all files are a little more than names.
        names = EmbeddedFiles.names(below: "regions/").compactMap(EmbeddedFiles.text)
            .reduce(0) { $0 + $1.utf8.count { $0 == 0x0A } }
        madeUp = max(0, Self.wanted - names)
        files = own + [RegionTable(file: "made-up.tsv", text: Self.names(madeUp))]
        gazetteer = Gazetteer(files: files)
    }

    func report() {
        print("\(names) lines of the gazetteer and \(madeUp) made-up names")
        let before = Self.resident()
        var kept: [Gazetteer] = []
        var times: [Double] = []
        for _ in 0..<Self.rounds {
            let start = CPUTime.thread()
            kept.append(Gazetteer(files: files))
            times.append(CPUTime.thread() - start)
        }
        let bytes = (Self.resident() - before) / Self.rounds
        let best = (times.min() ?? 0) * 1000
        print(
            String(
                format: "loads in %.1f ms (to be within 50), takes %.1f MB (to be within 40)",
                best, Double(bytes) / 1e6))
        let start = CPUTime.thread()
        _ = Analyzer(gazetteer: gazetteer)
        _ = AnalyzedField(.title, "wake", language: nil)
        print(
            String(format: "word lists of the analysis %.1f ms", (CPUTime.thread() - start) * 1000))
        for language in ["ru", "tr", "de", "es"] {
            let start = CPUTime.thread()
            gazetteer.prepare(for: language)
            print(
                String(
                    format: "stems of names in %@ %.1f ms, once", language,
                    (CPUTime.thread() - start) * 1000))
        }
    }

    /// Names of one to three words that are like real ones and none.
    private static func names(_ count: Int) -> String {
        var random = SeededRandom(seed: 7)
        let syllables: [(language: String, [String])] = [
            ("en", ["ka", "lor", "min", "dre", "vos", "tel", "qua", "shi", "nor", "bel", "zu"]),
            ("ar", ["با", "دير", "مر", "سو", "كفر", "عين", "تل", "نا", "حم", "زو", "شي"]),
            ("ru", ["ка", "лов", "ми", "дре", "вос", "тель", "ско", "ши", "нор", "бел", "зу"]),
        ]
        var text = ""
        let codes = ["SY", "RU", "US", "FR", "BR", "CN", "ZA", "IN", "DE", "TR"]
        for index in 0..<count {
            let (language, parts) = syllables[index % syllables.count]
            let words = (0..<Int.random(in: 1...2, using: &random)).map { _ in
                (0..<Int.random(in: 3...5, using: &random))
                    .compactMap { _ in parts.randomElement(using: &random) }.joined().capitalized
            }
            let weight = Double(index % 90 + 10) / 100
            text +=
                words.joined(separator: " ")
                + "\t\(codes[index / 3 % codes.count])\t\(language)\tcity\t\(weight)\t\n"
        }
        return text
    }

    /// Of this process, in bytes.
    private static func resident() -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}

/// CPU time of this thread.
enum CPUTime {
    static func thread() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
