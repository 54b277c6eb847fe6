/// A way to reach a subscriber.
package struct Channel: Hashable, Sendable {
    /// Unique among a file's digests and channels.
    package var name: String
    package var target: Target
    package var quiet: QuietHours?
    package var cap: RateCap?
    /// How long an envelope is tried.
    package var giveUp: Duration

    package init(
        name: String, target: Target, quiet: QuietHours? = nil, cap: RateCap? = nil,
        giveUp: Duration? = nil
    ) {
        self.name = name
        self.target = target
        self.quiet = quiet
        self.cap = cap
        self.giveUp = giveUp ?? target.usualGiveUp
    }

    /// Where a channel leads, by kind.
    package enum Target: Hashable, Sendable {
        /// One message to each address; at least one.
        case email([EmailAddress])
        /// One message to each reader of a list, in his language.
        case readers(Recipients)
        case chat(ChatRoute)
        /// Any HTTP endpoint, spoken to as Standard Webhooks says; signed if
        /// there is a secret (`whsec_` and base64). A payload names the template
        /// of a body that is not ours.
        case webhook(url: ConfiguredText, secret: ConfiguredText?, payload: String? = nil)

        package var kind: Kind {
            switch self {
            case .email, .readers: .email
            case .chat(let route): .chat(route.service)
            case .webhook: .webhook
            }
        }

        /// Five days for mail, a day for chat.
        fileprivate var usualGiveUp: Duration {
            .seconds(kind == .email ? 5 * 86_400 : 86_400)
        }
    }

    package enum Kind: Hashable, Sendable, CaseIterable {
        case email
        case chat(ChatService)
        case webhook

        package static let allCases = [.email] + ChatService.allCases.map(Self.chat) + [.webhook]

        /// The key that makes this kind in a file: `email`, `slack`, `webhook`.
        package var key: String {
            switch self {
            case .email: "email"
            case .chat(let service): service.rawValue
            case .webhook: "webhook"
            }
        }
    }
}

/// At most so many in such a time: `20/h`.
package struct RateCap: Hashable, Sendable {
    package var count: Int
    package var per: Duration

    package init(count: Int, per: Duration) {
        self.count = count
        self.per = per
    }

    /// From one to the next, if they come evenly.
    package var interval: Duration { per / count }
}

/// Where a secret is kept. Secrets never stand in a file that people edit.
package enum SecretReference: Hashable, Sendable, CustomStringConvertible {
    case environment(String)
    /// A path, relative to the folder of nashra.yaml.
    case file(String)

    /// Nil unless the text begins with `env:` or `file:` and goes on.
    package init?(_ text: String) {
        if text.hasPrefix("env:"), text.count > 4 {
            self = .environment(String(text.dropFirst(4)))
        } else if text.hasPrefix("file:"), text.count > 5 {
            self = .file(String(text.dropFirst(5)))
        } else {
            return nil
        }
    }

    /// As a file writes it: `env:NAME` or `file:PATH`.
    package var description: String {
        switch self {
        case .environment(let name): "env:\(name)"
        case .file(let path): "file:\(path)"
        }
    }
}

/// A value that stands in a file itself or is kept elsewhere.
package enum ConfiguredText: Hashable, Sendable, CustomStringConvertible {
    case literal(String)
    case secret(SecretReference)

    /// A reference if the text has the form of one, else the text.
    package init(_ text: String) {
        self = SecretReference(text).map(ConfiguredText.secret) ?? .literal(text)
    }

    /// As a file writes it; never what a reference holds.
    package var description: String {
        switch self {
        case .literal(let text): text
        case .secret(let reference): reference.description
        }
    }
}
