import Newswire
import Testing

@testable import Dispatching

private let noon = Timestamp(seconds: 1_795_000_000)

@Suite("what becomes of a match that wants to be told at once")
struct NoticeDecisionTests {
    private static let rule = Rule(
        name: "r", send: ["wire"], cooldown: .seconds(900), wait: .seconds(120))

    private static func open(_ state: Notice.State) -> Notice {
        Notice(
            id: 7, subscriber: SubscriberID("desk"), channel: "wire", story: StoryID("s"),
            state: state, due: noon, isUpdate: false)
    }

    @Test(
        "the first notice waits, an open one tells it too, an update waits for the cooldown",
        arguments: [
            (.founder, nil, nil, .announce(due: noon + .seconds(120), isUpdate: false)),
            // A copy of what this channel never heard is news to it.
            (.copy, nil, nil, .announce(due: noon + .seconds(120), isUpdate: false)),
            (.copy, open(.waiting), nil, .merge(into: 7)),
            (.followUp, open(.held), noon - .seconds(9), .merge(into: 7)),
            (.copy, nil, noon - .seconds(5000), .silence(by: .copy)),
            (
                .followUp, nil, noon - .seconds(60),
                .announce(due: noon + .seconds(840), isUpdate: true)
            ),
            (
                .followUp, nil, noon - .seconds(5000),
                .announce(due: noon + .seconds(120), isUpdate: true)
            ),
            // Told by a clock that was a year ahead.
            (
                .followUp, nil, noon + .seconds(365 * 86_400),
                .announce(due: noon + .seconds(900), isUpdate: true)
            ),
        ] as [(StoryRole, Notice?, Timestamp?, NoticeDecision)])
    func table(role: StoryRole, open: Notice?, lastTold: Timestamp?, expected: NoticeDecision) {
        #expect(
            NoticeDecision.decide(
                role: role, open: open, lastTold: lastTold, rule: Self.rule, now: noon)
                == expected)
    }
}

@Suite("what becomes of a notice whose time has come")
struct AlertDecisionTests {
    @Test(
        "quiet hours hold, then the cap, else it is sealed",
        arguments: [
            (nil, nil, [], .seal),
            (noon + .seconds(60), nil, [], .hold(until: noon + .seconds(60), by: .quietHours)),
            // The quiet hours ended this very moment.
            (noon, nil, [], .seal),
            (nil, RateCap(count: 2, per: .seconds(3600)), [noon - .seconds(10)], .seal),
            (
                nil, RateCap(count: 2, per: .seconds(3600)),
                [noon - .seconds(10), noon - .seconds(600)],
                .hold(until: noon + .seconds(3000), by: .cap)
            ),
            (
                nil, RateCap(count: 2, per: .seconds(3600)),
                [noon - .seconds(10), noon - .seconds(3600)], .seal
            ),
            (
                noon + .seconds(60), RateCap(count: 1, per: .seconds(3600)), [noon],
                .hold(until: noon + .seconds(60), by: .quietHours)
            ),
        ] as [(Timestamp?, RateCap?, [Timestamp], AlertDecision)])
    func table(quiet: Timestamp?, cap: RateCap?, told: [Timestamp], expected: AlertDecision) {
        #expect(
            AlertDecision.decide(quietUntil: quiet, cap: cap, told: told, now: noon) == expected)
    }
}

@Suite("what is to be done about a digest's slot")
struct EditionDecisionTests {
    @Test(
        "it is made once, in its time, and not for slots from before the digest was known",
        arguments: [
            (0, 86_400, false, .make(isLate: false)),
            (15 * 60, 86_400, false, .make(isLate: false)),
            (15 * 60 + 1, 86_400, false, .make(isLate: true)),
            (6 * 3600, 86_400, false, .make(isLate: true)),
            (6 * 3600 + 1, 86_400, false, .passOver),
            (60, 86_400, true, .rest(.done)),
            (7 * 3600, 86_400, true, .rest(.done)),
            // The digest became known at its slot, and a second after it.
            (60, 60, false, .make(isLate: false)),
            (60, 59, false, .rest(.beforeItsTime)),
        ] as [(Int, Int, Bool, EditionDecision)])
    func table(ago: Int, known: Int, isDone: Bool, expected: EditionDecision) {
        #expect(
            EditionDecision.decide(
                slot: noon - .seconds(ago), since: noon - .seconds(known), isDone: isDone,
                late: .seconds(6 * 3600), now: noon) == expected)
    }
}

@Suite("what becomes of an envelope after an attempt")
struct RetryDecisionTests {
    private static let day = Duration.seconds(86_400)

    private static let sealed = noon - .seconds(3600)

    private static func decide(
        _ outcome: DeliveryOutcome, isMail: Bool = true, attempts: Int = 1,
        giveUp: Duration = day, jitter: Double = 0
    ) -> RetryDecision {
        RetryDecision.decide(
            outcome, isMail: isMail, attempts: attempts, sealed: sealed, giveUp: noon + giveUp,
            jitter: jitter, now: noon)
    }

    @Test("what was delivered is sent, what was refused for good has failed")
    func settled() {
        let refused = ServerReply(code: 550, enhanced: "5.1.1", text: "no such user")
        #expect(Self.decide(.delivered(nil)).fate == .settle(.sent))
        for reason in FailureReason.allCases {
            #expect(Self.decide(.failed(reason, reply: refused)).fate == .settle(.failed))
        }
    }

    @Test(
        "waits grow with the attempts, and the last one repeats",
        arguments: [
            (true, 1, 60), (true, 2, 300), (true, 3, 900), (true, 7, 14_400), (true, 40, 14_400),
            (false, 1, 5), (false, 3, 120), (false, 6, 3600), (false, 9, 3600),
        ])
    func waits(isMail: Bool, attempts: Int, seconds: Int) {
        let outcome = DeliveryOutcome.later(.serverFault, reply: nil, after: nil)
        #expect(
            Self.decide(outcome, isMail: isMail, attempts: attempts).fate
                == .retry(at: noon + .seconds(seconds), mayHaveArrived: false))
        #expect(
            Self.decide(outcome, isMail: isMail, attempts: attempts, jitter: 0.5).fate
                == .retry(
                    at: noon + .milliseconds(Int64(seconds) * 1100), mayHaveArrived: false))
    }

    @Test("a server's wish to be left alone is obeyed up to a limit")
    func wishes() {
        #expect(
            Self.decide(.later(.serverFault, reply: nil, after: .seconds(700))).fate
                == .retry(at: noon + .seconds(700), mayHaveArrived: false))
        #expect(
            Self.decide(.later(.serverFault, reply: nil, after: .seconds(800_000))).fate
                == .retry(at: noon + RetryDecision.longestWish, mayHaveArrived: false))
    }

    @Test("what may have arrived is tried again and says so")
    func unknown() {
        let decision = Self.decide(.unknown(.cutAfterMessage))
        #expect(decision.fate == .retry(at: noon + .seconds(60), mayHaveArrived: true))
    }

    @Test("whoever waits for an endpoint goes as soon as it may be asked, however often it failed")
    func endpoints() {
        for outcome in [
            DeliveryOutcome.stopEndpoint(.authentication, reply: nil),
            .later(.unreachable, reply: nil, after: nil), .later(.timeout, reply: nil, after: nil),
        ] {
            let decision = Self.decide(outcome, attempts: 9)
            #expect(decision.fate == .retry(at: noon, mayHaveArrived: false), "\(outcome)")
        }
        // What was refused for a rate keeps its place in the row.
        let throttled = Self.decide(.later(.throttled, reply: nil, after: .seconds(60)))
        #expect(throttled.fate == .retry(at: Self.sealed, mayHaveArrived: false))
        for outcome in [
            DeliveryOutcome.later(.throttled, reply: nil, after: nil),
            .stopEndpoint(.policy, reply: nil),
        ] {
            #expect(Self.decide(outcome, giveUp: .zero).fate == .settle(.failed))
        }
    }

    @Test("it is given up when the next attempt would come too late")
    func givingUp() {
        let outcome = DeliveryOutcome.later(.serverFault, reply: nil, after: nil)
        #expect(Self.decide(outcome, giveUp: .seconds(60)).fate == .settle(.failed))
        #expect(
            Self.decide(outcome, giveUp: .seconds(61)).fate
                == .retry(at: noon + .seconds(60), mayHaveArrived: false))
    }
}
