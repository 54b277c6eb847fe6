package import Newswire

/// Sends messages to one relay over one kept connection, as `SMTPDialogue`
/// says.
///
/// For one thread, which it blocks. It connects when there is something to
/// send, and again when a kept connection has grown stale.
package final class SMTPSession {
    /// A connection and what is being said on it.
    private struct Line {
        let connection: SMTPConnection
        var dialogue: SMTPDialogue
        let opened = ContinuousClock.now
        var lastUse = ContinuousClock.now

        init(
            to relay: SMTPRelay, whileWaiting: @escaping () -> Void
        ) throws(SMTPConnection.Refusal) {
            connection = try SMTPConnection(to: relay, whileWaiting: whileWaiting)
            // Of the line before this one the last end may not be recorded yet.
            dialogue = SMTPDialogue(connection.capabilities, isConfirmed: false)
        }
    }

    private let relay: SMTPRelay
    private var line: Line?
    private var known = KnownPieces()
    /// A message that was taken and waits for a line.
    private var taken: SMTPSubmission?
    /// Servers hang up on idle lines after some minutes, and what stands
    /// between may drop them without a word, at which MAIL would wait in vain.
    private static let longestIdle = Duration.seconds(60)
    /// Longer, and all mail would stay with the one machine behind a name that
    /// was there when the first line was opened.
    private static let longestUse = Duration.seconds(300)

    package init(relay: SMTPRelay) {
        self.relay = relay
    }

    deinit {
        close()
    }

    /// Says QUIT without waiting for the answer. The next message connects
    /// again.
    package func close() {
        if let line, line.dialogue.isInStep { line.connection.quit() }
        line = nil
    }

    /// Sends what the feed gives until it has no more or wants no more.
    ///
    /// A kept connection that proves stale before MAIL was answered is replaced;
    /// nothing is ever repeated after that.
    package func run(_ feed: some MailFeed) {
        while let message = taken ?? submission(from: feed) {
            taken = message
            do {
                try openLine(feed)
            } catch {
                taken = nil
                guard feed.ended(message.item, outcome(of: error)) else { return }
                continue
            }
            guard talk(feed) else { return }
        }
    }

    /// Sends one message to one recipient and waits for the server's verdict.
    package func send(_ item: MailItem) -> DeliveryOutcome {
        let feed = SingleMail(item)
        run(feed)
        return feed.outcome
    }

    /// The next message that can be put on the wire.
    private func submission(from feed: some MailFeed) -> SMTPSubmission? {
        while let item = feed.next() {
            if let message = SMTPSubmission(item, &known) { return message }
            guard feed.ended(item, .failed(.badAddress, reply: nil)) else { return nil }
        }
        return nil
    }

    private func outcome(of refusal: SMTPConnection.Refusal) -> DeliveryOutcome {
        let phase: SMTPPhase = refusal.code == .loginDenied ? .login : .connect
        return refusal.reply.map { SMTPVerdict.outcome(phase, reply: $0) }
            ?? SMTPVerdict.outcome(phase, lost: refusal.code, words: refusal.words)
    }

    /// Sees to it that there is a line, and one that is open and silent. What a
    /// server says unasked between two messages is 421 and its goodbye.
    private func openLine(_ feed: some MailFeed) throws(SMTPConnection.Refusal) {
        if let line, isTired(line) || .now - line.lastUse > Self.longestIdle { close() }
        if let line {
            let heard = Result { () throws(CurlCode) in try line.connection.receiveNow() }
            if case .success(nil) = heard, !line.dialogue.hasUnread { return }
            self.line = nil
        }
        line = try Line(to: relay) { feed.waits() }
    }

    private func isTired(_ line: Line) -> Bool {
        .now - line.opened > Self.longestUse
    }

    /// Does what the dialogue says until nothing is under way.
    ///
    /// - Returns: False if the feed wants no more.
    private func talk(_ feed: some MailFeed) -> Bool {
        guard var line else { return true }
        // The dialogue is changed in its place, not copied.
        self.line = nil
        var wantsMore = true
        var deadline = ContinuousClock.now
        var timedTurn = -1
        while true {
            switch line.dialogue.next() {
            case .take:
                line.dialogue.offer(wantsMore ? nextMessage(for: line, feed) : nil)
            case .write:
                write(line.connection, &line.dialogue, feed)
            case .read(let phase):
                if timedTurn != line.dialogue.turns {
                    timedTurn = line.dialogue.turns
                    deadline = .now + limit(phase)
                }
                do throws(CurlCode) {
                    line.dialogue.receive(
                        try line.connection.receive(within: span(before: deadline)))
                } catch {
                    if error == .timedOut, .now < deadline {
                        keepWaiting(&line.dialogue, feed)
                    } else {
                        line.dialogue.lost(error)
                    }
                }
            case .ended(let message, let outcome):
                if !feed.ended(message.item, outcome) {
                    wantsMore = false
                    line.dialogue.stop()
                }
            case .confirm:
                if !feed.hasRecorded, line.dialogue.goAhead() { continue }
                if feed.isRecorded() {
                    line.dialogue.confirmed()
                } else {
                    wantsMore = false
                    line.dialogue.stop()
                }
            case .rest:
                line.lastUse = .now
                self.line = line
                return wantsMore
            case .hangUp(let unsent):
                if line.dialogue.isInStep { line.connection.quit() }
                if let unsent {
                    if wantsMore { taken = unsent } else { feed.takeBack(unsent.item) }
                }
                return wantsMore
            }
        }
    }

    private func nextMessage(for line: Line, _ feed: some MailFeed) -> SMTPSubmission? {
        defer { taken = nil }
        return taken ?? (isTired(line) ? nil : submission(from: feed))
    }

    /// For how long to wait before the feed is told of it.
    private func span(before deadline: ContinuousClock.Instant) -> Duration {
        min(deadline - .now, relay.deadlines.patience)
    }

    /// Lets others send what waits behind a message that the server is silent
    /// about.
    private func keepWaiting(_ dialogue: inout SMTPDialogue, _ feed: some MailFeed) {
        if let message = dialogue.release() { feed.takeBack(message.item) }
        feed.waits()
    }

    private func write(
        _ connection: SMTPConnection, _ dialogue: inout SMTPDialogue, _ feed: some MailFeed
    ) {
        let bytes = dialogue.outgoing
        let deadline: ContinuousClock.Instant =
            .now + (dialogue.isBody ? relay.deadlines.body : relay.deadlines.command)
        var sent = 0
        do throws(CurlCode) {
            let ends = dialogue.messageEnd > 0 && connection.isTLS ? [dialogue.messageEnd] : []
            for end in ends + [bytes.count] {
                while sent < end {
                    do throws(CurlCode) {
                        try connection.send(
                            bytes, &sent, upTo: end, within: span(before: deadline))
                    } catch {
                        guard error == .timedOut, .now < deadline else { throw error }
                        keepWaiting(&dialogue, feed)
                    }
                }
            }
            dialogue.wrote(sent)
        } catch {
            dialogue.wrote(sent)
            // What the server said before it hung up.
            if error != .timedOut, let words = try? connection.receiveNow() {
                dialogue.receive(words)
            }
            dialogue.lost(error)
        }
    }

    private func limit(_ phase: SMTPPhase) -> Duration {
        phase == .verdict ? relay.deadlines.verdict : relay.deadlines.command
    }
}
