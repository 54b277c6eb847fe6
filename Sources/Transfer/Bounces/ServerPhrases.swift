/// The words in which servers say what happened, in lower case.
enum ServerPhrases {
    /// What a server's words come to; nil where they say nothing that is known.
    static func kind(of words: String) -> Bounce.Kind? {
        let words = words.lowercased()
        return kinds.first { _, phrases in phrases.contains { words.contains($0) } }?.0
    }

    static func holds(_ words: String, one phrases: [String]) -> Bool {
        phrases.contains { words.contains($0) }
    }

    /// A mail with such a subject reports a failure.
    static let subjects = [
        "undeliver", "failure notice", "delivery failure", "delivery failed", "delivery status",
        "returned mail", "mail delivery", "message not delivered", "returning message to sender",
        "non remis", "non distribu", "échec de", "unzustellbar", "nicht zugestellt",
        "no se pudo entregar", "no entregado", "не доставлен", "недоставлен", "تعذر التسليم",
        "تعذر تسليم", "فشل التسليم", "teslim edilemedi", "退信", "系统退信",
    ]

    /// And so does a server's mail that says this.
    static let failures =
        subjects + [
            "could not be delivered", "couldn't be delivered", "was not delivered",
            "wasn't delivered", "unable to deliver", "able to deliver", "not be delivered",
            "delivery to the following", "did not reach", "permanent error", "permanent fatal",
            "n'a pas pu être", "nicht zustellen", "konnte nicht", "не удалось", "لم يتم تسليم",
            "تعذر توصيل",
        ]

    /// Whether a line says that the server goes on trying.
    static func isDelay(_ line: String) -> Bool {
        holds(line, one: delays) || (line.contains("deliver") && line.contains("delayed"))
    }

    private static let delays = [
        "delay)", "warning: could not send", "still being retried", "still awaiting delivery",
        "not yet been delivered", "delivery incomplete", "message is delayed",
        "will keep trying", "will continue to try", "will be retried", "will retry",
        "delivery attempts will continue", "has been delayed", "been delayed", "delayed mail",
        "message delayed", "mail delayed", "delivery delayed", "delayed delivery",
        "delivery is delayed", "delivery temporarily suspended", "verzögert", "verzögerung",
        "weiterhin versuch", "retardé", "retard de", "nouvelle tentative", "continuera",
        "en attente de remise", "retrasado", "se volverá a intentar", "доставка задерж",
        "задержка достав", "будет повтор",
        "تأخر تسليم", "تأخير في تسليم", "تأخير التسليم", "تأخر التسليم", "تم تأخير",
        "ستستمر المحاول", "إعادة المحاولة", "سنحاول", "ستتم المحاولة",
    ]

    /// What stands above a copy of what was sent.
    static let copies = [
        "below this line is a copy of the message", "this is a copy of the message",
        "this is a copy of your message", "original message follows", "original message headers",
        "----- original message", "----- message header follows", "unsent message follows",
        "returned message follows",
    ]

    /// Our own server reached no other: nobody's mailbox is to blame.
    static let network = [
        "network is unreachable", "network unreachable", "host is unreachable", "no route to host",
        "network is down", "connection timed out", "connection refused", "connection reset",
        "lost connection", "connection lost", "timed out", "timeout", "unreachable",
        "name service error", "temporary failure in name resolution", "retry time not reached",
        "failing for a long time",
    ]

    /// In this order: a full mailbox is also unavailable.
    private static let kinds: [(Bounce.Kind, [String])] = [
        (.soft, full), (.policy, policy), (.hard, gone), (.policy, network), (.soft, passing),
    ]

    static let full = [
        "mailbox full", "mailbox is full", "over quota", "over its quota", "overquota",
        "quota exceeded", "exceeded the quota", "exceeds quota", "insufficient storage",
        "boîte pleine", "buzón lleno", "postfach voll", "ящик переполнен", "صندوق البريد ممتلئ",
    ]

    /// Refusals of us, or of what we wrote.
    static let policy = [
        "spam", "blacklist", "black list", "block list", "blocklist", "blocked", "blocking",
        "denylist", "dnsbl", " rbl", "policy", "policies", "dmarc", "dkim", "spf ", "reputation",
        "complaint", "unsolicited", "greylist", "graylist", "rate limit", "throttl",
        "too many", "your ip", "your host", "your server", "your domain", "client host",
        "sending ip", "sender ip", "reverse dns", "ptr record", "sender address rejected",
        "sender rejected", "sender verify", "relaying denied", "relay access denied",
        "relay not permitted", "content rejected", "message content", "message rejected",
        "message too large", "too big", "not permitted", "not authorized", "unauthenticated",
        "banned", "suspicious", "virus", "malware", "phish",
    ]

    private static let gone = [
        "user unknown", "unknown user", "no such user", "no such recipient", "no such mailbox",
        "no mailbox here", "unknown recipient", "invalid recipient", "recipient not found",
        "address not found", "unknown local part", "unrouteable address", "unroutable address",
        "does not exist", "doesn't exist", "couldn't be found", "could not be found",
        "mailbox unavailable", "account is disabled", "account has been disabled",
        "account closed", "not a valid mailbox", "not listed in", "utilisateur inconnu",
        "adresse introuvable", "usuario desconocido", "unbekannter empfänger",
        "empfänger unbekannt", "пользователь не найден", "нет такого пользователя",
        "المستخدم غير موجود", "العنوان غير موجود", "用户不存在",
    ]

    private static let passing = [
        "could not be delivered within", "retry time", "giving up", "gave up", "host not found",
        "temporarily", "try again",
    ]
}
