/// How a language counts: the plural categories of Unicode's CLDR, as its
/// Language Plural Rules give them (UTS #35 part 3, section 5.1), for whole
/// numbers in digits. Forms that only fractions take (`other` in Russian) and
/// only compact numbers ("2 M") are not asked for.
///
/// A locale file names one of these; `arabic` has all six forms, `none` has
/// only `other`.
enum PluralRule: String, CaseIterable, Sendable {
    /// Chinese, Japanese, Thai, Indonesian: no forms.
    case none
    /// English, German, Turkish, Urdu: one, other.
    case oneOther = "one-other"
    /// Spanish, Italian, Catalan: one, other, and many for whole millions
    /// ("1000000 de noticias").
    case oneManyOther = "one-many-other"
    /// Persian, Hindi: zero counts as one.
    case zeroOneOther = "zero-one-other"
    /// French: zero counts as one, and many is for whole millions.
    case zeroOneManyOther = "zero-one-many-other"
    /// Hebrew: one, two, other. CLDR gave up `many`, for whole tens, in its
    /// version 42.
    case oneTwoOther = "one-two-other"
    /// Russian, Ukrainian: one (1, 21, 101), few (2–4, 22), many (0, 5–20, 111).
    case slavic
    /// zero, one, two, few (3–10), many (11–99), other (100, 101, 102).
    case arabic

    enum Category: String, CaseIterable, Sendable {
        case zero, one, two, few, many, other
    }

    /// The forms a phrase needs, in CLDR's order.
    var categories: [Category] {
        switch self {
        case .none: [.other]
        case .oneOther, .zeroOneOther: [.one, .other]
        case .oneManyOther, .zeroOneManyOther: [.one, .many, .other]
        case .oneTwoOther: [.one, .two, .other]
        case .slavic: [.one, .few, .many]
        case .arabic: Category.allCases
        }
    }

    /// Whether a single number takes the form: "one story" needs no numeral,
    /// but Russian has the same form for 1 and 21, French for 0 and 1.
    func isOfOneNumber(_ category: Category) -> Bool {
        switch (self, category) {
        case (.oneOther, .one), (.oneManyOther, .one), (.oneTwoOther, .one), (.oneTwoOther, .two),
            (.arabic, .zero), (.arabic, .one), (.arabic, .two):
            true
        default: false
        }
    }

    /// The form for a number that is not negative.
    func category(of number: Int) -> Category {
        switch self {
        case .none:
            return .other
        case .oneOther:
            return number == 1 ? .one : .other
        case .oneManyOther:
            return number == 1 ? .one : Self.isMillions(number) ? .many : .other
        case .zeroOneOther:
            return number <= 1 ? .one : .other
        case .zeroOneManyOther:
            return number <= 1 ? .one : Self.isMillions(number) ? .many : .other
        case .oneTwoOther:
            return number == 1 ? .one : number == 2 ? .two : .other
        case .slavic:
            if number % 10 == 1, number % 100 != 11 { return .one }
            let isFew = (2...4).contains(number % 10) && !(12...14).contains(number % 100)
            return isFew ? .few : .many
        case .arabic:
            switch number {
            case 0: return .zero
            case 1: return .one
            case 2: return .two
            default: break
            }
            if (3...10).contains(number % 100) { return .few }
            return (11...99).contains(number % 100) ? .many : .other
        }
    }

    private static func isMillions(_ number: Int) -> Bool {
        number != 0 && number % 1_000_000 == 0
    }
}
