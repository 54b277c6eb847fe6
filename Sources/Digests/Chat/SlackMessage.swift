/// A bulletin for a Slack incoming webhook: a header, a section for each item,
/// a context line.
///
/// Text from outside is neither a format, nor does Slack make links of addresses
/// and names in it: `verbatim`. Slack refuses the whole message when a limit is passed. Its limits are
/// counted here on the escaped text, which is the stricter way.
struct SlackMessage: ChatForm {
    /// Slack's own are 50 blocks, 150 and 3,000 characters, and about 13,200
    /// over all blocks (found by trying; it is not in their reference).
    static let mostItems = 50
    static let longestHeader = 150
    static let longestSection = 3_000
    static let longestTotal = 12_000

    private let message: Message

    init(_ bulletin: ToldBulletin) {
        message = Message(
            text: Self.escaped(bulletin.subject), blocks: Self.blocks(of: bulletin))
    }

    var fits: Bool {
        let blocks = message.blocks
        return blocks.count <= Self.mostItems
            && blocks.reduce(0) { $0 + $1.characters } <= Self.longestTotal
            && blocks.allSatisfy { $0.characters <= $0.most }
    }

    static func holds(_ item: ToldBulletin.Item) -> Bool {
        section(item).utf16.count <= longestSection
    }

    var json: [UInt8] { ChatJSON.bytes(message) }

    private static func blocks(of bulletin: ToldBulletin) -> [Block] {
        var blocks = [Block.header(bulletin.heading), .context(escaped(bulletin.headline))]
        if let late = bulletin.late { blocks.append(.context(escaped(late))) }
        for group in bulletin.groups {
            if let name = group.name { blocks.append(.section("*\(escaped(name))*")) }
            blocks += group.items.map { .section(section($0)) }
        }
        if let closing = bulletin.closing {
            blocks.append(
                bulletin.groups.isEmpty ? .section(escaped(closing)) : .context(escaped(closing)))
        }
        return blocks
    }

    private static func section(_ item: ToldBulletin.Item) -> String {
        let title = escaped(item.title)
        let link = item.link.map { "<\(ChatMarkup.slack($0))|\(title)>" }
        let lines =
            [Direction.begun("*\(link ?? title)*", running: item.direction)]
            + item.lines.map(escaped) + [ChatMarkup.code(ChatMarkup.slack(item.id))]
        return lines.joined(separator: "\n")
    }

    private static func escaped(_ text: String) -> String { ChatMarkup.slackText(text) }
}

/// The parts of Slack's Block Kit that we write.
private enum Block: Encodable {
    case header(String)
    case section(String)
    case context(String)

    var characters: Int {
        switch self {
        case .header(let text), .section(let text), .context(let text): text.utf16.count
        }
    }

    var most: Int {
        if case .header = self { SlackMessage.longestHeader } else { SlackMessage.longestSection }
    }

    private struct Text: Encodable {
        var type: String
        var text: String
        var verbatim: Bool?

        static func plain(_ text: String) -> Text { Text(type: "plain_text", text: text) }
        static func marked(_ text: String) -> Text {
            Text(type: "mrkdwn", text: text, verbatim: true)
        }
    }

    private enum CodingKeys: String, CodingKey {
        case type, text, elements
    }

    func encode(to encoder: any Encoder) throws {
        var json = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .header(let text):
            try json.encode("header", forKey: .type)
            try json.encode(Text.plain(text), forKey: .text)
        case .section(let text):
            try json.encode("section", forKey: .type)
            try json.encode(Text.marked(text), forKey: .text)
        case .context(let text):
            try json.encode("context", forKey: .type)
            try json.encode([Text.marked(text)], forKey: .elements)
        }
    }
}

private struct Message: Encodable {
    var text: String
    var blocks: [Block]
}
