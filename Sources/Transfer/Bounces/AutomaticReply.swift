/// Answers that nobody wrote: holidays, receipts. RFC 3834 has a field for
/// them, and older programs have others.
enum AutomaticReply {
    static func isOne(_ mail: MailPart) -> Bool {
        if mail["auto-submitted"]?.lowercased().hasPrefix("auto-replied") == true,
            !ServerText.isFromServer(mail)
        {
            return true
        }
        if ["x-autoreply", "x-autorespond", "x-autoresponder"].contains(where: { mail[$0] != nil })
        {
            return true
        }
        if ["auto_reply", "auto-reply"].contains(mail["precedence"]?.lowercased()) { return true }
        let subject = (mail["subject"] ?? "").lowercased()
        return subjects.contains { subject.contains($0) }
    }

    private static let subjects = [
        "out of office", "out of the office", "automatic reply", "autoreply", "auto-reply",
        "autoresponder", "vacation", "abwesenheit", "automatische antwort", "réponse automatique",
        "absence du bureau", "respuesta automática", "fuera de la oficina", "автоответ",
        "автоматический ответ", "رد تلقائي", "خارج المكتب", "پاسخ خودکار", "מענה אוטומטי",
        "otomatik yanıt", "自动回复", "自動回覆", "خودکار جواب",
    ]
}
