import NashraTesting
import Testing

@testable import Analysis

@Suite("the scanner of words")
struct WordScannerTests {
    @Test(
        "finds the words that a tokenized text has, one for one",
        arguments: [
            "", " ", "كيري وبوتين يبحثان، الهدنة في سوريا!",
            "غـــزة غزّة \u{FEDF}\u{FE92}\u{FEE8}\u{FE8E}\u{FEE5}",
            "The U.S. and the U.N., not U.Sa nor U..S", "MH17 G20 19° كوفيد19 3rd 2026",
            "צה\"ל וצה״ל ג'ורג'", "北京大学と한국어 ไทยแลนด์ 索马里马里 东京都京都",
            "رئیس‌جمهور کتاب‌ها می‌شود نمی‌رود دولت‌های", "Straße ﬁn ŒUVRE Åse",
            "l’Iran d'accord co-op a/b Gaza’s Gaza's Gaza'sx s's", "е\u{308}лка й",
            "𝔘nicode 𠀀𠀁 🙂x🙂",
            "a\u{200D}b c\u{FEFF}d e\u{301}", "\u{64B}\u{64B}أ\u{64B}", "ΑΘΗΝΑ σας", "१२३ हिन्दी",
        ])
    func agrees(text: String) {
        expectAgreement(text)
    }

    @Test("agrees with it on every scalar, alone and between letters of other scripts")
    func everyScalar() {
        for value in (Array(UInt32(1)...0xFFFF) + Array(stride(from: 0x10000, to: 0x30000, by: 61)))
            .lazy.compactMap(Unicode.Scalar.init)
        {
            let sign = String(value)
            expectAgreement("\(sign) a\(sign)b ب\(sign)ب 9\(sign)9\(sign)")
        }
    }

    @Test("agrees with it on random rows of difficult scalars")
    func random() {
        var random = SeededRandom(seed: 7)
        let signs: [Unicode.Scalar] = [
            "a", "B", "C", ".", ".", " ", "9", "ب", "\u{640}", "\u{64B}", "أ", "ש", "\"", "׳", "״",
            "’", "”", "'", "京", "东", "都", "索", "马", "里", "한", "ᄒ", "ᅡ", "ᆫ", "ｶ", "ﾞ", "か", "s",
            "ไ", "\u{E34}", "\u{200C}", "\u{200F}", "й", "\u{306}", "ß",
            "ﬁ", "\u{301}", "-", "É", "İ", "\n", "🙂", "𠀀",
        ]
        for _ in 0..<20_000 {
            let count = Int.random(in: 1...14, using: &random)
            var text = String.UnicodeScalarView()
            for _ in 0..<count { text.append(signs.randomElement(using: &random) ?? " ") }
            expectAgreement(String(text))
        }
    }

    private func expectAgreement(_ text: String) {
        let tokens = TokenizedText(text)
        var words: [WordScanner.Word] = []
        let isShouting = Self.scanner.scan(tokens.source.utf8.span, into: &words)
        let ours = words.map { Int($0.start)..<Int($0.end) }
        let theirs = tokens.tokens.map { $0.start..<$0.end }
        guard ours != theirs || isShouting != tokens.isShouting else { return }
        Issue.record(
            "\(text.unicodeScalars.map { String($0.value, radix: 16) }): \(ours) \(theirs)")
    }

    private static let scanner = WordScanner()
}
