import Synchronization

/// Remembers the stems of common words, so that Snowball is asked for each only
/// once. Shared by all threads, and bounded.
///
/// Two generations: what is asked for while the young one fills moves into it,
/// what is not goes with the old one. It is cut into shards by the word, so that
/// threads seldom wait for one another.
final class StemMemo: Sendable {
    static let shared = StemMemo()

    private struct Word: Hashable {
        var text: String
        var language: StemmedLanguage
    }

    /// The stems of some words; a word without a stem is remembered as well.
    private final class Shard: Sendable {
        let generations = Mutex(Generations())
    }

    private struct Generations {
        var young: [Word: String?] = [:]
        var old: [Word: String?] = [:]
    }

    private let shards: [Shard]
    private let mostWords: Int

    /// `mostWords` bounds each generation of each shard.
    init(shards: Int = 16, mostWords: Int = 4096) {
        self.shards = (0..<max(shards, 1)).map { _ in Shard() }
        self.mostWords = max(mostWords, 1)
    }

    /// The stem as remembered, else as found now. Two threads may find the same
    /// stem at the same time; nothing is locked meanwhile.
    func stem(
        of word: String, in language: StemmedLanguage, find: () -> String?
    ) -> String? {
        // A longer word is no common one, and must not fill the memory.
        guard word.utf8.count <= Self.longestWord else { return find() }
        let key = Word(text: word, language: language)
        let shard = shards[Int(UInt(bitPattern: key.hashValue) % UInt(shards.count))]
        let known: String?? = shard.generations.withLock { generations in
            if let stem = generations.young[key] { return .some(stem) }
            guard let stem = generations.old[key] else { return nil }
            add(key, stem, to: &generations)
            return .some(stem)
        }
        if let known { return known }
        let stem = find()
        shard.generations.withLock { add(key, stem, to: &$0) }
        return stem
    }

    /// How many words are remembered now.
    var count: Int {
        shards.reduce(0) { sum, shard in
            sum + shard.generations.withLock { $0.young.count + $0.old.count }
        }
    }

    private func add(_ key: Word, _ stem: String?, to generations: inout Generations) {
        if generations.young.count >= mostWords {
            generations.old = generations.young
            generations.young = [:]
        }
        generations.young[key] = .some(stem)
    }

    private static let longestWord = 40
}
