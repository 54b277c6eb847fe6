import ArgumentParser
import Daemon
import Embedded
import Foundation
import Newswire

struct InitCommand: NewsCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Writes a commented nashra.yaml, a first subscriber, and the templates.",
        discussion: "What is there already is left as it is.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "The folder; this one by default.") var folder = "."

    func perform(_ console: Console) async throws -> ExitStatus {
        var files = [
            ("nashra.yaml", StarterFiles.configuration),
            ("subscribers/first.yaml", StarterFiles.subscriber(email: "reader@example.org")),
        ]
        for path in EmbeddedFiles.names(below: "templates/") {
            files.append((path, EmbeddedFiles.text(path) ?? ""))
        }
        for (path, text) in files {
            let written = try StarterFiles.write(text, to: "\(folder)/\(path)")
            console.print("\(written ? "wrote" : "kept ") \(folder)/\(path)")
        }
        console.print()
        console.print("next: nashra check, then nashra match with a feed's address")
        return .done
    }
}

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
        console.print("wrote \(path): say in it what to look for, then run nashra check")
        return .done
    }
}

/// The files that `init` and `new` write.
enum StarterFiles {
    static let configuration = """
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

        mail:
          from: Nashra <digest@example.org>
          # Without a relay mail is written to the folder var/mail, not sent.
          # relays:
          #   - url: smtp://relay.example.org:587
          #     username: digest
          #     password: env:RELAY_PASSWORD
          # redirect: me@example.org   # staging: every mail goes here instead

        # network:
        #   allow: [10.0.0.0/8]        # private addresses that feeds and webhooks may reach

        """

    static func subscriber(email: String, timeZone: String? = nil) -> String {
        """
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
