import ArgumentParser

@main
struct Nashra: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nashra",
        abstract: "Reads news as it arrives and tells each subscriber what concerns them.",
        discussion: """
            Subscribers are files in `subscribers/`; nashra.yaml says where news comes from and \
            mail goes to, and may be absent: then mail is written to the folder var/mail.

            A first walk:
              nashra init                         a configuration and a first subscriber
              nashra check                        are all files right?
              nashra match https://example.org/rss    who would get what, and why
              nashra ingest https://example.org/rss   record it
              nashra send --now --all             make the digests and send them

            Every command takes --config FILE and --json. Exit codes: 0 done, 1 the answer is \
            no, 64 usage, 65 unreadable input, 66 missing input, 69 no server, 73 can't write, \
            75 work stays in the outbox, 78 bad nashra.yaml.
            """,
        version: "0.1.0",
        subcommands: [
            InitCommand.self, NewCommand.self, CheckCommand.self, ReadCommand.self,
            SendTestCommand.self,
            MatchCommand.self, PreviewCommand.self, IngestCommand.self, SendCommand.self,
            RunCommand.self, DueCommand.self, OutboxCommand.self, DeliveriesCommand.self,
            StatusCommand.self, ConfigCommand.self, SchemaCommand.self, TryCommand.self,
            WhyCommand.self, MatchesCommand.self, RegionsCommand.self, UnsubscribeCommand.self,
            BounceCommand.self, SuppressionsCommand.self,
        ])

    /// Also accepted before the command's name.
    @OptionGroup var common: CommonOptions
}
