/// What a server offered in its last reply to EHLO.
struct SMTPCapabilities: Hashable, Sendable {
    var pipelining = false
    var eightBitMIME = false
    var smtpUTF8 = false
    var auth = false
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
            case "AUTH": auth = true
            case "SIZE":
                knowsSize = true
                size = words.dropFirst().first.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
            default: break
            }
        }
    }
}
