package import Documents
import Newswire

/// The keys of a subscriber's file, each with its place, what may stand behind
/// it, and what it is for. Readers, diagnostics and the schema for editors are
/// all made from it.
package enum KeyTable {
    enum Place: CaseIterable {
        case file
        case rule
        case digest
        case channel

        var keys: [String] { mapping.names }

        var mapping: KeyedMapping {
            switch self {
            case .file: KeyTable.file
            case .rule: KeyTable.rule
            case .digest: KeyTable.digest
            case .channel: KeyTable.channel
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
        owners[place] ?? [:]
    }

    private static let owners = Dictionary(
        uniqueKeysWithValues: Place.allCases.map { ($0, owners(of: $0)) })

    private static func owners(of place: Place) -> [String: String] {
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

    /// The schema of a subscriber's file.
    package static var schema: JSONSchema {
        JSONSchema(title: "A subscriber's file of Nashra", root: file)
    }

    /// How many items a digest may be limited to.
    static let limits = 1...1000

    private static let file = KeyedMapping(
        "subscriber",
        [
            Key("name", .text, "what the subscriber is called; default: the file's name"),
            Key(
                "language", .text,
                "a BCP 47 tag, of what is written around the articles; default: nashra.yaml's"),
            Key("timezone", .text, "an IANA zone such as Asia/Gaza; default: nashra.yaml's"),
            Key(
                "email", .texts,
                "an address or a list, one message each: a channel named 'email'"),
            Key(
                "recipients", .text,
                "a CSV file of readers instead of 'email': email, name, language, timezone"),
            Key("channels", .named(.mapping(channel)), "names, each with one kind of channel"),
            Key("digest", .texts, "when the one digest comes: 07:30, Sun-Thu 07:00"),
            Key("digests", .named(.mapping(digest)), "names, each a digest with its times"),
            Key(
                "quiet", .texts,
                "hours without alerts, 22:00-06:00, for channels that name none themselves"),
            Key("none", .texts, "words and phrases that no article may hold, whatever the rule"),
            Key("rules", .list(.either([.text, .mapping(rule)])), "queries, or rules with keys"),
        ], required: ["rules"])

    private static let rule = KeyedMapping(
        "rule",
        [
            Key("name", .text, "what the rule is called, unique in its file; default: its query"),
            Key("match", .texts, "a query, or a list of which any will do"),
            Key("any", .texts, "words and phrases of which one must be there, no operators"),
            Key("all", .texts, "words and phrases that must all be there, no operators"),
            Key("none", .texts, "words and phrases that may not be there, no operators"),
            Key("regions", .texts, "what it must be about: SY, levant, سوريا; -IL excludes"),
            Key("mentions", .texts, "what it must name at all: codes or names; - excludes"),
            Key("sources", .texts, "names of sources, any of them; - excludes"),
            Key("languages", .texts, "codes such as ar, any of them; - excludes"),
            Key("urgency", .choice(of: Urgency.self), "at least this urgent; default: any"),
            Key("send", .texts, "digests and channels by name; default: the only one"),
            Key(
                "cooldown", .duration, usual: "15m",
                "the same story again after this at the earliest, and only with news"),
            Key("wait", .duration, usual: "0", "how long an alert waits for more of its story"),
            Key(
                "priority", .choice(of: Rule.Priority.self), usual: "normal",
                "whose items come first in digests"),
            Key("finds", .list(.either([.text, .mapping(example)])), "headlines it must find"),
            Key("ignores", .list(.either([.text, .mapping(example)])), "headlines it must not"),
        ])

    static let example = KeyedMapping(
        "example",
        [
            Key("title", .text, "the headline"),
            Key("text", .text, "the article's text"),
            Key("source", .text, "the source's name"),
            Key("language", .text, "a language's code"),
            Key("url", .text, "the article's address"),
        ])

    private static let digest = KeyedMapping(
        "digest",
        [
            Key("at", .texts, "times, days before them if not every day: Sun-Thu 07:00"),
            Key("to", .texts, "channels by name; default: the only one"),
            Key("limit", .integer(limits), usual: "25", "the most items in one edition"),
            Key(
                "empty", .choice(of: DigestPlan.WhenEmpty.self), usual: "skip",
                "what to do when there is nothing to tell"),
            Key("late", .duration, usual: "6h", "how late an edition may still be made"),
            Key(
                "group", .choice(of: DigestPlan.Grouping.self), usual: "rule",
                "what its items stand under"),
        ], required: ["at"])

    /// Also what nashra.yaml has under `channels`.
    package static let channel = KeyedMapping(
        "channel",
        [
            Key("email", .texts, "an address or a list, one message each"),
            hook(.slack), hook(.discord), hook(.teams), hook(.mattermost), hook(.googleChat),
            Key("telegram", .mapping(telegram), "a Telegram chat, written to by a bot"),
            Key("matrix", .mapping(matrix), "a Matrix room"),
            Key("ntfy", .mapping(ntfy), "an ntfy topic"),
            Key(
                "webhook", .matching("^(env:|file:|[A-Za-z]+://).+"),
                "an http or https address, or env:NAME or file:PATH"),
            Key(
                "secret", .matching(secret),
                "with 'webhook': whsec_ and base64, as env:NAME or file:PATH"),
            Key(
                "payload", .text,
                "with 'webhook': NAME of a body that templates/NAME.json.mustache draws"),
            Key(
                "quiet", .texts,
                "hours in which alerts wait: 22:00-06:00, Fri-Sat 00:00-08:00"),
            Key(
                "cap", .matching("^[0-9٠-٩۰-۹]+/[mhd]$"),
                "at most so many alerts, the rest as one: 20/h"),
            Key(
                "give-up", .duration,
                "how long a message is tried; default: 5d for email, 1d for others"),
        ], oneOf: Channel.Kind.allCases.map(\.key))

    /// The mappings of chats that are a room, by the key that names it.
    static let rooms = ["chat": telegram, "room": matrix, "topic": ntfy]

    private static let telegram = KeyedMapping(
        "telegram",
        [
            Key("chat", .text, "its number, such as -1001234567890, or @name"),
            Key("token", .matching(secret), "the bot's token, as env:NAME or file:PATH"),
            Key(
                "server", .matching(address), usual: ChatRoute.telegramServer,
                "a Bot API server of one's own"),
        ], required: ["chat", "token"])

    private static let matrix = KeyedMapping(
        "matrix",
        [
            Key("homeserver", .matching(address), "its address, https://matrix.example.org"),
            Key("room", .text, "the room's id, which begins with !"),
            Key("token", .matching(secret), "an access token, as env:NAME or file:PATH"),
        ], required: ["homeserver", "room", "token"])

    private static let ntfy = KeyedMapping(
        "ntfy",
        [
            Key("server", .matching(address), "its address, such as https://ntfy.sh"),
            Key("topic", .text, "the topic's name, or env:NAME or file:PATH"),
            Key("token", .matching(secret), "an access token, as env:NAME or file:PATH"),
        ], required: ["server", "topic"])

    private static func hook(_ service: ChatService) -> Key {
        Key(
            service.rawValue, .matching(secret),
            "a \(service.title) webhook, as env:NAME or file:PATH")
    }

    private static let address = "^[Hh][Tt][Tt][Pp][Ss]?://.+"

    /// A reference to a secret, never the secret.
    private static let secret = "^(env|file):.+"
}
