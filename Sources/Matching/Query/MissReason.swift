package import Newswire

/// Why a rule did not fire: one of its demands that the article does not meet.
package enum MissReason: Hashable, Sendable {
    /// A clause of its query.
    case lacks(Query)
    /// Words that all stand in the article, but not near each other.
    case farApart(Query.Near)
    /// An `atLeast` of which only so many parts hold.
    case tooFew(Int, of: Query)
    /// A clause that its query, or its file, excludes, with the words that
    /// answer it; none for a region or language.
    case excluded(Query, by: [Evidence])
    case notAbout([RegionCode])
    case aboutExcluded(RegionCode)
    case namesNone([RegionCode])
    case namesExcluded(RegionCode)
    case source(String?, wanted: [String])
    case excludedSource(String)
    case language(LanguageTag?, wanted: [LanguageTag])
    case excludedLanguage(LanguageTag)
    case urgency(Urgency?, atLeast: Urgency)

    /// The reason as people read it: lower case, no full stop.
    package var message: String {
        switch self {
        case .lacks(let query): lacking(query)
        case .farApart(let near): apart(near)
        case .tooFew(let count, let query): tooFew(count, query)
        case .excluded(let query, let evidence):
            if let found = evidence.first {
                "excluded by \(quoted(found.term)): \(quoted(found.text)) "
                    + "stands in the \(found.field.rawValue)"
            } else {
                "excluded: \(ReadBack().clause(query))"
            }
        case .notAbout(let codes): "not about \(either(codes.map(\.code)))"
        case .aboutExcluded(let code): "about \(code), which is excluded"
        case .namesNone(let codes): "does not name \(either(codes.map(\.code)))"
        case .namesExcluded(let code): "names \(code), which is excluded"
        case .source(let name, let wanted):
            "from \(name.map(quoted) ?? "an unknown source"), "
                + "not from \(either(wanted.map(quoted)))"
        case .excludedSource(let name): "from \(quoted(name)), which is excluded"
        case .language(let tag, let wanted):
            "in \(tag?.tag ?? "an unknown language"), not in \(either(wanted.map(\.tag)))"
        case .excludedLanguage(let tag): "in \(tag), which is excluded"
        case .urgency(let urgency, let least):
            "\(urgency?.rawValue ?? "not urgent"), not at least \(least.rawValue)"
        }
    }

    private func lacking(_ query: Query) -> String {
        switch query {
        case .words(let words):
            "lacks \(quoted(words.term))" + (place(words.scope).map { " \($0)" } ?? "")
        case .about(let code): "not about \(code)"
        case .mentions(let code): "does not name \(code)"
        case .language(let tag): "not in \(tag)"
        case .topic(let name, _): "lacks the topic \(quoted(name))"
        case .any, .all, .not, .near, .atLeast: "lacks \(ReadBack().clause(query))"
        }
    }

    private func apart(_ near: Query.Near) -> String {
        let parts = near.parts.map { part in
            if case .words(let words) = part { quoted(words.term) } else { ReadBack().part(part) }
        }
        let names = parts.dropLast().joined(separator: ", ") + " and " + parts[parts.count - 1]
        let place = place(near.scope).map { " \($0)" } ?? ""
        let words = near.distance == 1 ? "1 word" : "\(near.distance) words"
        return near.isOrdered
            ? "\(names) do not stand in this order within \(words)\(place)"
            : "\(names) stand farther apart than \(words)\(place)"
    }

    private func tooFew(_ found: Int, _ query: Query) -> String {
        guard case .atLeast(let count, let parts) = query else { return lacking(query) }
        let names = parts.map { ReadBack().part($0) }.joined(separator: ", ")
        return "has \(found == 0 ? "none" : "only \(found)") of the \(count) wanted of \(names)"
    }

    private func place(_ scope: QueryScope) -> String? {
        ReadBack.Phrases.english.scopes[scope]
    }

    private func either(_ names: [String]) -> String {
        names.joined(separator: " or ")
    }

    private func quoted(_ words: String) -> String { Diagnostic.quoted(words) }
}

/// A rule that did not fire on an article, and why not.
package struct Miss: Hashable, Sendable {
    package let subscriber: SubscriberID
    /// The rule's name, unique in its file.
    package let rule: String
    /// The position of the rule in its file, from 0.
    package let position: Int
    /// Every demand that is not met; never empty.
    package let reasons: [MissReason]

    /// The reasons in one line.
    package var reason: String {
        reasons.map(\.message).joined(separator: "; ")
    }
}
