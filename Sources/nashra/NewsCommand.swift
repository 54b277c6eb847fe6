import ArgumentParser
import Daemon
import Foundation

/// What every command takes.
struct CommonOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The configuration; nashra.yaml by default, which may be absent.", valueName: "file"))
    var config: String?

    @Flag(help: "Print results as JSON, a line each.")
    var json = false
}

/// A command of Nashra: reads top down in `perform`, which returns how it went;
/// what it throws is told on standard error with the fitting exit code.
protocol NewsCommand: AsyncParsableCommand {
    var common: CommonOptions { get }
    /// Whether its lines say when they were written, where no terminal shows them.
    var isLogged: Bool { get }

    func perform(_ console: Console) async throws -> ExitStatus
}

extension NewsCommand {
    var isLogged: Bool { false }

    func run() async throws {
        // Who reads our output may hear enough of it (`| head`): that must not
        // end us between a message and its record.
        signal(SIGPIPE, SIG_IGN)
        let console = Console(json: common.json, isLog: isLogged)
        do {
            let status = try await perform(console)
            console.clearProgress()
            end(status)
        } catch {
            let failure = Failure(error)
            console.error(failure.message)
            end(failure.status)
        }
    }

    /// Ends the process, but not by `exit`: with that OpenSSL takes its tables down,
    /// beneath a thread that spoke TLS and is just ending.
    private func end(_ status: ExitStatus) -> Never {
        fflush(nil)
        _exit(status.rawValue)
    }
}
