/// A bulletin as a Matrix `m.notice`: plain text, and HTML of tags that the
/// specification lets clients show. It has no attribute for a direction: marks
/// and isolates do it.
///
/// `m.mentions` names nobody, which clients of specification 1.7 obey whatever
/// the text says; for older ones a word joiner stands behind each `@`.
struct MatrixMessage: ChatForm {
    /// An event may have 65,536 bytes, with what the server adds.
    static let mostBytes = 60_000

    let json: [UInt8]

    init(_ bulletin: ToldBulletin) {
        var plain = [bulletin.opening.joined(separator: "\n")]
        let opening = bulletin.opening.dropFirst().map(ChatMarkup.html)
        var html =
            "<h4>\(ChatMarkup.html(bulletin.heading))</h4>"
            + "<p>\(opening.joined(separator: "<br>"))</p>"
        for group in bulletin.groups {
            if let name = group.name {
                plain.append(name)
                html += "<h5>\(ChatMarkup.html(name))</h5>"
            }
            for item in group.items {
                plain.append(item.plainLines.joined(separator: "\n"))
                html += Self.paragraph(item)
            }
        }
        if let closing = bulletin.closing {
            plain.append(closing)
            html += "<p>\(ChatMarkup.html(closing))</p>"
        }
        json = ChatJSON.bytes(
            Message(
                body: ChatMarkup.mentionless(plain.joined(separator: "\n\n")),
                formatted_body: ChatMarkup.mentionless(html)))
    }

    var fits: Bool { json.count <= Self.mostBytes }

    private static func paragraph(_ item: ToldBulletin.Item) -> String {
        let title = "<strong>\(ChatMarkup.htmlLink(item.title, to: item.link))</strong>"
        let lines =
            [item.mark + title] + item.lines.map(ChatMarkup.html)
            + ["<code>\(ChatMarkup.html(item.id))</code>"]
        return "<p>\(lines.joined(separator: "<br>"))</p>"
    }

    private struct Message: Encodable {
        struct Mentions: Encodable {}

        var msgtype = "m.notice"
        var body: String
        var format = "org.matrix.custom.html"
        var formatted_body: String
        var mentions = Mentions()

        private enum CodingKeys: String, CodingKey {
            case msgtype, body, format, formatted_body
            case mentions = "m.mentions"
        }
    }
}
