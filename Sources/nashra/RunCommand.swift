import ArgumentParser
import Daemon
import Digests
import Dispatching
import Newswire

struct RunCommand: NewsCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Polls every source once, makes what is due, and sends it.",
        discussion: """
            For cron, every few minutes: `nashra run --once`. While another one polls and makes, \
            it refuses; while another one sends mail, it leaves mail to that one and does the \
            rest. A source that fails keeps no other from its turn.
            """)

    @OptionGroup var common: CommonOptions
    @Flag(help: "Return when that is done.") var once = false

    func validate() throws {
        if !once {
            throw ValidationError(
                "there is no daemon yet: let cron call `nashra run --once` every few minutes")
        }
    }

    /// What it says ends in a log, for cron starts it.
    var isLogged: Bool { true }

    func perform(_ console: Console) async throws -> ExitStatus {
        let stop = GracefulStop(ending: .later, console)
        let installation = try installation(console)
        var newsroom = try installation.open()
        let (rules, theme) = try await stop.run { [newsroom] in
            try await makeNews(newsroom, console)
        }
        // A relay may take hours. Who comes next meanwhile polls, makes, and sends
        // what goes to chats.
        let locks = try newsroom.locks()
        newsroom.sendsMail = try locks.takeMail()
        if !newsroom.sendsMail {
            console.note("nashra: another `nashra run` is sending mail: this one leaves mail to it")
        }
        let dispatch = try Dispatch(newsroom: newsroom, theme: theme, console: console)
        let status = try await dispatch.send(watching: rules.everyone, stop)
        let ended = installation.clock.now()
        try await newsroom.commits.write { try $0.noteRun(endedAt: ended) }
        // The lock is this process's while the value lives.
        withExtendedLifetime(locks) {}
        return status
    }

    /// Polls every source and makes what is due; no other run does meanwhile.
    private func makeNews(
        _ newsroom: Newsroom, _ console: Console
    ) async throws -> (Rulebase, Theme) {
        let installation = newsroom.installation
        let locks = try newsroom.locks()
        defer { withExtendedLifetime(locks) {} }
        guard try locks.takeDaemon() else {
            throw Failure(
                .later,
                "another `nashra run` works on '\(installation.configuration.store)': "
                    + "this one leaves it alone")
        }
        let rules = try await rules(newsroom, console)
        let polls = try await newsroom.poller(rules).poll(installation.configuration.sources) {
            console.progress("polling \($0)")
        }
        console.clearProgress()
        for poll in polls { try show(poll, on: console) }
        // Only now: a mistake in a template must not keep news from being recorded.
        let theme = try theme(installation, console)
        try await Dispatch(newsroom: newsroom, theme: theme, console: console)
            .make(for: rules.everyone, rules: rules, now: false)
        return (rules, theme)
    }

    private func show(_ poll: FeedPoller.Poll, on console: Console) throws {
        for problem in poll.problems {
            let place = problem.position.map { ":\($0.line):\($0.column)" } ?? ""
            console.note("\(poll.source)\(place): warning: \(problem.message)")
        }
        switch poll.outcome {
        case .received(let receipts):
            try Intaken(input: poll.source, receipts: receipts).show(on: console)
        case .notModified:
            try tell(poll.source, "not-modified", "not modified", console)
        case .notDue:
            try tell(poll.source, "not-due", "not due", console)
        case .resting(let until):
            try tell(poll.source, "resting", "left alone until \(until.rfc3339)", console)
        case .failed(let reason):
            console.error("\(poll.source): \(reason)")
            if console.json {
                try console.print(
                    json: ["input": poll.source, "outcome": "failed", "reason": reason])
            }
        }
    }

    private func tell(
        _ source: String, _ outcome: String, _ words: String, _ console: Console
    ) throws {
        if console.json {
            try console.print(json: ["input": source, "outcome": outcome])
        } else {
            console.print("\(source): \(words)")
        }
    }
}
