import Newswire

/// One message ready for the wire: whatever can be worked out before the server
/// is asked is.
struct SMTPSubmission: Hashable, Sendable {
    let item: MailItem
    let sender: WireAddress
    let recipient: WireAddress
    var body: MessageBody
    private let need: Need

    /// What SMTPUTF8 is needed for, if it is.
    private enum Need {
        case nothing
        /// Of the envelope (RFC 6531).
        case address
        /// The head's (RFC 6532), where text is encoded but addresses can't be.
        case head
    }

    /// Nil if an address can't be put on the wire.
    init?(_ item: MailItem, _ known: inout KnownPieces) {
        guard let sender = WireAddress(item.sender), let recipient = WireAddress(item.recipient)
        else { return nil }
        self.item = item
        self.sender = sender
        self.recipient = recipient
        body = MessageBody(item.pieces, &known)
        if sender.needsSMTPUTF8 || recipient.needsSMTPUTF8 {
            need = .address
        } else {
            need = body.hasForeignHead ? .head : .nothing
        }
    }

    /// What becomes of it at a server that offers no more than this and so can't
    /// take it, in words of ours, which stand where the server's would; nil if it
    /// can.
    func obstacle(_ offered: SMTPCapabilities) -> DeliveryOutcome? {
        func failed(_ reason: FailureReason, _ words: String) -> DeliveryOutcome {
            .failed(reason, reply: ServerReply(code: 0, text: words))
        }
        if need != .nothing, !offered.smtpUTF8 {
            let whose = need == .address ? "this address" : "an address in the message's head"
            return failed(
                .badAddress, "the relay offers no SMTPUTF8 (RFC 6531), which \(whose) needs")
        }
        if let most = offered.size, body.size > most {
            return failed(
                .tooLarge,
                "the relay takes \(most.grouped) bytes, the message has \(body.size.grouped)")
        }
        return nil
    }

    /// Its MAIL, with what the server offered and it needs.
    func mail(_ offered: SMTPCapabilities) -> [UInt8] {
        var line = Array("MAIL FROM:<".utf8)
        line += sender.text.utf8
        line.append(0x3E)
        if offered.knowsSize { line += " SIZE=\(body.size)".utf8 }
        if offered.eightBitMIME, !body.isASCII { line += " BODY=8BITMIME".utf8 }
        if need != .nothing { line += " SMTPUTF8".utf8 }
        return line + "\r\n".utf8
    }

    var rcpt: [UInt8] {
        Array("RCPT TO:<".utf8) + recipient.text.utf8 + ">\r\n".utf8
    }

    static let data = Array("DATA\r\n".utf8)
    static let reset = Array("RSET\r\n".utf8)
    static let dot = Array(".\r\n".utf8)
}

extension MessageBody {
    /// Whether its head, up to the first empty line, holds more than ASCII. Looks
    /// only where some byte of the message is more.
    fileprivate var hasForeignHead: Bool {
        guard !isASCII else { return false }
        let emptyLine = Array("\r\n\r\n".utf8)
        return wire.withUnsafeBufferPointer { bytes in
            let end = bytes.indices.dropLast(emptyLine.count - 1).first { place in
                bytes[place..<place + emptyLine.count].elementsEqual(emptyLine)
            }
            guard let end else { return false }
            return bytes[..<end].contains { $0 >= 0x80 }
        }
    }
}

extension Int {
    /// `4,321`.
    fileprivate var grouped: String {
        let digits = Array(String(self))
        return digits.indices.map { place in
            let isFirstOfThree = place > 0 && (digits.count - place) % 3 == 0
            return isFirstOfThree ? ",\(digits[place])" : "\(digits[place])"
        }.joined()
    }
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
