import Foundation
import Newswire

/// A bulletin for a Slack incoming webhook: a header, a section for each item,
/// a context line; as many items as Slack takes, the others counted.
///
/// Slack refuses the whole message when a limit is passed. Its limits are
/// counted here on the escaped text, which is the stricter way.
struct SlackMessage {
    /// Slack's own are 50 blocks, 150 and 3,000 characters, and about 13,200
    /// over all blocks (found by trying; it is not in their reference).
    static let mostBlocks = 50
    static let longestHeader = 150
    static let longestSection = 3_000
    static let longestTotal = 12_000

    let json: [UInt8]

    init(_ bulletin: Bulletin, subject: String, book: Phrasebook) {
        var count = min(bulletin.items.count, Self.mostBlocks)
        var blocks = Self.blocks(bulletin.limited(to: count), book: book)
        while count > 0, !Self.fits(blocks) {
            count -= 1
            blocks = Self.blocks(bulletin.limited(to: count), book: book)
        }
        let message = Message(text: Self.escaped(subject), blocks: blocks)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Strings and lists only: nothing that encoding can refuse.
        json = Array((try? encoder.encode(message)) ?? Data())
    }

    private static func fits(_ blocks: [Block]) -> Bool {
        blocks.count <= mostBlocks
            && blocks.reduce(0) { $0 + $1.characters } <= longestTotal
            && blocks.allSatisfy { $0.characters <= longestSection }
    }

    private static func blocks(_ bulletin: Bulletin, book: Phrasebook) -> [Block] {
        let direction = book.language.direction
        let name = CleanText.name(bulletin.subscriberName)
        let label: String? =
            switch bulletin.kind {
            case .digest: bulletin.digest.map(CleanText.name)
            case .alert: book.text(.alert)
            case .update: book.text(.update)
            }
        let heading = ([name] + [label].compactMap(\.self))
            .map { Direction.isolated($0, in: direction) }.joined(separator: " · ")
        var blocks = [
            Block.header(CleanText.line(heading, atMost: longestHeader - 2)),
            .context(escaped(Direction.begun(headline(bulletin, book), running: direction))),
        ]
        if bulletin.isLate {
            blocks.append(
                .context(escaped(book.text(.late, ["time": book.text(bulletin.date.clock)]))))
        }
        for group in bulletin.groups {
            // An alert is one story: a heading above it would say it twice.
            if bulletin.kind == .digest {
                let name = CleanText.name(group.name ?? "")
                blocks.append(
                    .section("*\(escaped(name.isEmpty ? book.text(.other) : name))*"))
            }
            blocks += group.items.map { .section(section($0, of: bulletin, book)) }
        }
        if bulletin.storyCount == 0 {
            blocks.append(.section(escaped(book.text(.nothingNew))))
        } else if bulletin.more > 0 {
            blocks.append(.context(escaped(book.text(.more, bulletin.more))))
        }
        return blocks
    }

    private static func headline(_ bulletin: Bulletin, _ book: Phrasebook) -> String {
        bulletin.kind == .digest
            ? "\(book.text(bulletin.date.date)) · \(book.text(.stories, bulletin.storyCount))"
            : book.text(bulletin.date)
    }

    private static func section(_ item: BulletinItem, of bulletin: Bulletin, _ book: Phrasebook)
        -> String
    {
        let direction = book.language.direction
        let cleaned = CleanText.title(item.title)
        let title = cleaned.isEmpty ? book.text(.untitled) : cleaned
        let own = item.language?.direction ?? Direction.of(title, otherwise: direction)
        let shown = escaped(title)
        let link = item.url.flatMap(WebLink.init).map { "<\(escaped($0.text))|\(shown)>" }
        var lines = [Direction.begun("*\(link ?? shown)*", running: own)]

        let meta =
            [item.source.map(CleanText.name) ?? ""]
            + item.otherSources.prefix(5).map(CleanText.name)
            + [
                item.time.map { book.text($0, seenOn: bulletin.date.date) } ?? "",
                book.list(item.regions.prefix(8).map { CleanText.name($0.name) }),
                item.isUpdate ? book.text(.update) : "",
                item.told.map {
                    book.text(.sent, ["time": book.text($0, seenOn: bulletin.date.date)])
                } ?? "",
            ]
        let shownMeta = meta.filter { !$0.isEmpty }.map { Direction.isolated($0, in: direction) }
        if !shownMeta.isEmpty {
            lines.append(
                escaped(Direction.begun(shownMeta.joined(separator: " · "), running: direction)))
        }
        let summary = item.summary.map(Excerpt.of) ?? ""
        if !summary.isEmpty, summary != title {
            lines.append(escaped(Direction.begun(summary, running: own)))
        }
        for reason in item.why.prefix(5) {
            let words = reason.words.prefix(12).map {
                Direction.isolated(CleanText.name($0), in: direction)
            }
            let rule = Direction.isolated(CleanText.name(reason.rule), in: direction)
            lines.append(
                escaped(
                    words.isEmpty
                        ? "\(book.text(.rule)): \(rule)"
                        : "\(book.text(.matched)): \(words.joined(separator: " · ")) (\(rule))"))
        }
        lines.append("`\(escaped(CleanText.name(item.article.id)))`")
        return lines.joined(separator: "\n")
    }

    /// Slack's three, and only those: with `<` gone nothing can ping.
    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;")
    }
}

/// The parts of Slack's Block Kit that we write.
private enum Block: Encodable {
    case header(String)
    case section(String)
    case context(String)

    var characters: Int {
        switch self {
        case .header(let text), .section(let text), .context(let text): text.unicodeScalars.count
        }
    }

    private struct Text: Encodable {
        var type: String
        var text: String
    }

    private enum CodingKeys: String, CodingKey {
        case type, text, elements
    }

    func encode(to encoder: any Encoder) throws {
        var json = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .header(let text):
            try json.encode("header", forKey: .type)
            try json.encode(Text(type: "plain_text", text: text), forKey: .text)
        case .section(let text):
            try json.encode("section", forKey: .type)
            try json.encode(Text(type: "mrkdwn", text: text), forKey: .text)
        case .context(let text):
            try json.encode("context", forKey: .type)
            try json.encode([Text(type: "mrkdwn", text: text)], forKey: .elements)
        }
    }
}

private struct Message: Encodable {
    var text: String
    var blocks: [Block]
}
