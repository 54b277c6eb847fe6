@testable import Matching

/// A query whose marked stretches, `⟪…⟫`, are where problems are expected.
struct MarkedQuery {
    let text: String
    let ranges: [Range<Int>]

    init(_ marked: String) {
        var text = String.UnicodeScalarView()
        var starts: [Int] = []
        var ranges: [Range<Int>] = []
        for scalar in marked.unicodeScalars {
            switch scalar {
            case "⟪": starts.append(text.count)
            case "⟫": ranges.append(starts.removeLast()..<text.count)
            default: text.append(scalar)
            }
        }
        self.text = String(text)
        self.ranges = ranges.sorted { $0.lowerBound < $1.lowerBound }
    }
}

extension Query {
    /// The tree as tests write it: `all(كيري, not(title:رياضة))`.
    var tree: String {
        switch self {
        case .words(let words):
            let scope = words.scope == .anywhere ? "" : words.scope.rawValue + ":"
            return "\(scope)\(words.term)"
        case .about(let code): return "about:\(code)"
        case .mentions(let code): return "mentions:\(code)"
        case .language(let tag): return "lang:\(tag)"
        case .not(let inner): return "not(\(inner.tree))"
        case .all(let parts): return "all(\(parts.map(\.tree).joined(separator: ", ")))"
        case .any(let parts): return "any(\(parts.map(\.tree).joined(separator: ", ")))"
        case .near(let near):
            let name = near.isOrdered ? "onear" : "near"
            return "\(name)\(near.distance)(\(near.parts.map(\.tree).joined(separator: ", ")))"
        case .atLeast(let count, let parts):
            return "\(count)of(\(parts.map(\.tree).joined(separator: ", ")))"
        case .topic(let name, let inner): return "topic:\(name)=\(inner.tree)"
        }
    }
}
