/// The keys of a subscriber's file, and where each belongs.
enum KeyTable {
    enum Place: CaseIterable {
        case file
        case rule
        case digest
        case channel

        var keys: [String] {
            switch self {
            case .file:
                [
                    "name", "language", "timezone", "email", "recipients", "channels", "digest",
                    "digests", "quiet", "none", "rules",
                ]
            case .rule:
                [
                    "name", "match", "any", "all", "none", "regions", "mentions", "sources",
                    "languages", "urgency", "send", "cooldown", "wait", "priority", "finds",
                    "ignores",
                ]
            case .digest: ["at", "to", "limit", "empty", "late", "group"]
            case .channel:
                ["email", "slack", "webhook", "secret", "quiet", "cap", "give-up"]
            }
        }

        var name: String {
            switch self {
            case .file: "the file itself, outside of rules"
            case .rule: "a rule"
            case .digest: "a digest, under 'digests:'"
            case .channel: "a channel, under 'channels:'"
            }
        }
    }

    /// Keys that are known, but in another place: the key → where it belongs.
    static func elsewhere(than place: Place) -> [String: String] {
        var owners: [String: String] = [:]
        for other in Place.allCases where other != place {
            for key in other.keys where owners[key] == nil && !place.keys.contains(key) {
                owners[key] = other.name
            }
        }
        // In a rule `language` was meant for `languages`, as `time` for `at`.
        if place == .rule { owners["language"] = nil }
        return owners
    }
}
