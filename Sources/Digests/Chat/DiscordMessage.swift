/// A bulletin for a Discord webhook: an embed for each item, whose title leads
/// to the article, ten at most.
///
/// Nobody is pinged, whatever the text says: `allowed_mentions` allows none.
struct DiscordMessage: ChatForm {
    /// Discord's own: ten embeds with 6,000 characters over all of them.
    static let mostItems = 10
    static let longestContent = 2_000
    static let longestTitle = 256
    static let longestDescription = 4_096
    static let longestTotal = 6_000
    static let longestAddress = 2_048

    private let message: Message

    init(_ bulletin: ToldBulletin) {
        // Phones show the content only: an alert's is its headline.
        let first = bulletin.kind == .digest ? bulletin.heading : bulletin.subject
        let opening =
            ["**\(ChatMarkup.markdown(first))**"]
            + bulletin.opening.dropFirst().map(ChatMarkup.markdown)
        var embeds = bulletin.groups.flatMap { group in
            group.items.enumerated().map { index, item in
                Embed(item, under: index == 0 ? group.name : nil)
            }
        }
        if let closing = bulletin.closing {
            embeds.append(Embed(description: ChatMarkup.markdown(closing)))
        }
        message = Message(content: opening.joined(separator: "\n"), embeds: embeds)
    }

    /// Counted in UTF-16 units, of which no character has fewer than one.
    var fits: Bool {
        message.content.utf16.count <= Self.longestContent
            && message.embeds.count <= Self.mostItems
            && message.embeds.allSatisfy(\.fits)
            && message.embeds.reduce(0) { $0 + $1.length } <= Self.longestTotal
    }

    static func holds(_ item: ToldBulletin.Item) -> Bool { Embed(item, under: nil).fits }

    var json: [UInt8] { ChatJSON.bytes(message) }

    private struct Message: Encodable {
        var content: String
        var embeds: [Embed]
        var allowed_mentions = Mentions()
    }

    private struct Mentions: Encodable {
        var parse: [String] = []
    }
}

private struct Embed: Encodable {
    struct Name: Encodable {
        var name: String
    }
    struct Footer: Encodable {
        var text: String
    }

    var author: Name?
    var title: String?
    var url: String?
    var description: String?
    var footer: Footer?

    init(description: String) {
        self.description = description
    }

    init(_ item: ToldBulletin.Item, under name: String?) {
        author = name.map(Name.init)
        title = ChatMarkup.markdown(item.begunTitle)
        url = item.link.flatMap(Self.address(of:))
        let lines = item.lines.map(ChatMarkup.markdown)
        description = lines.isEmpty ? nil : lines.joined(separator: "\n")
        footer = Footer(text: item.id)
    }

    /// Nil for what Discord takes for no address, for which it refuses the whole
    /// message: one that is too long, or whose server has a name without a dot
    /// (go-gitea/gitea#14379).
    private static func address(of link: String) -> String? {
        guard let address = WebLink.ascii(link),
            address.utf8.count <= DiscordMessage.longestAddress,
            let start = address.firstRange(of: "://")?.upperBound
        else { return nil }
        let name = address[start...].prefix { !":/?#".contains($0) }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count > 1 && labels.allSatisfy { !$0.isEmpty } ? address : nil
    }

    var length: Int {
        [author?.name, title, description, footer?.text]
            .reduce(0) { $0 + ($1?.utf16.count ?? 0) }
    }

    var fits: Bool {
        (title?.utf16.count ?? 0) <= DiscordMessage.longestTitle
            && (author?.name.utf16.count ?? 0) <= DiscordMessage.longestTitle
            && (description?.utf16.count ?? 0) <= DiscordMessage.longestDescription
    }
}
