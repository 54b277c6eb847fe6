import ArgumentParser
import Newswire
import Storage

/// What is asked of a message in the outbox, beside its number.
struct EnvelopeFilter: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Only by this server, as `deliveries` names it.", valueName: "endpoint"))
    var endpoint: String?
    @Option(
        help: ArgumentHelp("Only to this address, or to those that hold this.", valueName: "text"))
    var to: String?
    @Option(
        help: ArgumentHelp(
            "Only those sealed within this time: 36h, 14d.", valueName: "duration"))
    var since: String?

    func validate() throws {
        _ = try since.map(SinceOption.duration)
    }

    func choice(at now: Timestamp) throws -> EnvelopeChoice {
        EnvelopeChoice(
            endpoint: endpoint, to: to,
            since: try since.map { now - (try SinceOption.duration($0)) })
    }
}

/// Which messages `retry` and `drop` mean: numbers, what is true of them, or all.
struct EnvelopeSelection: ParsableArguments {
    @Argument(help: "The numbers that `outbox list` shows, or ranges of them: 12 15-30.")
    var numbers: [NumberRange] = []
    @OptionGroup var filter: EnvelopeFilter
    @Flag(help: "Every message that waits or failed.") var all = false

    func choice(at now: Timestamp) throws -> EnvelopeChoice {
        var choice = try filter.choice(at: now)
        choice.ids = numbers.map(\.range)
        return choice
    }

    func validate() throws {
        let isNarrowed =
            !numbers.isEmpty || filter.endpoint != nil || filter.to != nil || filter.since != nil
        if isNarrowed == all {
            throw ValidationError(
                "name messages by their numbers, by --endpoint, --to or --since, or give --all")
        }
    }
}

/// `12` or `15-30`.
struct NumberRange: ExpressibleByArgument {
    let range: ClosedRange<Int64>

    init?(argument: String) {
        let ends = argument.split(separator: "-", omittingEmptySubsequences: false)
            .map { Int64($0) }
        guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
            first > 0, first <= last
        else { return nil }
        range = first...last
    }
}
