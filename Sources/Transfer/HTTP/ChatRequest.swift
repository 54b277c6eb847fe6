package import Newswire

/// One message on its way to a chat, its secrets looked up: makes the request
/// that the service wants. Never printed.
package struct ChatRequest: Sendable {
    package enum Place: Sendable {
        /// An incoming webhook's address.
        case hook(String)
        /// A chat, room or topic on a server.
        case room(String, server: String, token: String?)
    }

    package var service: ChatService
    package var place: Place
    /// The envelope's key, the same for every attempt: Matrix tells a message
    /// once for each.
    package var id: String
    /// A JSON object with at least one member, without the room.
    package var body: [UInt8]
    /// The time of this attempt.
    package var now: Timestamp

    package init(
        service: ChatService, place: Place, id: String, body: [UInt8], now: Timestamp
    ) {
        self.service = service
        self.place = place
        self.id = id
        self.body = body
        self.now = now
    }

    /// The same for another room, as Telegram calls a group that became a
    /// supergroup.
    func moved(to room: String) -> ChatRequest {
        var moved = self
        if case .room(_, let server, let token) = place {
            moved.place = .room(room, server: server, token: token)
        }
        return moved
    }

    /// Nil if a secret can't stand where it must.
    var http: HTTPRequest? {
        var request = HTTPRequest(
            url: "", headers: [("Content-Type", "application/json")], body: body)
        switch (service, place) {
        case (.discord, .hook(let url)):
            // Without it Discord answers before it knows whether it takes the
            // message.
            request.url = Self.versioned(url) + (url.contains("?") ? "&" : "?") + "wait=true"
        case (_, .hook(let url)):
            request.url = url
        case (.telegram, .room(let chat, let server, let token?)):
            guard Self.isToken(token) else { return nil }
            request.url = "\(server)/bot\(token)/sendMessage"
            request.body = with("chat_id", chat)
        case (.matrix, .room(let room, let server, let token?)):
            request.method = "PUT"
            request.url =
                "\(server)/_matrix/client/v3/rooms/\(Self.encoded(room))/send/m.room.message/"
                + Self.encoded(id)
            guard authorize(&request, token) else { return nil }
        case (.ntfy, .room(let topic, let server, let token)):
            request.url = "\(server)/"
            request.body = with("topic", topic)
            if let token, !authorize(&request, token) { return nil }
        case (_, .room): return nil
        }
        return request
    }

    /// The address of a Discord webhook in the tenth version of its API: by one
    /// without a version, as Discord shows it, the sixth answers, whose waits are
    /// milliseconds (discord/discord-api-docs#2360, #4722).
    private static func versioned(_ url: String) -> String {
        guard let path = url.firstRange(of: "/api/webhooks/") else { return url }
        let server = url[..<path.lowerBound]
        let isDiscord = ["discord.com", "discordapp.com"].contains { host in
            server == "https://\(host)"
                || server.hasPrefix("https://") && server.hasSuffix(".\(host)")
        }
        return isDiscord ? "\(server)/api/v10/webhooks/\(url[path.upperBound...])" : url
    }

    /// What an answer must not tell again: a server may quote what it was asked.
    var mask: ReplyMask {
        switch place {
        case .hook(let url): ReplyMask(url: url)
        case .room(let room, _, let token): ReplyMask(room: room, token: token)
        }
    }

    /// The body with a member more, at its beginning.
    private func with(_ key: String, _ value: String) -> [UInt8] {
        var member = "{\"\(key)\":\""
        for scalar in value.unicodeScalars where scalar.value >= 0x20 {
            if scalar == "\"" || scalar == "\\" { member += "\\" }
            member.unicodeScalars.append(scalar)
        }
        return Array((member + "\",").utf8) + body.dropFirst()
    }

    private func authorize(_ request: inout HTTPRequest, _ token: String) -> Bool {
        guard Self.isToken(token) else { return false }
        request.headers.append(("Authorization", "Bearer \(token)"))
        return true
    }

    /// Whether it can stand in a header's line and in a path.
    package static func isToken(_ token: String) -> Bool {
        !token.isEmpty
            && token.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"/?#%".utf8.contains($0) }
    }

    /// For one segment of a path: all but RFC 3986's unreserved characters as
    /// percent and two digits.
    private static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                bytes.append(byte)
            default:
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
