import Documents
import Newswire

/// Chat channels: a secret address, or for Telegram, Matrix and ntfy a mapping.
///
/// | key | values |
/// |---|---|
/// | `slack` `discord` `teams` `mattermost` `googlechat` | `env:NAME` or `file:PATH` |
/// | `telegram` | `chat`, `token`, `server` (default: Telegram's own) |
/// | `matrix` | `homeserver`, `room`, `token` |
/// | `ntfy` | `server`, `topic`, `token` (default: none) |
///
/// A chat, a room or a topic may be a reference too: a topic's name is all that
/// one needs to read it.
extension ChannelReader {
    func chat(_ service: ChatService, _ reader: MappingReader) -> ChatRoute? {
        let key = service.rawValue
        guard !service.isHook else {
            return reader.text(key).flatMap { reference($0, .hook(service)) }
                .map { ChatRoute(service, .hook(.secret($0))) }
        }
        guard let node = reader.node(key) else { return nil }
        guard case .mapping(let mapping) = node, let form = Self.forms[service] else {
            report.add(
                FileFinding.chatIsNoMapping(service, node.text?.name ?? ""), at: node.position)
            return nil
        }
        return room(service, mapping, form)
    }

    /// The keys of a service's mapping.
    private struct Form {
        var server: String
        /// Nil if the server must be given.
        var usualServer: String?
        var room: String
        var needsToken: Bool
        var keys: [String] { KeyTable.rooms[room]?.names ?? [] }
    }

    private static let forms: [ChatService: Form] = [
        .telegram: Form(
            server: "server", usualServer: ChatRoute.telegramServer, room: "chat",
            needsToken: true),
        .matrix: Form(server: "homeserver", room: "room", needsToken: true),
        .ntfy: Form(server: "server", room: "topic", needsToken: false),
    ]

    private func room(
        _ service: ChatService, _ mapping: Mapping, _ form: Form
    ) -> ChatRoute? {
        let reader = MappingReader(
            mapping, of: "'\(service.rawValue)'", keys: form.keys, isComplete: isComplete,
            report: report)
        let token = reader.text("token").map { reference($0, .token(service)) }
        let server = reader.text(form.server).map { text -> String? in
            if Self.isWebAddress(text.name) { return Self.withoutSlash(text.name) }
            report.add(FileFinding.badServer(text.name), at: text.position)
            return nil
        }
        let room = reader.text(form.room).map { place($0, of: service) }
        for (key, isMissing) in [
            (form.server, server == nil && form.usualServer == nil),
            (form.room, room == nil), ("token", token == nil && form.needsToken),
        ] where isMissing && !reader.has(key) {
            reader.reportMissing(FileFinding.chatKeyMissing(service, key))
        }
        guard let room = room ?? nil, let server = server ?? form.usualServer else { return nil }
        switch token {
        case .some(nil): return nil
        case nil where form.needsToken: return nil
        case let token:
            return ChatRoute(
                service,
                .room(room, server: server, token: token.flatMap { $0.map { .secret($0) } }))
        }
    }

    private func place(_ text: Text, of service: ChatService) -> ConfiguredText? {
        if let reference = SecretReference(text.name) {
            return isAllowed(reference, at: text.position) ? .secret(reference) : nil
        }
        if service.takes(room: text.name) { return .literal(text.name) }
        report.add(FileFinding.badRoom(service, text.name), at: text.position)
        return nil
    }

    private static func withoutSlash(_ url: String) -> String {
        var url = url
        while url.hasSuffix("/") { url.removeLast() }
        return url
    }
}
