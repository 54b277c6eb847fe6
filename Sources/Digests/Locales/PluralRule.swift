/// How a language counts: CLDR's plural categories for whole numbers.
///
/// A locale file names one of these; `arabic` has all six forms, `none` has
/// only `other`.
enum PluralRule: String, CaseIterable, Sendable {
    /// Chinese, Japanese, Thai, Indonesian: no forms.
    case none
    /// English, German, Spanish, Turkish, Urdu: one, other.
    case oneOther = "one-other"
    /// French, Persian, Hindi: zero counts as one.
    case zeroOneOther = "zero-one-other"
    /// Hebrew: one, two, other.
    case oneTwoOther = "one-two-other"
    /// Russian, Ukrainian: 1, 21; 2, 3, 4, 22; 5, 11, 12, 20.
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
        case .oneTwoOther: [.one, .two, .other]
        case .slavic: [.one, .few, .many]
        case .arabic: Category.allCases
        }
    }

    /// The form for a number that is not negative.
    func category(of number: Int) -> Category {
        switch self {
        case .none:
            return .other
        case .oneOther:
            return number == 1 ? .one : .other
        case .zeroOneOther:
            return number <= 1 ? .one : .other
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
}
