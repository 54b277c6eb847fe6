/// What a server's refusal in a report means.
struct Refusal {
    var status: EnhancedStatus?
    /// The three digits of the SMTP reply.
    var code: Int?
    /// `5.0.0 (undefined status)` beside `550 5.1.1 …` in the server's own words.
    init(status: String?, words: String?) {
        let said = status.flatMap { EnhancedStatus(in: $0) }
        let inWords = words.flatMap { EnhancedStatus(in: $0) }
        self.status = said.map { $0.saysNothing ? inWords ?? $0 : $0 } ?? inWords
        code = words.flatMap(Self.code)
    }

    var kind: Bounce.Kind {
        if let status, !status.saysNothing { return Self.kind(of: status) }
        switch code {
        case 550?, 551?, 553?: return .hard
        case 552?: return .soft
        case let code? where (400..<500).contains(code): return .soft
        case let code? where code >= 500: return .policy
        default: break
        }
        // A report that names no reason at all.
        return status?.kind == 4 ? .soft : .hard
    }

    /// RFC 3463. What is about us or about the message is never the recipient's.
    private static func kind(of status: EnhancedStatus) -> Bounce.Kind {
        if status.kind == 2 { return .none }
        if status.kind == 4 { return .soft }
        switch (status.subject, status.detail) {
        case (1, 7), (1, 8), (1, 9): return .policy
        case (1, _): return .hard
        // Full; too long; a list that can't be expanded.
        case (2, 2): return .soft
        case (2, 3): return .policy
        case (2, 4): return .soft
        case (2, _): return .hard
        // Exchange's word for an unknown recipient; no such host.
        case (4, 1), (4, 4): return .hard
        case (4, 6): return .policy
        case (4, _): return .soft
        default: return .policy
        }
    }

    /// The first number of three digits that stands as a reply's code.
    private static func code(in words: String) -> Int? {
        for word in words.split(whereSeparator: { !($0.isASCII && ($0.isNumber || $0 == ".")) })
        where word.count == 3 {
            if let code = Int(word), (400..<600).contains(code) { return code }
        }
        return nil
    }
}
