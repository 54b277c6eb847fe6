import Foundation
import NashraTesting
import Testing

@testable import Transfer

@Suite("Reading servers' free text")
struct ServerTextTests {
    private static func bytes(_ hex: String) -> [UInt8] {
        stride(from: 0, to: hex.count, by: 2).compactMap { offset in
            UInt8(hex.dropFirst(offset).prefix(2), radix: 16)
        }
    }

    /// The bytes are what Python makes of the words.
    @Test(
        "words are read in the encoding in which they were written, in each dress",
        arguments: [
            (
                "windows-1256", "المستخدم غير موجود", "c7e1e3d3cacecfe320dbedd120e3e6cce6cf",
                Bounce.Kind.hard
            ),
            ("windows-1252", "boîte pleine", "626fee746520706c65696e65", .soft),
            (
                "iso-8859-1", "unbekannter Empfänger", "756e62656b616e6e74657220456d7066e46e676572",
                .hard
            ),
            (
                "koi8-r", "пользователь не найден", "d0cfccd8dacfd7c1d4c5ccd820cec520cec1cac4c5ce",
                .hard
            ),
            (
                "windows-1251", "нет такого пользователя",
                "ede5f220f2e0eaeee3ee20efeeebfce7eee2e0f2e5ebff", .hard
            ),
            ("gb18030", "用户不存在", "d3c3bba7b2bbb4e6d4da", .hard),
            ("shift_jis", "宛先不明 user unknown", "88b690e6957396be207573657220756e6b6e6f776e", .hard),
            (
                "utf-8", "صندوق البريد ممتلئ",
                "d8b5d986d8afd988d98220d8a7d984d8a8d8b1d98ad8af20d985d985d8aad984d8a6", .soft
            ),
            ("x-unknown", "boîte pleine", "626fee746520706c65696e65", .soft),
        ])
    func charsets(charset: String, words: String, hex: String, kind: Bounce.Kind) {
        let body = Array("lina@example.net\n".utf8) + Self.bytes(hex)
        let quoted = body.map { $0 == 0x0A ? "\n" : "=" + String(format: "%02X", $0) }.joined()
        for (encoding, content) in [
            ("8bit", body), ("BASE64", Array(Data(body).base64EncodedString().utf8)),
            ("quoted-printable", Array(quoted.utf8)),
        ] {
            let head = """
                From: MAILER-DAEMON@mx.example.net
                Subject: Undelivered
                Content-Type: text/plain; charset=\(charset)
                Content-Transfer-Encoding: \(encoding)


                """
            let bounce = BounceReader(Array(head.utf8) + content).bounce
            #expect(bounce.kind == kind, "\(encoding)")
            if charset != "x-unknown" {
                #expect(bounce.reason?.contains(words) == true, "\(encoding)")
            }
        }
    }

    @Test(
        "a subject in encoded-words is read",
        arguments: [
            "=?utf-8?Q?=C3=89chec_de_la_remise?=",
            "=?UTF-8?b?2KrYudiw2LEg2KfZhNiq2LPZhNmK2YU=?=",
            "=?gb2312?B?z7XNs83L0MU=?=",
            "=?windows-1251*ru?B?zeUg5O7x8uDi6+Xt7g==?=",
            "=?utf-8?B?2KrYudiw2A==?=\n =?utf-8?B?sSDYp9mE2KrYs9mE2YrZhQ==?=",
        ])
    func encodedSubjects(subject: String) {
        let text = BounceSamples.text(
            "lina@example.net: 550 5.1.1 no", from: "notify@example.net", subject: subject)
        #expect(BounceSamples.read(text).kind == .hard)
    }

    @Test(
        "encoded-words are read as RFC 2047 has them",
        arguments: [
            ("=?ISO-8859-1?Q?a?=", "a"), ("=?ISO-8859-1?Q?a?= b", "a b"),
            ("=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=", "ab"),
            ("=?ISO-8859-1?Q?a?=\t=?ISO-8859-2?Q?_b?=", "a b"),
            ("x =?utf-8?q?=C3=A9?= y =?utf-8?b?w6k=?= z", "x é y é z"),
            ("=?utf-8?B?w6k?=", "é"), ("=?us-ascii?Q?a=3D?=", "a="),
            ("=?", "=?"), ("=?utf-8?Q?open", "=?utf-8?Q?open"), ("=?utf-8?X?a?=", "=?utf-8?X?a?="),
            ("plain", "plain"), ("a=?b?Q?c?d", "a=?b?Q?c?d"),
        ])
    func encodedWords(field: String, words: String) {
        #expect(MailWords.decoded(field) == words)
    }

    @Test(
        "HTML is read without its marks",
        arguments: [
            "<p>Delivery to <a href=\"mailto:lina@example.net\">lina@example.net</a> failed</p><p>550 5.1.1 no</p>",
            "<style>@media{width:550 px}</style><p>lina&#64;example.net</p>550 5.1.1 no",
            "<!-- 452 4.2.2 full > --><td>&lt;lina@example.net&gt;:<b>550</b> 5.1.1 no</td>",
        ])
    func html(body: String) {
        let bounce = BounceSamples.read(
            BounceSamples.text(body, head: "Content-Type: text/html\n"))
        #expect(bounce.status?.description == "5.1.1")
        #expect(bounce.recipients.map(\.description) == ["lina@example.net"])
    }

    @Test(
        "what goes on being tried, was written by people or by nobody, or says nothing is none",
        arguments: [
            ("", "Mail delivery problem", "Your message has been delayed. 4.4.1 timed out"),
            ("", "Delivery status", "<lina@example.net>: 451 4.4.1. Will keep trying for 5 days"),
            ("", "Delivery status", "Delivery to lina@example.net was delayed: 451 4.4.1"),
            ("", "Mail delivery", "It is still awaiting delivery: 451 4.4.1"),
            ("", "Verzögerung", "451 4.4.1 lina@example.net"),
            ("", "Mail delivery", "Die Zustellung ist verzögert: 451 4.4.1"),
            ("", "=?utf-8?Q?Mail_delivery_retard=C3=A9?=", "451 4.4.1"),
            ("", "Mail delivery", "La remise est retardée; nouvelle tentative à 10 h. 451 4.4.1"),
            ("", "Mail delivery", "تأخر تسليم رسالتك إلى lina@example.net\n451 4.4.1"),
            ("", "Delivery Status: Success", "It was delivered to lina@example.net 250 2.1.5 ok"),
            ("", "Monthly report", "Our policy: a mailbox full of mail."),
            ("Postmaster <postmaster@example.net>", "Monthly report", "Sizes: 512 bytes, 5.1.26"),
            (
                "Lina <lina@example.net>", "Re: Mail delivery of my copy",
                "It does not exist, 550 5.1.1"
            ),
            ("Lina <lina@example.net>", "رد: Undelivered", "550 5.1.1 no"),
            ("Lina <lina@example.net>", "Out of office: Mail delivery", "Write to 550 5.1.1"),
            ("Lina <lina@example.net>", "=?utf-8?Q?R=C3=A9ponse_automatique?=", "550 5.1.1"),
        ])
    func nothing(from: String, subject: String, body: String) {
        let text = BounceSamples.text(
            body, from: from.isEmpty ? "MAILER-DAEMON@mx.example.net" : from, subject: subject)
        #expect(BounceSamples.read(text).kind == .none)
    }

    @Test("a server's answer in an answer's dress counts only if it names whom it is about")
    func automatic() {
        func kind(_ head: String) -> Bounce.Kind {
            BounceSamples.read(
                BounceSamples.text(
                    "This address does not exist in my list. 550 5.1.1",
                    from: "postmaster@example.net", head: head)
            ).kind
        }
        #expect(kind("Auto-Submitted: auto-replied\n") == .none)
        #expect(kind("X-Autoreply: yes\n") == .none)
        #expect(
            kind("Auto-Submitted: auto-replied\nX-Failed-Recipients: lina@example.net\n") == .hard)
    }

    @Test(
        "our own subject in a server's is no holiday",
        arguments: [
            "System Administrator <postmaster@example.net>", "Exchange <exchange@example.net>",
            "=?utf-8?Q?Mailer-Daemon?= <x@example.net>",
        ])
    func quotedSubject(from: String) {
        let text = BounceSamples.text(
            "lina@example.net 550 5.1.1 User unknown", from: from,
            subject: "Undeliverable: Digest: the vacation season")
        #expect(BounceSamples.read(text).kind == .hard)
    }

    @Test(
        "numbers that only look like codes leave it to the words",
        arguments: [
            (
                "Generating server: EX01 (Exim 4.94.2)\nlina@example.net: user unknown",
                Bounce.Kind.hard
            ),
            (
                "Mail system Barracuda 5.1.1 at host\nlina@example.net: 552 5.2.2 mailbox full",
                .soft
            ),
            ("Ihre Nachricht vom 5.1.26 an lina@example.net\nkam nicht an: Postfach voll", .soft),
            ("Message of size 512 Kbytes to lina@example.net: mailbox full", .soft),
            ("Your message to lina@example.net\n(450 bytes) user unknown", .hard),
            ("<lina@example.net>: 550 Message blocked as spam from your host", .policy),
            (
                "<lina@example.net>: host mx said: 550 Rejected:\n  192.0.2.9 is listed by Spamhaus",
                .policy
            ),
            ("<lina@example.net>: 550 5.7.1 policy. See http://x/5.1.1", .policy),
            ("lina@example.net\n  Connection timed out", .policy),
            ("lina@example.net\n  retry time not reached for any host", .policy),
            ("<lina@example.net>: 550 No such user here", .hard),
        ])
    func words(body: String, kind: Bounce.Kind) {
        let bounce = BounceSamples.read(BounceSamples.text(body))
        #expect(bounce.kind == kind)
        #expect(bounce.status?.isGone != true)
    }

    @Test("addresses in a text are hints, and an apostrophe is part of one")
    func hints() {
        let bounce = BounceSamples.read(
            BounceSamples.text(
                """
                Contact <mailto:help@example.net>. From digest@example.org, bounces+token@example.org
                to 'o'brien@example.net'. Message-ID: <abc@example.org>
                550 5.1.1 user unknown
                """))
        #expect(
            bounce.recipients.map(\.description)
                == [
                    "help@example.net", "digest@example.org", "o'brien@example.net",
                    "abc@example.org",
                ])
        #expect(!bounce.verdicts[0].isPlain)
        let plain = BounceSamples.read(
            BounceSamples.text(
                "550 5.1.1", head: "X-Failed-Recipients: omar@example.net, lina@example.net\n"))
        #expect(plain.verdicts[0].isPlain && plain.recipients.count == 2)
    }
}
