import Newswire
import Testing

@testable import Analysis

@Suite struct PhraseTests {
    /// Whether the terms stand in a row, as a matcher would ask.
    private static func stands(_ phrase: String, in text: String) -> Bool {
        let field = AnalyzedField(.text, text, language: .arabic)
        let places = Term.terms(of: phrase, mode: .forms).map { term in
            Set(field.occurrences(of: term).map(\.position))
        }
        guard let first = places.first else { return false }
        return first.contains { start in
            places.enumerated().allSatisfy { $1.contains(start + $0) }
        }
    }

    @Test(
        "words in a row are found in their forms, and only in a row",
        arguments: [
            ("تنظيم الدولة", "مواجهة تنظيم الدولة", true),
            ("تنظيم الدولة", "مواجهة التنظيم والدولة", true),
            ("تنظيم الدولة", "الدولة تنظيم", false),
            ("وقف إطلاق النار", "انتهاكات لـوقف إطلاق النار", true),
            ("Covid-19", "covid 19 cases", true),
            ("Covid-19", "19 covid", false),
            ("كوفيد-19", "كوفيد١٩", true),
            ("北京", "在北京见面", true),
            ("北京", "京北", false),
            ("東京", "東京都", true),
            ("서울", "서울에서", true),
            ("กรุงเทพ", "ในกรุงเทพฯ", true),
        ])
    func phrases(phrase: String, text: String, finds: Bool) {
        #expect(Self.stands(phrase, in: text) == finds)
    }
}
