import Documents
import Newswire

extension FileFinding {
    var message: String {
        switch self {
        case .noMapping: "expected keys and values, such as 'email: …'"
        case .empty: "the file is empty"
        case .badName(let name):
            "\(Diagnostic.quoted(name)) cannot be a name here: "
                + "letters, digits and . _ - are allowed"
        case .takenName(let name):
            "the name \(Diagnostic.quoted(name)) is taken: digests and channels share their names"
        case .channelIsNoMapping(let name, _):
            "the channel \(Diagnostic.quoted(name)) needs its kind below it"
        case .channelWithoutKind(let name):
            "the channel \(Diagnostic.quoted(name)) has no kind: "
                + Channel.Kind.allCases.map(\.key).joined(separator: ", ")
        case .severalKinds(let kinds):
            "a channel is of one kind, this one is \(kinds.joined(separator: " and "))"
        case .withoutWebhook(let key): "'\(key)' goes with 'webhook' only"
        case .unknownPayload(let name, let known) where known.parts.contains(name):
            "the template \(Diagnostic.quoted(name)) is only a part of others and draws no body"
        case .unknownPayload(let name, _):
            "there is no template \(Diagnostic.quoted(name)); expected the file \(name).json.mustache"
        case .secretInFile(.hook(let service)):
            "the address of a \(service.title) webhook is a secret and cannot stand in a file"
        case .secretInFile(.token): "a token is a secret and cannot stand in a file"
        case .secretInFile(.secret): "a secret cannot stand in a file"
        case .refusedSecret(.variable(let name)):
            "a subscriber's file may not use the variable \(Diagnostic.quoted(name)), "
                + "only such as begin with NASHRA_"
        case .refusedSecret(.path(let path)):
            "a subscriber's file may not use the file \(Diagnostic.quoted(path)), "
                + "only files below secrets/"
        case .refusedSecret(.reserved(let reference)):
            "\(Diagnostic.quoted(reference.description)) is nashra.yaml's own, "
                + "a subscriber's file may not use it"
        case .badWebhook:
            "expected an http or https address without a password in it, env:… or file:…"
        case .chatIsNoMapping(let service, _):
            "'\(service.rawValue)' needs its keys below it"
        case .chatKeyMissing(let service, let key): "'\(key)' is missing in '\(service.rawValue)'"
        case .badRoom(.telegram, let text):
            "\(Diagnostic.quoted(text)) is no chat: expected a number such as -1001234567890, "
                + "or @name"
        case .badRoom(.matrix, let text):
            "\(Diagnostic.quoted(text)) is no room's id: expected one that begins with !"
        case .badRoom(_, let text):
            "\(Diagnostic.quoted(text)) is no topic: expected up to 64 letters, digits, _ and -"
        case .badServer: "expected an http or https address without a password in it"
        case .badAddress(let text, let problem):
            "\(Diagnostic.quoted(text)) \(problem.explanation)"
        case .repeated(let text): "\(Diagnostic.quoted(text)) stands here twice"
        case .emptyList(let key): "nothing stands in '\(key)'"
        case .badCap(let text):
            "\(Diagnostic.quoted(text)) is no cap, such as 20/h, 5/m or 100/d"
        case .badLanguage(let text, _):
            "\(Diagnostic.quoted(text)) is not a language's code such as 'ar' or 'en'"
        case .digestIsNoMapping(let name, _):
            "the digest \(Diagnostic.quoted(name)) needs its keys below it"
        case .digestWithoutTime(let name):
            "the digest \(Diagnostic.quoted(name)) does not say when: 'at' is missing"
        case .digestNeedsChannel(let channels):
            channels.isEmpty
                ? "the digest has no channel to go to"
                : "the digest does not say which channel it goes to: "
                    + channels.map(Diagnostic.quoted).joined(separator: " or ")
        case .unknownChannel(let name, let known):
            "there is no channel \(Diagnostic.quoted(name))" + Self.suggestion(name, known)
        case .unknownTarget(let name, let places):
            "there is no digest or channel \(Diagnostic.quoted(name))"
                + Self.suggestion(name, places.all)
        case .sendNeedsName(let places):
            places.all.isEmpty
                ? "there is nothing to send to: the file has no digest and no channel"
                : "the rule does not say where to send: 'send' is missing"
        case .noRules: "the file has no rules, so nothing would ever be sent"
        case .rulesAreNoList: "'rules' takes a list: each rule begins with '- '"
        case .ruleIsNoRule: "a rule is a query, or keys such as 'match'"
        case .wantsNothing:
            "the rule does not say what it wants: words, or a region, mention or source to include"
        case .takenRuleName(let name, let line):
            "the rule in line \(line) is named \(Diagnostic.quoted(name)) too"
        case .commentBehindQuery(let comment, _):
            "a comment behind a query, YAML drops it: \(Diagnostic.quoted(comment))"
        case .colonInText(let text, of: .plainText), .colonInText(let text, of: .query):
            "a colon and a space inside a text begin a key for YAML: \(Diagnostic.quoted(text))"
        case .colonInText(let text, of: .field):
            "a field takes its word without a space behind the colon: \(Diagnostic.quoted(text))"
        case .quotedQuery(let text):
            "\(Diagnostic.quoted(text)) stands whole in double quotes, so it is searched for as "
                + "words in a row, its operators too"
        case .cutByComma(let text):
            "in square brackets a comma parts the entries for YAML: \(Diagnostic.quoted(text))"
        case .sourceUnknown(let name, let nearest):
            "nashra.yaml has no source \(Diagnostic.quoted(name))"
                + (nearest.map { ", did you mean \(Diagnostic.quoted($0))?" } ?? "")
        case .dashForHyphen(let name):
            "\(Diagnostic.quoted(name)) begins with a dash or a loose hyphen"
        case .exampleWithoutText: "an example needs a headline or 'title', 'text'"
        case .badURL(let text): "\(Diagnostic.quoted(text)) is no http or https address"
        case .findsFailed(let rule, let reason):
            "the rule \(Diagnostic.quoted(rule)) does not find this: \(reason)"
        case .ignoresFailed(let rule, let evidence):
            "the rule \(Diagnostic.quoted(rule)) does not ignore this"
                + (evidence.isEmpty
                    ? ""
                    : ", it finds " + evidence.map(Diagnostic.quoted).joined(separator: ", "))
        }
    }

    var hints: [String] {
        switch self {
        case .channelIsNoMapping(let name, let text):
            ["write:", "\(name):", "  \(Self.kind(of: text)): \(text.isEmpty ? "…" : text)"]
        case .digestIsNoMapping(let name, let text):
            ["write:", "\(name):", "  at: \(text.isEmpty ? "07:00" : text)"]
        case .secretInFile(.hook(let service)):
            [
                "put it into a variable and write:",
                "\(service.rawValue): env:NASHRA_\(service.rawValue.uppercased())",
            ]
        case .secretInFile(.token(let service)):
            [
                "put it into a variable and write:",
                "token: env:NASHRA_\(service.rawValue.uppercased())_TOKEN",
            ]
        case .chatIsNoMapping(let service, let text):
            ["write:", "\(service.rawValue):"] + service.example(text).map { "  " + $0 }
        case .badRoom(.matrix, let text) where text.hasPrefix("#"):
            ["an alias can move to another room; Element shows the id: room settings, Advanced"]
        case .secretInFile(.secret):
            ["put it into a variable and write:", "secret: env:NASHRA_WEBHOOK_SECRET"]
        case .badLanguage(_, let code?): ["did you mean '\(code)'?"]
        case .digestNeedsChannel(let channels):
            [channels.isEmpty ? "add 'email: …' or 'channels:'" : "add 'to: \(channels[0])'"]
        case .unknownTarget(_, let places) where !places.all.isEmpty:
            ["known: " + places.all.joined(separator: ", ")]
        case .unknownPayload(_, let known) where !known.bodies.isEmpty:
            ["there are: " + known.bodies.joined(separator: ", ")]
        case .unknownPayload(let name, let known) where known.parts.contains(name):
            ["write a file BODY.json.mustache with {{>\(name).json}} in it, and name BODY"]
        case .unknownChannel(_, let known) where !known.isEmpty:
            ["known: " + known.joined(separator: ", ")]
        case .sendNeedsName(let places):
            places.all.isEmpty
                ? ["add 'email: …' and 'digest: 07:30'"]
                : ["add one of:"] + places.all.map { "send: \($0)" }
        case .takenRuleName: ["give one of them a 'name'"]
        case .commentBehindQuery(let comment, let query):
            [
                "put the comment on a line of its own, or if it belongs to the query write:",
                Self.singleQuoted(query.isEmpty ? comment : query + " " + comment),
            ]
        case .colonInText(let text, of: .plainText):
            ["put it in single quotes:", Self.singleQuoted(text)]
        case .colonInText(let text, of: .query):
            ["leave the colon out, or for words in a row write:", Self.singleQuoted("«\(text)»")]
        case .colonInText(let text, of: .field): ["write:", text.replacing(": ", with: ":")]
        case .cutByComma(let text): ["put it in single quotes:", Self.singleQuoted(text)]
        case .quotedQuery(let text):
            ["if it is a query put it in single quotes:", Self.singleQuoted(text)]
        case .dashForHyphen(let name):
            ["to exclude write:", "-" + name.drop { !$0.isLetter && !$0.isNumber }]
        default: []
        }
    }

    /// A text as it may be pasted in the place of another: in single quotes if
    /// that stands in them, or YAML would stumble over it.
    static func pasted(_ line: String, for text: Text) -> String {
        let isAtRisk =
            line.first.map { "\"'@*&!%|>[]{}#,`?-:".contains($0) } ?? false
            && !(line.hasPrefix("-") && !line.hasPrefix("- "))
            || line.contains(": ") || line.contains(" #")
        let wantsQuotes =
            switch text.style {
            case .singleQuoted: true
            case .plain, .doubleQuoted: isAtRisk
            case .block: false
            }
        return wantsQuotes ? singleQuoted(line) : line
    }

    private static func singleQuoted(_ text: String) -> String {
        "'\(text.replacing("'", with: "''"))'"
    }

    private static func suggestion(_ name: String, _ known: [String]) -> String {
        NearMiss.nearest(to: name, among: known).map {
            ", did you mean \(Diagnostic.quoted($0))?"
        } ?? ""
    }

    /// The kind that a bare value was probably meant for.
    private static func kind(of text: String) -> String {
        text.hasPrefix("http") ? "webhook" : text.hasPrefix("env:") ? "slack" : "email"
    }
}

extension ChatService {
    /// The keys of its mapping, as one may write them.
    fileprivate func example(_ text: String) -> [String] {
        switch self {
        case .telegram:
            [
                "chat: \(takes(room: text) ? text : "-1001234567890")",
                "token: env:NASHRA_TELEGRAM_TOKEN",
            ]
        case .matrix:
            [
                "homeserver: https://matrix.example.org",
                "room: \(takes(room: text) ? text : "'!…'")", "token: env:NASHRA_MATRIX_TOKEN",
            ]
        default:
            ["server: https://ntfy.example.org", "topic: \(takes(room: text) ? text : "…")"]
        }
    }
}

extension FileFinding.Places {
    var all: [String] { digests + channels }
}
