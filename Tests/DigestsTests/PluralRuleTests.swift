import NashraTesting
import Newswire
import Testing

@testable import Digests

@Suite("Plural rules")
struct PluralRuleTests {
    /// Every kind of number that some language tells apart.
    private static let numbers = [
        0, 1, 2, 3, 4, 5, 10, 11, 12, 14, 20, 21, 22, 25, 100, 101, 102, 103, 111, 112, 122, 1000,
        1001, 1002, 1011, 10_000, 1_000_000, 1_000_001, 2_000_000,
    ]

    /// Which of the numbers take which form by CLDR; all others take `other`.
    private static let forms: [(tag: String, forms: [PluralRule.Category: [Int]])] = [
        (
            "ar",
            [
                .zero: [0], .one: [1], .two: [2], .few: [3, 4, 5, 10, 103],
                .many: [11, 12, 14, 20, 21, 22, 25, 111, 112, 122, 1011],
            ]
        ),
        ("de", [.one: [1]]),
        ("en", [.one: [1]]),
        ("es", [.one: [1], .many: [1_000_000, 2_000_000]]),
        ("fa", [.one: [0, 1]]),
        ("fr", [.one: [0, 1], .many: [1_000_000, 2_000_000]]),
        ("he", [.one: [1], .two: [2]]),
        (
            "ru",
            [
                .one: [1, 21, 101, 1001, 1_000_001], .few: [2, 3, 4, 22, 102, 103, 122, 1002],
                .many: [
                    0, 5, 10, 11, 12, 14, 20, 25, 100, 111, 112, 1000, 1011, 10_000, 1_000_000,
                    2_000_000,
                ],
            ]
        ),
        ("tr", [.one: [1]]),
        ("ur", [.one: [1]]),
        ("zh", [:]),
    ]

    @Test("every language counts as CLDR says")
    func table() throws {
        let theme = try Theme.load()
        #expect(theme.languages == Self.forms.map(\.tag))
        for (tag, forms) in Self.forms {
            let rule = try theme.phrasebook(for: #require(LanguageTag(tag))).plurals
            for number in Self.numbers {
                let expected = forms.first { $0.value.contains(number) }?.key ?? .other
                #expect(rule.category(of: number) == expected, "\(tag) \(number)")
            }
        }
    }

    @Test("a rule gives all its forms and no other", arguments: PluralRule.allCases)
    func closed(rule: PluralRule) {
        let numbers = Array(0...1200) + [1_000_000]
        let given = numbers.map { rule.category(of: $0) }
        #expect(Set(given) == Set(rule.categories))
        for category in rule.categories {
            // The millions stand for all of them.
            let isOne = given.count { $0 == category } == 1 && category != given.last
            #expect(rule.isOfOneNumber(category) == isOne, "\(category)")
        }
    }
}
