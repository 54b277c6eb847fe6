import Documents
import Newswire

/// What is wrong with a subscriber's file, or with channels anywhere, beyond
/// its YAML, its keys and its queries. The wording stands beside it.
enum FileFinding: Finding {
    enum SecretUse {
        /// A webhook's address.
        case hook(ChatService)
        case token(ChatService)
        /// What signs a generic webhook's messages.
        case secret
    }

    /// What a colon and a space have cut in two.
    enum TextWithColon {
        case plainText
        case query
        /// `title: غزة`
        case field
    }

    /// What may follow `send` or `to`.
    struct Places {
        var digests: [String]
        var channels: [String]
    }

    case noMapping
    case empty
    case badName(String)
    case takenName(String)
    case channelIsNoMapping(String, String)
    case channelWithoutKind(String)
    case severalKinds([String])
    case withoutWebhook(String)
    case unknownPayload(String, known: PayloadTemplates)
    case secretInFile(SecretUse)
    case refusedSecret(SecretPolicy.Refusal)
    case badWebhook
    case chatIsNoMapping(ChatService, String)
    case chatKeyMissing(ChatService, String)
    case badRoom(ChatService, String)
    case badServer(String)
    case badAddress(String, EmailAddress.Problem)
    case repeated(String)
    case emptyList(String)
    case badCap(String)
    case badLanguage(String, code: String?)
    case digestIsNoMapping(String, String)
    case digestWithoutTime(String)
    case digestNeedsChannel(channels: [String])
    case unknownChannel(String, known: [String])
    case unknownTarget(String, Places)
    case sendNeedsName(Places)
    case noRules
    case rulesAreNoList
    case ruleIsNoRule
    case wantsNothing
    case takenRuleName(String, line: Int)
    case commentBehindQuery(comment: String, query: String)
    case colonInText(String, of: TextWithColon)
    case quotedQuery(String)
    /// `[2 OF (a, b), c]`: pieces of one text.
    case cutByComma(String)
    case sourceUnknown(String, nearest: String?)
    case dashForHyphen(String)
    case exampleWithoutText
    case badURL(String)
    case findsFailed(rule: String, reason: String)
    case ignoresFailed(rule: String, evidence: [String])

    var severity: Diagnostic.Severity {
        switch self {
        case .repeated, .quotedQuery, .sourceUnknown: .warning
        default: .error
        }
    }

    var id: String {
        switch self {
        case .noMapping, .empty, .channelIsNoMapping, .digestIsNoMapping, .rulesAreNoList,
            .ruleIsNoRule, .exampleWithoutText, .chatIsNoMapping:
            "wrong-shape"
        case .badName: "bad-name"
        case .takenName, .takenRuleName: "taken-name"
        case .channelWithoutKind, .severalKinds, .withoutWebhook: "channel-kind"
        case .unknownPayload: "unknown-template"
        case .secretInFile: "secret-in-file"
        case .refusedSecret: "refused-secret"
        case .badWebhook, .badURL, .badServer: "bad-url"
        case .badRoom: "bad-room"
        case .badAddress: "bad-address"
        case .repeated: "repeated"
        case .emptyList: "empty-value"
        case .badCap: "bad-cap"
        case .badLanguage: "unknown-language"
        case .digestWithoutTime, .noRules, .chatKeyMissing: "missing-key"
        case .digestNeedsChannel, .unknownChannel: "unknown-channel"
        case .unknownTarget, .sendNeedsName: "unknown-target"
        case .wantsNothing: "wants-nothing"
        case .commentBehindQuery: "comment-behind-query"
        case .colonInText, .cutByComma: "needs-quotes"
        case .quotedQuery: "quoted-query"
        case .sourceUnknown: "unknown-source"
        case .dashForHyphen: "query-sign"
        case .findsFailed: "finds-failed"
        case .ignoresFailed: "ignores-failed"
        }
    }
}
