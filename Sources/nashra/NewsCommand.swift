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

    func perform(_ console: Console) async throws -> ExitStatus
}

extension NewsCommand {
    func run() async throws {
        // Who reads our output may hear enough of it (`| head`): that must not
        // end us between a message and its record.
        signal(SIGPIPE, SIG_IGN)
        let console = Console(json: common.json)
        do {
            let status = try await perform(console)
            console.clearProgress()
            if status != .done { throw ExitCode(status.rawValue) }
        } catch let code as ExitCode {
            throw code
        } catch {
            let failure = Failure(error)
            console.error(failure.message)
            throw ExitCode(failure.status.rawValue)
        }
    }
}
