import Newswire
import Testing

@testable import Transfer

@Suite("the SMTP dialogue")
struct SMTPDialogueTests {
    private typealias Script = DialogueScript

    @Test("a group goes out at once, and the next one rides on the message")
    func riding() throws {
        let script = """
            NEXT 1
            C: \(Script.group(1))
            \(Script.open)
            NEXT 2
            C: text 1 / . / \(Script.group(2))
            S: 250 2.0.0 kept / 250 ok / 250 ok / 354 go
            END 1 delivered 250
            RECORDED
            NEXT 3
            C: text 2 / . / \(Script.group(3))
            S: 250 kept
            END 2 delivered 250
            \(Script.open)
            RECORDED
            C: text 3 / .
            S: 250 kept
            END 3 delivered 250
            REST
            """
        #expect(try Script.play(script) == script)
    }

    @Test("the second message's body waits until the first one's end is recorded")
    func unrecorded() throws {
        let script = """
            NEXT 1
            C: \(Script.group(1))
            \(Script.open)
            NEXT 2
            C: text 1 / . / \(Script.group(2))
            S: 250 kept / 250 ok / 250 ok / 354 go
            END 1 delivered 250
            RECORDED
            """
        // What can't be recorded is the last that is sent.
        let played = try Script.play(script.replacing("\nRECORDED", with: ""))
        #expect(played == script + "\nUNSENT 2\nOVER")
    }

    @Test("a long body goes ahead, and only its final dot waits")
    func ahead() throws {
        let script = """
            NEXT 1
            C: \(Script.group(1))
            \(Script.open)
            NEXT 100
            C: text 1 / . / \(Script.group(100))
            S: 250 kept / 250 ok / 250 ok / 354 go
            END 1 delivered 250
            C: text long 100
            RECORDED
            NEXT 2
            C: . / \(Script.group(2))
            S: 250 kept / 250 ok / 250 ok / 354 go
            END 100 delivered 250
            RECORDED
            C: text 2 / .
            S: 250 kept
            END 2 delivered 250
            REST
            """
        #expect(try Script.play(script) == script)
    }

    @Test("a long body that went ahead comes to nothing if what ended before can't be recorded")
    func aheadInVain() throws {
        let script = """
            NEXT 1
            C: \(Script.group(1))
            \(Script.open)
            NEXT 100
            C: text 1 / . / \(Script.group(100))
            S: 250 kept / 250 ok / 250 ok / 354 go
            END 1 delivered 250
            C: text long 100
            """
        #expect(try Script.play(script) == script + "\nRECORDED\nUNSENT 100\nOVER")
    }

    @Test(
        "what waits behind a message that is judged can be taken back, and the line then ends",
        arguments: ["S: 250 kept", "S: 250 kept / 250 ok / 250 ok / 354 go", "CUT", "TIMEOUT"])
    func released(end: String) throws {
        let outcome =
            ["CUT": "cut-after-message", "TIMEOUT": "timeout"][end] ?? "delivered 250"
        let script = """
            NEXT 1
            C: \(Script.group(1))
            RELEASE
            \(Script.open)
            NEXT 2
            C: text 1 / . / \(Script.group(2))
            RELEASE 2
            RELEASE
            \(end)
            END 1 \(outcome)
            OVER
            """
        #expect(try Script.play(script) == script)
    }

    @Test("without an offer of PIPELINING each reply is awaited")
    func lockstep() throws {
        let script = """
            NEXT 1
            C: MAIL FROM:<b@example.org>
            S: 250 ok
            C: RCPT TO:<1@example.org>
            S: 250 ok
            C: DATA
            S: 354 go
            C: text 1 / .
            S: 250 kept
            END 1 delivered 250
            NEXT 2
            C: MAIL FROM:<b@example.org>
            S: 250 ok
            C: RCPT TO:<2@example.org>
            S: 550 5.1.1 who?
            END 2 recipient-gone 550
            NEXT 3
            C: RSET
            S: 250 ok
            C: MAIL FROM:<b@example.org>
            S: 451 not now
            END 3 throttled 451
            NEXT 4
            C: MAIL FROM:<b@example.org>
            CUT
            UNSENT 4
            OVER
            """
        #expect(try Script.play(script, SMTPCapabilities()) == script)
    }

    @Test(
        "a reply that nobody asked for ends its message, which would fare so on each new line",
        arguments: [
            ("MAIL FROM:<b@example.org>", "250 ok", "server-fault 250"),
            ("MAIL FROM:<b@example.org>", "421 4.3.2 closing", "throttled 421"),
            ("MAIL FROM:<b@example.org>", "550 5.1.1 nobody", "server-fault 550"),
            ("RCPT TO:<1@example.org>", "550 5.1.1 nobody", "server-fault 550"),
            ("RCPT TO:<1@example.org>", "250 ok", "server-fault 250"),
            ("RCPT TO:<1@example.org>", "421 4.3.2 closing", "throttled 421"),
            ("DATA", "354 go", "server-fault 354"),
        ])
    func doubled(_ last: String, _ second: String, _ end: String) throws {
        var script = "NEXT 1"
        for command in ["MAIL FROM:<b@example.org>", "RCPT TO:<1@example.org>", "DATA"] {
            let reply = command == "DATA" ? "354 go" : "250 ok"
            script += "\nC: \(command)\nS: \(reply)"
            if command == last { break }
        }
        script += " / \(second)\nEND 1 \(end)\nOVER"
        #expect(try Script.play(script, SMTPCapabilities()) == script)
    }

    @Test(
        "a refused group is cleared away, and the next one goes out with that",
        arguments: [
            // Every command is refused: nothing stands open.
            ("550 5.6.7 no / 503 no / 503 no", "policy 550", ""),
            // The transaction is open, DATA was refused.
            ("250 ok / 550 5.1.1 who? / 503 no", "recipient-gone 550", "RSET / "),
            ("250 ok / 451 4.3.0 not now / 554 no", "server-fault 451", "RSET / "),
            ("250 ok / 250 ok / 452 4.2.2 full", "mailbox-full 452", "RSET / "),
            // DATA was taken though nobody is there: it ends by a lone dot.
            ("250 ok / 550 5.1.1 who? / 354 go", "recipient-gone 550", ". / "),
            ("550 5.6.7 no / 250 ok / 354 go", "policy 550", ". / "),
        ])
    func refused(_ replies: String, _ end: String, _ clearing: String) throws {
        let answer = clearing.isEmpty ? "" : "554 whatever / "
        let reset = clearing.hasPrefix("RSET") ? "250 reset / " : answer
        let script = """
            NEXT 1
            C: \(Script.group(1))
            S: \(replies)
            END 1 \(end)
            NEXT 2
            C: \(clearing)\(Script.group(2))
            S: \(reset)250 ok / 250 ok / 354 go
            RECORDED
            C: text 2 / .
            S: 250 kept
            END 2 delivered 250
            REST
            """
        #expect(try Script.play(script) == script)
    }

    @Test("a refused recipient behind a message holds up neither")
    func refusedBehind() throws {
        let script = """
            NEXT 1
            C: \(Script.group(1))
            \(Script.open)
            NEXT 2
            C: text 1 / . / \(Script.group(2))
            S: 452 4.3.1 disk full / 250 ok / 550 5.1.1 who? / 354 go
            END 1 server-fault 452
            END 2 recipient-gone 550
            C: .
            S: 554 no valid recipients
            REST
            """
        #expect(try Script.play(script) == script)
    }

    @Test("a lone dot owed is sent though nothing follows, a reset is not")
    func nothingFollows() throws {
        let dot = """
            NEXT 1
            C: \(Script.group(1))
            S: 250 ok / 550 5.1.1 who? / 354 go
            END 1 recipient-gone 550
            C: .
            S: 250 kept for nobody
            REST
            """
        #expect(try Script.play(dot) == dot)
        let reset = """
            NEXT 1
            C: \(Script.group(1))
            S: 250 ok / 550 5.1.1 who? / 503 no
            END 1 recipient-gone 550
            REST
            """
        #expect(try Script.play(reset) == reset)
    }

    @Test(
        "a line that ends leaves each message where it was",
        arguments: [
            // Before anything was answered, on a line that never served.
            ("CUT", ["END 1 unreachable", "OVER"]),
            ("TIMEOUT", ["END 1 timeout", "OVER"]),
            ("S: 421 4.3.2 closing", ["END 1 throttled 421", "OVER"]),
            ("S: 250 ok\nCUT", ["END 1 unreachable", "OVER"]),
            ("S: 250 ok / 421 closing", ["END 1 throttled 421", "OVER"]),
            ("S: 250 ok / 250 ok\nCUT", ["END 1 unreachable", "OVER"]),
            ("S: 250 ok / 550 5.1.1 who?\nEND 1 recipient-gone 550\nCUT", ["OVER"]),
            ("S: no reply", ["END 1 server-fault", "OVER"]),
            ("S: 354 go", ["END 1 server-fault 354", "OVER"]),
            ("S: 250 ok / 250 ok / 250 ok", ["END 1 server-fault 250", "OVER"]),
            // A reply too many would be taken for the answer to the dot.
            ("S: 250 ok / 250 ok / 354 go / 250 kept", ["END 1 server-fault 250", "OVER"]),
            ("S: 250 ok / 250 ok / 354 go / 421 bye", ["END 1 throttled 421", "OVER"]),
            // Logins and other things that only a person can mend.
            (
                "S: 530 5.7.0 log in first / 503 no / 503 no",
                ["END 1 authentication 530", "OVER, QUIT"]
            ),
        ])
    func ends(_ server: String, _ end: [String]) throws {
        let script = "NEXT 1\nC: \(Script.group(1))\n\(server)"
        #expect(try Script.play(script) == ([script] + end).joined(separator: "\n"))
    }

    @Test(
        "a line that ends behind a message tells what became of it, and the next one is unsent",
        arguments: [
            // Nobody knows, and it is the dot that was cut.
            ("CUT", ["END 1 cut-after-message", "UNSENT 2", "OVER"]),
            ("TIMEOUT", ["END 1 timeout", "UNSENT 2", "OVER"]),
            ("S: no reply", ["END 1 cut-after-message", "UNSENT 2", "OVER"]),
            ("S: 421 4.3.2 closing", ["END 1 throttled 421", "UNSENT 2", "OVER"]),
            // An answer too many to DATA, which says nothing of the message.
            ("S: 354 go", ["END 1 cut-after-message", "UNSENT 2", "OVER"]),
            // The line was kept too long for the next one: it goes over another.
            ("S: 250 kept\nEND 1 delivered 250\nCUT", ["UNSENT 2", "OVER"]),
            ("S: 250 kept / 421 enough", ["END 1 delivered 250", "UNSENT 2", "OVER"]),
            // Silence and nonsense are no stale line.
            ("S: 250 kept\nEND 1 delivered 250\nTIMEOUT", ["END 2 timeout", "OVER"]),
            ("S: 250 kept / what?", ["END 1 delivered 250", "END 2 server-fault", "OVER"]),
            ("S: 250 kept / 250 ok\nEND 1 delivered 250\nCUT", ["END 2 unreachable", "OVER"]),
        ])
    func endsBehind(_ server: String, _ end: [String]) throws {
        let script = """
            NEXT 1
            C: \(Script.group(1))
            \(Script.open)
            NEXT 2
            C: text 1 / . / \(Script.group(2))
            \(server)
            """
        #expect(try Script.play(script) == ([script] + end).joined(separator: "\n"))
    }

    @Test(
        "of a message that is going out, what is out decides",
        arguments: [
            (0, nil, "END 1 cut-within-message"), (10, nil, "END 1 cut-within-message"),
            (11, nil, "END 1 cut-after-message"), (20, nil, "END 1 cut-after-message"),
            // What the server said before it hung up.
            (4, "552 5.3.4 too large\r\n", "END 1 too-large 552"),
            (4, "421 closing\r\n", "END 1 throttled 421"),
            (4, "250 kept\r\n", "END 1 server-fault 250"),
            (11, "250 kept\r\n", "END 1 delivered 250"),
        ] as [(Int, String?, String)])
    func partlyOut(_ written: Int, _ words: String?, _ end: String) throws {
        var dialogue = SMTPDialogue(Script.pipelining)
        _ = dialogue.next()
        dialogue.offer(try Script.message(1))
        _ = dialogue.next()
        dialogue.wrote(dialogue.outgoing.count)
        dialogue.receive(Array("250 ok\r\n250 ok\r\n354 go\r\n".utf8))
        guard case .take = dialogue.next() else { return #expect(Bool(false)) }
        dialogue.offer(try Script.message(2))
        guard case .write = dialogue.next() else { return #expect(Bool(false)) }
        #expect(dialogue.messageEnd == "text 1\r\n.\r\n".utf8.count)
        dialogue.wrote(written)
        if let words { dialogue.receive(Array(words.utf8)) }
        dialogue.lost(.sendError)
        guard case .ended(let message, let outcome) = dialogue.next() else {
            return #expect(Bool(false))
        }
        let code = outcome.reply.map { " \($0.code)" } ?? ""
        #expect("END \(message.item.key) \(outcome.reason?.rawValue ?? "delivered")\(code)" == end)
        guard case .hangUp(let unsent) = dialogue.next() else { return #expect(Bool(false)) }
        #expect(unsent?.item.key == "2")
    }

    @Test("what the server can't take is not begun")
    func obstacles() throws {
        var dialogue = SMTPDialogue(SMTPCapabilities(ehlo: ["hello", "PIPELINING", "SIZE 5"]))
        _ = dialogue.next()
        dialogue.offer(try Script.message(1))
        guard case .ended(_, .failed(.tooLarge, let size?)) = dialogue.next() else {
            return #expect(Bool(false))
        }
        #expect(size.description == "the relay takes 5 bytes, the message has 8")
        guard case .take = dialogue.next() else { return #expect(Bool(false)) }
        dialogue.offer(try Script.message(2, to: "لينا@example.org"))
        guard case .ended(_, .failed(.badAddress, let words?)) = dialogue.next() else {
            return #expect(Bool(false))
        }
        #expect(words.code == 0 && words.text.contains("offers no SMTPUTF8"))
    }

    @Test("SIZE counts the message, not what the wire adds to it")
    func size() throws {
        var known = KnownPieces()
        let item = MailItem(
            sender: try EmailAddress("b@example.org"), recipient: try EmailAddress("a@example.org"),
            pieces: [Array(".dot\r\n..two\r\nü\n".utf8)], key: "k", sealed: Timestamp(seconds: 0))
        let message = try #require(SMTPSubmission(item, &known))
        let offered = SMTPCapabilities(ehlo: ["hello", "SIZE", "8BITMIME", "SMTPUTF8"])
        #expect(
            String(decoding: message.mail(offered), as: UTF8.self)
                == "MAIL FROM:<b@example.org> SIZE=17 BODY=8BITMIME\r\n")
    }
}
