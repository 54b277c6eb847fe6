/// Answers that nobody wrote: holidays, receipts. RFC 3834 has a field for
/// them, and older programs have others.
enum AutomaticReply {
    /// A server that reports a failure in such an answer's dress names whom it
    /// is about in a field (Exim, Gmail).
    static func isOne(_ mail: MailPart) -> Bool {
        guard mail["x-failed-recipients"] == nil else { return false }
        if mail["auto-submitted"]?.lowercased().hasPrefix("auto-replied") == true { return true }
        if ["x-autoreply", "x-autorespond", "x-autoresponder"].contains(where: { mail[$0] != nil })
        {
            return true
        }
        if ["auto_reply", "auto-reply"].contains(mail["precedence"]?.lowercased()) { return true }
        guard !ServerText.isFromServer(mail) else { return false }
        // Behind a server's own words it is our subject that is quoted.
        let subject = mail.words("subject").lowercased()
        guard let says = first(of: subjects, in: subject) else { return false }
        return first(of: ServerPhrases.subjects, in: subject).map { says < $0 } ?? true
    }

    private static func first(of phrases: [String], in text: String) -> String.Index? {
        phrases.compactMap { text.firstRange(of: $0)?.lowerBound }.min()
    }

    private static let subjects = [
        "out of office", "out of the office", "automatic reply", "autoreply", "auto-reply",
        "autoresponder", "vacation", "abwesenheit", "automatische antwort", "réponse automatique",
        "absence du bureau", "respuesta automática", "fuera de la oficina", "автоответ",
        "автоматический ответ", "رد تلقائي", "خارج المكتب", "پاسخ خودکار", "מענה אוטומטי",
        "otomatik yanıt", "自动回复", "自動回覆", "خودکار جواب",
    ]
}
