import Foundation
import Newswire

/// The template of a webhook's body: `NAME.json.mustache` in a theme's folder.
/// What is drawn of a bulletin must be JSON; values in it are the contents of
/// strings.
struct PayloadTemplate: Sendable {
    static let ending = ".json"

    private let program: TemplateProgram

    /// - Parameter source: without mistakes, as are its partials.
    init(_ source: TemplateSource, partials: [String: TemplateSource]) {
        program = TemplateProgram(source, partials: partials, firstShelf: 0)
    }

    func body(
        of bulletin: Bulletin, subject: String, in book: Phrasebook, _ style: HouseStyle
    ) -> [UInt8] {
        let values = BulletinValues(
            bulletin: bulletin, book: book, words: BulletinWords(bulletin, book), markup: .json)
        let scopes = [
            BulletinValues.ofLanguage(book, style, .json), values.told(),
            values.own(subject: subject),
        ]
        return Array(DrawnPage(program, scopes, .json).text.utf8)
    }

    /// What is wrong with what it draws of some bulletins, of all kinds and as
    /// unlike each other as bulletins are; nil if all are objects or lists.
    func mistake(in book: Phrasebook, _ style: HouseStyle) -> TemplateFinding? {
        for (name, bulletin) in Self.samples {
            let body = body(of: bulletin, subject: "\"", in: book, style)
            do {
                _ = try JSONSerialization.jsonObject(with: Data(body))
            } catch {
                let reason = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String
                return .noJSON(of: name, reason: reason ?? "it is malformed")
            }
            if Self.holdsTrailingComma(body) {
                return .noJSON(of: name, reason: "a comma stands behind the last of a list")
            }
        }
        return nil
    }

    /// Foundation reads them, RFC 8259 and other readers do not.
    private static func holdsTrailingComma(_ json: [UInt8]) -> Bool {
        var isInString = false
        var isEscaped = false
        var last: UInt8 = 0
        for byte in json where isInString || !" \t\r\n".utf8.contains(byte) {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\"") {
                isInString.toggle()
            } else if isInString {
                isEscaped = byte == UInt8(ascii: "\\")
            } else if last == UInt8(ascii: ","), "]}".utf8.contains(byte) {
                return true
            }
            last = isInString ? 0 : byte
        }
        return false
    }

    private static let samples: [(String, Bulletin)] = {
        let created = Timestamp(seconds: 1_767_225_600)
        let date = CivilTime(secondsSinceEpoch: 1_767_225_600)
        var full = BulletinItem(
            story: StoryID("1"), article: ArticleID("1"), title: "\"\\\u{7}نص",
            url: "https://example.org/?a=\"b\"", source: "a\"b",
            otherSources: ["c"], published: created, time: date,
            summary: "One.\nTwo.", image: "https://example.org/p.png", language: .arabic,
            regions: [], why: [Reason(rule: "r", words: ["a", "b"]), Reason(rule: "s", words: [])])
        full.isUpdate = true
        let bare = BulletinItem(story: StoryID("2"), article: ArticleID("2"), title: "")
        func bulletin(_ kind: Bulletin.Kind, _ groups: [[BulletinItem]], more: Int = 0) -> Bulletin
        {
            Bulletin(
                kind: kind, id: "sample", subscriber: SubscriberID("sample"),
                subscriberName: "\"sample\"", digest: kind == .digest ? "morning" : nil,
                language: .english, timeZone: "UTC", date: date,
                created: created, isLate: more > 0,
                groups: groups.map { BulletinGroup(name: nil, items: $0) }, more: more)
        }
        return [
            (
                "a digest of four stories",
                bulletin(.digest, [[full, bare], [bare, full]], more: 3)
            ),
            ("a digest of one", bulletin(.digest, [[bare]])),
            ("an empty digest", bulletin(.digest, [])),
            ("an alert", bulletin(.alert, [[full]])),
            ("an update", bulletin(.update, [[bare]])),
        ]
    }()
}
