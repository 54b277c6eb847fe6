import Daemon
import Digests
import Dispatching
import Newswire
import Storage
import Synchronization

/// Making what is due and sending it, as `send` and `run` do.
struct Dispatch {
    let newsroom: Newsroom
    let digests: DigestScheduler
    let alerts: AlertScheduler
    let addresser: Addresser
    let console: Console
    private let theme: Theme

    init(newsroom: Newsroom, theme: @autoclosure () throws -> Theme, console: Console) throws {
        self.newsroom = newsroom
        self.console = console
        self.theme = try theme()
        let press = try newsroom.press(self.theme)
        digests = DigestScheduler(press)
        alerts = AlertScheduler(press)
        addresser = Addresser(press)
    }

    /// Makes editions and alerts and says which.
    func make(for subscribers: [Subscriber], rules: Rulebase, now: Bool) async throws {
        console.progress("making digests")
        let editions =
            now
            ? try await digests.makeNow(subscribers) : try await digests.makeDue(subscribers)
        // What nobody wants any more is only silenced where nobody is named.
        let isEveryone = subscribers.count == rules.subscribers.count
        let made = try await alerts.makeDue(
            rules, only: isEveryone ? nil : Set(subscribers.map(\.id)), now: now)
        console.clearProgress()
        for edition in editions {
            try console.json
                ? console.print(json: MadeEdition(edition)) : console.print(line(edition))
        }
        for alert in made {
            try console.json
                ? console.print(json: MadeAlert(alert))
                : console.print(
                    "\(alert.subscriber) · \(alert.channel), alert: "
                        + counted(alert.stories.count, "story", plural: "stories"))
        }
    }

    /// Sends what is due in the outbox and says what came of it.
    ///
    /// - Parameter everyone: those of whom somebody must hear if nobody is left.
    func send(
        watching everyone: [Subscriber], _ stop: GracefulStop
    ) async throws -> ExitStatus {
        let since = newsroom.installation.clock.now()
        let way = newsroom.mailWay
        let courier = try newsroom.courier(by: way)
        // Now, as the files are: to send may take hours.
        let bell = try newsroom.alarmBell(theme)
        try await bell.look(at: everyone)
        var (tally, isStopped) = try await stop.run { try await sendAll(courier) }
        console.clearProgress()
        do {
            try await stop.run {
                try Task.checkCancellation()
                try await ring(bell)
                try await newsroom.housekeeper.tidy()
            }
        } catch is CancellationError {
            // What was sent is said all the same.
            isStopped = true
        }
        let (unaddressed, attempts, counts, next, blocked) = try await newsroom.store.read {
            records in
            (
                try records.unaddressed().reduce(0) { $0 + $1.readers },
                try records.deliveries(since: since, limit: 10_000),
                try records.outboxCounts(), try records.nextAttempt(),
                try records.blockedEndpoints(at: since)
            )
        }
        let waiting = counts.filter { !$0.key.isSettled }.values.reduce(unaddressed, +)
        if console.json {
            try console.print(
                json: Sent(
                    delivered: tally.delivered, later: tally.later, failed: tally.failed,
                    waiting: waiting))
        } else {
            for attempt in attempts.reversed() { console.print(line(attempt)) }
            console.print(
                "\(tally.delivered) delivered, \(tally.failed) failed, "
                    + "\(waiting) waiting in the outbox")
        }
        if tally.expired > 0 {
            console.error(
                counted(tally.expired, "message") + " could not be delivered in time and "
                    + (tally.expired == 1 ? "was" : "were")
                    + " given up: see `nashra outbox list`")
        }
        let unusable = way.unusable
        for relay in unusable { console.error("\(relay.endpoint): \(relay.explanation)") }
        tell(attempts.filter { attempt in !unusable.contains { $0.endpoint == attempt.endpoint } })
        if waiting > 0 { tell(waiting, next: next, blocked) }
        guard unusable.isEmpty else { return .badConfiguration }
        return waiting == 0 && !isStopped ? .done : .later
    }

    /// Sends until nothing is due, or the task is cancelled.
    private func sendAll(
        _ courier: Courier
    ) async throws -> (tally: Courier.Tally, isStopped: Bool) {
        let done = Progress(console: console)
        var tally = Courier.Tally()
        // Whom a long list's letters are for is written down as fast as they go
        // out, and not before.
        var isGoingOn = true
        while isGoingOn, !Task.isCancelled {
            do {
                let addressed = try await addresser.fill()
                let round = try await courier.drain { _ in done.step() }
                tally = tally + round
                let isMoving = addressed + round.delivered + round.failed > 0
                let isDone = try await newsroom.store.read { try $0.unaddressed().isEmpty }
                isGoingOn = isMoving && !isDone
            } catch is CancellationError {
                break
            }
        }
        return (tally, Task.isCancelled)
    }

    /// Tells the newsroom's own people what only they can mend; who could not be
    /// told is told by the next run.
    private func ring(_ bell: AlarmBell) async throws {
        for ring in try await bell.ring() {
            guard let failure = ring.failure else {
                console.note("nashra: told \(ring.channel) about \(ring.subject)")
                continue
            }
            let reply = failure.reply.map { " (\(MaskedText.masked($0.description)))" } ?? ""
            console.error(
                "can't tell \(ring.channel) about \(ring.subject): "
                    + "\(failure.reason?.rawValue ?? "")\(reply)")
        }
    }

    /// Says on standard error why messages wait or failed, each reason once, and whom
    /// they are for only to those who ask: that stream ends in logs.
    private func tell(_ attempts: [LoggedDelivery]) {
        var told: Set<String> = []
        for attempt in attempts where attempt.outcome != "delivered" {
            let reason = attempt.reason ?? attempt.outcome
            let reply = attempt.reply.map { " (\(MaskedText.masked($0.description)))" } ?? ""
            if told.insert("\(attempt.endpoint) \(reason)").inserted {
                console.error("\(attempt.endpoint): \(reason)\(reply)")
            }
        }
    }

    private func tell(_ waiting: Int, next: Timestamp?, _ blocked: [BlockedEndpoint]) {
        for endpoint in blocked { console.note("nashra: \(endpoint.line)") }
        console.note(
            "nashra: " + counted(waiting, "message") + " in the outbox will be tried again"
                + (blocked.isEmpty ? next.map { ", the next attempt at \($0.rfc3339)" } ?? "" : "")
                + "; see `nashra outbox list`")
    }

    private func line(_ edition: DigestScheduler.Made) -> String {
        let audience = edition.audience.isEmpty ? "" : " for \(edition.audience)"
        let head = "\(edition.subscriber) · \(edition.digest)\(audience), \(edition.period): "
        return switch edition.outcome {
        case .sealed:
            head + counted(edition.items, "story", plural: "stories")
                + (edition.more > 0 ? " and \(edition.more) more" : "") + ", "
                + counted(edition.envelopes, "message")
        case .empty: head + "nothing to tell"
        case .late: head + "passed over, too late"
        }
    }

    /// Whom it is for and what was answered as a log may hold it, for the output of
    /// `run` ends in one; `deliveries` says more.
    private func line(_ attempt: LoggedDelivery) -> String {
        let endpoint = attempt.endpoint == attempt.target ? "" : " by \(attempt.endpoint)"
        let said = attempt.reply.map(\.description)
        let words = [
            attempt.outcome == "delivered" ? nil : attempt.reason ?? attempt.outcome, said,
        ]
        .compactMap(\.self).joined(separator: " ")
        let verb = attempt.outcome == "delivered" ? "delivered" : "not delivered"
        return MaskedText.masked("\(verb) to \(attempt.target)\(endpoint): \(words)")
    }

    private struct MadeEdition: Encodable {
        var made = "digest"
        var subscriber: SubscriberID
        var digest: String
        /// Absent for the subscriber's own.
        var audience: String?
        var period: String
        var outcome: String
        var items: Int
        var more: Int
        var messages: Int

        init(_ edition: DigestScheduler.Made) {
            subscriber = edition.subscriber
            digest = edition.digest
            audience = edition.audience.isEmpty ? nil : edition.audience
            period = edition.period
            outcome = edition.outcome.rawValue
            items = edition.items
            more = edition.more
            messages = edition.envelopes
        }
    }

    private struct MadeAlert: Encodable {
        var made = "alert"
        var subscriber: SubscriberID
        var channel: String
        var stories: [StoryID]

        init(_ alert: AlertScheduler.Made) {
            subscriber = alert.subscriber
            channel = alert.channel
            stories = alert.stories
        }
    }

    private struct Sent: Encodable {
        var delivered: Int
        var later: Int
        var failed: Int
        var waiting: Int
    }
}

/// Counts attempts for a progress line.
private final class Progress: Sendable {
    private let console: Console
    private let count = Mutex(0)

    init(console: Console) {
        self.console = console
    }

    func step() {
        let count = count.withLock { count in
            count += 1
            return count
        }
        console.progress("sending: \(count)")
    }
}
