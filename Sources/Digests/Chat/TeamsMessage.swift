/// A bulletin for a Teams workflow: a message with one Adaptive Card, which runs
/// from right to left where its language does, each item in its own direction.
///
/// All text stands in text runs, of which no character is markup, and no
/// mention is declared: nothing can ping.
struct TeamsMessage: ChatForm {
    /// Teams says 28 KB of the whole; what the workflow wraps around the card
    /// counts too.
    static let mostBytes = 21_000

    let json: [UInt8]

    init(_ bulletin: ToldBulletin) {
        var body = [
            Element.text(bulletin.heading, weight: "Bolder", size: "Large"),
            .text(bulletin.headline, isSubtle: true),
        ]
        if let late = bulletin.late { body.append(.text(late, isSubtle: true)) }
        for group in bulletin.groups {
            if let name = group.name {
                body.append(.text(name, weight: "Bolder", size: "Medium"))
            }
            body += group.items.map(Self.container)
        }
        if let closing = bulletin.closing { body.append(.text(closing, isSubtle: true)) }
        json = ChatJSON.bytes(
            Message(attachments: [
                Message.Attachment(
                    content: Card(rtl: bulletin.direction == .rightToLeft, body: body))
            ]))
    }

    var fits: Bool { json.count <= Self.mostBytes }

    private static func container(_ item: ToldBulletin.Item) -> Element {
        var items = [Element.text(item.begunTitle, weight: "Bolder", link: item.link)]
        items += item.lines.map { .text($0) }
        items.append(.text(item.id, size: "Small", isSubtle: true))
        return .container(items, rtl: item.direction == .rightToLeft)
    }
}

private struct Message: Encodable {
    struct Attachment: Encodable {
        var contentType = "application/vnd.microsoft.card.adaptive"
        var content: Card
    }

    var type = "message"
    var attachments: [Attachment]
}

private struct Card: Encodable {
    var schema = "http://adaptivecards.io/schemas/adaptive-card.json"
    var type = "AdaptiveCard"
    var version = "1.5"
    var rtl: Bool
    var msteams = ["width": "Full"]
    var body: [Element]

    private enum CodingKeys: String, CodingKey {
        case schema = "$schema"
        case type, version, rtl, msteams, body
    }
}

/// The elements of Adaptive Cards that we write.
private struct Element: Encodable {
    struct Run: Encodable {
        var type = "TextRun"
        var text: String
        var weight: String?
        var size: String?
        var isSubtle: Bool?
        var selectAction: Action?
    }
    struct Action: Encodable {
        var type = "Action.OpenUrl"
        var url: String
    }

    var type: String
    var inlines: [Run]?
    var items: [Element]?
    var rtl: Bool?
    var separator: Bool?
    var spacing: String?

    static func text(
        _ text: String, weight: String? = nil, size: String? = nil, isSubtle: Bool? = nil,
        link: String? = nil
    ) -> Element {
        Element(
            type: "RichTextBlock",
            inlines: [
                Run(
                    text: text, weight: weight, size: size, isSubtle: isSubtle,
                    selectAction: link.map { Action(url: $0) })
            ], spacing: "Small")
    }

    static func container(_ items: [Element], rtl: Bool) -> Element {
        Element(type: "Container", items: items, rtl: rtl, separator: true)
    }
}
