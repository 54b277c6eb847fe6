import Newswire

/// The free text in which servers report a failure that know no delivery
/// reports: qmail, Exim, older Exchange, and many at the edge of the net.
///
/// A code of RFC 3463 or of SMTP decides where one stands; else what the text
/// says, in the words that servers use. Such a text proves less than a report:
/// without a code a recipient is gone only after several on several days.
struct ServerText {
    var kind: Bounce.Kind
    var status: EnhancedStatus?
    var recipients: [EmailAddress]
    var reason: String?
    /// What was sent, if the text goes on with it.
    var returned: MailPart?

    /// Read of a text that may be long.
    private static let longestText = 64 * 1024

    /// Nil for a mail that no server wrote, or that reports nothing.
    init?(_ mail: MailPart, _ parts: [MailPart]) {
        let subject = (mail["subject"] ?? "").lowercased()
        let isReport =
            Self.isFromServer(mail)
            || Self.subjects.contains { subject.contains($0) }
        guard isReport, !Self.delays.contains(where: { subject.contains($0) }) else { return nil }
        let bodies = parts.filter { $0.mediaType == "text/plain" }
        guard let body = bodies.first ?? parts.first(where: { $0.mediaType == "text/html" }) else {
            return nil
        }
        let text = String(decoding: body.content.prefix(Self.longestText), as: UTF8.self)
        let (own, copy) = Self.parted(text)
        returned = copy.map { MailPart(Array($0.utf8)[...]) }
        recipients =
            mail.all("x-failed-recipients").flatMap(MailAddresses.addresses)
        if recipients.isEmpty {
            // Not the address of the server that writes, nor ours in its head.
            let others = Set(
                ["from", "to", "delivered-to", "x-original-to"].flatMap(mail.all)
                    .flatMap(MailAddresses.addresses).map(\.normalised))
            recipients = MailAddresses.addresses(own)
                .filter { !others.contains($0.normalised) }
            recipients = Array(recipients.prefix(1))
        }

        let lines = own.split(whereSeparator: \.isNewline).map(String.init)
        if let line = lines.first(where: { EnhancedStatus(in: $0)?.kind == 5 })
            ?? lines.first(where: { EnhancedStatus(in: $0)?.kind == 4 })
            ?? lines.first(where: { Self.isReply($0) })
        {
            let refusal = Refusal(status: nil, words: line)
            kind = refusal.kind
            status = refusal.status
            reason = line
            return
        }
        for (kind, phrases) in Self.phrases {
            if let line = lines.first(where: { line in
                let line = line.lowercased()
                return phrases.contains { line.contains($0) }
            }) {
                self.kind = kind
                reason = line
                return
            }
        }
        return nil
    }

    /// Whether a mail's sender is a server's own name.
    static func isFromServer(_ mail: MailPart) -> Bool {
        let from = (mail["from"] ?? "").lowercased()
        return ["mailer-daemon", "postmaster@", "mail delivery s"].contains { from.contains($0) }
    }

    /// Whether a line holds an SMTP reply that refuses: `550 No such user`.
    private static func isReply(_ line: String) -> Bool {
        line.contains(#/(^|[^0-9.])[45][0-9]{2}[ -][^0-9]/#)
    }

    /// The report, and the copy of what was sent that may follow it.
    private static func parted(_ text: String) -> (own: String, copy: String?) {
        var own = ""
        var rest = text[...]
        while !rest.isEmpty {
            let end = rest.firstIndex(where: \.isNewline) ?? rest.endIndex
            let line = rest[..<end].lowercased()
            let next = end == rest.endIndex ? end : rest.index(after: end)
            if copies.contains(where: { line.contains($0) }) {
                return (own, String(rest[next...].drop(while: \.isNewline)))
            }
            if ["return-path:", "received:"].contains(where: { line.hasPrefix($0) }) {
                return (own, String(rest))
            }
            own += rest[..<next]
            rest = rest[next...]
        }
        return (own, nil)
    }

    /// What stands above the copy.
    private static let copies = [
        "below this line is a copy of the message", "this is a copy of the message",
        "this is a copy of your message", "original message follows", "original message headers",
        "----- original message", "----- message header follows", "unsent message follows",
        "returned message follows",
    ]

    private static let subjects = [
        "undeliver", "failure notice", "delivery failure", "delivery failed", "delivery status",
        "returned mail", "mail delivery", "message not delivered", "returning message to sender",
        "non remis", "échec de", "unzustellbar", "nicht zugestellt", "no se pudo entregar",
        "no entregado", "не доставлен", "недоставлен", "تعذر التسليم", "تعذر تسليم",
        "فشل التسليم", "teslim edilemedi", "退信", "系统退信",
    ]

    /// The server goes on trying.
    private static let delays = [
        "delayed", "delay)", "warning: could not send", "still being retried", "verzögert",
        "retardé",
    ]

    /// In this order: a full mailbox is also unavailable.
    private static let phrases: [(Bounce.Kind, [String])] = [
        (
            .soft,
            [
                "mailbox full", "mailbox is full", "over quota", "over its quota",
                "quota exceeded", "exceeded the quota", "exceeds quota", "insufficient storage",
                "boîte pleine", "buzón lleno", "postfach voll", "ящик переполнен",
                "صندوق البريد ممتلئ",
            ]
        ),
        (
            .policy,
            [
                "spam", "blacklist", "block list", "blocklist", "blocked", "policy", "dmarc",
                "spf ", "relaying denied", "relay access denied", "content rejected",
                "message too large", "too big", "not permitted", "virus",
            ]
        ),
        (
            .hard,
            [
                "user unknown", "unknown user", "no such user", "no such recipient",
                "no such mailbox", "no mailbox here", "unknown recipient", "invalid recipient",
                "recipient not found", "address not found", "unknown local part",
                "unrouteable address", "unroutable address", "does not exist", "doesn't exist",
                "couldn't be found", "could not be found", "mailbox unavailable",
                "account is disabled", "account has been disabled", "account closed",
                "not a valid mailbox", "utilisateur inconnu", "adresse introuvable",
                "usuario desconocido", "unbekannter empfänger", "empfänger unbekannt",
                "пользователь не найден", "нет такого пользователя", "المستخدم غير موجود",
                "العنوان غير موجود",
            ]
        ),
        (
            .soft,
            [
                "timed out", "timeout", "could not be delivered within", "retry time",
                "giving up", "gave up", "connection refused", "unreachable", "host not found",
                "temporarily", "try again",
            ]
        ),
    ]
}
