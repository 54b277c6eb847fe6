/// What a server's refusal in a report means.
struct Refusal {
    let status: EnhancedStatus?
    /// The three digits of the SMTP reply.
    private let code: Int?
    private let isPolicy: Bool
    private let words: String

    /// `5.0.0 (undefined status)` beside `550 5.1.1 …` in the server's own words.
    init(status: String?, words: String?) {
        self.init(
            said: status.flatMap { EnhancedStatus(in: $0) },
            spoken: words.flatMap { SpokenCode(in: $0) }, words: words ?? "")
    }

    init(said: EnhancedStatus?, spoken: SpokenCode?, words: String) {
        status = said.map { $0.saysNothing ? spoken?.status ?? $0 : $0 } ?? spoken?.status
        code = spoken?.code
        self.words = words.lowercased()
        // Where the two differ, who is refused for what he sends stays our affair.
        isPolicy = said?.isPolicy == true || spoken?.status?.isPolicy == true
    }

    /// Only a code that says that there is no such recipient, or that his mailbox
    /// is full, is stronger than words that speak of us: servers refuse us with
    /// any other, and with none.
    var kind: Bounce.Kind {
        if status?.kind == 2 { return .none }
        if isPolicy { return .policy }
        if let status, status.isGone { return .hard }
        let isFull = ServerPhrases.holds(words, one: ServerPhrases.full)
        if !isFull, status.map({ ($0.subject, $0.detail) != (2, 2) }) ?? true,
            ServerPhrases.holds(words, one: ServerPhrases.policy)
        {
            return .policy
        }
        let isOfTheWay = status.map { $0.saysNothing || $0.subject == 4 } ?? true
        if isOfTheWay, code == nil, ServerPhrases.holds(words, one: ServerPhrases.network) {
            return .policy
        }
        if let status, !status.saysNothing { return Self.kind(of: status) }
        switch code {
        case 550?, 551?, 553?: return isFull ? .soft : .hard
        case 552?: return .soft
        case let code? where (400..<500).contains(code): return .soft
        case let code? where code >= 500: return .policy
        default: break
        }
        // A report that names no code at all.
        return ServerPhrases.kind(of: words) ?? (status?.kind == 4 ? .soft : .hard)
    }

    /// RFC 3463. What is about us or about the message is never the recipient's.
    private static func kind(of status: EnhancedStatus) -> Bounce.Kind {
        switch (status.subject, status.detail) {
        case (1, 7), (1, 8), (1, 9), (2, 3), (3, 4), (4, 6), (5, _), (6, _), (7, _):
            return .policy
        default: break
        }
        if status.kind == 4 { return .soft }
        switch (status.subject, status.detail) {
        case (1, _): return .hard
        // Full; a list that can't be expanded.
        case (2, 2), (2, 4): return .soft
        case (2, _): return .hard
        // Exchange's word for an unknown recipient; no such host.
        case (4, 1), (4, 4): return .hard
        case (4, _): return .soft
        default: return .policy
        }
    }
}
