import Testing
import Transfer

@Suite("a relay's URL")
struct RelayTests {
    @Test(
        "says where mail is handed over",
        arguments: [
            ("smtp://relay.example.org:587", "smtp://relay.example.org:587", "required"),
            ("smtp://relay.example.org", "smtp://relay.example.org:25", "required"),
            ("SMTP://Relay.Example.org/", "smtp://relay.example.org:25", "required"),
            ("smtps://relay.example.org", "smtps://relay.example.org:465", "from-start"),
            ("smtp://localhost:2525", "smtp://localhost:2525", "none"),
            ("smtp://127.0.0.1:2525", "smtp://127.0.0.1:2525", "none"),
            ("smtp://127.9.9.9", "smtp://127.9.9.9:25", "none"),
            ("smtp://[::1]:2525", "smtp://[::1]:2525", "none"),
            ("smtp://[2001:db8::1]", "smtp://[2001:db8::1]:25", "required"),
            ("smtp://10.0.0.5", "smtp://10.0.0.5:25", "required"),
            ("smtp://mail_out:25", "smtp://mail_out:25", "required"),
            ("smtp://بريد.example.org", "smtp://xn--ngbof4h.example.org:25", "required"),
        ])
    func good(_ url: String, _ endpoint: String, _ tls: String) throws {
        let relay = try Relay(url: url)
        #expect(relay.endpoint == endpoint)
        guard case .smtp(let smtp) = relay else {
            Issue.record("no mail server")
            return
        }
        #expect(smtp.tls.rawValue == tls)
    }

    @Test("of a maildir is its path as written")
    func maildir() throws {
        #expect(try Relay(url: "maildir:var/mail") == .maildir(path: "var/mail"))
        #expect(try Relay(url: "maildir:/srv/بريد").endpoint == "maildir:/srv/بريد")
    }

    @Test(
        "that can't be used says what was expected",
        arguments: [
            ("", "'' is no relay; expected smtp://HOST:PORT, smtps://HOST:PORT or maildir:PATH"),
            (
                "http://relay.example.org",
                "'http://relay.example.org' is no relay; expected smtp://HOST:PORT, "
                    + "smtps://HOST:PORT or maildir:PATH"
            ),
            ("smtp://", "'smtp://' names no host"),
            ("smtp://:25", "'smtp://:25' names no host"),
            ("smtp://relay:0", "'0' is no port; expected 1 to 65535"),
            ("smtp://relay:65536", "'65536' is no port; expected 1 to 65535"),
            ("smtp://relay:+25", "'+25' is no port; expected 1 to 65535"),
            ("smtp://relay:", "'' is no port; expected 1 to 65535"),
            ("smtp://re lay", "'re lay' is no host name or address"),
            ("smtp://re\r\nlay", "'re␍␊lay' is no host name or address"),
            ("smtp://[::1", "'[::1' is no host name or address"),
            ("smtp://[1.2.3.4]", "'[1.2.3.4]' is no host name or address"),
            (
                "smtp://relay/inbox",
                "'/inbox' behind the host has no meaning; expected smtp://HOST:PORT"
            ),
            (
                "smtp://user:secret@relay.example.org",
                "a relay's URL holds no user name; use the keys 'username' and 'password'"
            ),
            ("maildir:", "'maildir:' names no folder; expected maildir:PATH"),
        ])
    func bad(_ url: String, _ message: String) {
        let problem = #expect(throws: RelayProblem.self) { try Relay(url: url) }
        #expect(problem?.explanation == message)
    }

    @Test("never prints its credentials")
    func secrets() throws {
        let credentials = SMTPCredentials(username: "digest-user", password: "hunter2")
        let relay = try Relay(url: "smtp://relay.example.org", credentials: credentials)
        for text in ["\(relay)", String(reflecting: relay), relay.endpoint] {
            #expect(!text.contains("hunter2") && !text.contains("digest-user"))
        }
        var dumped = ""
        dump(relay, to: &dumped)
        #expect(!dumped.contains("hunter2"))
    }
}
