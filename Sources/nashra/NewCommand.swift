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
                email: email.description, timeZone: installation.configuration.timeZone), to: path)
        if console.json {
            try console.print(json: ["file": path, "did": "wrote"])
        } else {
            console.print("wrote \(path): say in it what to look for, then run nashra check")
        }
        return .done
    }
}
