/// A bulletin for Telegram's `sendMessage`, as HTML; who sends it adds the chat.
///
/// Telegram's HTML has no directions: marks and isolates do it. A name behind
/// an `@` would be a mention without any markup, so a word joiner stands there.
struct TelegramMessage: ChatForm {
    /// Telegram's own: 4,096 UTF-16 units after parsing, a hundred entities.
    static let longest = 4_096
    static let mostEntities = 100
    /// Markup and addresses count for nothing above; this keeps them sane.
    static let mostBytes = 30_000

    private let text: HTMLText
    private let showsPreview: Bool

    init(_ bulletin: ToldBulletin) {
        var text = HTMLText()
        text.add("b", bulletin.heading)
        for line in bulletin.opening.dropFirst() { text.add("\n" + line) }
        for group in bulletin.groups {
            if let name = group.name {
                text.add("\n\n")
                text.add("b", name)
            }
            for item in group.items {
                text.add("\n\n" + item.mark)
                text.add(item.title, to: item.link)
                for line in item.lines { text.add("\n" + line) }
                text.add("\n")
                text.add("code", item.id)
            }
        }
        if let closing = bulletin.closing { text.add("\n\n" + closing) }
        self.text = text
        // Of many links Telegram would show the first one's picture.
        showsPreview = bulletin.kind != .digest
    }

    var fits: Bool {
        text.length <= Self.longest && text.entities <= Self.mostEntities
            && text.html.utf8.count <= Self.mostBytes
    }

    var json: [UInt8] {
        ChatJSON.bytes(
            Message(
                text: text.html,
                link_preview_options: Message.Preview(is_disabled: !showsPreview)))
    }

    private struct Message: Encodable {
        struct Preview: Encodable {
            var is_disabled: Bool
        }

        var text: String
        var parse_mode = "HTML"
        var link_preview_options: Preview
    }
}

/// HTML, with what Telegram will count of it.
private struct HTMLText {
    var html = ""
    /// In UTF-16 units, without markup.
    var length = 0
    var entities = 0

    mutating func add(_ text: String) {
        let text = ChatMarkup.mentionless(text)
        html += ChatMarkup.html(text)
        length += text.utf16.count
    }

    mutating func add(_ tag: String, _ text: String) {
        html += "<\(tag)>"
        add(text)
        html += "</\(tag)>"
        entities += 1
    }

    /// In bold.
    mutating func add(_ text: String, to link: String?) {
        guard let link else { return add("b", text) }
        html += "<a href=\"\(ChatMarkup.html(link))\">"
        add("b", text)
        html += "</a>"
        entities += 1
    }
}
