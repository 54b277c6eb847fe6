import Newswire

/// What servers say when they put off a recipient because too much comes to its
/// domain, or comes too fast. SMTP has no code of its own for it, and the same 450
/// and 451 stand for greylisting, after which all others must be tried too.
enum RateLimitWords {
    /// Of RFC 3463 and the registry it opened: congestion, and a rate that is
    /// unusual. Classes do not count.
    private static let statuses: Set<String> = ["4.5", "7.28"]

    private static let words = [
        "rate limit", "rate-limit", "ratelimit", "rate exceeded", "rate has been exceeded",
        "sending rate", "message rate", "unusual rate", "throttl", "too many messages",
        "too many mails", "too many emails", "too many connections", "too many recipients",
        "too many concurrent", "too much mail", "too fast", "slow down", "unexpected volume",
        "high volume", "server busy", "server is busy",
    ]

    /// Whether a reply that puts off one recipient speaks of a rate. One about the
    /// recipient's own mailbox (x.1.z, x.2.z) does not, whatever it says.
    static func areIn(_ reply: ServerReply) -> Bool {
        let subject = reply.enhanced?.split(separator: ".", maxSplits: 1).last ?? ""
        if subject.hasPrefix("1.") || subject.hasPrefix("2.") { return false }
        if statuses.contains(String(subject)) { return true }
        let text = reply.text.lowercased()
        return words.contains { text.contains($0) }
    }
}
