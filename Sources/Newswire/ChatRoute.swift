/// A chat service, by the key that names it in files. What it is called, what
/// its messages look like and what its answers mean are tables over these.
package enum ChatService: String, Hashable, Sendable, CaseIterable {
    case slack
    case discord
    case teams
    case telegram
    case mattermost
    case googleChat = "googlechat"
    case matrix
    case ntfy

    /// As its makers write it.
    package var title: String {
        switch self {
        case .slack: "Slack"
        case .discord: "Discord"
        case .teams: "Teams"
        case .telegram: "Telegram"
        case .mattermost: "Mattermost"
        case .googleChat: "Google Chat"
        case .matrix: "Matrix"
        case .ntfy: "ntfy"
        }
    }

    /// Whether a channel is a secret address alone; the others are a room on a
    /// server, and a token.
    package var isHook: Bool {
        switch self {
        case .slack, .discord, .teams, .mattermost, .googleChat: true
        case .telegram, .matrix, .ntfy: false
        }
    }
}

/// Where a chat message goes, as a file says it: the secrets in it are
/// references.
package struct ChatRoute: Hashable, Sendable {
    package enum Place: Hashable, Sendable {
        /// An incoming webhook's address.
        case hook(ConfiguredText)
        /// A room (a Telegram chat, a Matrix room, an ntfy topic) on a server,
        /// whose address ends without a slash.
        case room(ConfiguredText, server: String, token: ConfiguredText?)
    }

    package var service: ChatService
    package var place: Place

    package init(_ service: ChatService, _ place: Place) {
        self.service = service
        self.place = place
    }

    /// Reads what `target` and `token` wrote.
    package init(_ service: ChatService, target: String, token: String?) {
        self.service = service
        if let space = target.firstIndex(of: " "), !service.isHook {
            place = .room(
                ConfiguredText(String(target[target.index(after: space)...])),
                server: String(target[..<space]), token: token.map(ConfiguredText.init))
        } else {
            place = .hook(ConfiguredText(target))
        }
    }

    /// Where it leads, on one line, by which it is one endpoint among others:
    /// `env:NASHRA_SLACK`, `https://api.telegram.org -1001234`. Never what a
    /// reference holds.
    package var target: String {
        switch place {
        case .hook(let url): url.description
        // No address has a space in it.
        case .room(let room, let server, _): "\(server) \(room)"
        }
    }

    package var token: ConfiguredText? {
        switch place {
        case .hook: nil
        case .room(_, _, let token): token
        }
    }

    /// Everything in it that may be a reference.
    package var texts: [ConfiguredText] {
        switch place {
        case .hook(let url): [url]
        case .room(let room, _, let token): [room] + [token].compactMap(\.self)
        }
    }
}

extension ChatRoute {
    /// Where Telegram's bots are spoken to, unless one runs a server of one's
    /// own.
    package static let telegramServer = "https://api.telegram.org"
}

extension ChatService {
    /// Whether a room can be called so: a Telegram chat's number or `@name`, a
    /// Matrix room's id (not its alias), an ntfy topic.
    package func takes(room: String) -> Bool {
        guard !room.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else { return false }
        let name = room.utf8.dropFirst()
        func isWord(_ byte: UInt8) -> Bool {
            byte == 0x5F || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
        }
        switch self {
        case .telegram:
            return room.hasPrefix("@")
                ? name.count >= 4 && name.allSatisfy(isWord)
                : Int64(room) != nil && !room.hasPrefix("+")
        case .matrix: return room.hasPrefix("!") && room.utf8.count <= 255 && !name.isEmpty
        case .ntfy:
            return (1...64).contains(room.utf8.count)
                && room.utf8.allSatisfy { isWord($0) || $0 == 0x2D }
        default: return false
        }
    }
}
