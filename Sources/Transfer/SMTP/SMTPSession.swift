package import Newswire

/// Sends messages to one relay over one kept connection, a step at a time:
/// MAIL, RCPT, DATA, the message, its final dot; each reply awaited.
///
/// For one thread, which it blocks; `RelaySession` gives it one of its own. It
/// connects when there is something to send. What became of a message is
/// always known as exactly as SMTP allows: cut before the final dot, it was not
/// delivered; cut after it, nobody knows.
package final class SMTPSession {
    private let relay: SMTPRelay
    private var connection: SMTPConnection?
    private var lastUse = ContinuousClock.now
    /// Servers hang up on idle lines after some minutes, and what stands
    /// between may drop them without a word, at which MAIL would wait in vain.
    private let longestIdle = Duration.seconds(60)

    package init(relay: SMTPRelay) {
        self.relay = relay
    }

    deinit {
        connection?.quit()
    }

    /// Says QUIT without waiting for the answer. The next message connects
    /// again.
    package func close() {
        connection?.quit()
        connection = nil
    }

    /// Sends one message to one recipient and waits for the server's verdict.
    ///
    /// The message is the pieces one after another, with CRLF at its lines'
    /// ends. A connection that proves stale before MAIL was answered is
    /// replaced once; nothing is ever repeated after that.
    package func send(_ item: MailItem) -> DeliveryOutcome {
        guard let sender = WireAddress(item.sender), let recipient = WireAddress(item.recipient)
        else { return .failed(.badAddress, reply: nil) }
        let body = MessageBody.wire(item.pieces)
        defer { lastUse = .now }
        if .now - lastUse > longestIdle { close() }
        if let kept = connection, isAlive(kept) {
            switch exchange(kept, item, from: sender, to: recipient, body) {
            case .ended(let outcome): return outcome
            case .lost(.mail, let code) where code != .timedOut && code != .weirdServerReply:
                connection = nil
            case .lost(let phase, let code): return abandon(phase, code)
            }
        }
        connection = nil
        do {
            let fresh = try SMTPConnection(to: relay)
            connection = fresh
            switch exchange(fresh, item, from: sender, to: recipient, body) {
            case .ended(let outcome): return outcome
            case .lost(let phase, let code): return abandon(phase, code)
            }
        } catch {
            let phase: SMTPPhase = error.code == .loginDenied ? .login : .connect
            return error.reply.map { SMTPVerdict.outcome(phase, reply: $0) }
                ?? SMTPVerdict.outcome(phase, lost: error.code, words: error.words)
        }
    }

    /// How one run through the dialogue ended.
    private enum Exchange {
        /// By a reply, or by what we knew before the first command.
        case ended(DeliveryOutcome)
        case lost(SMTPPhase, CurlCode)
    }

    private func exchange(
        _ line: SMTPConnection, _ item: MailItem, from sender: WireAddress,
        to recipient: WireAddress, _ body: [UInt8]
    ) -> Exchange {
        let offered = line.capabilities
        let needsUTF8 = sender.needsSMTPUTF8 || recipient.needsSMTPUTF8
        if needsUTF8, !offered.smtpUTF8 { return .ended(.failed(.badAddress, reply: nil)) }
        if let most = offered.size, body.count > most {
            return .ended(.failed(.tooLarge, reply: nil))
        }
        var mail = "MAIL FROM:<\(sender.text)>"
        if offered.knowsSize { mail += " SIZE=\(body.count)" }
        if offered.eightBitMIME, !MessageBody.isASCII(item.pieces) { mail += " BODY=8BITMIME" }
        if needsUTF8 { mail += " SMTPUTF8" }

        var phase = SMTPPhase.mail
        do throws(CurlCode) {
            var reply = try line.command(mail, within: relay.deadlines.command)
            guard reply.code == 250 else { return settled(phase, reply, line) }
            phase = .recipient
            reply = try line.command(
                "RCPT TO:<\(recipient.text)>", within: relay.deadlines.command)
            guard (250...252).contains(reply.code) else { return settled(phase, reply, line) }
            phase = .data
            reply = try line.command("DATA", within: relay.deadlines.command)
            guard reply.code == 354 else { return settled(phase, reply, line) }
            phase = .body
            do throws(CurlCode) {
                try line.send(body, within: relay.deadlines.body)
            } catch {
                return farewell(of: line, after: error)
            }
            phase = .verdict
            reply = try line.reply(within: relay.deadlines.verdict)
            return settled(phase, reply, line)
        } catch {
            return .lost(phase, error)
        }
    }

    /// Judges a reply and leaves the connection ready for the next message,
    /// or closed.
    private func settled(
        _ phase: SMTPPhase, _ reply: SMTPReply, _ line: SMTPConnection
    ) -> Exchange {
        let outcome = SMTPVerdict.outcome(phase, reply: reply.summary)
        switch (reply.code, phase) {
        // A goodbye; or an answer that we do not understand, 354 to MAIL, after
        // which the two sides no longer agree on where they are.
        case (421, _), (300..<400, _): close()
        case (200..<300, .verdict): break
        case (200..<300, _): close()
        case (_, .recipient), (_, .data):
            // The refused transaction stands until it is reset.
            let reset = try? line.command("RSET", within: relay.deadlines.command)
            if reset?.code != 250 { close() }
        default: break
        }
        if case .stopEndpoint = outcome { close() }
        return .ended(outcome)
    }

    /// A server that hangs up while the message goes out may have said why.
    /// Whatever it says, the final dot has not gone: nothing was delivered.
    private func farewell(of line: SMTPConnection, after code: CurlCode) -> Exchange {
        let words = code == .timedOut ? nil : try? line.unasked()
        guard let words, words.code >= 400 else { return .lost(.body, code) }
        connection = nil
        return .ended(SMTPVerdict.outcome(.body, reply: words.summary))
    }

    private func abandon(_ phase: SMTPPhase, _ code: CurlCode) -> DeliveryOutcome {
        // No QUIT: the line is cut, or not where we believe it is.
        connection = nil
        return SMTPVerdict.outcome(phase, lost: code)
    }

    /// Whether a kept line is still open and silent. What a server says
    /// unasked between two messages is 421 and its goodbye.
    private func isAlive(_ line: SMTPConnection) -> Bool {
        do throws(CurlCode) {
            return try line.unasked() == nil
        } catch {
            return false
        }
    }
}

/// An address as MAIL and RCPT take it, checked once more: this is the last
/// place before the wire, and what holds a line break would be a command.
private struct WireAddress {
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
