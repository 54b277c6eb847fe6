/// What a server offered in its last reply to EHLO.
struct SMTPCapabilities: Hashable, Sendable {
    var pipelining = false
    var eightBitMIME = false
    var smtpUTF8 = false
    /// How one may log in, as it names the ways; nil if not at all.
    var auth: String?
    /// The largest message it takes; nil if it named none.
    var size: Int?
    /// Whether it knows SIZE, named or not.
    var knowsSize = false

    init() {}

    /// From the reply's lines, the server's name being the first.
    init(ehlo lines: [String]) {
        for line in lines.dropFirst() {
            let words = line.uppercased().split(separator: " ")
            switch words.first {
            case "PIPELINING": pipelining = true
            case "8BITMIME": eightBitMIME = true
            case "SMTPUTF8": smtpUTF8 = true
            case "AUTH": auth = words.joined(separator: " ")
            case "SIZE":
                knowsSize = true
                size = words.dropFirst().first.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
            default: break
            }
        }
    }
}
