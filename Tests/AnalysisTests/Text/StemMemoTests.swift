import Testing

@testable import Analysis

@Suite struct StemMemoTests {
    @Test("a word's stem is found once and remembered, a missing one as well")
    func once() {
        let memo = StemMemo()
        var asked = 0
        for _ in 0..<3 {
            let stem = memo.stem(of: "talks", in: .english) {
                asked += 1
                return "talk"
            }
            #expect(stem == "talk")
        }
        #expect(asked == 1)
        for _ in 0..<3 {
            let stem = memo.stem(of: "as", in: .english) {
                asked += 1
                return nil
            }
            #expect(stem == nil)
        }
        #expect(asked == 2)
    }

    @Test("one word has a stem in each language")
    func languages() {
        let memo = StemMemo()
        #expect(memo.stem(of: "general", in: .english) { "e" } == "e")
        #expect(memo.stem(of: "general", in: .french) { "f" } == "f")
        #expect(memo.stem(of: "general", in: .english) { "x" } == "e")
    }

    @Test("the memory is bounded, and what is asked for often stays")
    func bounded() {
        let memo = StemMemo(shards: 1, mostWords: 100)
        var asked = 0
        for number in 0..<10_000 {
            _ = memo.stem(of: "word\(number)", in: .english) { "stem" }
            _ = memo.stem(of: "common", in: .english) {
                asked += 1
                return "common"
            }
        }
        #expect(asked == 1)
        #expect(memo.count <= 200)
    }

    @Test("a word of two megabytes is not remembered")
    func longWords() {
        let memo = StemMemo()
        let word = String(repeating: "a", count: 2_000_000)
        #expect(memo.stem(of: word, in: .english) { "a" } == "a")
        #expect(memo.count == 0)
    }

    @Test("many threads get the same stems")
    func threads() async {
        let memo = StemMemo(shards: 2, mostWords: 50)
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<2_000).allSatisfy { number in
                        let word = "word\(number % 120)"
                        return memo.stem(of: word, in: .english) { word + "!" } == word + "!"
                    }
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}
