/// A bulletin for a Google Chat webhook: a card, a section for each group.
///
/// Text in cards is a little HTML, which has escapes; plain messages have none
/// for `<users/all>`.
struct GoogleChatMessage: ChatForm {
    /// Google's own: 32,000 bytes, a hundred widgets in a card.
    static let mostBytes = 31_000
    static let mostItems = 95

    let json: [UInt8]

    init(_ bulletin: ToldBulletin) {
        var sections: [Section] = []
        if let late = bulletin.late { sections.append(Section(texts: [ChatMarkup.html(late)])) }
        sections += bulletin.groups.map { group in
            Section(header: group.name.map(ChatMarkup.html), texts: group.items.map(Self.text))
        }
        if let closing = bulletin.closing {
            sections.append(Section(texts: [ChatMarkup.html(closing)]))
        }
        let header = Card.Header(
            title: ChatMarkup.plainOfGoogle(bulletin.heading), subtitle: bulletin.headline)
        json = ChatJSON.bytes(
            Message(
                fallbackText: ChatMarkup.plainOfGoogle(bulletin.subject),
                cardsV2: [
                    Message.Entry(card: Card(header: header, sections: sections))
                ]))
    }

    var fits: Bool { json.count <= Self.mostBytes }

    private static func text(_ item: ToldBulletin.Item) -> String {
        let title = "<b>\(ChatMarkup.htmlLink(item.title, to: item.link))</b>"
        let lines =
            [item.mark + title] + item.lines.map(ChatMarkup.html)
            + ["<font color=\"#767676\">\(ChatMarkup.html(item.id))</font>"]
        return lines.joined(separator: "<br>")
    }
}

private struct Message: Encodable {
    struct Entry: Encodable {
        var cardId = "bulletin"
        var card: Card
    }

    var fallbackText: String
    var cardsV2: [Entry]
}

private struct Card: Encodable {
    struct Header: Encodable {
        var title: String
        var subtitle: String
    }

    var header: Header
    var sections: [Section]
}

private struct Section: Encodable {
    struct Widget: Encodable {
        struct Paragraph: Encodable {
            var text: String
        }

        var textParagraph: Paragraph
    }

    var header: String?
    var widgets: [Widget]

    init(header: String? = nil, texts: [String]) {
        self.header = header
        widgets = texts.map { Widget(textParagraph: Widget.Paragraph(text: $0)) }
    }
}
