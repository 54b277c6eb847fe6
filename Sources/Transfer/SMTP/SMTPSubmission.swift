import Newswire

/// One message ready for the wire: whatever can be worked out before the server
/// is asked is.
struct SMTPSubmission: Hashable, Sendable {
    let item: MailItem
    let sender: WireAddress
    let recipient: WireAddress
    var body: MessageBody

    /// Nil if an address can't be put on the wire.
    init?(_ item: MailItem, _ known: inout KnownPieces) {
        guard let sender = WireAddress(item.sender), let recipient = WireAddress(item.recipient)
        else { return nil }
        self.item = item
        self.sender = sender
        self.recipient = recipient
        body = MessageBody(item.pieces, &known)
    }

    /// Why a server that offers no more than this can't take it.
    func obstacle(_ offered: SMTPCapabilities) -> FailureReason? {
        if needsUTF8, !offered.smtpUTF8 { return .badAddress }
        if let most = offered.size, body.size > most { return .tooLarge }
        return nil
    }

    /// Its MAIL, with what the server offered and it needs.
    func mail(_ offered: SMTPCapabilities) -> [UInt8] {
        var line = Array("MAIL FROM:<".utf8)
        line += sender.text.utf8
        line.append(0x3E)
        if offered.knowsSize { line += " SIZE=\(body.size)".utf8 }
        if offered.eightBitMIME, !body.isASCII { line += " BODY=8BITMIME".utf8 }
        if needsUTF8 { line += " SMTPUTF8".utf8 }
        return line + "\r\n".utf8
    }

    var rcpt: [UInt8] {
        Array("RCPT TO:<".utf8) + recipient.text.utf8 + ">\r\n".utf8
    }

    static let data = Array("DATA\r\n".utf8)
    static let reset = Array("RSET\r\n".utf8)
    static let dot = Array(".\r\n".utf8)

    private var needsUTF8: Bool { sender.needsSMTPUTF8 || recipient.needsSMTPUTF8 }
}

/// An address as MAIL and RCPT take it, checked once more: this is the last
/// place before the wire, and what holds a line break would be a command.
struct WireAddress: Hashable, Sendable {
    let text: String
    let needsSMTPUTF8: Bool

    init?(_ address: EmailAddress) {
        guard let domain = DomainName.ascii(address.domain) else { return nil }
        let text = "\(address.local)@\(domain)"
        let isSafe = text.utf8.allSatisfy { byte in
            byte >= 0x21 && byte != 0x7F && byte != 0x3C && byte != 0x3E
        }
        guard isSafe else { return nil }
        self.text = text
        needsSMTPUTF8 = !address.local.utf8.allSatisfy { $0 < 0x80 }
    }
}
