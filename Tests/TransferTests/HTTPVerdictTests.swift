import Newswire
import Testing
import Transfer

@Suite("what the answer to a webhook means")
struct HTTPVerdictTests {
    private static let wait = Duration.seconds(7)

    @Test("each status has one meaning", arguments: 100...599)
    func status(_ code: Int) {
        let reply = ServerReply(code: code, text: "words")
        let outcome = HTTPVerdict.outcome(reply: reply, after: Self.wait)
        let expected: DeliveryOutcome =
            switch code {
            case 200...299: .delivered(reply)
            case 408: .later(.timeout, reply: reply, after: Self.wait)
            case 425: .later(.serverFault, reply: reply, after: Self.wait)
            case 429: .later(.throttled, reply: reply, after: Self.wait)
            // A proxy's, of us.
            case 410: .stopEndpoint(.endpointGone, reply: reply)
            case 413: .failed(.tooLarge, reply: reply)
            case 401, 403, 407: .stopEndpoint(.authentication, reply: reply)
            case 300...399, 404, 405: .stopEndpoint(.configuration, reply: reply)
            case 501, 505: .failed(.rejected, reply: reply)
            case 500...599: .later(.serverFault, reply: reply, after: Self.wait)
            default: .failed(.rejected, reply: reply)
            }
        #expect(outcome == expected)
    }

    @Test(
        "Slack's words say more than its status",
        arguments: [
            (200, "ok", nil),
            (200, "", nil),
            (200, "no_text", "failed rejected"),
            (400, "invalid_payload", "failed rejected"),
            (400, "invalid_blocks", "failed rejected"),
            (400, "something_new", "failed rejected"),
            (403, "action_prohibited", "stop policy"),
            (403, "invalid_token", "stop endpoint-gone"),
            (404, "no_service", "stop endpoint-gone"),
            (404, "channel_not_found", "stop endpoint-gone"),
            (404, "no_team", "stop endpoint-gone"),
            (410, "channel_is_archived", "stop endpoint-gone"),
            (410, "", "stop endpoint-gone"),
            (429, "rate_limited", "later throttled"),
            (500, "rollup_error", "later server-fault"),
            (500, "no_service", "later server-fault"),
            (302, "", "stop configuration"),
        ] as [(Int, String, String?)])
    func slack(_ code: Int, _ text: String, _ expected: String?) {
        let reply = ServerReply(code: code, text: text)
        let outcome = HTTPVerdict.slackOutcome(reply: reply, after: nil)
        let kind =
            switch outcome {
            case .delivered, .unknown: ""
            case .later: "later"
            case .failed: "failed"
            case .stopEndpoint: "stop"
            }
        #expect(outcome.reason.map { "\(kind) \($0.rawValue)" } == expected)
        #expect(outcome.reply == reply)
    }

    @Test(
        "no answer is for later, but for certificates and settings",
        arguments: [
            (6, .later(.unreachable, reply: nil, after: nil)),
            (7, .later(.unreachable, reply: nil, after: nil)),
            (16, .later(.unreachable, reply: nil, after: nil)),
            (18, .later(.unreachable, reply: nil, after: nil)),
            (28, .later(.timeout, reply: nil, after: nil)),
            (35, .later(.unreachable, reply: nil, after: nil)),
            (52, .later(.unreachable, reply: nil, after: nil)),
            (55, .later(.unreachable, reply: nil, after: nil)),
            (56, .later(.unreachable, reply: nil, after: nil)),
            (92, .later(.unreachable, reply: nil, after: nil)),
            (1, .stopEndpoint(.configuration, reply: CurlCode(1).reply())),
            (3, .stopEndpoint(.configuration, reply: CurlCode(3).reply())),
            (51, .stopEndpoint(.configuration, reply: CurlCode(51).reply())),
            (60, .stopEndpoint(.configuration, reply: CurlCode(60).reply())),
            (64, .stopEndpoint(.configuration, reply: CurlCode(64).reply())),
            (77, .stopEndpoint(.configuration, reply: CurlCode(77).reply())),
            (67, .stopEndpoint(.authentication, reply: nil)),
        ] as [(UInt32, DeliveryOutcome)])
    func lost(_ code: UInt32, _ expected: DeliveryOutcome) {
        #expect(HTTPVerdict.outcome(lost: CurlCode(code)) == expected)
    }

    @Test(
        "Retry-After is read as seconds, also with a fraction, or as a date, and capped",
        arguments: [
            ("0", 0), ("120", 120), (" 7 ", 7), ("86401", 86_400),
            ("99999999999999999999", 86_400),
            ("Tue, 24 Nov 2026 05:01:00 GMT", 60),
            ("Tuesday, 24-Nov-26 05:01:00 GMT", 60),
            ("Tue Nov 24 05:01:00 2026", 60),
            ("Tue, 24 Nov 2026 04:00:00 GMT", 0),
            ("Fri, 24 Nov 2056 05:00:00 GMT", 86_400),
            ("1.5", 1.5), ("3600.0", 3600), ("0.0001", 0.001),
            ("99999999999999999999.9", 86_400),
            ("", nil), ("soon", nil), ("-5", nil), ("12 hours", nil), ("1.", nil), (".5", nil),
            ("1.2.3", nil), ("1e3", nil), ("٣", nil),
        ] as [(String, Double?)])
    func retryAfter(_ value: String, _ seconds: Double?) throws {
        let now = try #require(Timestamp(rfc3339: "2026-11-24T05:00:00Z"))
        #expect(RetryAfter.duration(value, now: now) == seconds.map { .seconds($0) })
    }
}
