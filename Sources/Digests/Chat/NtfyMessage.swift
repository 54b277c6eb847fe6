/// A bulletin for ntfy, as the JSON that is posted to its root; who sends it
/// adds the topic. Plain text, in which nothing is markup and nothing pings.
struct NtfyMessage: ChatForm {
    /// ntfy turns what is longer into a file. Its own 4,096 count the message;
    /// here all of it counts, with room for the topic.
    static let mostBytes = 4_000

    let json: [UInt8]

    init(_ bulletin: ToldBulletin) {
        var blocks = [bulletin.opening.dropFirst().joined(separator: "\n")]
        for group in bulletin.groups {
            if let name = group.name { blocks.append("— \(name) —") }
            blocks += group.items.map { $0.plainLines.joined(separator: "\n") }
        }
        if let closing = bulletin.closing { blocks.append(closing) }
        json = ChatJSON.bytes(
            Message(
                title: bulletin.kind == .digest ? bulletin.heading : bulletin.subject,
                message: blocks.joined(separator: "\n\n"),
                priority: bulletin.kind == .alert ? 4 : 3,
                click: bulletin.items.count == 1 ? bulletin.items[0].link : nil))
    }

    var fits: Bool { json.count <= Self.mostBytes }

    private struct Message: Encodable {
        var title: String
        var message: String
        /// Three is usual, four is high.
        var priority: Int
        /// What a tap opens.
        var click: String?
    }
}
