/// A bulletin for a Mattermost incoming webhook: Markdown.
///
/// Mattermost has no escape for `@channel` and no switch against it: a word
/// joiner behind each `@` keeps it from being one.
struct MattermostMessage: ChatForm {
    /// Mattermost's own is 16,383; a server whose database still has the old
    /// 4,000 parts a longer text into several posts itself.
    static let longest = 16_000

    private let text: String

    init(_ bulletin: ToldBulletin) {
        var blocks = [
            (["#### " + Self.safe(bulletin.heading)]
                + bulletin.opening.dropFirst().map(Self.safe)).joined(separator: "\n")
        ]
        for group in bulletin.groups {
            if let name = group.name { blocks.append("##### " + Self.safe(name)) }
            blocks += group.items.map(Self.block)
        }
        if let closing = bulletin.closing { blocks.append(Self.safe(closing)) }
        text = blocks.joined(separator: "\n\n")
    }

    var fits: Bool { text.utf16.count <= Self.longest }

    var json: [UInt8] { ChatJSON.bytes(["text": text]) }

    private static func block(_ item: ToldBulletin.Item) -> String {
        let title = ChatMarkup.markdownLink(ChatMarkup.mentionless(item.title), to: item.link)
        let lines =
            [Direction.begun("**\(title)**", running: item.direction)]
            + item.lines.map(safe) + [ChatMarkup.code(ChatMarkup.mentionless(item.id))]
        return lines.joined(separator: "\n")
    }

    private static func safe(_ text: String) -> String {
        ChatMarkup.markdown(ChatMarkup.mentionless(text))
    }
}
