import Newswire
import Signing
import Storage
import Testing
import Transfer

@testable import Dispatching

@Suite("whom a bounce is about")
struct BounceDecisionTests {
    private static func mail(to address: String) throws -> SentMail {
        SentMail(key: "k", subscriber: SubscriberID("desk"), address: try EmailAddress(address))
    }

    /// `omar@example.net 5.1.1`, and perhaps who it was sent to.
    private static func report(_ failed: [String], copyTo: String = "", action: String = "failed")
        -> String
    {
        let groups = failed.map { line in
            let words = line.split(separator: " ")
            return (words.count > 2 ? "Original-Recipient: rfc822; \(words[2])\n" : "")
                + "Final-Recipient: rfc822; \(words[0])\nAction: \(action)\nStatus: \(words[1])\n"
        }.joined(separator: "\n")
        return """
            From: MAILER-DAEMON@mx.example.net
            Subject: Undelivered
            Content-Type: multipart/report; boundary=b

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.net

            \(groups)
            --b
            Content-Type: message/rfc822

            Message-ID: <k@example.org>
            To: \(copyTo)

            --b--
            """
    }

    private static func text(_ body: String, head: String = "X: y") -> String {
        "From: MAILER-DAEMON@mx.example.net\nSubject: Undelivered\n\(head)\n\n\(body)"
    }

    private static func complaint(_ recipient: String, copyTo: String) -> String {
        """
        From: feedback@provider.example.net
        Content-Type: multipart/report; boundary=b

        --b
        Content-Type: message/feedback-report

        Feedback-Type: abuse
        \(recipient)

        --b
        Content-Type: message/rfc822

        Return-Path: <bounces+token@example.org>
        To: \(copyTo)

        --b--
        """
    }

    /// With the token of a mail to `ours`: the kind and code that count, or why
    /// nothing does.
    @Test(
        "the token's recipient is found among those that failed",
        arguments: [
            (["lina@example.net 5.1.1"], "", "hard 5.1.1"),
            (["omar@example.net 5.2.2", "lina@example.net 5.1.1"], "", "hard 5.1.1"),
            (["omar@example.net 5.1.1", "lina@example.net 5.2.2"], "", "soft 5.2.2"),
            (["omar@example.net 5.1.1", "sara@example.net 5.1.1"], "", "other-recipient"),
            (["omar@example.net 5.1.1"], "", "other-recipient"),
            (["omar@example.net 5.1.1"], "lina@example.net", "other-recipient"),
            (["lina@mail.example 5.1.1"], "", "other-recipient"),
            (["lina@mail.example 5.1.1"], "Lina <LINA@example.net>", "hard 5.1.1"),
            (["lina@mail.example 5.1.1"], "omar@example.net", "other-recipient"),
            (["l@mail.example 5.1.1 lina@example.net"], "", "hard 5.1.1"),
            (["nobody 5.1.1"], "", "hard 5.1.1"),
        ])
    func reports(failed: [String], copyTo: String, result: String) throws {
        #expect(try finding(Self.report(failed, copyTo: copyTo)) == result)
    }

    @Test("of several that failed the one to whom the copy was is shown first")
    func shown() {
        let bounce = bounce(
            Self.report(
                ["omar@example.net 5.2.2", "lina@example.net 5.1.1"], copyTo: "lina@example.net"))
        #expect(bounce.recipients.map(\.description) == ["lina@example.net"])
        #expect(bounce.status?.description == "5.1.1")
    }

    @Test(
        "a text's addresses are hints, a field's are not",
        arguments: [
            ("to help@example.net\nlina@example.net: 550 5.1.1", "X: y", "hard 5.1.1"),
            ("from digest@example.org\n550 5.1.1 no", "X: y", "hard 5.1.1"),
            ("Message-ID: <abc@example.org> omar@example.net: 550 5.1.1 no", "X: y", "hard 5.1.1"),
            (
                "lina@example.net\n550 5.1.1 no", "X-Failed-Recipients: omar@example.net",
                "other-recipient"
            ),
            (
                "550 5.1.1 no", "X-Failed-Recipients: omar@example.net, lina@example.net",
                "hard 5.1.1"
            ),
        ])
    func texts(body: String, head: String, result: String) throws {
        #expect(try finding(Self.text(body, head: head)) == result)
    }

    @Test(
        "who complains may be hidden, and nobody else complains for him",
        arguments: [
            ("Original-Rcpt-To: <lina@example.net>", "x", "complaint"),
            ("Original-Rcpt-To: <redacted@example.net>", "redacted@example.net", "complaint"),
            ("Original-Rcpt-To: <9f86d081884c7d659a2feaa0c55ad015@example.net>", "", "complaint"),
            ("Version: 1", "[removed]", "complaint"),
            ("Original-Rcpt-To: <redacted@example.net>", "lina@example.net", "complaint"),
            ("Original-Rcpt-To: <redacted@example.net>", "omar@example.net", "other-recipient"),
            ("Original-Rcpt-To: <omar@example.net>", "lina@example.net", "other-recipient"),
        ])
    func complaints(field: String, copyTo: String, result: String) throws {
        #expect(try finding(Self.complaint(field, copyTo: copyTo)) == result)
    }

    @Test(
        "a tag that the server took off is no other recipient",
        arguments: [
            ("lina+news@example.net", "lina@example.net", "hard 5.1.1"),
            ("lina+news@example.net", "lina+news@example.net", "hard 5.1.1"),
            ("lina@example.net", "lina+news@example.net", "other-recipient"),
            ("lina+news@example.net", "lina+more@example.net", "other-recipient"),
            ("lina+news@example.net", "lina@example.com", "other-recipient"),
            ("lina+news@example.net", "l@example.net 5.1.1 lina+2Bnews@example.net", "hard 5.1.1"),
            ("o'brien@example.net", "o'brien@example.net", "hard 5.1.1"),
            ("brien@example.net", "o'brien@example.net", "other-recipient"),
        ])
    func tags(ours: String, reported: String, result: String) throws {
        let report = Self.report([reported.contains(" ") ? reported : "\(reported) 5.1.1"])
        #expect(try finding(report, ours: ours) == result)
    }

    @Test("a Message-ID proves it only with its recipient")
    func messageID() throws {
        func result(_ text: String) throws -> String {
            try finding(text, isToken: false)
        }
        #expect(try result(Self.report(["lina@example.net 5.1.1"])) == "hard 5.1.1")
        #expect(
            try result(Self.report(["omar@example.net 5.1.1", "lina@example.net 5.2.2"]))
                == "soft 5.2.2")
        #expect(try result(Self.report(["omar@example.net 5.1.1"])) == "other-recipient")
        #expect(
            try result(Self.report(["l@mail.example 5.1.1"], copyTo: "lina@example.net"))
                == "other-recipient")
        #expect(try result(Self.report(["nobody 5.1.1"])) == "unproven")
        #expect(try result(Self.text("help@example.net 550 5.1.1")) == "unproven")
        #expect(
            try result(Self.complaint("Original-Rcpt-To: <redacted@example.net>", copyTo: "x"))
                == "unproven")
        let nothing = BounceDecision.finding(
            bounce(Self.report(["lina@example.net 5.1.1"])), byToken: nil, byMessageID: nil)
        #expect(nothing == .failure(.init(reason: .unproven)))
    }

    private func bounce(_ text: String) -> Bounce {
        BounceReader(Array(text.utf8)).bounce
    }

    private func finding(
        _ text: String, ours: String = "lina@example.net", isToken: Bool = true
    ) throws -> String {
        let mail = try Self.mail(to: ours)
        switch BounceDecision.finding(
            bounce(text), byToken: isToken ? mail : nil, byMessageID: isToken ? nil : mail)
        {
        case .success(let finding):
            return
                ([finding.verdict.kind.rawValue]
                + [finding.verdict.status?.description].compactMap(\.self)).joined(separator: " ")
        case .failure(let unproven): return unproven.reason.rawValue
        }
    }
}

@Suite("taking in bounces")
struct BounceReceptionTests {
    /// On the desk's day, 2026-11-24, of mails to Lina.
    private func office(_ mails: Int = 1) async throws -> (Desk, BounceReception, [EmailAddress]) {
        let desk = try await Desk.withDigest(for: ["lina@example.net"])
        for place in ["بغداد", "الخرطوم", "دكا", "باريس"].prefix(mails - 1) {
            desk.clock.advance(by: .seconds(60))
            try await desk.receive(Wire.article(place, "فيضان في \(place)"))
            #expect(try await desk.editionsNow().count == 1)
        }
        let wayBack = WayBack(
            tokens: Desk.tokens, bounces: try EmailAddress("bounces@example.org"), site: nil)
        let reception = BounceReception(
            commits: desk.commits, clock: NewsClock { [clock = desk.clock] in clock.now },
            wayBack: wayBack)
        let paths = try desk.outbox().compactMap { wayBack.returnPath(forEnvelope: $0.key) }
        #expect(paths.count == mails)
        return (desk, reception, paths)
    }

    private func bounce(_ status: String, to path: EmailAddress, date: String = "") -> Bounce {
        BounceReader(
            Array(
                """
                From: MAILER-DAEMON@mx.example.net
                To: \(path)
                Subject: Undelivered
                Content-Type: multipart/report; boundary=b

                --b
                Content-Type: message/delivery-status

                Arrival-Date: \(date)

                Final-Recipient: rfc822; lina@example.net
                Action: failed
                Status: \(status)
                Diagnostic-Code: smtp; 550 no

                --b--
                """.utf8)
        ).bounce
    }

    private func short(_ decision: BounceDecision) -> String {
        switch decision {
        case .suppress(_, let reason): reason
        case .count(_, let day, let days): "\(day) of \(days)"
        case .nothing(let reason): reason.rawValue
        }
    }

    @Test("a message's refusal without proof does not hide the proof that follows")
    func proofAfterRefusal() async throws {
        let (desk, reception, paths) = try await office()
        var results: [String] = []
        for status in ["5.0.0", "5.0.0", "5.1.1", "5.1.1", "5.0.0"] {
            results.append(short(try await reception.receive(bounce(status, to: paths[0]))))
        }
        #expect(results == ["1 of 3", "repeated", "bounced 5.1.1", "repeated", "repeated"])
        #expect(try desk.look { try $0.suppressions() }.map(\.address) == ["lina@example.net"])
    }

    @Test("bounces that were left lying count for the days of which they tell")
    func days() async throws {
        let (_, reception, paths) = try await office(5)
        let dates = [
            "Sat, 21 Nov 2026 10:00:00 +0000",
            // Older than what counts, and not yet: both are today.
            "Mon, 21 Sep 2026 10:00:00 +0000", "Mon, 21 Sep 2037 10:00:00 +0000",
            "Sat, 21 Nov 2026 23:00:00 +0000", "Sun, 22 Nov 2026 10:00:00 +0200",
        ]
        var results: [String] = []
        for (path, date) in zip(paths, dates) {
            results.append(
                short(try await reception.receive(bounce("5.0.0", to: path, date: date))))
        }
        #expect(results == ["1 of 3", "2 of 3", "2 of 3", "2 of 3", "bounced 5.0.0 on 3 days"])
    }
}
