import Newswire

/// The free text in which servers report a failure that know no delivery
/// reports: qmail, Exim, older Exchange, and many at the edge of the net.
///
/// A code of RFC 3463 or of SMTP decides where one stands; else what the text
/// says, in the words that servers use. Such a text proves less than a report:
/// without a code a recipient is gone only after several on several days.
struct ServerText {
    let verdict: BounceVerdict
    /// What was sent, if the text goes on with it.
    let returned: MailPart?

    /// Read of a text that may be long.
    private static let longestText = 64 * 1024
    private static let mostLines = 500
    private static let mostHints = 100

    /// Nil for a mail that no server wrote, or that reports nothing.
    init?(_ mail: MailPart, _ parts: [MailPart]) {
        let subject = mail.words("subject").lowercased()
        let failed = mail.all("x-failed-recipients").flatMap(MailAddresses.addresses)
        let isServer = Self.isFromServer(mail)
        let isReport =
            ServerPhrases.holds(subject, one: ServerPhrases.subjects) || !failed.isEmpty
        guard isReport || isServer, isServer || !Self.isAnswer(subject),
            !ServerPhrases.isDelay(subject), !subject.contains("delayed")
        else { return nil }
        let (own, copy) = Self.parted(Self.text(mail, parts))
        returned = copy.map { MailPart(Array($0.utf8)[...]) }
        let lines = own.split(whereSeparator: \.isNewline).prefix(Self.mostLines)
            .map { $0.lowercased() }
        guard !lines.contains(where: ServerPhrases.isDelay) else { return nil }

        var verdict = BounceVerdict(kind: .none, recipients: failed)
        if failed.isEmpty {
            // Not the address of the server that writes, nor ours in its head.
            let others = Set(
                ["from", "to", "delivered-to", "x-original-to"].flatMap(mail.all)
                    .flatMap(MailAddresses.addresses).map(\.normalised))
            verdict.isPlain = false
            verdict.recipients = Array(
                MailAddresses.addresses(own).filter { !others.contains($0.normalised) }
                    .prefix(Self.mostHints))
        }
        if let (code, words) = Self.refusal(own) {
            let refusal = Refusal(said: nil, spoken: code, words: words)
            verdict.kind = refusal.kind
            verdict.status = refusal.status
            verdict.reason = words
        } else if isReport
            || lines.contains(where: { ServerPhrases.holds($0, one: ServerPhrases.failures) }),
            let kind = ServerPhrases.kind(of: own)
        {
            verdict.kind = kind
            verdict.reason = own.split(whereSeparator: \.isNewline)
                .first { ServerPhrases.kind(of: String($0)) == kind }.map(String.init)
        }
        guard verdict.kind != .none else { return nil }
        self.verdict = verdict
    }

    /// Whether a mail's sender is a server's own name.
    static func isFromServer(_ mail: MailPart) -> Bool {
        let from = mail.words("from").lowercased()
        return ["mailer-daemon", "postmaster@", "mail delivery s"].contains { from.contains($0) }
    }

    /// Whether a subject is that of someone who answers.
    private static func isAnswer(_ subject: String) -> Bool {
        ["re:", "aw:", "antw:", "sv:", "رد:", "回复:", "答复:"].contains {
            subject.hasPrefix($0)
        }
    }

    /// Of the first plain part, else of the first HTML part; what should have
    /// parts and has none is taken as it is.
    private static func text(_ mail: MailPart, _ parts: [MailPart]) -> String {
        if let plain = parts.first(where: { $0.mediaType == "text/plain" }) {
            return plain.text(upTo: longestText)
        }
        if let html = parts.first(where: { $0.mediaType == "text/html" }) {
            return HTMLWords.text(html.text(upTo: longestText))
        }
        return mail.text(upTo: longestText)
    }

    /// The code that says most, and the server's words: its line and what goes on
    /// below it.
    private static func refusal(_ text: String) -> (SpokenCode, String)? {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .prefix(2 * mostLines)
        let codes = lines.map { SpokenCode(in: $0) }
        let line =
            codes.firstIndex { $0?.status?.kind == 5 } ?? codes.firstIndex { $0?.status != nil }
            ?? codes.firstIndex { $0 != nil }
        guard let line, let code = codes[line] else { return nil }
        let words = lines[line...].prefix(10)
            .prefix { line in line.contains { !$0.isWhitespace } }
        return (code, words.joined(separator: " "))
    }

    /// The report, and the copy of what was sent that may follow it.
    private static func parted(_ text: String) -> (own: String, copy: String?) {
        var own = ""
        var rest = text[...]
        while !rest.isEmpty {
            let end = rest.firstIndex(where: \.isNewline) ?? rest.endIndex
            let line = rest[..<end].lowercased()
            let next = end == rest.endIndex ? end : rest.index(after: end)
            if ServerPhrases.holds(line, one: ServerPhrases.copies) {
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
}
