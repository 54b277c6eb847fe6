import ArgumentParser
import Daemon
import Foundation
import Newswire

struct NewCommand: NewsCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Writes one more subscriber's file, named for the address.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "The subscriber's email address.") var address: String

    func perform(_ console: Console) async throws -> ExitStatus {
        let installation = try installation(console)
        let email: EmailAddress
        do {
            email = try Mailbox(address).address
        } catch {
            throw Failure(.usage, "\(Diagnostic.quoted(address)) \(error.explanation)")
        }
        let folder = installation.configuration.subscribers
        let stem = StarterFiles.id(for: email)
        var path = "\(folder)/\(stem).yaml"
        var number = 1
        while FileManager.default.fileExists(atPath: path) {
            number += 1
            path = "\(folder)/\(stem)-\(number).yaml"
        }
        _ = try StarterFiles.write(
            StarterFiles.subscriber(
                email: email.description, timeZone: installation.configuration.timeZone,
                schema: schema(installation.configuration)), to: path)
        if console.json {
            try console.print(json: ["file": path, "did": "wrote"])
        } else {
            console.print("wrote \(path): say in it what to look for, then run nashra check")
        }
        return .done
    }

    /// The path from a subscriber's file to the schema that `init` wrote; nil if
    /// it is not there, or the subscribers are not below nashra.yaml's folder.
    private func schema(_ configuration: Configuration) -> String? {
        let path = SchemaCommand.Subject.subscriber.path
        let root = configuration.folder.standardizedFileURL.pathComponents
        let folder = URL(filePath: configuration.subscribers).standardizedFileURL.pathComponents
        let schema = configuration.folder.appending(path: path).path(percentEncoded: false)
        guard folder.starts(with: root), FileManager.default.fileExists(atPath: schema) else {
            return nil
        }
        return String(repeating: "../", count: folder.count - root.count) + path
    }
}
