import Newswire

/// What is wrong with the keys and values of any file, whatever they mean.
package enum ValueFinding: Finding {
    /// What a value should have been.
    package enum Shape: Sendable {
        case text
        case texts
        case mapping
    }

    case unknownKey(String, place: String, nearest: String?, known: [String])
    case misplacedKey(String, place: String, owner: String)
    /// `{ at: Sun,Wed 09:00 }`: in braces a comma begins a key.
    case keyWithoutValue(String)
    case nothingBehind(String, comment: String?)
    case expected(Shape, key: String)
    case notAChoice(String, choices: [String])
    case notANumber(String, range: ClosedRange<Int>)
    case notADuration(String)

    package var id: String {
        switch self {
        case .unknownKey, .keyWithoutValue: "unknown-key"
        case .misplacedKey: "misplaced-key"
        case .nothingBehind: "empty-value"
        case .expected: "wrong-shape"
        case .notAChoice: "unknown-value"
        case .notANumber: "not-a-number"
        case .notADuration: "not-a-duration"
        }
    }

    package var message: String {
        switch self {
        case .unknownKey(let key, let place, let nearest, _):
            "unknown key \(Diagnostic.quoted(key)) in \(place)"
                + (nearest.map { ", did you mean '\($0)'?" } ?? "")
        case .misplacedKey(let key, let place, let owner):
            "the key \(Diagnostic.quoted(key)) does not belong in \(place) but in \(owner)"
        case .keyWithoutValue(let key):
            "{ } holds keys with values, parted by commas, "
                + "and \(Diagnostic.quoted(key)) has no value"
        case .nothingBehind(let key, let comment?):
            "nothing stands behind '\(key):' but a comment: \(Diagnostic.quoted(comment))"
        case .nothingBehind(let key, nil): "nothing stands behind '\(key):'"
        case .expected(.text, let key): "\(Diagnostic.quoted(key)) takes text here"
        case .expected(.texts, let key): "\(Diagnostic.quoted(key)) takes text or a list of texts"
        case .expected(.mapping, let key):
            "\(Diagnostic.quoted(key)) takes keys and values, indented below it"
        case .notAChoice(let words, let choices):
            "\(Diagnostic.quoted(words)) is not one of \(choices.joined(separator: ", "))"
                + (NearMiss.nearest(to: words, among: choices).map { ", did you mean '\($0)'?" }
                    ?? "")
        case .notANumber(let words, let range):
            "\(Diagnostic.quoted(words)) is no whole number "
                + (range.upperBound == .max
                    ? "of at least \(range.lowerBound)"
                    : "from \(range.lowerBound) to \(range.upperBound)")
        case .notADuration(let words):
            "\(Diagnostic.quoted(words)) is no duration, such as 90s, 15m, 6h, 5d, 2w or 1y"
        }
    }

    package var hints: [String] {
        switch self {
        case .unknownKey(_, _, nil, let known): ["known: " + known.joined(separator: ", ")]
        case .keyWithoutValue: ["put what holds a comma or a bracket in single quotes"]
        case .nothingBehind(_, .some): ["put a value that begins with # in single quotes"]
        default: []
        }
    }
}
