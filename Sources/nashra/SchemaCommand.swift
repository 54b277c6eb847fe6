import ArgumentParser
import Daemon
import Digests
import Matching

struct SchemaCommand: NewsCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the JSON Schema of a subscriber's file, nashra.yaml or theme.yaml.",
        discussion: """
            Editors that know YAML (yaml-language-server) complete and check by it where a \
            file's first line says: # yaml-language-server: $schema=PATH. `init` writes the \
            schemas and these lines.
            """)

    enum Subject: String, ExpressibleByArgument, CaseIterable {
        case subscriber, config, theme
    }

    @OptionGroup var common: CommonOptions
    @Argument(help: "subscriber, config or theme.") var subject = Subject.subscriber

    func perform(_ console: Console) async throws -> ExitStatus {
        console.print(subject.text)
        return .done
    }
}

extension SchemaCommand.Subject {
    /// The schema as `init` writes it.
    var text: String {
        switch self {
        case .subscriber: KeyTable.schema.text
        case .config: ConfigurationKeys.schema.text
        case .theme: ThemeKeys.schema.text
        }
    }

    /// Where `init` writes it, beside nashra.yaml.
    var path: String { "schema/\(rawValue).json" }
}
