import Newswire
import Testing
@testable import Analysis

@Suite struct WordMapTests {
    @Test("words are found by their bytes, in the middle of others too")
    func bytes() {
        let map = WordMap([("غزه", 1), ("gaza", 2), ("", 3), ("газа", 4)])
        let text = Array("xغزهgaza".utf8)
        #expect(map.value(of: text, 1..<7) == 1)
        #expect(map.value(of: text, 7..<11) == 2)
        #expect(map.value(of: text, 7..<10) == nil)
        #expect(map.value(of: text, 4..<4) == 3)
        #expect(map.value(of: "газа") == 4)
        #expect(map.value(of: "gazа") == nil)
    }

    @Test("of several values of one word the first stays")
    func first() {
        var map = WordMap([("a", 1), ("a", 2)])
        map.insert("a", 3)
        #expect(map.value(of: "a") == 1)
        #expect(map.values == [1])
    }

    @Test("a word may get another value, and keeps its place")
    func set() {
        var map = WordMap([("a", 1), ("غزه", 2)])
        map.set("a", 3)
        map.set("c", 4)
        #expect(map.entries.map(\.word) == ["a", "غزه", "c"])
        #expect(map.entries.map(\.value) == [3, 2, 4])
        #expect(map.value(of: "a") == 3)
    }

    @Test("a map of many words finds each of them and no other, as a dictionary does")
    func many() {
        let words = (0..<20_000).map { String($0 &* 7_919, radix: 36) }
        let map = WordMap(words.enumerated().map { ($1, $0) })
        let judge = Dictionary(
            words.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        for word in words { #expect(map.value(of: word) == judge[word]) }
        for number in 0..<20_000 {
            let word = String(number, radix: 36) + "-"
            #expect(map.value(of: word) == nil)
        }
    }
}

@Suite struct WordFormListTests {
    @Test("a list holds each key once, and a stem of each language beside the word")
    func once() {
        var list = WordFormList()
        list.begin(Array("tire".utf8)[...])
        list.add(0..<4, .bare)
        list.add(list.append("tire".utf8), .bare)
        list.add(0..<3, stemmer: .english, .stem)
        list.add(0..<3, stemmer: .french, .stem)
        list.add(list.append(0..<2, and: "r"), stemmer: .french, .stem)
        let keys = list.wordForms.map(\.key)
        #expect(
            keys == [
                WordKey("tire"), WordKey("tir", stemmer: .english),
                WordKey("tir", stemmer: .french),
            ])
    }

    @Test("the next word finds nothing of the one before")
    func again() {
        var list = WordFormList()
        list.begin(Array("first".utf8)[...])
        list.add(list.append("other".utf8), .bare)
        list.begin(Array("und".utf8)[...])
        #expect(list.wordForms == [WordForm(key: WordKey("und"), kind: .surface)])
    }
}

/// The same reader for word after word, and a new one for each.
@Suite struct WordReaderTests {
    @Test("what a word answers does not depend on what was read before")
    func independent() {
        let words = [
            "وبالهدنة", "Fluechtlinge", "U.S.", "беженец", "صاروخًا", "Müller", "للاجئين", "NGOs",
            "F", "16s", "οι", "Τουρκίας", "evlerinde", "ministres", "ﷺ", "北", "कहा", "Газе",
        ]
        var used = WordReader()
        for language in ["ar", "en", "de", "ru", "tr", "fr", "fa", "he"].map(LanguageTag.init) {
            for word in words + words.reversed() {
                var fresh = WordReader()
                let isWord = used.read(word.utf8.span, language: language, isShouting: false)
                #expect(
                    isWord == fresh.read(word.utf8.span, language: language, isShouting: false))
                guard isWord else { continue }
                #expect(used.list.wordForms == fresh.list.wordForms, "\(word)")
                #expect(used.isInCapitals == fresh.isInCapitals)
            }
        }
    }
}
