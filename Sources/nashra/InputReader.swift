import ArgumentParser
import Daemon
import Foundation
import Intake
import Newswire
import Transfer

/// What commands that read articles take beside their inputs.
struct InputOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What the inputs are, if their bytes mislead: rss, atom, rdf, jsonfeed, page, text or article.",
            valueName: "kind"))
    var type: IntakeKind?

    @Option(
        help: ArgumentHelp("The Content-Type an HTTP server would have sent.", valueName: "type"))
    var contentType: String?

    @Option(help: "The address the input would have had; relative links begin there.")
    var url: String?

    @Option(help: ArgumentHelp("Whose articles these are.", valueName: "name"))
    var source: String?
}

extension IntakeKind: ExpressibleByArgument {}

/// Reads the inputs of a command: files, URLs, `-` for standard input.
struct InputReader {
    struct Input {
        var name: String
        var result: IntakeResult
    }

    let options: InputOptions
    let installation: Installation
    let console: Console

    /// Reads all inputs; what can't be read is told on standard error and gives
    /// the status.
    func read(_ inputs: [String]) async throws -> (inputs: [Input], status: ExitStatus) {
        var results: [Input] = []
        var status = ExitStatus.done
        for name in inputs {
            console.progress("reading \(name)")
            do {
                let result = try await input(name)
                for problem in result.problems {
                    let place = problem.position.map { ":\($0.line):\($0.column)" } ?? ""
                    console.note("\(name)\(place): warning: \(problem.message)")
                }
                results.append(Input(name: name, result: result))
            } catch let failure as Failure {
                console.error(failure.message)
                status = max(status, failure.status)
            }
        }
        console.clearProgress()
        return (results, status)
    }

    private func input(_ name: String) async throws -> IntakeResult {
        var hints = IntakeHints(
            kind: options.type, contentType: options.contentType, url: options.url,
            source: options.source)
        let bytes: [UInt8]
        if name == "-" {
            bytes = [UInt8](try StandardInput.bytes())
        } else if CanonicalURL(name) != nil {
            let page = try await fetch(name)
            bytes = page.bytes
            hints.contentType = hints.contentType ?? page.contentType
            hints.url = hints.url ?? page.url
        } else {
            bytes = try file(name)
        }
        do throws(IntakeFailure) {
            return try IntakeReader().read(bytes, hints: hints)
        } catch {
            throw Failure(.unreadable, "'\(name)' \(error)")
        }
    }

    private func fetch(_ url: String) async throws -> FetchedPage {
        let fetcher = Fetcher(network: try installation.network())
        do throws(FetchFailure) {
            let result = try await fetcher.fetch(url, now: installation.clock.now())
            guard case .fetched(let page) = result else { throw .badURL }
            return page
        } catch {
            // Without a password that the address may hold.
            let shown = CanonicalURL(url)?.text ?? url
            switch error {
            case .cancelled: throw CancellationError()
            case .badURL, .notHTTP, .refused(_, 404, _), .refused(_, 410, _):
                throw Failure(.missingInput, "'\(shown)': \(error.explanation)")
            case .tooLarge, .tooManyRedirects, .badRedirect:
                throw Failure(.unreadable, "'\(shown)': \(error.explanation)")
            case .unreachable, .timeout, .privateAddress, .refused:
                throw Failure(.noServer, "'\(shown)': \(error.explanation)")
            }
        }
    }

    private func file(_ path: String) throws -> [UInt8] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Failure(.missingInput, "there is no file '\(path)'")
        }
        if isFolder.boolValue {
            throw Failure(.missingInput, "'\(path)' is a folder: name the files in it")
        }
        do {
            // Pipes have no size to be asked for, so they are read to their end.
            let bytes = try FileHandle(forReadingFrom: URL(filePath: path)).readToEnd()
            return [UInt8](bytes ?? Data())
        } catch {
            throw Failure(
                .missingInput, "'\(path)' can't be read: \(FileTrouble.words(for: error))")
        }
    }
}
