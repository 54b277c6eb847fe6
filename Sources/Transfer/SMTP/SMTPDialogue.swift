import Newswire

/// The client's side of one SMTP connection behind its login: replies in, what
/// to do next out. Pure: it has no connection, no clock and no store.
///
/// Where the server offers PIPELINING (RFC 2920), MAIL, RCPT and DATA go out as
/// one group, and the next message's group rides on the body of this one, so
/// that a message costs one round trip. Elsewhere each reply is awaited before
/// the next command.
///
/// What became of a message is always known as exactly as SMTP allows: cut
/// before its final dot was out, it was not delivered; cut after it, nobody
/// knows. A final dot goes out only when what ended before is recorded; a long
/// body goes before it, for the server to read while the disk is waited for.
///
///     next() → take → offer(message) → write → wrote → read → receive(bytes) …
struct SMTPDialogue {
    enum Action {
        /// `offer` the next message, or nil if there is none now.
        case take
        /// Send `outgoing`, then say `wrote`.
        case write
        /// Wait for the reply to this phase, then say `receive`.
        case read(SMTPPhase)
        /// A message ended; it is not `confirmed` before that is recorded.
        case ended(SMTPSubmission, DeliveryOutcome)
        /// Say `confirmed` when everything that ended is recorded; `goAhead` before
        /// that if it is to be waited for.
        case confirm
        /// Nothing is under way. The line may be kept.
        case rest
        /// The line is of no more use. This message's transaction, if there is
        /// one, was opened and came to nothing: it may go over another line.
        case hangUp(unsent: SMTPSubmission?)
    }

    /// What the next reply answers.
    private enum Awaited {
        case reset, mail, recipient, data, verdict
        /// Of a final dot that ends a message without recipients.
        case lonelyDot

        var phase: SMTPPhase {
            switch self {
            case .reset, .mail: .mail
            case .recipient: .recipient
            case .data: .data
            case .verdict, .lonelyDot: .verdict
            }
        }
    }

    private enum Offer {
        case notAsked
        case nothing
        case message(SMTPSubmission)
    }

    /// Worth a packet of its own.
    private static let longBody = 16 * 1024

    private let capabilities: SMTPCapabilities
    private var reader = SMTPReplyReader()
    private var awaited: [Awaited] = []
    /// Commands of a group that wait for the reply before them.
    private var held: [(command: [UInt8], awaited: Awaited)] = []
    private var offer = Offer.notAsked
    /// The message whose group is out: nothing of it has been sent.
    private var opening: SMTPSubmission?
    /// DATA was answered by 354, so that the body is awaited.
    private var isInvited = false
    /// The body is out or going out, but for its final dot: not sent either.
    private var isBodyAhead = false
    /// The message whose end is out or going out.
    private var judged: SMTPSubmission?
    private var ends: [(SMTPSubmission, DeliveryOutcome)] = []
    private var isConfirmed: Bool
    /// A refused transaction stands until it is reset.
    private var needsReset = false
    /// DATA was answered by 354 though the transaction had been refused.
    private var owesDot = false
    private var isOver = false
    /// What is to be sent.
    private(set) var outgoing: [UInt8] = []
    /// Where in `outgoing` a message ends, its final dot included; zero if none
    /// does. Where the line can't say how much of its bytes is out, send up to
    /// here first.
    private(set) var messageEnd = 0
    /// Whether `outgoing` begins with a message's body or ends it.
    private(set) var isBody = false
    private var written = 0

    /// Changes whenever another reply begins to be awaited.
    private(set) var turns = 0
    /// Whether a message was begun on this line and answered: a cut at the next
    /// one's MAIL then says nothing but that the line was kept too long.
    private(set) var isProven = false
    /// Whether QUIT would be understood: the server awaits a command.
    private(set) var isInStep = true

    /// - Parameter isConfirmed: whether what ended on lines before is recorded.
    init(_ capabilities: SMTPCapabilities, isConfirmed: Bool = true) {
        self.capabilities = capabilities
        self.isConfirmed = isConfirmed
    }

    /// What to do now. Asked again without an answer it says the same, but for
    /// an end, which it tells once.
    mutating func next() -> Action {
        if !ends.isEmpty {
            isConfirmed = false
            let (message, outcome) = ends.removeFirst()
            return .ended(message, outcome)
        }
        if isOver { return .hangUp(unsent: takeUnsent()) }
        if !outgoing.isEmpty { return .write }
        if let first = awaited.first { return .read(first.phase) }
        if !held.isEmpty {
            let (command, reply) = held.removeFirst()
            write(command, awaiting: reply)
            return .write
        }
        if isInvited, !isConfirmed { return .confirm }
        if case .notAsked = offer, capabilities.pipelining || !(isInvited || owesDot) {
            return .take
        }
        compose()
        return outgoing.isEmpty ? .rest : .write
    }

    /// Answers `take`. A message that the server can't take ends at once.
    mutating func offer(_ message: SMTPSubmission?) {
        guard let message else {
            offer = .nothing
            return
        }
        if let outcome = message.obstacle(capabilities) {
            ends.append((message, outcome))
        } else {
            offer = .message(message)
        }
    }

    mutating func confirmed() {
        isConfirmed = true
    }

    /// Answers `confirm` where it would take a while: a long body is the next to
    /// be written, but for its final dot, and `confirm` comes again. False if there
    /// is none.
    mutating func goAhead() -> Bool {
        guard isInvited, !isBodyAhead, let body = opening?.body.wire, body.count >= Self.longBody
        else { return false }
        isBodyAhead = true
        begin(body)
        isBody = true
        return true
    }

    /// So many bytes of `outgoing` are out of our hands: all of them, unless
    /// `lost` follows.
    mutating func wrote(_ count: Int) {
        written = count
        guard count == outgoing.count else { return }
        outgoing = []
        turns += 1
    }

    mutating func receive(_ bytes: some Sequence<UInt8>) {
        reader.feed(bytes)
        do throws(SMTPReplyReader.Problem) {
            while !isOver, let reply = try reader.next() { hear(reply) }
        } catch {
            lost(.weirdServerReply)
        }
    }

    /// The line is cut, or a deadline has passed. Whatever had been received
    /// must have been told before.
    mutating func lost(_ code: CurlCode) {
        guard !isOver else { return }
        isOver = true
        isInStep = false
        if let message = judged {
            judged = nil
            end(message, SMTPVerdict.outcome(isMessageOut ? .verdict : .body, lost: code))
            return
        }
        guard let message = opening else { return }
        let phase = isInvited ? .body : awaited.first { $0 != .lonelyDot }?.phase ?? .mail
        if phase == .mail, isProven, code != .timedOut, code != .weirdServerReply { return }
        opening = nil
        end(message, SMTPVerdict.outcome(phase, lost: code))
    }

    /// Sends no more. A transaction that is open comes to nothing, which only
    /// the line's end can tell the server; else the line may be kept.
    mutating func stop() {
        if case .message = offer { isOver = true }
        guard opening != nil else { return }
        isOver = true
        isInStep = false
    }

    /// Takes back the message whose transaction is being opened behind one that is
    /// judged, so that it may go another way; nil if there is none. The line then
    /// ends with the verdict: nothing but its end undoes what was said.
    mutating func release() -> SMTPSubmission? {
        guard judged != nil else { return nil }
        defer { opening = nil }
        return opening
    }

    /// Whether the server has said something that nobody asked for.
    var hasUnread: Bool { !reader.isEmpty }

    private var isMessageOut: Bool { outgoing.isEmpty || written >= messageEnd }

    private mutating func takeUnsent() -> SMTPSubmission? {
        defer {
            opening = nil
            offer = .notAsked
        }
        if case .message(let message) = offer { return opening ?? message }
        return opening
    }

    private mutating func end(_ message: SMTPSubmission, _ outcome: DeliveryOutcome) {
        ends.append((message, outcome))
    }

    /// Puts together what can go out now.
    private mutating func compose() {
        if isInvited, var message = opening {
            opening = nil
            isInvited = false
            if !isBodyAhead { begin(message.body.wire) }
            isBodyAhead = false
            // Else appending to it would copy it.
            message.body.wire = []
            judged = message
            write(SMTPSubmission.dot, awaiting: .verdict)
            messageEnd = outgoing.count
            isBody = true
        } else if owesDot {
            owesDot = false
            write(SMTPSubmission.dot, awaiting: .lonelyDot)
        } else if case .message = offer, needsReset {
            write(SMTPSubmission.reset, awaiting: .reset)
        }
        switch offer {
        case .message(let message) where capabilities.pipelining || outgoing.isEmpty:
            offer = .notAsked
            open(message)
        case .message: break
        case .nothing, .notAsked: offer = .notAsked
        }
    }

    private mutating func open(_ message: SMTPSubmission) {
        opening = message
        write(message.mail(capabilities), awaiting: .mail)
        if capabilities.pipelining {
            write(message.rcpt, awaiting: .recipient)
            write(SMTPSubmission.data, awaiting: .data)
        } else {
            held = [(message.rcpt, .recipient), (SMTPSubmission.data, .data)]
        }
    }

    private mutating func write(_ bytes: [UInt8], awaiting reply: Awaited) {
        if outgoing.isEmpty {
            begin(bytes)
        } else {
            outgoing += bytes
        }
        awaited.append(reply)
    }

    private mutating func begin(_ bytes: [UInt8]) {
        outgoing = bytes
        messageEnd = 0
        written = 0
        isBody = false
    }

    private mutating func hear(_ reply: SMTPReply) {
        turns += 1
        guard !awaited.isEmpty else { return hearUnasked(reply) }
        let answered = awaited.removeFirst()
        switch answered {
        case .reset:
            needsReset = false
            if reply.code != 250 { isOver = true }
        case .mail:
            // The goodbye of a line that has served: a fresh one shows whether
            // the server itself wants to be left alone.
            if reply.code == 421, isProven { break }
            isProven = true
            if reply.code != 250 { refuse(.mail, reply) }
        case .recipient:
            if !(250...252).contains(reply.code) { refuse(.recipient, reply) }
        case .data where reply.code == 354:
            isInvited = opening != nil
            owesDot = !isInvited
            // Its end ends the transaction too.
            if owesDot { needsReset = false }
        case .data:
            refuse(.data, reply)
        case .verdict:
            hearVerdict(reply)
        case .lonelyDot:
            break
        }
        // A goodbye; or an answer that we do not understand, 354 to MAIL, after
        // which the two sides no longer agree on where they are.
        if reply.code == 421 || (300..<400).contains(reply.code) && answered != .data {
            isOver = true
            isInStep = false
        }
    }

    /// Ends the message whose transaction is being opened, if it has not ended
    /// by an earlier reply to its group.
    private mutating func refuse(_ phase: SMTPPhase, _ reply: SMTPReply) {
        guard let message = opening else { return }
        opening = nil
        held = []
        needsReset = phase != .mail
        let outcome = SMTPVerdict.outcome(phase, reply: reply.summary)
        end(message, outcome)
        if case .stopEndpoint = outcome { isOver = true }
        if reply.code < 400 {
            isOver = true
            isInStep = false
        }
    }

    private mutating func hearVerdict(_ reply: SMTPReply) {
        guard let message = judged else { return }
        judged = nil
        // A server that hangs up while the message goes out may have said why.
        // Whatever it says, the final dot has not gone: nothing was delivered.
        let phase = isMessageOut ? SMTPPhase.verdict : .body
        let outcome = SMTPVerdict.outcome(phase, reply: reply.summary)
        end(message, outcome)
        if case .stopEndpoint = outcome { isOver = true }
        let isReleased = opening == nil && !awaited.isEmpty
        if phase == .body || isReleased {
            isOver = true
            isInStep = false
        }
    }

    /// A goodbye, or one reply too many: the next one would be taken for the
    /// answer to something else.
    private mutating func hearUnasked(_ reply: SMTPReply) {
        isOver = true
        isInStep = false
        guard let message = opening else { return }
        opening = nil
        // Of a group that goes out command by command the last one that was
        // answered. A new line would bring it no further.
        let phase: SMTPPhase =
            switch held.first?.awaited {
            case .recipient: .mail
            case .data: .recipient
            default: .body
            }
        held = []
        // Only a wish to be left alone is taken at its word: nobody knows of whom
        // anything else is said.
        let isWish = 400..<500 ~= reply.code
        end(
            message,
            isWish
                ? SMTPVerdict.outcome(phase, reply: reply.summary)
                : .later(.serverFault, reply: reply.summary, after: nil))
    }
}
