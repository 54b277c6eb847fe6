import Testing

@testable import Transfer

@Suite("Whose fault a refusal is")
struct RefusalTests {
    @Test(
        "what is about us, our words or our own way to the server is never the recipient's",
        arguments: [
            ("4.7.1", "421 4.7.0 [TSS04] Messages from 192.0.2.9 temporarily deferred"),
            ("4.7.0", ""),
            ("4.2.1", "450 4.2.1 deferred due to user complaints"),
            ("4.0.0", "421 Too many messages from your IP"),
            ("4.3.2", "451 greylisted, try again"),
            ("5.0.0", "550 Your host 192.0.2.9 is blocked using Spamhaus SBL"),
            ("5.0.0", "550 Message blocked as spam"),
            ("5.0.0", "551 Client host rejected: bad reputation"),
            ("5.0.0", "553 sorry, your server is on our blacklist"),
            ("5.0.0", "554 Refused. Your IP is on a Blocklist"),
            ("", "550 Sender address rejected: not found"),
            ("5.2.0", "550 5.2.0 message content rejected due to spam"),
            ("5.1.1", "550 5.7.1 blocked"),
            ("4.4.1", "X-Postfix; connect to mx.example.net: Network is unreachable"),
            ("4.4.1", "connect to mx.example.net[192.0.2.1]:25: Connection timed out"),
            ("4.4.3", "Host or domain name not found. Name service error for name=example.net"),
            ("5.0.0", "delivery expired: no route to host"),
            ("4.1.8", ""), ("4.5.3", ""),
        ])
    func ours(status: String, words: String) {
        #expect(Refusal(status: status, words: words).kind == .policy)
    }

    @Test(
        "what is plainly the recipient's stays so",
        arguments: [
            ("5.1.1", "550 5.1.1 blocked: no such user", Bounce.Kind.hard),
            ("5.0.0", "550 no such user", .hard), ("", "553 unknown user", .hard),
            ("5.0.0", "550 mailbox is full", .soft), ("5.2.2", "552 5.2.2 quota policy", .soft),
            ("4.2.2", "452 4.2.2 mailbox full", .soft), ("4.4.7", "expired", .soft),
            ("4.4.2", "421 4.4.2 mx.example.net Error: timeout exceeded", .soft),
            ("5.4.1", "550 5.4.1 Recipient address rejected: Access denied", .hard),
            ("", "unknown user: \"lina\"", .hard), ("", "no idea", .hard),
            ("2.1.5", "250 ok", .none),
        ])
    func theirs(status: String, words: String, kind: Bounce.Kind) {
        #expect(Refusal(status: status, words: words).kind == kind)
    }

    @Test(
        "codes stand where servers say them",
        arguments: [
            ("550 5.1.1 no", 550, "5.1.1"), ("550-5.1.1 The account", 550, "5.1.1"),
            ("<<< 554 no", 554, nil), ("smtp;550 5.1.1 no", 550, "5.1.1"),
            ("554: 5.1.1: delivery error", 554, "5.1.1"), ("by that name. (#5.1.1)", nil, "5.1.1"),
            ("<lina@example.net>: 5.1.1 unknown", nil, "5.1.1"),
            ("(reason: 550 no such user)", 550, nil), ("Remote host said: 552 full", 552, nil),
            ("mx.example.net said '451 later'", 451, nil), ("error 550 in it", 550, nil),
            ("see http://example.net/5.1.1 550 5.7.1 no", 550, "5.7.1"),
            ("mailbox unavailable (5.1.1)", nil, "5.1.1"), ("Status: 5.1.1", nil, "5.1.1"),
        ] as [(String, Int?, String?)])
    func codes(line: String, code: Int?, status: String?) {
        let spoken = SpokenCode(in: line)
        #expect(spoken?.code == code)
        #expect(spoken?.status?.description == status)
    }

    @Test(
        "versions, dates, sizes and addresses of the net are no codes",
        arguments: [
            "Generating server: EX01 (Exim 4.94.2)",
            "Ihre Nachricht vom 5.1.26 an lina@example.net",
            "(450 bytes) user unknown", "Message of size 512 Kbytes to lina@example.net",
            "Mail system Barracuda 5.1.1 at host", "host 5.1.1.7", "gave up after 500 tries",
            "http://example.net/5.1.1", "", "---", "250 2.1.5 ok", "5.1", "5.1.1111",
        ])
    func noCodes(line: String) {
        #expect(SpokenCode(in: line) == nil)
    }
}
