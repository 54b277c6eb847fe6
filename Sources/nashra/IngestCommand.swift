import ArgumentParser
import Dispatching
import Newswire

struct IngestCommand: NewsCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest",
        abstract: "Records articles and what they set going; sends nothing.",
        discussion: "The same articles again are only sightings: they change nothing.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var options: InputOptions
    @Argument(help: "Files, URLs, or -.") var inputs: [String]

    func perform(_ console: Console) async throws -> ExitStatus {
        let installation = try installation(console)
        let newsroom = try installation.open()
        let rules = try await rules(newsroom, console)
        let reader = InputReader(options: options, installation: installation, console: console)
        let (inputs, status) = try await reader.read(inputs)
        let reception = newsroom.reception(rules)
        for input in inputs {
            let total = input.result.articles.count
            let receipts = try await reception.receive(input.result.attributedArticles) { done in
                console.progress("\(input.name): \(done) of \(total) articles")
            }
            console.clearProgress()
            try Intaken(input: input.name, receipts: receipts).show(on: console)
        }
        return status
    }
}
