import Digests
package import Dispatching
package import Foundation
package import Matching
package import Newswire
package import Transfer

/// What nashra.yaml says, every default filled in: the file may be absent.
/// `ConfigurationReader` reads it; each part of the program is given the piece
/// it needs.
package struct Configuration: Sendable {
    /// The file, as the user would type it; nil if there is none.
    package var file: String?
    /// The folder that relative paths and `file:` references begin at.
    package var folder: URL
    /// The SQLite file.
    package var store: String
    /// The folder of subscribers' files.
    package var subscribers: String
    /// The folder of templates that override the built-in ones.
    package var templates: String
    /// The folder of a desk's own names of places.
    package var regions: String
    package var language: LanguageTag
    package var timeZone: String
    /// Where the keys are kept that links and return paths are signed with: the
    /// first signs, all verify. Never empty.
    package var keys: [SecretReference]
    package var sources: [NewsSource]
    /// Channels that any subscriber may send to.
    package var channels: [Channel]
    /// Those of them by which the newsroom's own people hear what is wrong.
    package var operatorChannels: [Channel]
    package var mail: MailIdentity
    /// Each signs every mail.
    package var dkim: [DKIMSettings]
    /// Never empty.
    package var relays: [RelaySettings]
    /// Addresses that feeds, pages and webhooks may reach beside public ones.
    package var allow: [String]
    package var proxy: String?
    /// How long messages and attempts are kept once they are settled.
    package var keepDeliveries: Duration
    /// Every reference the file holds.
    package var secrets: Set<SecretReference>

    /// The configuration without a file.
    package init(folder: URL, timeZone: String, from: Mailbox, relay: RelaySettings) {
        self.folder = folder
        self.timeZone = timeZone
        store = Self.path("var/nashra.sqlite", in: folder)
        subscribers = Self.path("subscribers", in: folder)
        templates = Self.path("templates", in: folder)
        regions = Self.path("regions", in: folder)
        language = .english
        keys = [Self.usualKey]
        sources = []
        channels = []
        operatorChannels = []
        mail = MailIdentity(from: from)
        dkim = []
        relays = [relay]
        allow = []
        keepDeliveries = Self.usualKeep
        secrets = []
    }

    /// A year.
    static let usualKeep = Duration.seconds(365 * 86_400)

    /// Made when it is first used.
    static let usualKey = SecretReference.file("var/nashra.key")

    /// Whether mails carry anything that a key signs.
    package var signsTokens: Bool { mail.bounces != nil || mail.site != nil }

    /// What subscribers' files stand on.
    package var houseDefaults: HouseDefaults {
        HouseDefaults(
            language: language, timeZone: timeZone, channels: channels,
            sources: sources.isEmpty ? nil : sources.map(\.name), secrets: secrets,
            payloads: Theme.payloads(in: templates))
    }

    /// Whether no relay was named, so that mail goes into a folder.
    package var writesMailToFolder: Bool {
        relays.allSatisfy { relay in
            if case .maildir = relay.relay { true } else { false }
        }
    }

    /// A path of the file, relative to its folder, as the working folder sees
    /// it: short where the two are one.
    package static func path(_ path: String, in folder: URL) -> String {
        if path.hasPrefix("/") { return path }
        let here = FileManager.default.currentDirectoryPath
        let full = URL(filePath: path, relativeTo: folder).standardizedFileURL
            .path(percentEncoded: false)
        return full.hasPrefix(here + "/") ? String(full.dropFirst(here.count + 1)) : full
    }
}

/// A relay with the references to what it wants to see before it takes mail.
package struct RelaySettings: Hashable, Sendable {
    package var relay: Relay
    package var username: String?
    package var password: SecretReference?
    package var token: RelayToken?
    /// Connections at a time.
    package var sessions: Int
    /// Messages handed to it, over all connections.
    package var rate: RateCap?

    package init(
        relay: Relay, username: String? = nil, password: SecretReference? = nil,
        token: RelayToken? = nil, sessions: Int = 4, rate: RateCap? = nil
    ) {
        self.relay = relay
        self.username = username
        self.password = password
        self.token = token
        self.sessions = sessions
        self.rate = rate
    }
}

/// Where a relay's bearer token comes from.
package enum RelayToken: Hashable, Sendable {
    case secret(SecretReference)
    /// A program, by its path, and its arguments.
    case command([String])
}
