import ArgumentParser
import Daemon
import Embedded
import Foundation
import Newswire

struct InitCommand: NewsCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Writes a commented nashra.yaml, a first subscriber, schemas and templates.",
        discussion: "What is there already is left as it is.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "The folder; this one by default.") var folder = "."

    func perform(_ console: Console) async throws -> ExitStatus {
        var files = [
            ("nashra.yaml", StarterFiles.configuration),
            (
                "subscribers/first.yaml",
                StarterFiles.subscriber(
                    email: "reader@example.org",
                    schema: "../" + SchemaCommand.Subject.subscriber.path)
            ),
        ]
        for subject in SchemaCommand.Subject.allCases {
            files.append((subject.path, subject.text + "\n"))
        }
        for path in EmbeddedFiles.names(below: "templates/") {
            let text = EmbeddedFiles.text(path) ?? ""
            let schema = "../" + SchemaCommand.Subject.theme.path
            let line = path == "templates/theme.yaml" ? StarterFiles.schemaLine(schema) + "\n" : ""
            files.append((path, line + text))
        }
        for (path, text) in files {
            let written = try StarterFiles.write(text, to: "\(folder)/\(path)")
            if console.json {
                try console.print(
                    json: ["file": "\(folder)/\(path)", "did": written ? "wrote" : "kept"])
            } else {
                console.print("\(written ? "wrote" : "kept ") \(folder)/\(path)")
            }
        }
        console.note("next: nashra check, then nashra match with a feed's address")
        return .done
    }
}
