import Daemon
import Foundation
import Newswire

/// The files that `init` and `new` write.
enum StarterFiles {
    static let configuration = """
        \(schemaLine(SchemaCommand.Subject.config.path))
        # Nashra's configuration. Every value has a default: what is commented out is as it
        # stands here unless it says otherwise. `nashra config` shows what is in force.

        # store: var/nashra.sqlite
        # subscribers: subscribers
        # templates: templates
        # language: en                 # of what is written around the articles
        # timezone: Asia/Gaza          # default: the machine's

        # Where news comes from.
        # sources:
        #   - name: agency
        #     feed: https://news.example.org/rss
        #     language: ar             # for articles that do not say
        #   - name: desk
        #     folder: incoming         # files dropped here are read, then moved to done or failed

        # Channels that any subscriber may send to.
        # channels:
        #   newsroom:
        #     slack: env:NEWSROOM_SLACK_URL
        # operator: newsroom           # who is told of a server that only a person can mend

        mail:
          from: Nashra <digest@example.org>
          # Without a relay mail is written to the folder var/mail, not sent.
          # relays:
          #   - url: smtp://relay.example.org:587
          #     username: digest
          #     password: env:RELAY_PASSWORD
          # bounces: bounces@example.org   # the return path; a token is added before the @
          # redirect: me@example.org   # staging: every mail goes here instead

        # http:
        #   public: https://nashra.example.org   # what links in mails begin with, once it is served

        # keep:
        #   deliveries: 1y             # messages and attempts, once they are settled

        # network:
        #   allow: [10.0.0.0/8]        # private addresses that feeds and webhooks may reach

        """

    /// The line by which editors find a schema, whose path begins at the file.
    static func schemaLine(_ path: String) -> String {
        "# yaml-language-server: $schema=\(path)"
    }

    /// `schema` is the schema's path, as seen from the file; nil if there is
    /// none.
    static func subscriber(
        email: String, timeZone: String? = nil, schema: String? = nil
    ) -> String {
        (schema.map { schemaLine($0) + "\n" } ?? "") + """
            email: \(email)
            \(timeZone.map { "timezone: \($0)" } ?? "# timezone: Asia/Gaza        # default: nashra.yaml's, else the machine's")
            digest: 07:30                # every day; `Sun-Thu 07:30` for some days
            rules:
              # Words side by side must all be there, | is "or", - excludes, «…» is a phrase.
              - فيضان | «flash flood»
              # - name: Water in the Levant
              #   match: (water | المياه) -sports
              #   regions: [levant]
              #   finds:
              #     - A headline that this rule must find

            """
    }

    /// What a subscriber of this address is called: its local part in
    /// characters that an id may have.
    static func id(for email: EmailAddress) -> String {
        let usable = email.local.map { character in
            character.isLetter || character.isNumber || "._-".contains(character)
                ? character : "-"
        }
        let id = String(usable).precomposedStringWithCanonicalMapping
        return id.hasPrefix(".") || id.hasPrefix("_") ? "s" + id : id
    }

    /// False, and nothing changed, if there is such a file already.
    static func write(_ text: String, to path: String) throws -> Bool {
        let file = URL(filePath: path)
        if FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) { return false }
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file, options: .atomic)
            return true
        } catch {
            throw Failure(.cannotWrite, "can't write '\(path)': \(FileTrouble.words(for: error))")
        }
    }
}
